"""A page that lost an article's words, or a new one that shows it is cut: held until it is proven to be so.

A captcha, a paywall's stub, half a page or a neighbour's page out of a cache would else enter the record as an edit, or
as an article and its mending as an edit. Lost is more than four fifths of the words, the end of the text, or all of it
together with the headline. What a live blog is cut down to when it ends is held too, and accepted once the same words
were served long enough, unless it is the site that cuts: the same words in place of another article, or more of its
articles cut than whole. While known articles of an outlet come cut, its new short ones are doubted as well.
"""

import re
from collections.abc import Sequence
from contextlib import suppress
from datetime import timedelta

from archive.crawl_state.held import excerpt_of
from archive.errors import WarcDamaged
from archive.exchange import Page
from archive.identity.keys import identify, key_of
from archive.identity.urls import clean_url
from archive.ingest._reassigned_keys import is_another_article, is_another_text
from archive.ingest._recording import is_older
from archive.ingest._removal import REPLACED
from archive.ingest._uncaptured_texts import only_given
from archive.ingest.rereading import Rereading
from archive.ingest.session import Writer
from archive.model import Outlet, Reading
from archive.reading.cut_short import SHORT, shows_a_cut
from archive.reading.killable import CallFailed
from archive.record.rows import ArticleRow
from archive.record.store import Store
from archive.text.folding import words_for_comparison
from archive.times import stamp, unstamp
from archive.versions.compare import SHRUNK_FROM_WORDS, Fingerprint, is_shrunken, stays_shrunken

SHRUNK = "shrunk"
# Fewer words from the end, or a smaller part, are a paragraph that the outlet took away: of a short text a third.
FEWEST_LOST, MUCH_LOST = 20, 0.4
_END_OF_PAGE, _TAIL = re.compile(rb"</(?:html|body)\b", re.IGNORECASE), 4_096
# So many known articles that came cut within so long: what is cut is the outlet's pages, not these articles.
CUT_NOW, JUST_NOW = 2, timedelta(hours=24)
# Words at the end of two such texts: one notice, under the headline of each.
NOTICE_WORDS = 6
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
        is_cut = is_shrunken(words, now.words) or _breaks_off(
            writer, outlet, page, article, present, reading, words - now.words
        )
        is_doubtful = is_cut or is_another_text(article, present, reading)
        if not is_doubtful or is_another_article(article, present, reading):
            return ""
    held = (outlet.name, clean_url(page.url), SHRUNK, now.words_sha256)
    first, checks = held_pages.held_since(*held)
    stays = bool(first) and stays_shrunken(checks + 1, unstamp(first), page.fetched_at)
    is_released = held_pages.is_released(*held)
    if is_released or (stays and not _are_cut_by_the_site(writer, outlet, page, reading, first)):
        return ""
    return SHRUNK


def _breaks_off(
    writer: Writer,
    outlet: Outlet,
    page: Page,
    article: ArticleRow,
    present: Reading | None,
    reading: Reading,
    lost: int,
) -> bool:
    """Is what was read the beginning of the text, and much of it gone, or the end of the page? A last line of its
    own aside, as under a text that only subscribers get whole. `lost` is how many words fewer they are."""
    text = present.text if present else article["body"]
    if lost < FEWEST_LOST:
        return False
    is_much = lost >= MUCH_LOST * len(text.split())
    if not is_much and _END_OF_PAGE.search(page.body[-_TAIL:]):
        return False
    words, lines = words_for_comparison(text), reading.text.split("\n")
    is_beginning = any(_begins_with(words, "\n".join(shown)) for shown in (lines, lines[:-1]))
    return is_beginning and (is_much or _had_an_end(writer, outlet, article))


def _had_an_end(writer: Writer, outlet: Outlet, article: ArticleRow) -> bool:
    """Did the page of the article end as pages do? Those of some outlets never do, and say nothing by it."""
    capture_id = writer.store.current_version(article["id"])["capture_id"]
    if capture_id is None:
        return False
    with suppress(WarcDamaged):
        before = Rereading(writer, outlet).kept_page(capture_id, article["title"])
        return bool(_END_OF_PAGE.search(before.body[-_TAIL:]))
    return False


def _begins_with(words: Sequence[str], text: str) -> bool:
    """Do `words` begin with those of a text, of which the last may be half a word?"""
    begun = words_for_comparison(text)
    return bool(begun) and begun[:-1] == list(words[: len(begun) - 1]) and words[len(begun) - 1].startswith(begun[-1])


def _are_cut_by_the_site(writer: Writer, outlet: Outlet, page: Page, reading: Reading, since: str) -> bool:
    """Were other known articles cut to this very text since then, or more of them to others than came whole?"""
    held = writer.held_pages.texts_since(outlet.name, since)
    rows = [row for reason in (SHRUNK, REPLACED) for row in held if row["reason"] == reason]
    texts = {key: row["excerpt"] for row in rows if (key := key_of(row["url"], outlet))}
    texts.pop(key_of(page.final_url, outlet) or "", None)
    known = {key: text for key, text in texts.items() if writer.store.article(outlet.name, key)}
    excerpt = excerpt_of(reading.text)
    if any(text == excerpt or _end_alike(text, excerpt) for text in known.values()):
        return True
    whole = list(writer.store.column(int, WHOLE, outlet.name, since, since, 1 + len(known)))
    return CUT_NOW <= len(known) > len(whole)


def _end_alike(one: str, other: str) -> bool:
    words = one.split()[-NOTICE_WORDS:]
    return len(words) == NOTICE_WORDS and words == other.split()[-NOTICE_WORDS:]


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
