"""What one page teaches: which of its lines are written down, and which are not."""

import json
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from sqlite_utils import Database

from archive.model import PageLine
from archive.versions.furniture._line_hashes import LONG_WORDS, LineHashes
from archive.versions.furniture.lines_file import STANDS_IN

# Of each line, within so many days: two articles more than are asked for, as one of them may be the one that asks.
KEPT, KEPT_OF_LONG, KEPT_DAYS = 5, 12, 15
# Shorter lines do not say whether two articles are one story.
STORY_LINE_WORDS = 6
# The hashes are parted in so many slices; each page that is learned clears one of them.
SLICES = 1024
FORGOTTEN_AFTER_MS = 30 * 24 * 3_600_000

SEEN_AGAIN = (
    "INSERT INTO pages(place, key, at, learned, words)"
    " SELECT number, ?, ?, ?, ? FROM places WHERE outlet = ? AND edition = ?"
    " ON CONFLICT(place, key) DO UPDATE SET"
    " at = max(at, excluded.at), learned = excluded.learned, words = excluded.words RETURNING number"
)
# What stood in one article alone, which was not read for long.
FORGET = (
    "DELETE FROM lines WHERE template BETWEEN ?1 AND ?2 AND template IN ("
    " SELECT template FROM lines JOIN pages ON number = page WHERE template BETWEEN ?1 AND ?2"
    " GROUP BY template HAVING count(DISTINCT page) = 1 AND max(learned) < ?3)"
)


@dataclass(slots=True)
class _Line:
    words: int = 0
    in_text: bool = False
    pages: set[int] = field(default_factory=set)

    @property
    def tells_the_story(self) -> bool:
        return self.in_text and self.words >= STORY_LINE_WORDS


@dataclass(frozen=True, slots=True)
class PageToLearn:
    """An article's page: its lines by their hashes, the hashes of its title and first line."""

    hashes: LineHashes
    key: str
    day: int
    lines: dict[int, _Line]
    titles: frozenset[int]

    @classmethod
    def of(cls, hashes: LineHashes, key: str, day: int, lines: Sequence[PageLine], title: str) -> "PageToLearn":
        found: dict[int, _Line] = {}
        for line, numbers in hashes.of_page(lines, title):
            for number in numbers:
                known = found.get(number)
                if known is None:
                    known = found[number] = _Line(len(line.text.split()))
                known.in_text |= line.in_text
        first = next((line for line in lines if line.in_text), None)
        return cls(hashes, key, day, found, hashes.titles(title, first))

    def unknown(self, db: Database) -> list[int]:
        """The hashes of lines that this page adds to what is known. Reads alone."""
        values = (json.dumps(list(self.lines)), self.day - KEPT_DAYS, self.day + KEPT_DAYS)
        for number, page in db.execute(STANDS_IN, values):
            self.lines[number].pages.add(page)
        own = self.hashes.page(db, self.key)
        twins = self._twins(db, own)
        return sorted(number for number, line in self.lines.items() if _is_news(line, own, twins))

    def write(self, db: Database, unknown: Iterable[int], at: int, now: int) -> None:
        """Inside a transaction; `at` is when the page was captured, both are milliseconds since 1970."""
        place = (self.hashes.outlet, self.hashes.edition)
        db.execute("INSERT OR IGNORE INTO places(outlet, edition) VALUES(?, ?)", place)
        ((page,),) = db.execute(SEEN_AGAIN, (self.key, at, now, self._story_words(), *place)).fetchall()
        db.conn.executemany("INSERT OR IGNORE INTO lines VALUES(?, ?, ?)", ((one, self.day, page) for one in unknown))
        db.conn.executemany("INSERT OR IGNORE INTO titles VALUES(?, ?)", ((one, page) for one in self.titles))
        width = 2**63 // SLICES
        first = now % SLICES * width
        db.execute(FORGET, (first, first + width - 1, now - FORGOTTEN_AFTER_MS))

    def _story_words(self) -> int:
        return sum(line.words for line in self.lines.values() if line.tells_the_story)

    def _twins(self, db: Database, own: int | None) -> frozenset[int]:
        """Articles that share half of the shorter one's text with this: one story, told twice."""
        shared: Counter[int] = Counter()
        known = 0
        for line in self.lines.values():
            if line.tells_the_story and _is_furniture(line):
                known += line.words
            elif line.tells_the_story:
                shared.update(dict.fromkeys(line.pages, line.words))
        shared.pop(own or 0, None)
        if not shared:
            return frozenset()
        sizes = dict(
            db.execute(
                "SELECT number, words FROM json_each(?) JOIN pages ON number = value", (json.dumps(list(shared)),)
            ).fetchall()
        )
        words = self._story_words()
        return frozenset(
            page for page, count in shared.items() if 2 * count >= min(words, sizes.get(page, words)) - known
        )


def _is_furniture(line: _Line) -> bool:
    return len(line.pages) >= (KEPT_OF_LONG if line.words > LONG_WORDS else KEPT - 1)


def _is_news(line: _Line, own: int | None, twins: frozenset[int]) -> bool:
    if own in line.pages or len(line.pages) >= (KEPT_OF_LONG if line.words > LONG_WORDS else KEPT):
        return False
    return not (line.in_text and line.pages & twins)
