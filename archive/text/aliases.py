"""Other spellings of one name, which no folding joins: `aliases.tsv` has kind, forms (words parted by _) and reason.

Single names only, each with its reason. A form serves a search only where the archive's own vocabulary has it. Names
of other languages (kind exonym, the Arabic name first) are never looked for unasked: they are for offers.
"""

import hashlib
import re
from collections.abc import Iterator
from functools import cache
from importlib.resources import files

from archive.text.folding import fold_query, word_in
from archive.text.latin import as_indexed

OFFERED, INITIALS = "exonym", "group"
ARTICLE = "ال"
# Of `alias_rows` (see rows_sha256): a record that has them is known by it, without making them.
ROWS_SHA256 = "d72d34f1a5f0e02f9cd11223508ac1314002ccdde2a1486893a6a4ce94312ef8"
_WORD = re.compile("[ء-ي]{3,}")


@cache
def alias_rows() -> list[tuple[str, int, str]]:
    """Rows of `search_alias`, sorted: (folded form, words parted by spaces; number of its group; kind)."""
    typed = [
        (form, group, kind)
        for group, (kind, forms) in enumerate(_groups(), start=1)
        if kind != OFFERED
        for form in forms
    ]
    # All at once: by itself each takes ten times as long to fold.
    folded = fold_query("\n".join(form for form, *_ in typed)).split("\n")
    rows = {
        (form, group): kind
        for words, (_, group, kind) in zip(folded, typed, strict=True)
        for form in _as_said(" ".join(as_indexed(word) for word in word_in(words).findall(words)), kind)
    }
    return sorted((form, group, kind) for (form, group), kind in rows.items())


def rows_sha256(forms: str, groups: str, kinds: str) -> str:
    """The hash of rows in their order: of each column with commas between its values."""
    return hashlib.sha256("\n".join((forms, groups, kinds)).encode()).hexdigest()


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
