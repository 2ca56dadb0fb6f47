"""Men and women of one noun: معلم and معلمه, رئيس and رئيسه; but منظمه is an organization.

A woman has the man's noun with ه. That a noun is of persons tells its plural: ون, or a shape that things have not; or
that the archive names the two side by side (والدها ووالدتها, الطلاب والطالبات).
"""

import re
from collections.abc import Collection, Iterable

from archive.search._affixes import articles_with_noun, is_noun, with_article
from archive.search.vocabulary import Vocabulary

SHORTEST = 3
SIDE_BY_SIDE = 2  # articles
# A noun and its plural: انبياء, اطباء, اصدقاء; سفراء; جرحي; حكام; نواب; قضاه.
_OF_PERSONS = re.compile(
    r".* ا(?:..|...)اء|(.)(.)ي(.) \1\2\3(?:اء|ي)|(.)ا(.)(.) \4\5ا\6|(.)ائ(.) \7وا\8|(.)ا(.)ي \9\10اه"
)
_INFINITIVE = re.compile("م.ا.[^ي]ه")  # محاكمه a trial; but محاميه
_PARTICIPLE = re.compile("م..+[^ي]|.ا.[^ي]|..[اي][^ي]|م.ا.ي")


def are_of_persons(man: str, plurals: Collection[str], vocabulary: Vocabulary) -> bool:
    """Whether the noun, whose broken plurals these are, is of a man, and with ه of a woman."""
    woman = f"{man}ه"
    if len(man) < SHORTEST:
        return False
    sound = [man.removesuffix("ي") + case for case in ("ون", "ين")]  # محامي محامون
    vocabulary.count_words(with_article([man, woman, *sound]))
    women, men = (
        articles_with_noun(woman, vocabulary),
        sum(articles_with_noun(one, vocabulary) for one in (man, *sound, *plurals)),
    )
    if not women or women > men or not (is_noun(man, vocabulary) and is_noun(woman, vocabulary)):
        return False
    if any(_OF_PERSONS.fullmatch(f"{man} {plural}".replace("ؤ", "ئ")) for plural in plurals):
        return True
    if (
        not _INFINITIVE.fullmatch(woman)
        and _PARTICIPLE.fullmatch(man)
        and all(articles_with_noun(one, vocabulary) for one in sound)
    ):
        return True
    return not vocabulary.at_most(_named_together(man, woman, [*plurals, *sound]), SIDE_BY_SIDE - 1)


def _named_together(man: str, woman: str, plurals: Iterable[str]) -> str:
    """The FTS5 query for the one and the other, or for several of both."""
    owned = ((f"{man}{owner}", f"{man}ت{owner}") for owner in ("ه", "ها"))
    pairs = [(man, woman), *owned, *((men, f"{man}ات") for men in plurals)]
    both = [pair for men, women in pairs for pair in ((men, women), (women, men))]
    return " OR ".join(f'"{article}{one} و{article}{other}"' for one, other in both for article in ("", "ال"))
