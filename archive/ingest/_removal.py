"""Does an answer at a known article's address show that the article is not there, and in which way?

Belongs before the transaction: pages are looked at in the process that can be killed.
"""

from urllib.parse import urljoin

from archive.exchange import Page, header
from archive.identity.archived_addresses import archived_address
from archive.identity.keys import key_of
from archive.identity.urls import is_web_address
from archive.ingest._reassigned_keys import article_at, is_another_article, texts_agree
from archive.ingest._uncaptured_texts import only_given
from archive.ingest.session import Writer
from archive.model import Outlet, Reading
from archive.reading.killable import CallFailed
from archive.reading.quality_gate import INCIDENTS
from archive.reading.redirects import leads_to
from archive.reading.removal import Known, is_blank, is_left, why_removed
from archive.reading.site_notices import asks_for_proof
from archive.record.rows import ArticleRow
from archive.record.store import Store
from archive.text.folding import words_for_comparison
from archive.times import stamp
from archive.versions.compare import Fingerprint
from archive.versions.removals import DENIALS, REMOVALS, absent_sql

ARTICLE_REDIRECT, DENIED, REPLACED, BLANK = "article_redirect", "denied", "replaced", "blank"
# Why a page is held of which nothing was read, though it came whole.
NO_PAGE = ("empty", "not_html")
PAYWALL = "paywall_stub"
REDIRECTS = (301, 302, 303, 307, 308)
LAST_CHECK = "SELECT coalesce(max(id), 0) FROM captures WHERE article_id = ? AND fetched_at <= ?"
# The newest answer about another article of the outlet after a capture, absences and failures of its server aside: 1
# where it was its page. One article that fails for ever would else come between any other and its proof.
NEWEST_OTHER = f"""
SELECT c.status IN (200, 304) AND coalesce(c.held, '') = '' FROM captures c
WHERE c.id > :last AND c.outlet = :outlet AND c.fetched_at <= :at AND c.status NOT IN {REDIRECTS} AND c.status < 500
  AND (c.article_id <> :article OR c.article_id IS NULL AND c.held = 'challenge') AND NOT {absent_sql("c")}
ORDER BY c.fetched_at DESC, c.id DESC LIMIT 1
"""  # noqa: S608 - words of ours


def way_of_page(writer: Writer, outlet: Outlet, page: Page, reading: Reading, reason: str, article: ArticleRow) -> str:
    """Why a page that was read, and is held for `reason` or for none, is not that of the article asked for, `article`.

    A word of archive.versions.removals where that proves the article absent, else `reason`.
    """
    if page.via == "given" or only_given(article):
        return reason
    known = Known(article["title"], article["body"])
    if reason in NO_PAGE and is_blank(known, page.body):
        return BLANK
    if not page.body or reason in INCIDENTS - {PAYWALL}:
        return reason
    if not reason and _is_plainly_there(page, reading, known, outlet):
        return ""
    return _way_of_words(writer, outlet, page, reading, reason, article)


def _way_of_words(
    writer: Writer, outlet: Outlet, page: Page, reading: Reading, reason: str, article: ArticleRow
) -> str:
    """The same of a page that has to be looked at once more, in the process that can be killed."""
    known = Known(article["title"], article["body"])
    try:
        way = writer.reader.call(why_removed, page, reading, known, outlet)
    except CallFailed as problem:
        return reason or problem.reason
    # What is for members is there for them; a page that asks for nothing but a password may speak as walls do.
    if way == ARTICLE_REDIRECT or (reason == PAYWALL and way != "password"):
        return reason
    if not way and not reason and _is_known_elsewhere(writer.store, article, reading):
        # Where the number is given to the other article, this one is kept beside it.
        return "" if is_another_article(article, None, reading) else REPLACED
    # What its own phrases would hold is an article as long as its text stands there.
    is_kept = not way and reason in REMOVALS and is_left(known, words_for_comparison(reading.text))
    return "" if is_kept else way or reason


def _is_plainly_there(page: Page, reading: Reading, known: Known, outlet: Outlet) -> bool:
    if leads_to(page.url, page.final_url, outlet) not in ("", ARTICLE_REDIRECT):
        return False
    return reading.text == known.text or is_left(known, words_for_comparison(reading.text))


def _is_known_elsewhere(store: Store, article: ArticleRow, reading: Reading) -> bool:
    """Is what stands there word for word another article of the outlet?"""
    words = Fingerprint.of(reading.title, reading.text).words_sha256
    # One that always had these words: an error's page may be the newest text of several.
    sql = "SELECT 1 FROM articles WHERE words_sha256 = ? AND outlet = ? AND id <> ? AND versions = 1"
    return words != article["words_sha256"] and store.exists(sql, words, article["outlet"], article["id"])


def sent_to_another(store: Store, outlet: Outlet, page: Page, text: str) -> ArticleRow | None:
    """The article asked for, where the page that answered is another article's; None where it is its own.

    The same text at another number is the article itself, moved.
    """
    if leads_to(page.url, page.final_url, outlet) != ARTICLE_REDIRECT:
        return None
    requested = article_at(store, outlet, page.url)
    other = article_at(store, outlet, page.final_url)
    if requested is None or only_given(requested) or (other is not None and other["id"] == requested["id"]):
        return None
    return None if texts_agree(requested["body"], text) else requested


def way_of_redirect(store: Store, outlet: Outlet, page: Page) -> str:
    """The word of a redirect of which nothing but its own answer is known, as in an import; empty where none."""
    location = header(page.headers, "location")
    if page.status not in REDIRECTS or not location:
        return ""
    try:
        target = urljoin(page.url, location)
    except ValueError:
        return ""
    if not is_web_address(target):
        return ""
    if page.via == "import" and (inside := archived_address(target)):
        # Another archive leads on to its own copy of where the page led.
        target = inside.url
    way = leads_to(page.url, target, outlet)
    if way != ARTICLE_REDIRECT:
        return way
    requested, other = article_at(store, outlet, page.url), article_at(store, outlet, target)
    if requested is None or other is None:
        # A path may be the article's new one; a number is another article's.
        return "" if (key_of(target, outlet) or "path/").startswith("path/") else way
    return "" if other["id"] == requested["id"] or texts_agree(requested["body"], other["body"]) else way


def is_denied(store: Store, article: ArticleRow | None, page: Page) -> bool:
    """Was this article alone refused? What other articles of its outlet answered last, since it was looked at last,
    was their page."""
    if article is None or page.status not in DENIALS or asks_for_proof(page.headers, page.body):
        return False
    at = stamp(page.fetched_at)
    last = next(store.column(int, LAST_CHECK, article["id"], at))
    values = {"last": last, "outlet": article["outlet"], "at": at, "article": article["id"]}
    found = store.db.conn.execute(NEWEST_OTHER, values).fetchone()
    return bool(found and found[0])
