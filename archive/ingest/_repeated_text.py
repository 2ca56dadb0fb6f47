"""One text at several addresses of an outlet within a day: a wall, an error, a question in every article's place.

Whatever it says, in whatever language: it is the text of no article. Such a page may name the address that was asked
for, say the headline, number the request and tell the time; all that is left aside. How few addresses are enough
depends on what else is seen: a headline that no route listed, known articles that all turn into it.
"""

from array import array
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import NamedTuple

from archive.crawl_state.held import HeldText, excerpt_of
from archive.exchange import Page
from archive.identity.keys import Identity, key_of
from archive.identity.urls import clean_url
from archive.ingest._near_duplicates import Likeness, Words, are_unlike, likeness, share_words, words_of
from archive.ingest._truncation import SHRUNK
from archive.ingest.bounds import NEWEST_VERSIONS
from archive.ingest.session import Writer
from archive.model import Outlet, Reading
from archive.record.rows import ArticleRow
from archive.text.folding import words_for_comparison
from archive.times import stamp
from archive.versions.compare import Fingerprint
from archive.versions.removals import FAMILIES

SAME_TEXT = "same_text"
SO_MANY, WITHIN = 5, timedelta(days=1)
# A few words under one and the same headline: no outlet writes these three times a day. Nor does one put a text under
# three headlines that it did not list.
SO_MANY_SHORT, SHORT = 2, 300  # characters
SO_MANY_SEEN = 2
# A headline and an address in the text make it so many words longer or shorter.
WORDS_APART = 25
# So few of a listed headline's words on the page: it is under another one. Shorter ones tell nothing.
FOREIGN, FEWEST_HEADLINE = 0.5, 3
# Of so many texts the words are kept, those of two days of an outlet that puts out very much.
MOST_KEPT = 2 * NEWEST_VERSIONS
# What known articles that turned into a wall may be held for.
UNREADABLE = frozenset(word for word, family in FAMILIES.items() if family == "unreadable")

# The versions first, whatever SQLite thinks: an outlet has a hundred thousand articles. Without the texts, nearly all
# of which were asked of for the last page, too.
TEXTS = """
SELECT v.id, v.sha256 FROM versions v
CROSS JOIN articles a ON a.id = v.article_id
WHERE v.id > (SELECT max(id) FROM versions) - :newest AND v.words BETWEEN :words - :apart AND :words + :apart
  AND v.seen_at BETWEEN :first AND :last AND v.body IS NULL AND v.kind NOT IN ('gone', 'back')
  AND a.outlet = :outlet AND a.key <> :key AND a.origin <> 'given'
GROUP BY a.id
"""
# What is rewritten between two questions is another text.
TEXT = """
SELECT a.id, a.key, a.url, a.title, a.body, v.id AS version, v.n, a.versions FROM versions v
JOIN articles a ON a.id = v.article_id WHERE v.id = ? AND v.sha256 = ? AND v.body IS NULL
"""
BEFORE = (
    "SELECT body FROM versions WHERE article_id = ? AND n < ? AND body IS NOT NULL AND kind NOT IN ('gone', 'back')"
    " ORDER BY n DESC LIMIT 1"
)
LISTED = "SELECT title FROM visits WHERE outlet = ? AND key = ?"


class _TextRow(NamedTuple):
    """A row of TEXT."""

    id: int
    key: str
    url: str
    title: str
    body: str
    version: int
    n: int
    versions: int


@dataclass(frozen=True, slots=True)
class Stored:
    """An article whose newest version has the text: `is_turned` where it had another one before."""

    article_id: int
    version_id: int
    is_turned: bool


@dataclass(frozen=True, slots=True)
class Seen:
    """What was found of a page's text: `reason` is `same_text`, or empty; `stored` are the articles that have it."""

    reason: str = ""
    stored: tuple[Stored, ...] = ()


NOTHING = Seen()


class _Other(NamedTuple):
    """Another address at which the text stood; `row` is that of its article, None where its page is held."""

    row: _TextRow | None
    title: str
    likeness: Likeness
    is_turned: bool
    is_decided: bool


class SameText:
    """Of one outlet's pages."""

    def __init__(self, writer: Writer, outlet: Outlet) -> None:
        self._writer, self._outlet = writer, outlet
        self._words: dict[tuple[int, str], array[int]] = {}  # by version and hash of the text

    def seen(self, page: Page, identity: Identity, reading: Reading, article: ArticleRow | None, reason: str) -> Seen:
        """Where else did the text of a page stand? `article` is the one that is known at its address, `reason` why the
        page is held, or empty."""
        first, last = stamp(page.fetched_at - WITHIN), stamp(page.fetched_at + WITHIN)
        rows, held = self._rows(identity, reading, first, last), self._held(page, reading, first)
        if not rows and not held:  # Nearly always: then no text is folded.
            return NOTHING
        mine = words_of(reading.text, (reading.title, page.hint.title), page.url)
        before = self._words_before(article)
        if before and likeness(before, mine):
            return NOTHING
        others = [one for row in rows if (one := self._stored(row, mine))]
        beginning = words_of(excerpt_of(reading.text), (reading.title, page.hint.title), page.url)
        others += [one for text in held if (one := self._held_one(text, beginning))]
        is_foreign = _names_none(page.hint.title, reading.title, reading.text)
        # Two bulletins that are edited alike are none: each has most of its own words still.
        is_turned = before is not None and are_unlike(before, mine)
        if reason in UNREADABLE:
            # Another text in a known article's place is how articles are taken down; a wall meets new ones, too.
            others = [one for one in others if not one.is_turned]
        if not is_foreign and not is_turned:
            others = [one for one in others if one.likeness == "same"]
        if not _are_enough(others, reading, has_sign=is_foreign or is_turned, is_turned=is_turned):
            return NOTHING
        return Seen(SAME_TEXT, tuple(self._without_its_own([one.row for one in others if one.row])))

    def _words_before(self, article: ArticleRow | None) -> Words | None:
        if article is None:
            return None
        return words_of(article["body"], (article["title"], self._listed(article["key"])), article["url"])

    def _rows(self, identity: Identity, reading: Reading, first: str, last: str) -> list[_TextRow]:
        values = {
            "newest": NEWEST_VERSIONS,
            "first": first,
            "last": last,
            "outlet": self._outlet.name,
            "key": identity.key,
            "words": Fingerprint.of(reading.title, reading.text).words,
            "apart": WORDS_APART,
        }
        found = self._writer.store.db.conn.execute(TEXTS, values).fetchall()
        if not found:
            return []
        if len(self._words) > MOST_KEPT:
            self._words.clear()
        mine = frozenset(_parted(reading.text))
        return [row for text in found if share_words(mine, self._words_of(*text)) for row in self._texts(*text)]

    def _texts(self, version: int, sha256: str) -> list[_TextRow]:
        return [_TextRow._make(row) for row in self._writer.store.db.conn.execute(TEXT, (version, sha256))]

    def _words_of(self, version: int, sha256: str) -> "array[int]":
        known = self._words.get((version, sha256))
        if known is None:
            known = next((_parted(row.body) for row in self._texts(version, sha256)), _parted(""))
            self._words[version, sha256] = known
        return known

    def _stored(self, row: _TextRow, mine: Words) -> _Other | None:
        listed = self._listed(row.key)
        alike = likeness(words_of(row.body, (row.title, listed), row.url), mine)
        is_turned = bool(alike) and row.n > 1 and self._is_turned(row, mine)
        # Nearly the same under its own headline: a bulletin like another one.
        is_own = alike == "nearly" and not is_turned and not _names_none(listed, row.title, row.body)
        if not alike or is_own:
            return None
        return _Other(row, row.title, alike, is_turned, is_decided=False)

    def _is_turned(self, row: _TextRow, mine: Words) -> bool:
        """Had an article that has this text now another one before?"""
        before = next(self._writer.store.column(str, BEFORE, row.id, row.n), "")
        return bool(before) and are_unlike(words_of(before, (), row.url), mine)

    def _held(self, page: Page, reading: Reading, first: str) -> list[HeldText]:
        """Pages that did not enter. Of a long text only the beginning is kept."""
        rows = [row for row in self._writer.held_pages.texts_since(self._outlet.name, first) if row["excerpt"]]
        if not rows:
            return []
        url, mine = clean_url(page.url), frozenset(_parted(excerpt_of(reading.text)))
        return [row for row in rows if row["url"] != url and share_words(mine, _parted(row["excerpt"]))]

    def _held_one(self, row: HeldText, mine: Words) -> _Other | None:
        listed = self._listed(key_of(row["url"], self._outlet) or "")
        alike = likeness(words_of(row["excerpt"], (row["title"], listed), row["url"]), mine)
        is_turned = row["reason"] in (SHRUNK, *UNREADABLE)
        return _Other(None, row["title"], alike, is_turned, row["reason"] == SAME_TEXT) if alike else None

    def _without_its_own(self, rows: Sequence[_TextRow]) -> list[Stored]:
        """All of them, but for the article whose own text stood at every other address, too."""
        own = [row for row in rows if row.title and row.title == self._listed(row.key)]
        spared = own[0].id if len(own) == 1 and len({row.title for row in rows}) == 1 else None
        return [Stored(row.id, row.version, row.n > 1) for row in rows if row.id != spared and row.n == row.versions]

    def _listed(self, key: str) -> str:
        """The headline under which a route listed an article; empty where none did."""
        return next(self._writer.held_pages.column(str, LISTED, self._outlet.name, key), "")


def _parted(text: str) -> "array[int]":
    """Its words, each once, as numbers that hold in this process alone: a tenth of the memory of the words."""
    return array("q", set(map(hash, text.split())))


def _are_enough(others: Sequence[_Other], reading: Reading, *, has_sign: bool, is_turned: bool) -> bool:
    if any(one.is_decided for one in others):
        return True
    same = [one for one in others if one.likeness == "same"]
    is_short = len(reading.text) < SHORT
    under_it = sum(one.title == reading.title for one in same)
    if len(same) >= SO_MANY or (is_short and under_it >= SO_MANY_SHORT):
        return True
    turned = is_turned and any(one.is_turned for one in others)
    return turned or (has_sign and len(others) >= SO_MANY_SEEN)


def _names_none(listed: str, title: str, text: str) -> bool:
    """Is a page under another headline than the one that a route listed?"""
    words = set(words_for_comparison(listed))
    if len(words) < FEWEST_HEADLINE:
        return False
    there = set(words_for_comparison(f"{title}\n{text}"))
    return len(words & there) <= FOREIGN * len(words)
