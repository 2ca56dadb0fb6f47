"""Is this an article at all? Pages served with status 200 that are something else are held, with the reason, not lost.

A phrase alone holds nothing: articles report on closed accounts and broken databases too. It has to be a whole line,
the title or one of the first of a text far shorter than an article's.
"""

import re

from archive.exchange import Page, asks_for_browser, header
from archive.model import Outlet, Reading
from archive.reading._notices import says, title_says
from archive.reading._stubs import why_stub
from archive.reading._wordless import SAMPLE, is_noise, why_wordless
from archive.reading.charset import decode
from archive.reading.page_metadata import plain
from archive.reading.redirects import leads_to
from archive.text.folding import fold_line

_SHORT = 600  # characters; above it a phrase in the text holds nothing
_TOO_SHORT = 40  # the shortest of 17,868 real articles has 65
_HEAD = 3_000

# Each is matched against whole lines, folded: one alef, no marks, lower case, no punctuation at the edges.
_PHRASES: dict[str, tuple[str, ...]] = {
    "not_found": (
        r"(?:error )?404\b.{0,60}|.{0,20}\b404(?: error| not found)?|(?:page )?not found.{0,60}|nothing found.*",
        r".{0,20}(?:الصفحه|المقال|المقاله|الخبر|المحتوي) (?:(?:التي|الذي) (?:تبحث عنها?|طلبتها?) |المطلوبه? )?"
        r"(?:غير موجوده?|غير متوفره?|لم يعد متاحا|محذوفه?)\b.*",
        r"(?:عذرا|عفوا)\b.{0,40}(?:غير موجود|لم يتم العثور|لا يمكن العثور|لم نجد).*",
        r"لم يتم العثور علي (?:الصفحه|المقال|الخبر|نتائج).*|لا يوجد محتوي.*",
        r".{0,40}(?:page|article|post) (?:you|could|can|does|was|is) ?.{0,40}"
        r"(?:not found|not be found|not exist|removed|deleted).*",
    ),
    "challenge": (
        r"just a moment\b.*|attention required.*|checking (?:your browser|if the site connection).*|one more step.*",
        r"verify(?:ing)? you are human.*|are you a robot.*|security check.*|sorry, you have been blocked.*",
        r"please enable (?:js|javascript|cookies).*|enable javascript and cookies to continue.*|access denied.*",
        r"لحظه من فضلك.*|جار(?:ي)? التحقق من (?:المتصفح|متصفحك|انك).*",
        r"(?:الرجاء )?(?:التحقق|تحقق) من انك (?:انسان|بشر|لست).*|تم حظر (?:وصولك|طلبك).*",
    ),
    "consent": (
        r"before you continue.*|we value your privacy.*|(?:accept|manage) (?:all )?cookies.*|your privacy choices.*",
        r"قبل (?:المتابعه|ان تتابع|الاستمرار) (?:الي|في) .*|(?:نحن )?(?:نقدر|نهتم ب)خصوصيتك.*|نحن نهتم بخصوصيتك.*",
        r"(?:نحن )?نقدر خصوصيتك.*|الموافقه علي ملفات تعريف الارتباط.*",
    ),
    "maintenance": (
        r"briefly unavailable for scheduled maintenance.*|maintenance mode.*|be right back.*|service unavailable.*",
        r".{0,30}\b(?:under|down for) (?:maintenance|construction).{0,60}",
        r"(?:عذرا.{0,3})?(?:هذا الموقع|الموقع|موقعنا|الصفحه)? ?(?:حاليا |الان )?"
        r"(?:تحت|قيد|في وضع) (?:الصيانه|الانشاء|التطوير).{0,60}",
        r"سنعود قريبا.{0,60}",
    ),
    "suspended": (
        r".{0,40}account (?:has been |is )?suspended.*|this site (?:has been|is) suspended.*",
        r"bandwidth limit exceeded.*",
        r"(?:لقد )?تم (?:ايقاف|تعليق|تعطيل) (?:هذا )?(?:الحساب|الموقع|الاستضافه)(?: (?:من قبل|مؤقتا|بسبب عدم).{0,60})?",
        r"(?:هذا )?(?:الحساب|الموقع) (?:موقوف|معلق|متوقف).{0,40}",
    ),
    "parked": (
        r".{0,60}(?:domain|website) (?:name )?(?:is|may be) for sale.*|buy this domain.*|parked domain.*",
        r".{0,60}domain (?:is |has )?(?:parked|expired).*|welcome to nginx.*|apache2? .{0,20}default page.*",
        r"index of /.*",
        r"(?:هذا )?(?:النطاق|اسم النطاق|الدومين) (?:معروض |متاح )?(?:للبيع|منتهي|محجوز).*",
        r"انتهت صلاحيه (?:هذا )?النطاق.*",
    ),
    "paywall_stub": (
        r".{0,300}(?:subscribe|sign in|log ?in|register) to (?:continue|keep|read|unlock).*",
        r".{0,300}(?:المحتوي|المقال) (?:متاحه?|مخصصه?|حصريه?)? ?(?:لل|ل|علي ال)?مشتركين.*",
        r".{0,300}(?:اشترك|سجل الدخول|قم بتسجيل الدخول)\b.{0,15}(?:لمتابعه|لمواصله|لقراءه|لاكمال|للاطلاع).*",
    ),
    "database_error": (
        r"error establishing a database connection.*|.{0,20}database (?:connection )?error.*|fatal error.*",
        r".{0,60}(?:sqlstate\[|mysql_connect|mysqli?::).*|.{0,30}critical error on this website.*|runtime error",
        r"internal server error.*|server error in '/' application.*",
        r".{0,20}خطا (?:في|اثناء) (?:انشاء )?(?:ال)?اتصال ب?قاعده البيانات.*|(?:لقد )?"
        r"حدث خطا (?:فادح|حرج|داخلي).{0,60}",
        r"خطا داخلي في (?:الخادم|السيرفر).*",
    ),
    "hacked": (r"hacked by .*|.{0,30}\bh4ck3d\b.*|تم (?:اختراق|تهكير) (?:هذا )?الموقع.{0,20}",),
}
# What says something of the site, or of our way there, and nothing of the article.
INCIDENTS = frozenset(
    {
        *("incomplete", "challenge", "not_html", "binary", "consent", "maintenance", "suspended", "parked"),
        *("paywall_stub", "database_error", "hacked", "same_text", "read_timeout", "read_crashed"),
    }
)
_RULES = {reason: re.compile("|".join(patterns), re.DOTALL) for reason, patterns in _PHRASES.items()}
# A line that only sends the reader to a video; with hardly a word around it there is no text to keep.
_VIDEO = re.compile(
    r"(?:شاهد(?:وا)?|لمشاهده|تابع(?:وا)?)\b.{0,50}(?:فيديو|المقطع|التقرير المصور|الحلقه|التسجيل المصور).{0,60}"
    r"|(?:ال|ب ?ال)?فيديو|(?:watch|see|play) (?:the )?(?:full )?(?:video|episode|report)\b.{0,60}|video",
    re.DOTALL,
)
_ASKS_FOR_BROWSER = re.compile(
    rb"cf-chl|challenge-platform|__cf_chl|_Incapsula_|sucuri_cloudproxy|ddos-guard|g-recaptcha"
)
_VIDEO_STUB = 250  # characters
_TITLE = re.compile(r"<title[^>]*>(.{0,300}?)</title", re.IGNORECASE | re.DOTALL)
_MARKUP = re.compile(rb"<(?:!doctype html|html|head|body|article|div|p|table)\b", re.IGNORECASE)
_TAG = re.compile(
    rb"<(?:!doctype|html|head|body|title|meta|link|style|article|section|main|div|p|table|td|h[1-6]|span|br|a)\b", re.I
)
_TAGS_FROM = 64 * 1024
_BINARY = (b"%PDF-", b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"PK\x03\x04", b"RIFF", b"\x1f\x8b")


def judge(page: Page, reading: Reading, outlet: Outlet) -> str:
    """Why `page`, read as `reading`, is no article of `outlet`; empty where it is one.

    The reasons: incomplete, challenge, not_html, binary; consent, maintenance, suspended, parked, paywall_stub,
    database_error, hacked; home_redirect, section_redirect, search_redirect, login_redirect; not_found, removed,
    password, private; menu, the reading's own `held`, empty, video_only, too_short, and of what holds no words
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
    if redirect and redirect != "article_redirect" and (phrase not in INCIDENTS or phrase == "paywall_stub"):
        return redirect
    return phrase or reading.held or _by_length(reading) or why_wordless(reading.text) or _stub(page, reading)


def is_challenge(page: Page) -> bool:
    """Does an answer, whatever its status, ask for a browser or a proof that its visitor is human?"""
    if asks_for_browser(page.headers) or _ASKS_FOR_BROWSER.search(page.body[:SAMPLE]):
        return True
    title = fold_line(_document_title(decode(page.body[:SAMPLE]).text))
    return _RULES["challenge"].fullmatch(title) is not None and not title.startswith("access denied")


def _stub(page: Page, reading: Reading) -> str:
    return why_stub(page.body, reading.text) if len(reading.text) < _SHORT else ""


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
    text, title = reading.text[:_SHORT], fold_line(reading.title)
    if len(reading.text) >= _SHORT:
        # Cards of other news make a page that is not there as long as an article.
        return "not_found" if title_says(title) == "not_found" else ""
    shown = [_document_title(html), reading.title, text, *text.split("\n")[:3]]
    folded = [fold_line(line) for line in shown if line]
    reason = next((reason for reason, rule in _RULES.items() if any(rule.fullmatch(line) for line in folded)), "")
    if reason in ("", "not_found"):
        return next(filter(None, (*map(title_says, folded[:2]), says(folded))), reason)
    return reason


def _document_title(html: str) -> str:
    found = _TITLE.search(html[: 4 * _HEAD])
    return plain(found[1]) if found else ""


def _by_length(reading: Reading) -> str:
    if not reading.text:
        return "empty"
    lines = [fold_line(line) for line in reading.text.split("\n")]
    if len(reading.text) < _VIDEO_STUB and any(_VIDEO.fullmatch(line) for line in lines):
        return "video_only"
    return "too_short" if len(reading.text) < _TOO_SHORT else ""
