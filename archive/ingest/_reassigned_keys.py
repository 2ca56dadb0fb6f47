"""Keys that now mean another article: an article that moved to another address, and a number given to another article.

Where the key is made of the path, an edited slug is a new key of the same article. A number that an outlet gave to
another article is the later one's; both are kept.
"""

from dataclasses import replace
from datetime import date
from functools import lru_cache
from itertools import count
from typing import NamedTuple

from archive.copies.rules import WHOLE
from archive.copies.shingles import Likeness, Text, shingles
from archive.exchange import Page
from archive.identity.keys import Identity, key_of
from archive.identity.urls import clean_url, is_web_address
from archive.ingest._outdated_keys import rename
from archive.model import Outlet, Reading
from archive.record.rows import ArticleRow
from archive.record.store import Store
from archive.text.folding import words_for_comparison
from archive.versions.compare import Fingerprint

# A shorter text can be rewritten to the last shingle.
FEWEST_WORDS = 30
MOST_DAYS_APART = 1
SHARED_HEADLINE = 0.25
# Of two texts that may be of one day: a formula (at no cost, he said), the name of a place.
PHRASES_LEFT, HEADLINE_LEFT = 0.04, 0.5


def is_another_article(article: ArticleRow, present: Reading | None, reading: Reading) -> bool:
    """Does the number of `article` now stand for another one?

    Only where nothing is left of it: no four words in a row, hardly a word of the headline, and a day of publication,
    known of both, that lies further off than an edit moves it. `present` is its text under today's rules, where that
    is not the text stored. An address that is no number is never given to another article.
    """
    if article["key"].startswith("path/") or _days_apart(article, reading) <= MOST_DAYS_APART:
        return False
    before = (present.title, present.text) if present else (article["title"], article["body"])
    return _nothing_is_left(before, (reading.title, reading.text))


def is_another_text(article: ArticleRow, present: Reading | None, reading: Reading) -> bool:
    """Does another text under another headline stand where `article` stood, and says nothing of another day? Hardly a
    phrase of it is left, and less than half of the headline."""
    if _days_apart(article, reading) > MOST_DAYS_APART:
        return False
    before = (present.title, present.text) if present else (article["title"], article["body"])
    left = _what_is_left(before, (reading.title, reading.text))
    return left.shingles <= PHRASES_LEFT and left.headline < HEADLINE_LEFT


def _nothing_is_left(before: tuple[str, str], now: tuple[str, str]) -> bool:
    """Of a text, each as (title, text), in the one that stands in its place now."""
    left = _what_is_left(before, now)
    return left.shingles == 0 and left.headline <= SHARED_HEADLINE


class Left(NamedTuple):
    """Which share of the shorter text's shingles and of the shorter headline's words stand in the other; all of a text
    that is too short to tell."""

    shingles: float
    headline: float


@lru_cache(maxsize=4)
def _what_is_left(before: tuple[str, str], now: tuple[str, str]) -> Left:
    (title, text), (title_now, text_now) = before, now
    words, words_now = words_for_comparison(text), words_for_comparison(text_now)
    if min(len(words), len(words_now)) < FEWEST_WORDS:
        return Left(1, 1)
    found, found_now = shingles(words), shingles(words_now)
    headline, headline_now = _headline_words(title), _headline_words(title_now)
    fewest = min(len(headline), len(headline_now))
    return Left(
        len(found & found_now) / min(len(found), len(found_now)),
        len(headline & headline_now) / fewest if fewest else 0,
    )


def _headline_words(title: str) -> set[str]:
    """A number that two headlines share (2026, No. 71402) does not make them one."""
    return {word for word in words_for_comparison(title) if not word.isdecimal()}


def resolve_key(
    store: Store, article: ArticleRow, page: Page, reading: Reading, fingerprint: Fingerprint, present: Reading | None
) -> ArticleRow | None:
    """The article that the number of `article` stands for now; None where it went to one the archive does not have.

    Belongs inside the transaction: where the number went to another article, `article` gets a key of its own here,
    keeps its addresses but for those of this page, and is missing from now on.
    """
    if not is_another_article(article, present, reading):
        return article
    outlet, key = article["outlet"], article["key"]
    for url in filter(is_web_address, (page.url, *page.hops, page.final_url, reading.canonical)):
        store.db.execute("DELETE FROM urls WHERE url = ? AND outlet = ? AND key = ?", (clean_url(url), outlet, key))
    rename(store, article["id"], _free_key(store, outlet, key))
    # What was never seen there cannot be missing there.
    store.db.execute("UPDATE articles SET status = 'missing' WHERE id = ? AND origin <> 'given'", (article["id"],))
    # A site that serves two articles under one number by turns has these two, not a new one at every turn.
    returned = _beside(store, outlet, key, fingerprint)
    if returned is None:
        return None
    rename(store, returned, key)
    return store.article(outlet, key)


def key_beside(
    store: Store, article: ArticleRow, identity: Identity, fingerprint: Fingerprint
) -> tuple[ArticleRow | None, Identity]:
    """Where a text was given under the number of `article` and is another one's: the article it is, None where the
    archive does not have it, and the identity it has or will have. Nobody saw it there: the number stays as it is."""
    known = _beside(store, article["outlet"], article["key"], fingerprint)
    if known is not None:
        found = store.article_by_id(known)
        return found, replace(identity, key=found["key"])
    return None, replace(identity, key=_free_key(store, article["outlet"], article["key"]))


def _free_key(store: Store, outlet: str, key: str) -> str:
    return next(name for n in count(1) if store.article(outlet, name := f"{key}~{n}") is None)


def _beside(store: Store, outlet: str, key: str, fingerprint: Fingerprint) -> int | None:
    """The article of these words that once had the number, or was given under it."""
    sql = "SELECT id FROM articles WHERE outlet = ? AND key GLOB ? AND words_sha256 = ?"
    return next(store.column(int, sql, outlet, f"{key}~[0-9]*", fingerprint.words_sha256), None)


def _days_apart(article: ArticleRow, reading: Reading) -> int:
    """Days between the publications both state; 0 where either states none, or not to the day."""
    published = reading.published
    if published is None or published.precision == "month" or article["published_from"] == "first_seen":
        return 0
    return abs((published.day - date.fromisoformat(article["published_day"])).days)


def article_at(store: Store, outlet: Outlet, url: str) -> ArticleRow | None:
    """The article of an address: of its key, or the one it was seen to lead to."""
    return _of_key_or_address(store, outlet, key_of(url, outlet) or "", url)


def _of_key_or_address(store: Store, outlet: Outlet, key: str, url: str) -> ArticleRow | None:
    known = store.article(outlet.name, key)
    if known is not None:
        return known
    sql = "SELECT article_id FROM urls WHERE url = ? AND outlet = ? AND article_id IS NOT NULL"
    article_id = next(store.column(int, sql, clean_url(url), outlet.name), None)
    return store.article_by_id(article_id) if article_id else None


def known_article(store: Store, outlet: Outlet, page: Page, key: str, reading: Reading) -> ArticleRow | None:
    """The article of `key`, which is that of the page's own address, or the one whose address this became.

    A redirect from a known article moves it only where the texts agree: sites also redirect what they removed to
    something else of theirs. From then on its new address is known as its own.
    """
    known = _of_key_or_address(store, outlet, key, page.final_url)
    if known is not None or not key.startswith("path/"):
        return known
    before = (store.article(outlet.name, key_of(hop, outlet) or "") for hop in (page.url, *page.hops))
    return next((article for article in before if article and texts_agree(article["body"], reading.text)), None)


@lru_cache(maxsize=4)
def texts_agree(text: str, text_now: str) -> bool:
    """Is the shorter of two texts as good as whole in the other?"""
    texts = (Text.of(0, words_for_comparison(text)) for text in (text, text_now))
    return Likeness.of(*texts).containment >= WHOLE
