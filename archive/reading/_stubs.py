"""What stands in an article's place and is no error: the teaser of a paywall, a question about cookies, a menu.

Kinds are known by what a line does (it tells the reader to subscribe in order to read; it asks for consent; it is a row
of links), not by whole wordings. None of 19,068 real articles in Arabic, English and Kurmanji is taken for one.
"""

import re
from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence

from archive.reading.late_patterns import late_pattern
from archive.text.folding import fold_line

# Against folded lines: one alef, no marks, ه for ة, ي for ى, lower case.
_READING = (
    "(?:ال|لل|ل|ب)?(?:قراءه|متابعه|مواصله|اكمال|اطلاع|وصول|تقرا|تتابع|تكمل|اقرا|قرات|مزيد|بقيه|تتمه|كامل"
    "|محتوي|مقال|مقالات|مقاله|ماده|مواد|خبر|تقرير|قصه|تحقيق|نص)"
)
_MEMBERS = "(?:ال|لل|ل|ب)?(?:مشترك(?:ين|ي)?|اعضاء|عضو|مسجلين|عضويه)"
_JOINING = (
    f"(?:{_MEMBERS}|(?:ال|ب|ل)?(?:ال)?اشتراك(?:ك|كم|ا)?|(?:عضويت|حساب)(?:ك|كم)|حسابا|تسجيل (?:ال)?(?:دخول|حساب)"
    r"|مدفوع\w*|(?:ال)?مقال\w* (?:واحده? )?(?:ال)?مجاني\w*|باقه|(?:سجل|ادخل|انضم|اشترك)(?:وا|ي)?)"
)
# Spoken to the reader.
_TO_READER = (
    r"(?:اشترك|انضم|ادخل|اختر|انشئ|احصل|اكمل|تابع|سجل(?= (?:ال)?(?:دخول|حساب|مجانا|الان|اسم|بريد)))(?:وا|ي)?"
    r"|(?:علي|لدي|دخول|حساب|اشتراك|عضويت|بامكان|يمكن)(?:ك|كم)|(?:هل )?انت|استنفدت|بلغت|قرات|يرجي|الرجاء|عزيزي"
    f"|(?:هذا|هذه) (?={_READING}\\b)(?=.*(?:{_MEMBERS}|مدفوع))|(?:لل|ل)(?:مشتركين|اعضاء|مسجلين)(?: فقط)?"
    r"|يتطلب|تتطلب|يقتصر|(?:لل|ل)(?:قراءه|متابعه|مواصله|اكمال|اطلاع|تقرا|تتابع|تكمل)(?= )"
)
_REPORTED = (
    r"\b(?:قال|قالت|اعلن|اعلنت|اوضح|اوضحت|ذكر|ذكرت|اضاف|اضافت|بحسب|وفق)\b|\b(?:said|says|told|announced|according)\b"
)
_WORDS_AR = tuple(late_pattern(rf"\b(?:{part})\b") for part in (_READING, _JOINING, _TO_READER))
_WORDS_EN = tuple(
    late_pattern(rf"\b(?:{part})\b")
    for part in (
        r"read(?:ing|ers)?|continue|finish|access|unlock|articles|stories|view"
        r"|(?:full|this|the|our|exclusive|premium) (?:article|story|content|text|page|post)",
        r"subscri(?:be|bers?|ption)|members?|membership|sign (?:in|up)|log ?in|premium|paying"
        r"|register (?:for free|now|today|here|to (?:read|continue|view|access))"
        r"|free (?:articles?|stories|trial|account)|create an? account",
        r"you(?:[’']ve|r)?|please|available (?:only |exclusively )?(?:to|for)|subscribers (?:only|can)"
        r"|for (?:our )?subscribers|want to"
        r"|(?:for|to) (?:our |premium |paying |registered )+(?:members|subscribers|readers)"
        r"|(?:(?<![^.?!:|])|(?<=[.?!:|] )|(?<=\bor ))"
        r"(?:subscribe|register|log ?in|sign (?:in|up)|join|become|get|unlock)"
        r"|to (?:read|continue|finish|access|view)\b.{0,50}\b(?:subscribe|sign|log|register|create|become)",
    )
)
_ASKED = late_pattern(
    r"(?:هل )?انت مشترك|مشترك بالفعل|لديك (?:حساب|اشتراك|عضويه)|(?:محتوي|مقال|ماده) (?:مدفوعه?|للمشتركين|للاعضاء)"
    r"|\balready an? (?:subscriber|member)\b.{0,4}(?:log|sign|$)|start your free trial"
    r"|unlock (?:this|the full) (?:article|story)"
)
_NOT_TO_READER = late_pattern(_REPORTED)
# What a page says to programs that read it: schema.org's isAccessibleForFree, Facebook's content_tier.
_NOT_FREE = re.compile(
    rb"\"isAccessibleForFree\"\s*:\s*\"?false|article:content_tier[\"']\s+content=[\"'](?:locked|metered)",
    re.IGNORECASE,
)
_LONGEST_ASKED, _LOOKED_AT, _LINES_OF_A_CALL = 150, 512 * 1024, 6
SHORT = 600  # characters of a text that may be none of an article

_COOKIES = late_pattern(
    r"\bcookies?\b|\bconsent|\byour (?:privacy|personal data|data|choices)\b|\bpersonal data\b"
    r"|information on (?:a|your) device|كوكيز|تعريف الارتباط|ملفات الارتباط|خصوصيت(?:ك|كم)|بيانات(?:ك|كم) الشخصيه"
    r"|سياسه الخصوصيه"
)
_DIALOG = late_pattern(
    r"\b(?:you|your|we|us|our|partners|accept|agree)\b|شرك(?:اؤنا|ائنا)|\bنحن\b|\bن(?:ستخدم|ستعمل|عالج|حرص|فترض)\b"
    r"|(?:جهاز|تجربت|موافقت|تصفح|اختيار|خصوصيت|خيارات|بيانات)(?:ك|كم)\b"
    r"|\b(?:موافق|اوافق|تقبل|توافق|يمكنك|فانك)\b|هذا الموقع"
)
_BUTTON = late_pattern(
    r"(?:i )?(?:accept|reject|allow|agree|decline|deny|manage|customi[sz]e|got it|ok|okay|save)\b.{0,25}"
    r"|(?:cookie |privacy |more )?(?:settings|preferences|options|policy|information)|learn more|privacy.{0,20}"
    r"|(?:قبول|اقبل|رفض|ارفض|موافق|اوافق|اداره|تخصيص|اعدادات|خيارات|حفظ|السماح|فهمت|حسنا)\b.{0,25}"
    r"|سياسه (?:الخصوصيه|الكوكيز)|شروط الاستخدام|(?:المزيد من|مزيد من) المعلومات|معرفه المزيد"
)
_MOST_OF_IT = 0.6

_SEGMENTS = re.compile(r"[\n|•›·»]+")
_FEWEST_LABELS, _WORDS_OF_A_LABEL, _WITH_DIGITS = 10, 1.7, 0.1  # real articles: 3.5 words between two marks
_FEWEST_LINKS, _LONGEST_LINK, _LONGEST_MENU, _MOST_OF_A_MENU = 8, 60, 10_000, 0.8


def why_stub(body: bytes, text: str) -> str:
    """`paywall_stub`, `consent`, `menu` or empty, of a `text` shorter than an article's; `body` is its page."""
    lines = [(len(line), fold_line(line)) for line in text.split("\n")]
    if _NOT_FREE.search(body[:_LOOKED_AT]) or any(_asks_to_join(line) for _, line in lines):
        return "paywall_stub"
    if asks_consent(line for _, line in lines):
        return "consent"
    return "menu" if _is_of_labels(text) else ""


def asks_consent(lines: Iterable[str]) -> bool:
    """Are most of some folded lines the question about cookies, and the buttons that answer it?"""
    sizes = [
        (len(line), _COOKIES.search(line) is not None and _DIALOG.search(line) is not None, line) for line in lines
    ]
    asking = sum(size for size, asks, line in sizes if asks or _BUTTON.fullmatch(line))
    return any(asks for _, asks, _ in sizes) and asking >= _MOST_OF_IT * sum(size for size, _, _ in sizes)


def before_calls_to_join(lines: Sequence[str]) -> Sequence[str]:
    """`lines` without those at the end that tell the reader to join in order to read on; all where so little stands
    before them that they are what the page is."""
    ends = range(max(0, len(lines) - _LINES_OF_A_CALL), len(lines))
    end = next((at for at in ends if _asks_to_join(fold_line(lines[at]))), len(lines))
    return lines[:end] if sum(map(len, lines[:end])) >= SHORT else lines


def _asks_to_join(line: str) -> bool:
    """Does it say to the reader, not of others, that this text is for those who subscribe or sign in?"""
    if len(line) > _LONGEST_ASKED or _NOT_TO_READER.search(line):
        return False
    says_all = any(all(part.search(line) for part in words) for words in (_WORDS_AR, _WORDS_EN))
    return says_all or _ASKED.search(line) is not None


def _is_of_labels(text: str) -> bool:
    labels = [label for label in _SEGMENTS.split(text) if label.strip()]
    words = sum(len(label.split()) for label in labels)
    if len(labels) < _FEWEST_LABELS or words > _WORDS_OF_A_LABEL * len(labels):
        return False
    return sum(any(sign.isdigit() for sign in label) for label in labels) <= _WITH_DIGITS * len(labels)


def is_menu(lines: Iterable[str], links: Collection[str]) -> bool:
    """Is a text nothing but a row of a page's `links`, whose texts are given folded?

    White space does not count: where links stand side by side, their words run together.
    """
    text = "".join("".join(map(fold_line, lines)).split())
    if len(text) > _LONGEST_MENU:
        return False
    found = {"".join(link.split()) for link in links if len(link) <= _LONGEST_LINK} - {""}
    # No more letters can be of links than this, and most articles have far fewer: they need no closer look.
    if sum(len(link) * text.count(link) for link in found) <= _MOST_OF_A_MENU * len(text):
        return False
    labels: dict[str, list[str]] = defaultdict(list)
    for link in sorted(found, key=len, reverse=True):
        labels[link[:1]].append(link)
    at = of_links = met = 0
    while at < len(text):
        label = next((label for label in labels[text[at]] if text.startswith(label, at)), "")
        met += label != ""
        of_links += len(label)
        at += len(label) or 1
    return met >= _FEWEST_LINKS and of_links > _MOST_OF_A_MENU * len(text)
