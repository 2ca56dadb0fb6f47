"""Other spellings of one name, which no folding joins: `aliases.tsv` has kind, forms (words parted by _) and reason.

Single names only, each with its reason. A form serves a search only where the archive's own vocabulary has it.
"""

from functools import cache
from importlib.resources import files

from archive.text.folding import terms


@cache
def alias_rows() -> list[tuple[str, int, str]]:
    """Rows of `search_alias`, sorted: (folded form, words parted by spaces; number of its group; kind)."""
    lines = (files(__package__) / "aliases.tsv").read_text(encoding="utf-8").splitlines()
    rows: dict[tuple[str, int], str] = {}
    for group, line in enumerate(lines, start=1):
        kind, forms, _reason = line.split("\t")
        rows |= {(" ".join(terms(form)), group): kind for form in forms.split()}
    return sorted((form, group, kind) for (form, group), kind in rows.items())
