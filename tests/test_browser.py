"""The reading room in a real browser, wide and narrow: what a reader sees, and what is asked of the network."""

import shutil
import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlsplit

import pytest
import uvicorn
from playwright.sync_api import Browser, Page, sync_playwright

from archive.folder import DataFolder
from archive.publish import publish
from archive.web.server import create_app, listener
from tests import made_archive

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
  width: document.documentElement.scrollWidth, room: document.documentElement.clientWidth,
  headings: document.querySelectorAll('h1').length,
  unlabelled: [...document.querySelectorAll('input:not([type=hidden])')].filter(i => !i.labels.length).length,
  small: Math.min(...[...document.querySelectorAll('main p, main dd, main li, main td')]
    .map(e => parseFloat(getComputedStyle(e).fontSize))),
  fonts: [...document.fonts].filter(f => f.status === 'loaded').map(f => f.family.replaceAll('"', '')),
  failed: [...document.fonts].filter(f => f.status === 'error').length,
})"""


@dataclass
class Served:
    address: str
    ids: dict[str, int]
    paths: list[str] = field(default_factory=list)


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    data = tmp_path_factory.mktemp("seen")
    ids = made_archive.make(data)
    made_archive.tell_health(data)
    publish(DataFolder(data))
    listening = listener("127.0.0.1", 0)
    server = uvicorn.Server(uvicorn.Config(create_app(data).app(), access_log=False, log_level="warning"))
    thread = threading.Thread(target=server.run, kwargs={"sockets": [listening]})
    thread.start()
    while not server.started and thread.is_alive():
        time.sleep(0.02)
    water = f"/article/{ids['water']}"
    paths = [
        "/",
        "/search",
        "/search?q=القوات",
        "/search?q=زرافة&from=x",
        water,
        f"{water}/versions/1",
        f"{water}/versions/2",
    ]
    paths += [f"/article/{ids[slug]}" for slug in ("fair", "lentils", "snow")]
    yield Served(f"http://127.0.0.1:{listening.getsockname()[1]}", ids, [*paths, "/outlets", "/downloads", "/about"])
    server.should_exit = True
    thread.join()
    listening.close()


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


def test_every_page_fits_its_window_in_its_own_fonts_and_asks_nobody_else(page: Page, served: Served) -> None:
    complaints: list[str] = []
    asked: set[str] = set()
    page.on("console", lambda message: complaints.append(message.text))
    page.on("pageerror", lambda problem: complaints.append(str(problem)))
    page.on("request", lambda request: asked.add(urlsplit(request.url).netloc))
    for path in served.paths:
        page.goto(served.address + path)
        page.evaluate("document.fonts.ready.then(() => true)")
        seen = page.evaluate(MEASURE)
        assert (seen["dir"], seen["lang"], seen["headings"]) == ("rtl", "ar", 1), path
        assert seen["width"] <= seen["room"], f"{path} is wider than the window"
        assert seen["unlabelled"] == 0, path
        assert seen["small"] >= 14, path
        assert {"Warraq Sans", "Warraq Naskh"} <= set(seen["fonts"]), path
        assert seen["failed"] == 0, path
    assert complaints == []
    assert asked == {urlsplit(served.address).netloc}


def test_a_reader_types_a_word_and_reaches_the_article_spelt_evasively(page: Page, served: Served) -> None:
    page.goto(served.address)
    page.get_by_role("searchbox").fill("القوات")
    page.get_by_role("button", name="ابحث").click()
    first = page.locator("mark").first
    assert first.inner_text() == "القـ.ـوات"
    page.locator(".hit h2 a").first.click()
    assert page.url == f"{served.address}/article/{served.ids['water']}"
    page.locator(".trail a").first.click()
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


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_page_has_a_ground_of_its_own_by_day_and_by_night(browser: Browser, served: Served, scheme: str) -> None:
    context = browser.new_context(color_scheme="dark" if scheme == "dark" else "light")
    page = context.new_page()
    page.goto(served.address)
    ground = page.evaluate("getComputedStyle(document.body).backgroundColor")
    assert ground == {"light": "rgb(248, 249, 246)", "dark": "rgb(20, 23, 26)"}[scheme]
    context.close()
