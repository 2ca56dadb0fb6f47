"""The saved pages of real templates as made sites: their page with another headline and text, at other addresses."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from selectolax.lexbor import LexborHTMLParser, LexborNode

from archive.exchange import Page
from archive.model import Outlet
from archive.reading.charset import decode
from archive.reading.extract import read
from tests.support.noise.outlets import Site
from tests.support.noise.patterns import Pattern
from tests.support.noise.stories import Story
from tests.support.noise.templates import Template
from tests.support.noise.text_changes import TEXT_CHANGES
from tests.support.saved_pages import outlet_of, page_at, saved_pages, saved_text

_TITLE, _TEXT = "@@title@@", "@@text@@"
# From pattern to pattern, so that a few pages meet patterns of every kind.
STRIDE = 7
_IN_TEXT = {"first", "mid", "last", *(f"@text {name}" for name in TEXT_CHANGES), "title"}
_LINE = {"p": "<p>{}</p>", "div": "<div>{}</div>"}


@dataclass(frozen=True, slots=True)
class SavedTemplate(Template):
    """A saved page with marks where its headline and its text stood."""

    skeleton: str = ""

    def page(self, values: dict[str, str]) -> str:
        """The page with another headline and another text; it has no other place."""
        return self.skeleton.replace(_TITLE, values["h1"]).replace(_TEXT, values["text"])


@dataclass(frozen=True, slots=True)
class SavedSite(Site):
    """A shipped outlet all of whose pages are its saved one but for headline and text."""

    owner: Outlet | None = None

    @property
    def outlet(self) -> Outlet:
        assert self.owner is not None
        return replace(self.owner, key_rules=(r"^/made/(?P<id>\d+)$",), not_articles=())

    def address(self, whole: Story) -> str:
        """An address of its own, as the outlet's own rules of addresses are not asked here."""
        return f"{self.outlet.home.rstrip('/')}/made/{whole.number}"


def saved_sites(patterns: Sequence[Pattern], noise: int, edits: int, step: int = 1) -> list[list[Site]]:
    """Each `step`th saved page, with so many patterns of noise and of edits that happen in a text, others on the next.

    In lists without an outlet twice: each list is an archive of its own.
    """
    found: list[list[Site]] = []
    for number, path in enumerate(saved_pages()[::step]):
        outlet = outlet_of(path)
        template = saved_template(path, page_at(path, outlet), outlet)
        fitting = [one for one in patterns if one.speaks(template.lang) and _is_in_text(one)]
        chosen: list[Pattern] = []
        for kind, count in ((False, noise), (True, edits)):
            these = [pattern for pattern in fitting if pattern.is_edit == kind]
            chosen += [these[(number * count + n) * STRIDE % len(these)] for n in range(min(count, len(these)))]
        site = SavedSite(outlet.name, template, bool(outlet.body), tuple(chosen), number, number, owner=outlet)
        free = (sites for sites in found if all(one.outlet.name != outlet.name for one in sites))
        place = next(free, None)
        if place is None:
            found.append([site])
        else:
            place.append(site)
    return found


def _is_in_text(pattern: Pattern) -> bool:
    return all(change.place in _IN_TEXT for change in pattern.changes)


def saved_template(path: Path, page: Page, outlet: Outlet) -> SavedTemplate:
    """The saved page without its article. AssertionError where most of its text is not to be found in its markup."""
    reading = read(page, outlet)
    lines = saved_text(path).split("\n")
    tree = LexborHTMLParser(decode(page.body, "text/html").text)
    for script in tree.css("script[type='application/ld+json']"):
        script.decompose()
    nodes = list(_nodes(tree, lines))
    assert sum(len(_shown(node)) for node in nodes) >= 0.6 * sum(map(len, lines)), f"{path.name}: {len(nodes)} lines"
    wrapped = _LINE.get(nodes[0].tag or "", "{}<br><br>")
    nodes[0].insert_before(_TEXT)
    for node in nodes:
        node.decompose()
    html = tree.html or ""
    for title in (reading.title, reading.title.replace('"', "&quot;")):
        html = html.replace(title, _TITLE)
    lang = reading.lang if reading.lang in ("ar", "en") else "ku"
    return SavedTemplate(path.stem, "", lang, wrapped, "{}", html)


def _nodes(tree: LexborHTMLParser, lines: Sequence[str]) -> Iterator[LexborNode]:
    """For each line the innermost element or text that is nothing but the line, in the order of the page."""
    wanted = {" ".join(line.split()) for line in lines if len(line) > 25}
    found = [
        node
        for node in (tree.body.traverse(include_text=True) if tree.body else ())
        if node.tag not in ("a", "h1", "h2", "title") and _shown(node) in wanted
    ]
    inner = {_shown(node): node for node in found}  # an inner one comes after its outer one
    blocks = {_shown(node): node for node in found if node.tag in _LINE}
    yield from (blocks.get(line, node) for line, node in inner.items())


def _shown(node: LexborNode) -> str:
    return " ".join(((node.text_content if node.tag == "-text" else node.text()) or "").split())
