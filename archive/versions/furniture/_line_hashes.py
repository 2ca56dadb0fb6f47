"""Under which hashes a line is learned and looked up, of one outlet and edition."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from sqlite_utils import Database

from archive.model import PageLine
from archive.versions.furniture._templates import (
    LONGEST_KEPT,
    NUMBER,
    TIME,
    exact_of,
    has_letters,
    hash_of,
    template_of,
)

# So many cells before a number one of them says what it is.
LONGEST_ROW = 4
# A number that stands alone in one of these is data of a table or list, and what it says counts.
TABLE_CELLS = frozenset(("td", "th", "dd"))
CELLS = TABLE_CELLS | {"li", "dt"}
NUMBERS = (NUMBER, TIME)
_WORD = re.compile(r"[^\W\d_]+")
# A longer line may be the background of several reports.
LONG_WORDS = 25
# A title of fewer words says nothing: so many headings are called the same.
TITLE_WORDS = 3
LONGEST_LABEL = 3
# What stands between the headlines of several articles in one line; a longer line is a text.
_BETWEEN_TITLES = re.compile(r"\s(?:[•·|/–—-]|:::|\*{1,3}|»|«)\s|\s?[؛;]\s|، و(?=\w)")
MOST_TITLES, LONGEST_TITLES = 6, 400  # characters


def is_number_cell(line: PageLine) -> bool:
    """Is this a cell with a number and one word at most beside it (57, 57 ليرة)?"""
    return line.tag in CELLS and _is_of_a_number(template_of(line.text), 1 if line.tag in TABLE_CELLS else 0)


@lru_cache(maxsize=1 << 12)
def _is_of_a_number(template: str, most_words: int) -> bool:
    return any(mark in template for mark in NUMBERS) and len(_WORD.findall(template)) <= most_words


def row_of(before: Sequence[PageLine], cell: PageLine) -> PageLine | None:
    """The line that a number in a cell makes with its label, the last of the lines `before` it with letters; None where
    it is no such cell."""
    if not is_number_cell(cell):
        return None
    row = [cell]
    for label in before[: -LONGEST_ROW - 1 : -1]:
        if label.tag and label.tag not in CELLS:
            return None
        row.append(label)
        if has_letters(label.text):
            return PageLine(text=" | ".join(each.text for each in reversed(row)), tag="tr", in_text=cell.in_text)
    return None


def _rows(lines: Sequence[PageLine]) -> Iterator[PageLine]:
    """The rows that the number cells of a page make with their labels."""
    cells = ((at, cell) for at, cell in enumerate(lines) if is_number_cell(cell))
    found = (row_of(lines[max(at - LONGEST_ROW, 0) : at], cell) for at, cell in cells)
    return (row for row in found if row)


@dataclass(frozen=True, slots=True)
class LineHashes:
    """An outlet's edition: the same line of another one is another line."""

    outlet: str
    edition: str

    def learned(self, line: PageLine) -> tuple[int, ...]:
        """What a page teaches by this line: its template; of a line without letters the very numbers, too."""
        of = _kept_hashes if len(line.text) <= LONGEST_KEPT else _hashes
        return of(self.outlet, self.edition, line.text, line.tag)

    def of_page(self, lines: Sequence[PageLine]) -> Iterator[tuple[PageLine, tuple[int, ...]]]:
        """What a page teaches by each of its lines, and by the rows that its number cells make with their labels."""
        return ((line, self.learned(line)) for line in (*lines, *_rows(lines)))

    def titles(self, title: str, first: PageLine | None) -> frozenset[int]:
        """Under which an article is known: its title, and the first line of its text where that is long."""
        exact = exact_of(title)
        found = {self._hash("title", exact)} if len(exact.split()) >= TITLE_WORDS else set()
        lead = self.lead(first) if first else None
        return frozenset(found if lead is None else {*found, lead})

    def titles_in(self, line: PageLine) -> Iterator[tuple[tuple[int, ...], ...]]:
        """Of which titles this whole line may be made: of one, or of several one after the other. Of each title that a
        line is made of, the hashes that it may have."""
        yield (tuple(self._titles(line.text)),)
        if len(line.text) <= LONGEST_TITLES and len(parts := _BETWEEN_TITLES.split(line.text)) in range(2, MOST_TITLES):
            yield tuple(tuple(self._titles(part)) for part in parts)

    def _titles(self, text: str) -> Iterator[int]:
        """A title, by itself or after a label of one to three words; a count behind it, as of its comments, aside."""
        words = exact_of(text).split()
        if len(words) > TITLE_WORDS and not has_letters(words[-1]):
            yield from self._titles(" ".join(words[:-1]))
        for at in range(min(LONGEST_LABEL, len(words) - TITLE_WORDS) + 1):
            yield self._hash("title", exact_of(" ".join(words[at:])))

    def lead(self, line: PageLine) -> int | None:
        """The first line of an article's text, where it is long."""
        return self._hash("lead", exact_of(line.text)) if len(line.text.split()) > LONG_WORDS else None

    def page(self, db: Database, key: str) -> int | None:
        """The number of an article's page, None where none was learned."""
        found = db.execute(
            "SELECT pages.number FROM pages JOIN places ON places.number = place"
            " WHERE outlet = ? AND edition = ? AND key = ?",
            (self.outlet, self.edition, key),
        ).fetchone()
        return int(found[0]) if found else None

    def _hash(self, kind: str, text: str) -> int:
        return hash_of(self.outlet, self.edition, kind, text)


def _hashes(outlet: str, edition: str, text: str, tag: str) -> tuple[int, ...]:
    template = template_of(text)
    is_cell = is_number_cell(PageLine(text=text, tag=tag))
    if has_letters(template) and not is_cell:
        return (hash_of(outlet, edition, "template", template),)
    exact = hash_of(outlet, edition, "exact", exact_of(text))
    # In a cell, or where nobody knows where it stood, only the same number is the same line.
    return (exact,) if is_cell or not tag else (hash_of(outlet, edition, "template", template), exact)


# The menus of an outlet are learned with every page of it.
_kept_hashes = lru_cache(maxsize=1 << 12)(_hashes)
