"""The condition under which an article is found by the query of its own language, in SQL on `f.rowid`.

Its language is what the words of its text tell. What an older release read has that of its page's template, so the
commonest words of English, Kurmanji and Turkish are asked for as well.
"""

from collections.abc import Iterable, Mapping

ENGLISH, KURMANJI, SORANI = "en", "ku", "ckb"
KURMANJI_CODES = frozenset({"ku", "kmr", "kr"})  # the last two as an older release took them from pages
OTHERS = ""


def _said(codes: Iterable[str]) -> str:
    names = ", ".join(f"'{code}'" for code in sorted(codes))
    return f"EXISTS(SELECT 1 FROM articles INDEXED BY articles_facets WHERE id = f.rowid AND lang IN ({names}))"  # noqa: S608 - from below


def _found_by(name: str) -> str:
    return f"f.rowid IN (SELECT rowid FROM articles_fts WHERE articles_fts MATCH :{name})"  # noqa: S608 - from below


_LANGUAGES = {
    ENGLISH: f"({_said({ENGLISH})} OR {_found_by('in_english')})"
    f" AND NOT {_found_by('in_kurmanji')} AND NOT {_found_by('in_turkish')}",
    KURMANJI: f"({_said(KURMANJI_CODES)} OR {_found_by('in_kurmanji')})",
    SORANI: _said({SORANI}),
}
IN_KURMANJI = '"ku" AND "ji" AND "li"'
_COMMONEST = {
    "in_english": '"the" AND "of" AND "and"',
    "in_kurmanji": IN_KURMANJI,
    "in_turkish": '"bir" AND "ve" AND "bu"',
}


def by_language(match: str, queries: Mapping[str, str]) -> tuple[str, dict[str, str]]:
    """The condition and the values it names. `queries` are those of the languages and of all `OTHERS`; `match` finds
    what any of them finds.
    """
    cases = [f"WHEN {_LANGUAGES[language]} THEN {_matches(language)}" for language in queries if language != OTHERS]
    values = {f"query_{language or 'of_others'}": query for language, query in queries.items()}
    values |= {name: f"({match}) AND {words}" for name, words in _COMMONEST.items()}
    return f"CASE {' '.join(cases)} ELSE {_matches(OTHERS)} END", values


def _matches(language: str) -> str:
    name = f"query_{language or 'of_others'}"
    # What finds all that is asked for need not be asked once more.
    return f":{name} = :match OR {_found_by(name)}"
