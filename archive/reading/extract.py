"""A page and its outlet to an article: title, text, date, authors, credit, language.

The text comes from `_main_text`, the rest is judged from what the page says of itself. Run it in a process that can be
killed (archive.reading.worker): one page of 200,000 paragraphs keeps trafilatura busy for over two minutes.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import chain
from urllib.parse import urlsplit

from selectolax.lexbor import LexborHTMLParser, LexborNode

from archive.exchange import Page, header
from archive.model import Outlet, Published, Reading
from archive.reading._beside_text import without_what_is_beside
from archive.reading._boilerplate import clean_lines
from archive.reading._boxes import RUNNING_LINE
from archive.reading._date_lines import is_only_a_date
from archive.reading._fallback import fuller
from archive.reading._headline import heading_of_most_text, headline_over, parts_of
from archive.reading._hidden_elements import remove, take_hidden
from archive.reading._layouts import in_its_layout
from archive.reading._lead_image import Picture, take_pictures
from archive.reading._lines_aside import is_signed_date, own_lines, set_apart
from archive.reading._links import is_document, is_source
from archive.reading._main_text import Body, find_body
from archive.reading._markup_dates import moments_of
from archive.reading._messages import read_message
from archive.reading._next_articles import next_articles
from archive.reading._noscript import show_noscript
from archive.reading._over_text import signed_over, without_what_is_over
from archive.reading._page_lines import marked
from archive.reading._page_walk import SeenLines
from archive.reading._printed_dates import DatesAtArticle
from archive.reading._publication_date import published
from archive.reading._reader_forms import reader_forms
from archive.reading._story_lines import StoryLines, headline_of
from archive.reading._stubs import before_calls_to_join, is_menu
from archive.reading._text_box import text_box, without_sides
from archive.reading._titles import LONGEST_OFFERED, OwnNames, best_title, unmarked_titles, without_badges
from archive.reading._whole_text import WholeText
from archive.reading.charset import decode
from archive.reading.page_metadata import Claims, best_authors, plain
from archive.text.folding import fold_line
from archive.text.languages import language_of

# Ten times the longest article known. Half a million words that are all different hold the record's lock for 150 ms.
LONGEST_TEXT = 500_000

_VISIBLE = 500  # characters on a page from which there should have been something to read
_MOST_LINKS, _EDGE = 2_000, 3


def read(page: Page, outlet: Outlet) -> Reading:
    """The article on `page`. Never raises: what cannot be read is held as `extract_failed`.

    `text` is at most half a million characters, `title` 500. Letters of the text are as the outlet wrote them, tatweel
    and marks included. `canonical` is what the page claims, nothing more.
    """
    try:
        return _read(page, outlet)
    except Exception:  # Three parsers fail in every way on hostile markup. The bytes are kept for another try.
        return Reading(title="", text="", lang=outlet.lang, held="extract_failed")


@dataclass(frozen=True, slots=True)
class _Claimed:
    """What a page says of itself before anything is taken out of it.

    `titles` are all it marks as titles, `for_machines` those its system writes for other machines and, last, the
    document's; `fed` is what a feed said. `own` are the site's names, `names` the same with its publishers'.
    """

    titles: tuple[str, ...]
    for_machines: tuple[str, ...]
    fed: str
    own: tuple[str, ...]
    names: OwnNames
    authors: tuple[str, ...]
    dates: list[tuple[str, str]]
    modified: tuple[str, ...]
    canonical: str
    lang: str


def _claimed(claims: Claims, page: Page, outlet: Outlet) -> _Claimed:
    own = (outlet.title, outlet.title_en, claims.site_name(), *_host_names((outlet.home, *outlet.hosts)))
    return _Claimed(
        titles=tuple(title[:LONGEST_OFFERED] for title in claims.titles()),
        for_machines=tuple(title[:LONGEST_OFFERED] for title in (*claims.machine_titles(), claims.document_title)),
        fed=plain(page.hint.title),
        own=own,
        names=OwnNames((*own, *claims.publishers())),
        authors=tuple(claims.authors()),
        dates=[*claims.dates(), ("feed", page.hint.published), ("url", page.final_url)],
        modified=tuple(claims.modified()),
        canonical=claims.canonical,
        lang=claims.lang(),
    )


def _read(page: Page, outlet: Outlet) -> Reading:
    if outlet.channel:
        message = read_message(page, outlet)
        return replace(message, lang=language_of(message.text, (outlet.lang,)))
    html = decode(page.body, header(page.headers, "content-type")).text
    tree = LexborHTMLParser(html)
    if show_noscript(tree):
        html = tree.html or ""
    claims = Claims(tree, page.final_url)
    claimed = _claimed(claims, page, outlet)
    take_hidden(tree)
    outlet = in_its_layout(outlet, tree, page.fetched_at)
    page_lines = SeenLines(tree, page.final_url, outlet.hosts)
    moments = moments_of(tree, page_lines)
    titles = _titles(claimed, page_lines)
    seen = page_lines.texts
    links = {fold_line(link.text()): link.attributes.get("href") or "" for link in tree.css("a")[:_MOST_LINKS]}
    if others := next_articles(tree, titles, page_lines.links):
        _leave_out(others, page_lines)
        html = tree.html or ""
    _leave_out(reader_forms(tree), page_lines)
    beside = page_lines.beside()
    for selector in outlet.drop:
        _leave_out(tree.css(selector), page_lines)
    picture = take_pictures(tree, claims.images(), outlet.body, page.final_url)
    set_apart(page_lines, titles)
    box = text_box(tree, page_lines)
    found = fuller(find_body(tree, html, outlet.body, page_lines), html, page_lines, titles)
    own = own_lines(page_lines, found.lines)
    found = Body(own if found.strategy == "selector" else without_sides(page_lines, box, titles, own), found.strategy)
    found = Body(tuple(without_what_is_beside(page_lines, found.lines)), found.strategy)
    whole = WholeText(page_lines, found.lines)
    headline = headline_over(page_lines, whole.first, titles, claimed.fed, claimed.names)
    body = Body(tuple(_unrepeated(whole.lines(headline, found.strategy), picture)), found.strategy)
    shown = without_badges(parts_of(page_lines, headline, titles), titles, claimed.names) if headline >= 0 else ""
    unmarked = unmarked_titles(seen, body.lines[0] if body.lines else "", titles[-1], claimed.fed)
    title = best_title(chain((plain(shown),), claimed.titles, unmarked), claimed.names)
    over = headline_of(page_lines, headline, best_title(titles, claimed.names), title)
    story = StoryLines(page_lines, beside, over, whole.first, whole.last)
    related = _Related(links, page_lines)
    cleaned = clean_lines(body.lines, title, claimed.own, outlet.junk_lines, related, outlet.credit_lines)
    lines = list(before_calls_to_join(without_what_is_over(page_lines, over, _undated(cleaned.lines, page, outlet))))
    named = best_authors(claimed.authors, claimed.own) or signed_over(story, whole.last, claimed.own)
    text = "\n".join(lines)[:LONGEST_TEXT]
    lang = language_of(f"{title}\n{text}", (claimed.lang, outlet.lang))
    return Reading(
        title=title,
        text=text,
        published=_published(claimed, DatesAtArticle(story, moments, lang), page, outlet),
        authors=best_authors((*named, *cleaned.authors), claimed.own),
        credit=cleaned.credit,
        lang=lang,
        canonical=claimed.canonical,
        strategy=body.strategy,
        held="menu" if is_menu(lines or body.lines, links) else "extract_failed" if _is_unreadable(text, seen) else "",
        image=picture.address,
        image_caption="" if fold_line(picture.caption) == fold_line(title) else picture.caption,
        lines=marked(page_lines, lines),
    )


def _titles(claimed: _Claimed, page: SeenLines) -> tuple[str, ...]:
    """The titles for machines; before them, where nothing gives the page one, the heading over most of its text."""
    is_named = bool(claimed.fed) or any(map(claimed.names.taken_from, claimed.for_machines))
    return claimed.for_machines if is_named else (heading_of_most_text(page, claimed.names), *claimed.for_machines)


def _published(claimed: _Claimed, at_article: DatesAtArticle, page: Page, outlet: Outlet) -> Published | None:
    return published(claimed.dates, claimed.modified, at_article, page.fetched_at, outlet)


def _leave_out(nodes: list[LexborNode], page: SeenLines) -> None:
    page.drop(nodes)
    remove(nodes)


class _Related:
    """The texts of `links`, folded, with where they lead: those that may be another article's headline, or a button,
    and not what is told of. Few are asked for of the hundreds on a page."""

    def __init__(self, links: Mapping[str, str], page: SeenLines) -> None:
        self._links, self._page = links, page

    def __contains__(self, text: object) -> bool:
        if not isinstance(text, str) or text not in self._links:
            return False
        href = self._links[text].strip()
        return not is_document(href) if self._page.links.leads_home(href) else not is_source(href)


def _unrepeated(lines: Iterable[str], picture: Picture) -> Iterator[str]:
    """`lines` without those that say what a caption says."""
    return (line for line in lines if not picture.repeats(line))


def _undated(lines: Sequence[str], page: Page, outlet: Outlet) -> list[str]:
    """`lines` without the printed date that a theme sets over a text, under its first lines or behind it."""
    dated = [is_signed_date(line) for line in lines[:3]]  # several are a list of the story's
    signed = dated.index(True) if sum(dated) == 1 and dated[2:] != [True] and len(lines) > 1 else -1
    lines = [line for at, line in enumerate(lines) if at != signed]
    last_running = max((number for number, line in enumerate(lines) if len(line) >= RUNNING_LINE), default=len(lines))
    return [
        line
        for number, line in enumerate(lines)
        if _EDGE <= number < max(last_running, len(lines) - _EDGE)
        or not is_only_a_date(line, page.fetched_at, outlet.timezone)
    ]


def _is_unreadable(text: str, seen: list[str]) -> bool:
    """True where there was something to read and nothing came of it, or nothing but replacement characters."""
    return text.count("\ufffd") * 5 > len(text) if text else sum(map(len, seen)) >= _VISIBLE


@lru_cache(maxsize=256)
def _host_names(home_and_hosts: tuple[str, ...]) -> tuple[str, ...]:
    """An outlet's hosts as names it may go by; its home and its hosts are given."""
    home, *hosts = home_and_hosts
    bare = [(host, host.removeprefix("www.")) for host in (urlsplit(home).hostname or "", *hosts)]
    return tuple(name for host, short in bare for name in (host, short, f"www.{short}", short.split(".")[0]))
