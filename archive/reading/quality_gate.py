"""Is this an article at all? Pages served with status 200 that are something else are held, with the reason, not lost.

A phrase alone holds nothing: articles report on closed accounts and broken databases too. It has to be a whole line,
the title or one of the first of a text far shorter than an article's.
"""

import re

from archive.exchange import Page, asks_for_browser, header
from archive.model import Outlet, Reading
from archive.reading._notices import notice_in, notice_in_title
from archive.reading._stubs import SHORT, why_stub
from archive.reading._wordless import SAMPLE, is_noise, why_wordless
from archive.reading.charset import decode
from archive.reading.page_metadata import plain
from archive.reading.redirects import leads_to
from archive.reading.site_notices import (
    SITE_RULES,
    asks_for_proof,
    asks_to_sign_in,
    named_by_title,
    site_notice,
)
from archive.text.folding import fold_line

_TOO_SHORT = 40  # the shortest of 17,868 real articles has 65
_HEAD = 3_000

# What says something of the site, or of our way there, and nothing of the article.
INCIDENTS = frozenset(
    {
        *("incomplete", "challenge", "region", "not_html", "binary", "consent", "maintenance", "suspended", "parked"),
        *("paywall_stub", "sign_in", "database_error", "hacked", "same_text", "read_timeout", "read_crashed"),
    }
)
NOTHING_READ = frozenset({"empty", "too_short", "no_words"})
# A line that only sends the reader to a video; with hardly a word around it there is no text to keep.
_VIDEO = re.compile(
    r"(?:شاهد(?:وا)?|لمشاهده|تابع(?:وا)?)\b.{0,50}(?:فيديو|المقطع|التقرير المصور|الحلقه|التسجيل المصور).{0,60}"
    r"|(?:ال|ب ?ال)?فيديو|(?:watch|see|play) (?:the )?(?:full )?(?:video|episode|report)\b.{0,60}|video",
    re.DOTALL,
)
_VIDEO_STUB = 250  # characters
# What a page that scripts fill says to who runs none.
_NEEDS_SCRIPTS = re.compile(
    r"(?:you need to|you must|please|to .{0,40}) ?enable java ?script\b.{0,100}"
    r"|.{0,60}\b(?:requires|needs|doesn['’]t work (?:properly )?without) java ?script\b.{0,100}"
    r"|java ?script (?:is|must be) (?:required|disabled|enabled|turned off)\b.{0,100}"
    r"|.{0,40}\b(?:يتطلب|يحتاج|تفعيل|تشغيل|تمكين) (?:ال)?جافا ?سكر(?:ي)?بت\b.{0,100}"
)
_TITLE = re.compile(r"<title[^>]*>(.{0,300}?)</title", re.IGNORECASE | re.DOTALL)
_MARKUP = re.compile(rb"<(?:!doctype html|html|head|body|article|div|p|table)\b", re.IGNORECASE)
_TAG = re.compile(
    rb"<(?:!doctype|html|head|body|title|meta|link|style|article|section|main|div|p|table|td|h[1-6]|span|br|a)\b", re.I
)
_TAGS_FROM = 64 * 1024
_BINARY = (b"%PDF-", b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"PK\x03\x04", b"RIFF", b"\x1f\x8b")


def judge(page: Page, reading: Reading, outlet: Outlet) -> str:
    """Why `page`, read as `reading`, is no article of `outlet`; empty where it is one.

    The reasons: incomplete, challenge, region, not_html, binary; consent, sign_in, maintenance, suspended, parked,
    paywall_stub, database_error, hacked; home_redirect, section_redirect, search_redirect, login_redirect; not_found,
    removed, password, private; menu, the reading's own `held`, empty, video_only, too_short, and of what holds no words
    no_words, repeated. What is told of a known article only: archive.reading.removal. Of a channel's messages only the
    first four, and what their reading is held for.
    """
    if page.incomplete:
        return "incomplete"
    if asks_for_browser(page.headers):
        return "challenge"
    if not is_html(page):
        return "not_html"
    head = decode(page.body[:SAMPLE])
    if is_noise(page.body, head):
        return "binary"
    # A message may be of three words, and be about a page that was not found.
    return reading.held if outlet.channel else _judge_article(page, reading, outlet, head.text)


def _judge_article(page: Page, reading: Reading, outlet: Outlet, head: str) -> str:
    phrase, redirect = _by_phrase(head, reading), leads_to(page.url, page.final_url, outlet)
    if phrase == "paywall_stub" and asks_to_sign_in(page.body):
        phrase = "sign_in"  # What the page is says more than its words.
    if redirect and redirect != "article_redirect" and (phrase not in INCIDENTS or phrase == "paywall_stub"):
        return redirect
    reason = phrase or reading.held or _by_length(reading) or why_wordless(reading.text) or _stub(page, reading)
    # A page of a few words that are no text of an article, and say why.
    return site_notice(page.headers, page.body) or reason if reason in NOTHING_READ else reason


def _stub(page: Page, reading: Reading) -> str:
    if len(reading.text) >= SHORT:
        return ""
    if asks_for_proof(page.headers, page.body):
        return "challenge"
    return "sign_in" if asks_to_sign_in(page.body) else why_stub(page.body, reading.text)


def is_html(page: Page) -> bool:
    """Could this be a page of text, by what it says of itself and by its first bytes?"""
    kind = header(page.headers, "content-type").lower()
    if page.body.startswith(_BINARY) or kind.startswith(
        ("image/", "video/", "audio/", "application/pdf", "application/zip")
    ):
        return False
    if b"\x00" in page.body[:200]:
        return True  # UTF-16; whatever else it may be shows when it is read
    if not page.body.strip():
        return True
    # A script, or a piece of JSON, is served as text/html often enough; no page of a site is without one tag.
    return bool(_TAG.search(page.body[:_TAGS_FROM]) if "html" in kind else _MARKUP.search(page.body[:_HEAD]))


def _by_phrase(html: str, reading: Reading) -> str:
    text, title = reading.text[:SHORT], fold_line(reading.title)
    if len(reading.text) >= SHORT:
        if word := named_by_title((title, fold_line(_document_title(html)))):
            return word
        # Cards of other news make a page that is not there as long as an article.
        return "not_found" if notice_in_title(title) == "not_found" else ""
    shown = [_document_title(html), reading.title, text, *text.split("\n")[:3]]
    folded = [fold_line(line) for line in shown if line]
    reason = next((reason for reason, rule in SITE_RULES.items() if any(rule.fullmatch(line) for line in folded)), "")
    if reason in ("", "not_found"):
        return next(filter(None, (*map(notice_in_title, folded[:2]), notice_in(folded))), reason)
    return reason


def _document_title(html: str) -> str:
    found = _TITLE.search(html[: 4 * _HEAD])
    return plain(found[1]) if found else ""


def _by_length(reading: Reading) -> str:
    if not reading.text:
        return "empty"
    lines = [fold_line(line) for line in reading.text.split("\n")]
    if len(lines) == 1 and _NEEDS_SCRIPTS.fullmatch(lines[0]):
        return "empty"
    if len(reading.text) < _VIDEO_STUB and any(_VIDEO.fullmatch(line) for line in lines):
        return "video_only"
    return "too_short" if len(reading.text) < _TOO_SHORT else ""
