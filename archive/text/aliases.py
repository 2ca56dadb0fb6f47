"""Other spellings of one name, which no folding joins: `aliases.tsv` has kind, forms (words parted by _) and reason.

Single names only, each with its reason. A form serves a search only where the archive's own vocabulary has it. Names
of other languages (kind exonym, the Arabic name first) are never looked for unasked: they are for offers.
"""

import re
from collections.abc import Iterator
from functools import cache
from importlib.resources import files

from archive.text.latin import terms

OFFERED, INITIALS = "exonym", "group"
ARTICLE = "ال"
_WORD = re.compile("[ء-ي]{3,}")


@cache
def alias_rows() -> list[tuple[str, int, str]]:
    """Rows of `search_alias`, sorted: (folded form, words parted by spaces; number of its group; kind)."""
    rows: dict[tuple[str, int], str] = {}
    for group, (kind, forms) in enumerate(_groups(), start=1):
        if kind != OFFERED:
            rows |= {(form, group): kind for typed in forms for form in _as_said(" ".join(terms(typed)), kind)}
    return sorted((form, group, kind) for (form, group), kind in rows.items())


def _as_said(form: str, kind: str) -> Iterator[str]:
    """A folded form; initials that are said as a word (ناتو) with the article, too."""
    yield form
    if kind == INITIALS and _WORD.fullmatch(form) and not form.startswith(ARTICLE):
        yield ARTICLE + form


@cache
def exonyms() -> dict[str, str]:
    """The Arabic name, as it is written, of each name in Latin letters, words parted by spaces."""
    groups = ([form.replace("_", " ") for form in forms] for kind, forms in _groups() if kind == OFFERED)
    return {other: arabic for arabic, *others in groups for other in others}


def _groups() -> Iterator[tuple[str, list[str]]]:
    """Kind and forms of each line."""
    for line in (files(__package__) / "aliases.tsv").read_text(encoding="utf-8").splitlines():
        kind, forms, _reason = line.split("\t")
        yield kind, forms.split()
