"""A page and its outlet to an article: title, text, date, authors, credit, language.

The text comes from `_main_text`, the rest is judged from what the page says of itself. Run it in a process that can be
killed (archive.reading.worker): one page of 200,000 paragraphs keeps trafilatura busy for over two minutes.
"""

import re
from collections.abc import Iterator
from urllib.parse import urlsplit

from selectolax.lexbor import LexborHTMLParser

from archive.model import Outlet, Page, Published, Reading, header
from archive.reading._boilerplate import clean_lines
from archive.reading._calendars import HIJRI, fold, month_number
from archive.reading._lead_image import take_pictures
from archive.reading._main_text import Body, find_body
from archive.reading._page_lines import SeenLines
from archive.reading._stubs import is_menu
from archive.reading._unseen import remove, take_hidden
from archive.reading.charset import decode
from archive.reading.dates import best, parse_date
from archive.reading.page_metadata import Claims, best_authors, best_title, plain
from archive.text.folding import fold_line

# Ten times the longest article known. Half a million words that are all different hold the record's lock for 150 ms.
LONGEST_TEXT = 500_000

_ARABIC, _LATIN = re.compile("[\u0621-\u064a]"), re.compile("[A-Za-z]")
_ARABIC_SCRIPT = ("ar", "fa", "ckb", "ur")
_VISIBLE = 500  # characters on a page from which there should have been something to read
_DATE_WORDS = re.compile(
    r"(?:ال)?نشر\w*|(?:ب|ال)?تاريخ|في|يوم|من|منذ|قبل|امس|(?:ال)?ساع\w*|دقيق\w*|دقائق|ايام|يومين|اسبوع\w*|ب?توقيت|دمشق|"
    r"تم|عام|م|ص|ه|مساء|صباحا|ظهرا|published|posted|date|on|at|[ap]m|gmt|utc|[tz]"
    r"|ال(?:احد|اثنين|ثلاثاء|اربعاء|خميس|جمعه|سبت)"
)
_TWO_WORDS = re.compile(r"(?:تشرين|كانون) (?:ال)?(?:اول|ثاني)")
_DATED = re.compile(r"\d|منذ|قبل|امس")
_BYLINE_MARK = re.compile(r"[-–—|•●:/،]")
_HEADLINE = re.compile(r"(?=(?:\S+\s+){2})[^|]{15,250}")  # three words and no row of links
_UPDATE = re.compile(r"(?i)تحديث|تعديل|updated|modified|©|حقوق")
_LONGEST_DATE_LINE, _NEAR, _MOST_LINKS = 90, 12, 2_000


def read(page: Page, outlet: Outlet) -> Reading:
    """The article on `page`. Never raises: what cannot be read is held as `extract_failed`.

    `text` is at most half a million characters, `title` 500. Letters of the text are as the outlet wrote them, tatweel
    and marks included. `canonical` is what the page claims, nothing more.
    """
    try:
        return _read(page, outlet)
    except Exception:  # Three parsers fail in every way on hostile markup. The bytes are kept for another try.
        return Reading(title="", text="", lang=outlet.lang, held="extract_failed")


def _read(page: Page, outlet: Outlet) -> Reading:
    html = decode(page.body, header(page.headers, "content-type")).text
    tree = LexborHTMLParser(html)
    claims = Claims(tree, page.final_url)
    own = (outlet.title, outlet.title_en, claims.site_name(), *_host_names(outlet))
    titles, authors, document_title = tuple(claims.titles()), tuple(claims.authors()), claims.document_title()
    dates = [*claims.dates(), ("feed", page.hint.published), ("url", page.final_url)]
    canonical, lang = claims.canonical(), claims.lang()
    take_hidden(tree)
    page_lines = SeenLines(tree, page.final_url, outlet.hosts)
    seen = page_lines.texts
    links = {fold_line(link.text()) for link in tree.css("a")[:_MOST_LINKS]}
    for selector in outlet.drop:
        remove(tree.css(selector))
    picture = take_pictures(tree, claims.images(), outlet.body, page.final_url)
    found = find_body(tree, html, outlet.body, page.final_url)
    body = Body(tuple(line for line in found.lines if not picture.repeats(line)), found.strategy)
    title = best_title([*titles, plain(page.hint.title), *_headlines_over(seen, body, document_title)], own)
    cleaned = clean_lines(body.lines, title, own, outlet.junk_lines, links, outlet.credit_lines)
    lines = [line for number, line in enumerate(cleaned.lines) if number > 2 or not _only_a_date(line, page, outlet)]
    text = "\n".join(lines)[:LONGEST_TEXT]
    return Reading(
        title=title,
        text=text,
        published=_published(page, outlet, dates, seen, title, body),
        authors=best_authors((*authors, *cleaned.authors), own),
        credit=cleaned.credit,
        lang=_language(lang, outlet, text or title),
        canonical=canonical,
        strategy=body.strategy,
        held="extract_failed" if _is_unreadable(text, seen) else "menu" if is_menu(lines, links) else "",
        image=picture.address,
        image_caption="" if fold_line(picture.caption) == fold_line(title) else picture.caption,
        lines=page_lines.marked(lines),
    )


def _is_unreadable(text: str, seen: list[str]) -> bool:
    """True where there was something to read and nothing came of it, or nothing but replacement characters."""
    return text.count("\ufffd") * 5 > len(text) if text else sum(map(len, seen)) >= _VISIBLE


def _host_names(outlet: Outlet) -> Iterator[str]:
    for host in (urlsplit(outlet.home).hostname or "", *outlet.hosts):
        bare = host.removeprefix("www.")
        yield from (host, bare, bare.split(".")[0])


def _published(
    page: Page, outlet: Outlet, claims: list[tuple[str, str]], seen: list[str], title: str, body: Body
) -> Published | None:
    claimed = best(claims, page.fetched_at, outlet.timezone)
    if claimed and claimed.precision != "month" and claimed.source != "hijri":
        return claimed
    for line in _lines_near(seen, title, body):
        is_date = _is_date_line(_unsigned(line, outlet))
        shown = parse_date(line, page.fetched_at, outlet.timezone) if is_date else None
        if shown and shown.source == "hijri":
            claims = [*claims, ("text", line)]  # it counts where no line says more
        elif shown and shown.precision != "month":
            return best([*claims, ("text", line)], page.fetched_at, outlet.timezone)
    return best(claims, page.fetched_at, outlet.timezone)


def _headlines_over(seen: list[str], body: Body, document_title: str) -> Iterator[str]:
    """Titles nobody marked: a line over the text that is part of the document's title, the nearest, the document's own.

    Old portals mark no headline and call every document by the portal's name.
    """
    if body.lines and body.lines[0] in seen:
        start = seen.index(body.lines[0])
        over = [line for line in reversed(seen[max(0, start - _NEAR) : start]) if _HEADLINE.fullmatch(line)]
        over = [line for line in over if not _is_date_line(line)]
        yield from (line for line in over if line != document_title and line in document_title)
        yield from over[:1]
    yield document_title


def _lines_near(seen: list[str], title: str, body: Body) -> Iterator[str]:
    """The visible lines where a page prints its own date: under the title, after the text, over the title."""
    folded = [fold_line(line) for line in seen]
    texts = [line for line in map(fold_line, body.lines) if line != fold_line(title)]  # a gallery repeats the title
    first, last = (texts[0], texts[-1]) if texts else ("", "")
    start = folded.index(first) if first in folded else 0
    end = folded.index(last) if last in folded else start
    head = max((at for at, line in enumerate(folded[: start + 1]) if line == fold_line(title)), default=start)
    yield from seen[head : max(start, head) + 3]
    yield from seen[max(start, end - 1) : end + 3]
    yield from reversed(seen[max(0, head - _NEAR) : head])


def _unsigned(line: str, outlet: Outlet) -> str:
    for name in filter(None, (outlet.title, outlet.title_en)):
        line = line.replace(name, " ")
    return line


def _is_date_line(line: str) -> bool:
    """True for a line printed to show a date: it names one and hardly anything else, and not that of an update."""
    if len(line) > _LONGEST_DATE_LINE or _UPDATE.search(line) or not _DATED.search(fold(line)):
        return False
    other_words = _other_words(line)
    return other_words == 0 or (other_words <= 3 and _BYLINE_MARK.search(line) is not None and line[-1] not in ".؟!")


def _other_words(line: str) -> int:
    words = re.findall(r"[^\W\d_]+", _TWO_WORDS.sub(" ", HIJRI.sub(" ", fold(line))))
    return sum(not (_DATE_WORDS.fullmatch(word) or month_number(word)) for word in words)


def _only_a_date(line: str, page: Page, outlet: Outlet) -> bool:
    dated = len(line) <= _LONGEST_DATE_LINE and _DATED.search(fold(line)) and _other_words(line) == 0
    return bool(dated) and parse_date(line, page.fetched_at, outlet.timezone) is not None


def _language(claimed: str, outlet: Outlet, text: str) -> str:
    """The language the page or else the outlet claims, if the script of `text` is that language's."""
    arabic = len(_ARABIC.findall(text)) >= len(_LATIN.findall(text)) or not text
    for lang in (claimed, outlet.lang):
        if lang and (lang in _ARABIC_SCRIPT) == arabic:
            return lang
    return "ar" if arabic else "en"
