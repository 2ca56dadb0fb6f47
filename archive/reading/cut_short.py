"""Does a short text show that its outlet cut it: a mark of more, a call to read on, a page that did not load?

A flash is short and whole. What shows a cut is what a whole text never has: "[…]" at its end, a link or button to the
rest on this very page, a description or a count of words that goes on behind it.
"""

import re
from collections.abc import Iterator
from urllib.parse import urldefrag

from selectolax.lexbor import LexborHTMLParser

from archive.exchange import Page, header
from archive.model import Reading
from archive.reading._embedded_json import loaded
from archive.reading.charset import decode
from archive.reading.page_metadata import DESCRIPTIONS, LINKED_DATA, plain
from archive.text.folding import fold_line, words_for_comparison
from archive.versions.compare import is_shrunken

SHORT = 600  # characters; above it nothing is looked at
_CUT_MARK = re.compile(r"(?:\[\s*(?:…|\.{2,4}|&hellip;)\s*\]|\(\s*(?:…|\.{3,4})\s*\))\W*$")
_ELLIPSIS = re.compile(r"(?:…|\.{3,})\W*$")
# Against folded lines.
_CALL = (
    r"(?:ل)?(?:قراءه|متابعه|اكمال|مواصله|مطالعه) (?:ال|باقي|بقيه|تتمه|كامل|باقي ال)?"
    r"(?:قراءه|مزيد|خبر|مقال|مقاله|تقرير|نص|تفاصيل|بقيه|تتمه)(?: كامل[اه]?)?|(?:اقرا|تابع|اكمل|طالع)(?:وا|ي)? "
    r"(?:المزيد|القراءه|الخبر|المقال|البقيه|التتمه|بقيه|باقي|تتمه).{0,20}"
    r"|(?:continue|keep) reading|read (?:more|on|the rest|the full (?:story|article))"
    r"|(?:bêtir|zêdetir) bixwîne|berdewam bike|devamını oku|haberin devamı|زیاتر بخوێنەوە"
)
# They begin sentences of a story as well: "more of the wounded", "the details in the video". What calls is the rest.
_NOUN = r"(?:ال)?تفاصيل(?: (?:كامله|الكامله|اكثر))?|(?:ال)?تتمه|للمزيد|المزيد|(?:full|whole) (?:story|article)|devamı"
_HERE = r"(?:هنا|(?:ال|ب|بال)?رابط\w*|اضغط\w*|انقر\w*|here|link|click)"
_READ_ON = re.compile(rf"(?:{_CALL})(?: .{{0,60}}|\W*)|(?:{_NOUN})(?:\W*|\W.{{0,30}}\b{_HERE}\b.{{0,40}})")
_NOT_LOADED = re.compile(
    r"(?:جار[ي]?|يتم|يجري) (?:الان )?(?:ال)?تحميل\b.{0,40}|(?:يرجي|الرجاء) الانتظار\b.{0,60}"
    r"|.{0,60}الانتظار\b.{0,20}ريثما (?:يكتمل|تكتمل|ينتهي)\b.{0,40}"
    r"|(?:تعذر|فشل|لم يتم|لم نتمكن من) (?:ال)?تحميل\b.{0,60}|حدث خطا (?:اثناء|في) (?:ال)?تحميل\b.{0,60}"
    r"|(?:اعد|اعاده|حاول) (?:ال)?(?:محاوله|تحميل|مره اخري)\b.{0,40}"
    r"|loading(?: (?:content|article|story|more))?\W*|(?:failed|unable) to load\b.{0,60}"
    r"|(?:please )?(?:try again|wait)\b.{0,30}|something went wrong\b.{0,60}"
    r"|(?:lûtfen|lütfen) bekleyin\W*|yükleniyor\W*"
)
_AFTER, _GOES_ON = 6, 25
_MOST_OF_LD, _DEEPEST = 500_000, 12


def shows_a_cut(page: Page, reading: Reading) -> bool:
    """Does what was read of `page` show that this is not the whole of it?"""
    lines = reading.text.split("\n")
    if len(reading.text) >= SHORT or not reading.text:
        return False
    if _CUT_MARK.search(lines[-1]) or any(_NOT_LOADED.fullmatch(fold_line(line)) for line in lines):
        return True
    ends_open = _ELLIPSIS.search(lines[-1]) is not None
    if _READ_ON.fullmatch(fold_line(lines[-1])) or any(_reads_on(page, reading)):
        return True
    tree = LexborHTMLParser(decode(page.body, header(page.headers, "content-type")).text)
    descriptions = [plain(node.attributes.get("content") or "") for node in tree.css(DESCRIPTIONS)]
    return any(_goes_on(text, reading.text, ends_open=ends_open) for text in descriptions) or _counts_more(
        tree, reading.text
    )


def _reads_on(page: Page, reading: Reading) -> Iterator[bool]:
    """For the lines behind the text whether each calls to read the rest, on this very page."""
    last = max((number for number, line in enumerate(reading.lines) if line.in_text), default=-1)
    own = urldefrag(page.final_url)[0].rstrip("/")
    for line in reading.lines[last + 1 : last + 1 + _AFTER] if last >= 0 else ():
        leads_here = line.leads_to and urldefrag(line.leads_to)[0].rstrip("/") == own
        yield bool(leads_here) and _READ_ON.fullmatch(fold_line(line.text)) is not None


def _goes_on(description: str, text: str, *, ends_open: bool) -> bool:
    """Does a description begin with the whole text and say more, or as much of it where the text ends in …?"""
    whole = " ".join(words_for_comparison(text))
    more = " ".join(words_for_comparison(description))
    if not whole or not more.startswith(whole):
        return ends_open and bool(more) and whole.startswith(more) and len(whole) - len(more) < _GOES_ON
    return ends_open or len(more) >= len(whole) + _GOES_ON


def _counts_more(tree: LexborHTMLParser, text: str) -> bool:
    """Does the page tell machines of far more words than it shows, as many as a known article may not lose?"""
    words = len(words_for_comparison(text))
    counts = (count for node in tree.css(LINKED_DATA) for count in _word_counts(loaded(node.text(), _MOST_OF_LD), 0))
    return any(is_shrunken(count, words) for count in counts)


def _word_counts(value: object, depth: int) -> Iterator[int]:
    if depth > _DEEPEST:
        return
    if isinstance(value, dict):
        count, body = value.get("wordCount"), value.get("articleBody")
        if isinstance(count, int) or (
            isinstance(count, str) and count.isascii() and count.isdigit() and len(count) < 7
        ):
            yield int(count)
        if isinstance(body, str):
            yield len(body.split())
    inner = value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()
    for one in inner:
        yield from _word_counts(one, depth + 1)
