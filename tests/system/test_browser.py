"""The reading room in a real browser, wide and narrow: what a reader sees, and what is asked of the network."""

import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path
from typing import Literal
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, Page, sync_playwright

from archive.data_folder import DataFolder
from archive.publish.snapshot import publish
from tests.support import made_archive
from tests.support.serving import serving

CHROMIUM = shutil.which("chromium") or shutil.which("google-chrome") or shutil.which("chromium-browser")
pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(CHROMIUM is None, reason="no Chromium on this machine: the pages were not seen in a browser"),
]
WIDTHS = (1280, 390)
QUIET = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--no-first-run",
]
MEASURE = """() => ({
  dir: document.documentElement.dir, lang: document.documentElement.lang,
  width: document.documentElement.scrollWidth, available: document.documentElement.clientWidth,
  headings: document.querySelectorAll('h1').length,
  unlabelled: [...document.querySelectorAll('input:not([type=hidden])')].filter(i => !i.labels.length).length,
  small: Math.min(...[...document.querySelectorAll('main p, main dd, main li, main td')]
    .map(e => parseFloat(getComputedStyle(e).fontSize))),
  fonts: [...document.fonts].filter(f => f.status === 'loaded').map(f => f.family.replaceAll('"', '')),
  failed: [...document.fonts].filter(f => f.status === 'error').length,
})"""
LANGUAGES = {"": ("rtl", "ar"), "/en": ("ltr", "en")}
SCHEMES: tuple[Literal["light", "dark"], ...] = ("light", "dark")
AXE = (files("axe_playwright_python") / "axe.min.js").read_text("utf-8")
# Colours are all that differs between the schemes, and contrast is the one rule that looks at them.
BARRIERS = {
    "light": "axe.run({resultTypes: ['violations']})",
    "dark": "axe.run({resultTypes: ['violations'], runOnly: ['color-contrast']})",
}
# What Tab has to reach, a group of radio buttons being one stop; and where it came, each with its visible focus.
STOPS = """() => {
  const kinds = 'a[href], button, input:not([type=hidden]), select, summary, [tabindex="0"]';
  const all = [...document.querySelectorAll(kinds)];
  const stops = all.filter(e => e.type !== 'radio' || e.checked).filter(e => e.checkVisibility());
  window.unseen = []; window.reached = new Set();
  document.addEventListener('focusin', event => {
    const style = getComputedStyle(event.target);
    window.reached.add(event.target);
    if (style.outlineStyle === 'none' || parseFloat(style.outlineWidth) < 2) unseen.push(event.target.outerHTML);
  });
  window.missed = () => stops.filter(e => !window.reached.has(e)).map(e => e.outerHTML);
  // The fields of a date are stops of their own inside it.
  return stops.length + 4 * document.querySelectorAll('input[type=date]').length;
}"""


@dataclass
class Served:
    address: str
    ids: dict[str, int]
    # One page of each kind, and others of the same kinds that hold other things.
    kinds: list[str]
    others: list[str]

    @property
    def paths(self) -> list[str]:
        return self.kinds + self.others


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    data = tmp_path_factory.mktemp("seen")
    ids = made_archive.make(data)
    made_archive.write_health(data)
    publish(DataFolder(data))
    water = f"/article/{ids['water']}"
    kinds = ["/", "/search?q=القوات", water, f"{water}/versions/2", "/outlets", "/health", "/downloads", "/about"]
    kinds += ["/words?q=القوات، المياه", "/changes", "/outlet/hawran"]
    kinds += ["/warraq", "/warraq/articles?_search=القوات&_facet=outlet", f"/warraq/articles/{ids['water']}"]
    kinds += ["/stories", "/stories?day=2020-01-01"]
    kinds += ["/search?q=القوات&outlet=shamplus&outlet=furat24&from=2020", "/search?q=الأرصفة&start=21"]
    others = ["/search", "/search?q=زرافة&from=x", f"{water}/versions/1"]
    others += ["/words", "/words?q=المياه&by=outlets&unit=count", "/changes?kind=gone", "/outlet/qasyoun"]
    others += [f"/article/{ids[slug]}" for slug in ("fair", "lentils", "snow")]
    snow, road = ids["snow"], ids["snow-road"]
    kinds += [f"{water}/diff/1..2", f"{water}/diff/1..2?view=sides", f"/story/{snow}", f"/compare/{snow}..{road}"]
    kinds += [f"/article/{ids['fair']}/missing", "/changes?kind=missing"]
    others += [f"/article/{ids['street-26']}/missing", f"{water}/missing"]
    others += [f"/compare/{ids['water']}..{snow}", f"/compare/{ids['water']}..{ids['lentils']}?view=sides"]
    kinds += made_archive.captures_of(data, ids["water"])[-1:]
    others += made_archive.captures_of(data, ids["water"])[:1] + made_archive.captures_of(data, ids["fair"])[-1:]
    with serving(data) as address:
        yield Served(address, ids, kinds, others)


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=CHROMIUM, args=QUIET)
        yield chromium
        chromium.close()


@pytest.fixture(params=WIDTHS, ids=[f"{width}px" for width in WIDTHS])
def page(browser: Browser, request: pytest.FixtureRequest) -> Iterator[Page]:
    context = browser.new_context(viewport={"width": request.param, "height": 900})
    context.set_default_timeout(15_000)
    yield context.new_page()
    context.close()


@pytest.fixture
def wide(browser: Browser) -> Iterator[Page]:
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    context.set_default_timeout(15_000)
    yield context.new_page()
    context.close()


@pytest.mark.parametrize("prefix", LANGUAGES)
def test_every_page_fits_its_window_in_its_own_fonts_and_asks_nobody_else(
    wide: Page, served: Served, prefix: str
) -> None:
    complaints: list[str] = []
    hosts: set[str] = set()
    wide.on("console", lambda message: complaints.append(message.text))
    wide.on("pageerror", lambda problem: complaints.append(str(problem)))
    wide.on("request", lambda request: hosts.add(urlsplit(request.url).netloc))
    for path in served.paths:
        wide.goto(served.address + prefix + path)
        for width in WIDTHS:
            wide.set_viewport_size({"width": width, "height": 900})
            wide.evaluate("document.fonts.ready.then(() => true)")
            seen = wide.evaluate(MEASURE)
            assert (seen["dir"], seen["lang"], seen["headings"]) == (*LANGUAGES[prefix], 1), path
            assert seen["width"] <= seen["available"], f"{path} is wider than {width} pixels"
            assert seen["unlabelled"] == 0, path
            assert seen["small"] >= 14, path
            assert {"Warraq Sans", "Warraq Serif" if prefix else "Warraq Naskh"} <= set(seen["fonts"]), path
            assert seen["failed"] == 0, path
    assert complaints == []
    assert hosts == {urlsplit(served.address).netloc}


@pytest.mark.parametrize("prefix", LANGUAGES)
def test_nothing_on_any_page_keeps_a_reader_out(wide: Page, served: Served, prefix: str) -> None:
    wide.add_init_script(AXE)
    for path in [*served.kinds, "/nowhere"]:
        wide.goto(served.address + prefix + path)
        for scheme in SCHEMES:
            wide.emulate_media(color_scheme=scheme)
            found = wide.evaluate(BARRIERS[scheme])["violations"]
            assert [(row["id"], row["nodes"][0]["html"]) for row in found] == [], (path, scheme)


@pytest.mark.parametrize("prefix", LANGUAGES)
def test_the_keyboard_reaches_every_link_and_control_and_is_seen_there(wide: Page, served: Served, prefix: str) -> None:
    for path in served.kinds:
        wide.goto(served.address + prefix + path)
        for _ in range(wide.evaluate(STOPS)):
            wide.keyboard.press("Tab")
        assert wide.evaluate("window.missed()") == [], path
        assert wide.evaluate("window.unseen") == [], path


def test_a_reader_types_a_word_and_reaches_the_article_spelt_evasively(page: Page, served: Served) -> None:
    page.goto(served.address)
    page.get_by_role("searchbox").fill("القوات")
    page.get_by_role("button", name="ابحث").click()
    first = page.locator("mark").first
    assert first.inner_text() == "القـ.ـوات"
    page.locator(".hit h2 a").first.click()
    assert page.url == f"{served.address}/article/{served.ids['water']}"
    page.locator(".trail").get_by_role("link", name="النسخة 1").click()
    assert "لا نسخته الحالية" in page.locator(".notice").inner_text()


def test_the_keyboard_reaches_the_text_first_and_then_the_search_box(page: Page, served: Served) -> None:
    page.goto(served.address)
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.getAttribute('href')") == "#main"
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    assert page.evaluate("document.querySelector('main').contains(document.activeElement)")


def test_a_download_starts_from_the_page_and_arrives_whole(page: Page, served: Served, tmp_path: Path) -> None:
    page.goto(f"{served.address}/downloads")
    with page.expect_download() as started:
        page.locator("a.button").click()
    started.value.save_as(tmp_path / "taken.db")
    assert (tmp_path / "taken.db").read_bytes()[:15] == b"SQLite format 3"


@pytest.mark.parametrize("scheme", SCHEMES)
def test_the_page_has_a_ground_of_its_own_by_day_and_by_night(
    browser: Browser, served: Served, scheme: Literal["light", "dark"]
) -> None:
    context = browser.new_context(color_scheme=scheme)
    page = context.new_page()
    page.goto(served.address)
    ground = page.evaluate("getComputedStyle(document.body).backgroundColor")
    assert ground == {"light": "rgb(248, 249, 246)", "dark": "rgb(20, 23, 26)"}[scheme]
    context.close()


def test_the_chart_is_drawn_and_without_scripts_the_table_has_its_figures(browser: Browser, served: Served) -> None:
    for scripts in (True, False):
        context = browser.new_context(java_script_enabled=scripts)
        page = context.new_page()
        page.goto(f"{served.address}/words?q=المياه")
        page.locator(".by-month .num b").first.wait_for()
        assert page.locator(".over-time canvas").count() == page.locator(".over-time:visible").count() == scripts
        context.close()


def test_rows_of_the_data_room_are_not_torn_into_strips(wide: Page, served: Served) -> None:
    """An address broken every few letters made a screen of each row."""
    for path in ("/warraq/captures", "/warraq/urls", "/en/warraq/articles"):
        wide.goto(served.address + path)
        heights = wide.evaluate("[...document.querySelectorAll('.rows tbody tr')].map(row => row.offsetHeight)")
        assert len(heights) > 5
        assert max(heights) < 130, path
