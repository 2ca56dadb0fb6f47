"""What a place, or a form of the search's filter for places, is called on a page."""

from archive.places.gazetteer import Place, names, places
from archive.web.app.language import language

SAID = {"in": "places.as_in", "government": "places.as_government"}


def place_name(place: Place, lang: str) -> str:
    """In Arabic as the press writes it, in English in Latin letters where the table has any."""
    return place.latin[0] if lang == "en" and place.latin else place.names[0]


def label_of(value: str, lang: str) -> str:
    """Of a value of the parameter `place` (archive.search._named_places); empty where it means nothing."""
    form, _, rest = value.partition(".")
    if form == "ambiguous":
        t = language()
        return (t("places.one_of", name=rest) if rest else t("places.any_of")) if not rest or rest in names() else ""
    key, _, spelling = rest.partition(".") if form == "spelt" else (rest or form, "", "")
    place = places().get(key)
    if place is None or (rest and form not in (*SAID, "spelt")):
        return ""
    label = spelling or place_name(place, lang)
    return language()(SAID[form], place=label) if rest and form in SAID else label
