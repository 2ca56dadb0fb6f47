"""A page that lost most of an article's words: held until it is proven that the outlet cut it.

A captcha, a paywall's stub or half a page would else enter the record as an edit. What a live blog is cut down to when
it ends is held too, and accepted once the same words were served long enough.
"""

from archive.exchange import Page
from archive.identity.keys import Identity
from archive.identity.urls import clean_url
from archive.ingest._given_texts import only_given
from archive.ingest._reassigned_keys import is_another_article
from archive.ingest._recording import is_older
from archive.ingest.session import Writer
from archive.model import Outlet, Reading
from archive.times import unstamp
from archive.versions.compare import Fingerprint, is_shrunken, stays_shrunken

SHRUNK = "shrunk"


def why_doubted(
    writer: Writer, outlet: Outlet, page: Page, identity: Identity, reading: Reading, present: Reading | None
) -> str:
    """`shrunk`, or empty. `present` is the article's text under today's rules, where that is not the text stored.

    A text that was given says nothing of how long the page is.
    """
    store, held_pages = writer.store, writer.held_pages
    article = store.article(outlet.name, identity.key)
    if article is None or page.via == "given" or only_given(article) or is_older(page, article):
        return ""
    now = Fingerprint.of(reading.title, reading.text)
    words = (
        Fingerprint.of(present.title, present.text).words if present else store.current_version(article["id"])["words"]
    )
    if not is_shrunken(words, now.words) or is_another_article(article, present, reading):
        return ""
    held = (outlet.name, clean_url(page.url), SHRUNK, now.words_sha256)
    first, checks = held_pages.held_since(*held)
    stays = bool(first) and stays_shrunken(checks + 1, unstamp(first), page.fetched_at)
    return "" if stays or held_pages.is_released(*held) else SHRUNK
