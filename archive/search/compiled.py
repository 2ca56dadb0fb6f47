"""What a question is looked for by: an FTS5 query with the spellings in it, and its pieces."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Literal

from archive.search.query_parser import Condition, Note

Mode = Literal["exact", "names", "forms"]
NOTHING = '""'  # FTS5 finds no article by an empty phrase, and calls it no error
BEGINS = '"*'  # only behind a word that others begin with


@dataclass(frozen=True, slots=True)
class Compiled:
    """What to look for.

    `match` is an FTS5 query, always valid, or empty where only conditions were given; `without` one of what to leave
    out then. `forms` are the spellings looked for, those asked for first; `any_form`: an article with any of them is
    found, and no other, as for a question of `one_word`. `notes` what was not understood; `mode` in what way they were
    looked for. Where words have forms of one language alone, an article must match the query of its language in
    `by_language`; `match` finds what any of these finds. `finds`, where it is not empty, finds the very articles of
    `match` at less cost, but marks less in them; every article that is found holds each of the forms `certain`.
    """

    match: str
    forms: list[str] = field(default_factory=list)
    without: str = ""
    conditions: tuple[Condition, ...] = ()
    notes: tuple[Note, ...] = ()
    one_word: bool = False
    any_form: bool = False
    mode: Mode = "names"
    by_language: Mapping[str, str] = field(default_factory=dict)
    finds: str = ""
    certain: frozenset[str] = frozenset()


def any_of(found: Iterable[tuple[str, ...]]) -> str:
    """The FTS5 query for any of these phrases, each the words that stand side by side."""
    return f"({' OR '.join(map(phrase, dict.fromkeys(found)))})"


def phrase(words: tuple[str, ...]) -> str:
    # No token character is a quotation mark, so quoting needs no escape.
    return f'"{" ".join(words)}"'
