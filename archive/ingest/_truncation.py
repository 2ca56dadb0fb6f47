"""A page that lost most of an article's words, or a new one that shows it is cut: held until it is proven to be so.

A captcha, a paywall's stub or half a page would else enter the record as an edit, or as an article and its mending as
an edit. What a live blog is cut down to when it ends is held too, and accepted once the same words were served long
enough, unless it is the site that cuts: the same words in place of another article, or more of its articles cut than
whole. While known articles of an outlet come cut, its new short ones are doubted as well.
"""

from contextlib import suppress
from datetime import timedelta

from archive.crawl_state.held import excerpt_of
from archive.exchange import Page
from archive.identity.keys import identify, key_of
from archive.identity.urls import clean_url
from archive.ingest._given_texts import only_given
from archive.ingest._reassigned_keys import is_another_article
from archive.ingest._recording import is_older
from archive.ingest.session import Writer
from archive.model import Outlet, Reading
from archive.reading.cut_short import SHORT, shows_a_cut
from archive.reading.killable import CallFailed
from archive.record.rows import ArticleRow
from archive.record.store import Store
from archive.times import stamp, unstamp
from archive.versions.compare import SHRUNK_FROM_WORDS, Fingerprint, is_shrunken, stays_shrunken

SHRUNK = "shrunk"
# So many known articles that came cut within so long: what is cut is the outlet's pages, not these articles.
CUT_NOW, JUST_NOW = 2, timedelta(hours=24)
# Those that were there before, and came as they should since.
WHOLE = """
SELECT id FROM articles WHERE outlet = ? AND first_seen_at < ? AND last_seen_at >= ? AND status = 'live'
ORDER BY id DESC LIMIT ?
"""


def why_doubted(
    writer: Writer, outlet: Outlet, page: Page, article: ArticleRow | None, reading: Reading, present: Reading | None
) -> str:
    """`shrunk`, or empty. `article` is the one that the page is of, None where it is new; `present` its text under
    today's rules, where that is not the text stored.

    A text that was given says nothing of how long the page is.
    """
    store, held_pages = writer.store, writer.held_pages
    if page.via == "given":
        return ""
    now = Fingerprint.of(reading.title, reading.text)
    if article is None:
        if not _is_cut_from_the_first(writer, outlet, page, reading, now.words):
            return ""
    elif only_given(article) or is_older(page, article):
        return ""
    else:
        words = _words_of(store, article, present)
        if not is_shrunken(words, now.words) or is_another_article(article, present, reading):
            return ""
    held = (outlet.name, clean_url(page.url), SHRUNK, now.words_sha256)
    first, checks = held_pages.held_since(*held)
    stays = bool(first) and stays_shrunken(checks + 1, unstamp(first), page.fetched_at)
    is_released = held_pages.is_released(*held)
    if is_released or (stays and not _are_cut_by_the_site(writer, outlet, page, reading, first)):
        return ""
    return SHRUNK


def _are_cut_by_the_site(writer: Writer, outlet: Outlet, page: Page, reading: Reading, since: str) -> bool:
    """Were other known articles cut to this very text since then, or more of them to others than came whole?"""
    rows = writer.held_pages.excerpts(outlet.name, SHRUNK, since)
    texts = {key: row["excerpt"] for row in rows if (key := key_of(row["url"], outlet))}
    texts.pop(key_of(page.final_url, outlet) or "", None)
    known = {key: text for key, text in texts.items() if writer.store.article(outlet.name, key)}
    if excerpt_of(reading.text) in known.values():
        return True
    whole = list(writer.store.column(int, WHOLE, outlet.name, since, since, 1 + len(known)))
    return CUT_NOW <= len(known) > len(whole)


def _words_of(store: Store, article: ArticleRow, present: Reading | None) -> int:
    if present:
        return Fingerprint.of(present.title, present.text).words
    return store.current_version(article["id"])["words"]


def _is_cut_from_the_first(writer: Writer, outlet: Outlet, page: Page, reading: Reading, words: int) -> bool:
    """Does a new page show that its text is cut, or do the outlet's known articles just now lose theirs?"""
    if len(reading.text) >= SHORT:
        return False
    with suppress(CallFailed):
        if writer.reader.call(shows_a_cut, page, reading):
            return True
    since = stamp(page.fetched_at - JUST_NOW)
    cut = [row for row in writer.held_pages.held_for(outlet.name, SHRUNK) if row["held_at"] >= since]
    known = (identify(row["url"], outlet) for row in cut)
    keys = {identity.key for identity in known if identity}
    return (
        words < SHRUNK_FROM_WORDS and sum(writer.store.article(outlet.name, key) is not None for key in keys) >= CUT_NOW
    )
