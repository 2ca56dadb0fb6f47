"""Every page in a real browser: both languages, wide and narrow, by day and by night; read, measured, tabbed through.

Every 96th page is looked at, in one of the eight ways in turn; WARRAQ_PAGES=all looks at every page in all eight.
"""

import os
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from importlib.resources import files
from itertools import product
from typing import Any, Literal, Self
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, CDPSession, Page

from archive.web import register_routes
from tests.support import operated_archive
from tests.support.chromium import IN_A_BROWSER, chromium
from tests.support.every_page import Look, Room, opened
from tests.support.page_paths import NO_PAGES, PRESSED

pytestmark = IN_A_BROWSER
Scheme = Literal["light", "dark"]
LANGUAGES = {"": ("rtl", "ar"), "/en": ("ltr", "en")}
VIEWS: list[tuple[int, Scheme]] = list(product((1280, 390), ("light", "dark")))
ALL = os.environ.get("WARRAQ_PAGES") == "all"
AXE = (files("axe_playwright_python") / "axe.min.js").read_text("utf-8")
# WCAG 2.2 A and AA and what axe calls best practice; a kept page in its frame is the outlet's.
BARRIERS = """() => axe.run({resultTypes: ['violations'], iframes: false}).then(found =>
  found.violations.map(rule => rule.id + ': ' + rule.nodes[0].html.slice(0, 160)))"""
# Text that stands outside of the window and is not cut or scrolled to, or is smaller than 14 pixels; what is for the
# ear alone is neither.
MEASURE = """() => {
  const shown = e => e.checkVisibility() && !e.closest('.sr, .skip, svg, datalist, option');
  const own = e => [...e.childNodes].some(n => n.nodeType === 3 && n.data.trim());
  const keeps = ({overflowX: x, whiteSpace}) => x === 'auto' || (x === 'hidden' && whiteSpace === 'nowrap');
  const scrolls = e => { for (; e; e = e.parentElement) if (keeps(getComputedStyle(e))) return true; };
  const texts = [...document.body.querySelectorAll('*')].filter(e => own(e) && shown(e));
  const wide = document.documentElement.clientWidth;
  const box = n => { const r = document.createRange(); r.selectNodeContents(n); return [...r.getClientRects()]; };
  const boxes = e => [...e.childNodes].filter(n => n.nodeType === 3).flatMap(box);
  const outside = e => !scrolls(e) && boxes(e).some(b => b.width > 1 && (b.left < -1 || b.right > wide + 1));
  // A table that folds shows every cell still, but a paragraph that both sides have, and says that it is a table.
  const hides = e => e.closest('table').checkVisibility() && !e.closest('thead') && !e.querySelector('.same');
  const lost = e => !e.role || (e.textContent.trim() && hides(e) && !e.checkVisibility());
  return {
    dir: document.documentElement.dir, lang: document.documentElement.lang,
    too_wide: document.documentElement.scrollWidth - wide,
    headings: document.querySelectorAll('h1').length,
    unlabelled: [...document.querySelectorAll('input:not([type=hidden])')].filter(i => !i.labels.length).length,
    small: texts.filter(e => parseFloat(getComputedStyle(e).fontSize) < 14).map(e => e.outerHTML.slice(0, 120)),
    outside: texts.filter(outside).map(e => e.outerHTML.slice(0, 120)),
    unfolded: [...document.querySelectorAll('table[role=table] :is(tr, th, td)')].filter(lost)
      .map(e => e.outerHTML.slice(0, 120)),
    fonts: [...document.fonts].filter(f => f.status === 'loaded').map(f => f.family.replaceAll('"', '')),
    failed: [...document.fonts].filter(f => f.status === 'error').length,
  };
}"""
# What Tab has to reach, a group of radio buttons being one stop, in the order of the page, each with its visible focus.
STOPS = """() => {
  const kinds = 'a[href], button, input:not([type=hidden]), select, summary, [tabindex="0"]';
  const stops = [...document.querySelectorAll(kinds)].filter(e => e.type !== 'radio' || e.checked)
    .filter(e => e.checkVisibility());
  const reached = new Set(); const faults = []; let last = null;
  document.addEventListener('focusin', ({target}) => {
    if (reached.has(target)) return;
    const style = getComputedStyle(target), box = target.getBoundingClientRect();
    if (style.outlineStyle === 'none' || parseFloat(style.outlineWidth) < 2) faults.push(['unseen', target.outerHTML]);
    if (box.bottom < 0 || box.top > innerHeight || !box.width) faults.push(['out of sight', target.outerHTML]);
    if (last && !(last.compareDocumentPosition(target) & 4)) faults.push(['out of order', target.outerHTML]);
    reached.add(target); last = target;
  });
  window.tabbed = () => ({
    missed: stops.filter(e => !reached.has(e)).map(e => e.outerHTML.slice(0, 120)), faults: faults.map(String)});
  window.around = () => { const skip = document.querySelector('.skip'); return reached.size > 1 &&
    (document.activeElement === skip || document.activeElement === document.body); };
  return stops.length;
}"""
# Beyond the stops of the page itself: those in a kept page.
MOST_IN_A_FRAME = 60
HOP = 200  # milliseconds
# The key as it comes from a keyboard, in one message each; Playwright sends two and looks up both.
TAB = {"type": "rawKeyDown", "key": "Tab", "code": "Tab", "windowsVirtualKeyCode": 9}


@pytest.fixture(scope="module")
def room(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Room]:
    with opened(tmp_path_factory.mktemp("every")) as made:
        yield made


@pytest.fixture(scope="module")
def browser(room: Room) -> Iterator[Browser]:  # noqa: ARG001 - made first: beside Playwright, asyncio runs nothing else
    with chromium() as launched:
        yield launched


def chosen(looks: list[Look], prefix: str, turn: int) -> list[Look]:
    """All, or the share whose turn it is."""
    way = list(LANGUAGES).index(prefix) * len(VIEWS) + turn
    ways = len(LANGUAGES) * len(VIEWS)
    return [look for n, look in enumerate(looks) if ALL or n % (96 * ways) == way]


def test_no_route_that_gives_a_page_is_left_out(room: Room) -> None:
    patterns = [pattern for pattern, _ in register_routes(room.news.app)]
    paths = {look.path.partition("?")[0] for look in room.looks if look.site != "taken"}
    others = {room.filled(path): path for path in NO_PAGES}
    for pattern in patterns:
        if any(re.search(pattern, room.filled(path)) for path in (*paths, *PRESSED)):
            continue
        found = [path for path in others if re.search(pattern, path.partition("?")[0])]
        assert found, f"{pattern} is in no list"
        answer = room.sites["operated" if found[0] in operated_archive.NO_PAGES else "news"].get(found[0])
        # The kept page is the outlet's: it is seen in its frame.
        is_page = answer.headers.get("content-type", "").startswith("text/html") and not found[0].endswith("/page")
        assert answer.is_redirect or not is_page, f"{found[0]} is a page and in no list"


@dataclass
class Seen:
    """One page looked at, and all that is wrong with it."""

    page: Page
    keys: CDPSession
    look: Look
    prefix: str
    faults: list[str] = field(default_factory=list)

    def wrong(self, what: str, found: Any) -> None:
        if found:
            self.faults.append(f"{self.prefix or '/ar'} {self.look}: {what}: {found}")

    def measured(self) -> None:
        self.page.evaluate("document.fonts.ready.then(() => true)")
        seen = self.page.evaluate(MEASURE)
        self.wrong("dir or lang", (seen["dir"], seen["lang"]) != LANGUAGES[self.prefix] and seen["lang"])
        self.wrong("headings", seen["headings"] != 1 and seen["headings"])
        self.wrong("wider than the window", max(0, seen["too_wide"]))
        fonts = {"Warraq Sans", "Warraq Serif" if self.prefix else "Warraq Naskh"}
        self.wrong("fonts not there", fonts - set(seen["fonts"]))
        for what in ("unlabelled", "small", "outside", "unfolded", "failed"):
            self.wrong(what, seen[what])

    def tabbed(self) -> None:
        """Through the whole page and round again: nothing holds the focus, and the skip link leads to the text."""
        stops = self.page.evaluate(STOPS)
        for n in range(stops + MOST_IN_A_FRAME):
            self.keys.send("Input.dispatchKeyEvent", TAB)
            if n >= stops and self._is_around():
                break
        else:
            self.wrong("a trap", self.page.evaluate("document.activeElement.outerHTML.slice(0, 200)"))
        found = self.page.evaluate("tabbed()")
        self.wrong("out of reach", found["missed"])
        self.wrong("focus", found["faults"])
        self.page.locator(".skip").focus()
        self.page.keyboard.press("Enter")
        self.wrong("the skip link", self.page.evaluate("document.activeElement.id") != "main")

    def _is_around(self) -> bool:
        """Seen twice: on its way out of a frame, which is a process of its own, the focus is nowhere for a moment."""
        if not self.page.evaluate("around()"):
            return False
        self.page.wait_for_timeout(HOP)
        return bool(self.page.evaluate("around()"))


@dataclass
class Heard:
    """What a page said to the console, and which hosts it asked, since it was last asked for."""

    noise: list[str] = field(default_factory=list)
    hosts: set[str] = field(default_factory=set)

    def listen(self, page: Page) -> Self:
        page.on("console", lambda message: self.noise.append(message.text))
        page.on("pageerror", lambda problem: self.noise.append(str(problem)))
        page.on("request", lambda request: self.hosts.add(urlsplit(request.url).netloc))
        return self

    def told(self) -> tuple[list[str], set[str]]:
        told = self.noise, self.hosts
        self.noise, self.hosts = [], set()
        return told


def seen(at: Seen, heard: Heard, room: Room) -> list[str]:
    """Go there, look, and say what is wrong."""
    page, look = at.page, at.look
    answer = page.goto(room.address(look, at.prefix))
    if look.press:
        with page.expect_navigation() as going:
            page.locator(look.press).click()
        answer = going.value
    at.wrong("status", answer and answer.status != look.status and answer.status)
    at.measured()
    at.wrong("barriers", page.evaluate(BARRIERS))
    at.tabbed()
    noise, hosts = heard.told()
    # Chromium tells the console of every answer that is an error by its status.
    at.wrong("console", [line for line in noise if look.status == 200 or "status of" not in line])
    at.wrong("others asked", hosts - {urlsplit(room.addresses[look.site]).netloc})
    return at.faults


@pytest.mark.parametrize("prefix", LANGUAGES)
@pytest.mark.parametrize("turn", range(len(VIEWS)), ids=[f"{width}px-{scheme}" for width, scheme in VIEWS])
def test_every_page_is_whole_within_reach_and_still(browser: Browser, room: Room, prefix: str, turn: int) -> None:
    width, scheme = VIEWS[turn]
    context = browser.new_context(viewport={"width": width, "height": 900}, color_scheme=scheme)
    context.set_default_timeout(15_000)
    context.add_init_script(AXE)
    faults: list[str] = []
    looks = chosen(room.looks, prefix, turn)
    # One window for all: a new one takes as long as to go to a page.
    page = context.new_page()
    keys, heard = context.new_cdp_session(page), Heard().listen(page)
    for look in looks:
        faults += seen(Seen(page, keys, look, prefix), heard, room)
    context.close()
    print(f"{len(looks)} pages", *faults, sep="\n", flush=True)
    assert not faults, "\n".join(faults)
