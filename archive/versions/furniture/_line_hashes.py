"""Under which hashes a line is learned and looked up, of one outlet and edition."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import islice

from sqlite_utils import Database

from archive.model import PageLine
from archive.versions.furniture._frames import CELLS, DENSE, FRAME, NUMBERS, TABLE_CELLS, frames_of_page
from archive.versions.furniture._templates import (
    LONGEST_KEPT,
    TIME,
    exact_of,
    has_letters,
    hash_of,
    template_of,
)

# So many cells before a number one of them says what it is.
LONGEST_ROW = 4
CELL_BREAK = " | "
_WORD = re.compile(r"[^\W\d_]+")
_DASHES = frozenset("-–—|/•·")
# A longer line may be the background of several reports.
LONG_WORDS = 25
# A title of fewer words says nothing: so many headings are called the same.
TITLE_WORDS = 3
# A title that something else follows has so many words.
FULL_TITLE_WORDS = 5
# So many words may stand before a title that a line names, times and numbers aside, more where they end in a colon;
# and so many behind it and a sign that parts them (TITLE - an author's name).
LONGEST_LABEL, LONGEST_COLON_LABEL = 3, 6
LONGEST_NAMED = 40  # words
# What stands behind a label, as long, is a sentence.
LABELLED_WORDS = 6
# What a page's own title is while its lines are compared with those of other pages, which have theirs there.
OWN_TITLE = "^"
# The tag of what is asked as another article's title alone: no line of a page's body has it.
AS_TITLE = "title"
# What a title may end with where another page asks whether it was read.
_ASKED = "؟?!"
# Behind the last sentence of another article stand so many words at most that lead to it (… The rest is here).
LONGEST_CALL = 3
_END_MARKS = ".؟?!…"
# What stands between the headlines of several articles in one line; a longer line is a text.
_BETWEEN_TITLES = re.compile(r"\s(?:[•·|/–—-]|:::|\*{1,3}|»|«)\s|\s?[؛;]\s|، و(?=\w)")
# What numbers them (1. … 2. …); what parts a headline from the text that follows it.
_NUMBERS_OF_LIST = re.compile(r"(?:^|\s)\d{1,2}[.)]\s|(?:^|\s)\d{1,2}\s?-\s")
_TEASED = re.compile(r"\s?(?::|\.{2,3}|…)\s|\s[|–—-]\s")
# What names each of several headlines in one line (Previous: … Next: …).
_LABELS = re.compile(r"\s(?=[^\W\d_]+ ?:\s)")
MOST_TITLES, LONGEST_TITLES = 6, 400  # characters


def as_title(text: str) -> PageLine:
    """What is asked as the title of another article, and as nothing else."""
    return PageLine(text=text, tag=AS_TITLE)


def is_number_cell(line: PageLine) -> bool:
    """Is this a cell with a number and one word at most beside it (57, 57 ليرة); of a list a number alone, as a row of
    several (Saturday 12° / 7°) is nothing that a report lists?"""
    if line.tag not in CELLS:
        return False
    is_of = _is_of_a_number_kept if len(line.text) <= LONGEST_KEPT else _is_of_a_number
    return is_of(line.text, line.tag)


def _is_of_a_number(text: str, tag: str) -> bool:
    template = template_of(text)
    numbers, words = sum(map(template.count, NUMBERS)), len(_WORD.findall(template))
    return numbers > 0 and words <= 1 if tag in TABLE_CELLS else numbers == 1 and not words


_is_of_a_number_kept = lru_cache(maxsize=1 << 12)(_is_of_a_number)


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
            return PageLine(text=CELL_BREAK.join(each.text for each in reversed(row)), tag="tr", in_text=cell.in_text)
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

    def of_page(self, lines: Sequence[PageLine], title: str) -> Iterator[tuple[PageLine, tuple[int, ...]]]:
        """What a page teaches by each of its lines, by the rows that its number cells make with their labels, and by
        what stays of lines that say something else on each page."""
        named = title if len(title.split()) >= TITLE_WORDS else None
        for line in (*lines, *_rows(lines), *frames_of_page(lines)):
            is_named = named is not None and named in line.text
            yield line, self.learned(without_title(line, title) if is_named else line)

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
        for between in (_BETWEEN_TITLES, _LABELS, _NUMBERS_OF_LIST) if len(line.text) <= LONGEST_TITLES else ():
            if len(parts := [part for part in between.split(line.text) if part]) in range(2, MOST_TITLES):
                yield tuple(tuple(self._titles(part)) for part in parts)
        yield from self._teased(line.text)

    def _teased(self, text: str) -> Iterator[tuple[tuple[int, ...], ...]]:
        """A title of five words at least that a text opens with."""
        for sign in islice(_TEASED.finditer(text[:LONGEST_TITLES]), MOST_TITLES):
            if len(words := exact_of(text[: sign.start()]).split()) >= FULL_TITLE_WORDS:
                yield ((self._hash("title", " ".join(words)),),)

    def _titles(self, text: str) -> Iterator[int]:
        """A title, by itself, after a label, or before what says when it was or who wrote it."""
        words = exact_of(text).split()
        if len(words) > LONGEST_NAMED:
            return
        ends = [end for end in range(len(words), TITLE_WORDS - 1, -1) if _is_note(words[end:])]
        for start in range(len(words) - TITLE_WORDS + 1):
            if _is_label(words[:start]):
                for end in ends:
                    if end - start >= TITLE_WORDS:
                        title = exact_of(" ".join(words[start:end]))
                        yield from (self._hash("title", one) for one in {title, title.rstrip(_ASKED)})

    def bare(self, line: PageLine) -> tuple[int, ...]:
        """As which lines of other articles a long line is looked up without the label or hour before it, or without the
        few words behind its last sentence."""
        words = exact_of(line.text).split()
        rests = (words[at:] for at in range(1, len(words) - LABELLED_WORDS + 1) if _is_label(words[:at]))
        ends = range(len(words) - 1, max(len(words) - LONGEST_CALL, LABELLED_WORDS) - 1, -1)
        found = (*islice(rests, MOST_TITLES), *(words[:end] for end in ends if words[end - 1][-1] in _END_MARKS))
        return tuple(self._hash("template", template_of(" ".join(rest))) for rest in found)

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


def _is_label(words: Sequence[str]) -> bool:
    """May these words stand before a title: a section and an hour, a few words and a colon?"""
    most = LONGEST_COLON_LABEL if words and words[-1].endswith(":") else LONGEST_LABEL
    return not words or len(_WORD.findall(template_of(" ".join(words)))) <= most


def _is_note(words: Sequence[str]) -> bool:
    """May these words stand behind a title: how long ago, how many comments, or a name after a dash?"""
    if not words:
        return True
    template = template_of(" ".join(words))
    most = LONGEST_LABEL if words[0] in _DASHES else int(TIME in template)
    return len(_WORD.findall(template)) <= most


def without_title(line: PageLine, title: str) -> PageLine:
    """The line with a mark in the place of its own page's title, whole: every page has its own there."""
    if len(title.split()) < TITLE_WORDS or title not in line.text:
        return line
    return line._replace(text=line.text.replace(title, OWN_TITLE))


def _hashes(outlet: str, edition: str, text: str, tag: str) -> tuple[int, ...]:
    if tag == AS_TITLE:
        return ()
    if tag in (FRAME, DENSE):
        return (hash_of(outlet, edition, tag, text),)
    template = template_of(text)
    is_cell = is_number_cell(PageLine(text=text, tag=tag))
    if has_letters(template) and not is_cell:
        return (hash_of(outlet, edition, "template", template),)
    exact = hash_of(outlet, edition, "exact", exact_of(text))
    # In a cell, or where nobody knows where it stood, only the same number is the same line.
    return (exact,) if is_cell or not tag else (hash_of(outlet, edition, "template", template), exact)


# The menus of an outlet are learned with every page of it.
_kept_hashes = lru_cache(maxsize=1 << 12)(_hashes)
