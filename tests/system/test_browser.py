"""The reading room in a real browser, wide and narrow: what a reader sees, and what is asked of the network."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

import pytest
from playwright.sync_api import Browser, Page

from archive.data_folder import DataFolder
from archive.publish.snapshot import publish
from archive.warc.zstd import zstd
from tests.support import made_archive
from tests.support.chromium import IN_A_BROWSER, chromium
from tests.support.http_reading_room import serving

pytestmark = IN_A_BROWSER
WIDTHS = (1280, 390)
SCHEMES: tuple[Literal["light", "dark"], ...] = ("light", "dark")


@dataclass
class Served:
    data: Path
    address: str
    ids: dict[str, int]


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    data = tmp_path_factory.mktemp("seen")
    ids = made_archive.make(data)
    publish(DataFolder(data))
    with serving(data) as address:
        yield Served(data, address, ids)


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with chromium() as launched:
        yield launched


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


def test_a_reader_types_a_word_and_reaches_the_article_spelt_evasively(page: Page, served: Served) -> None:
    page.goto(served.address)
    page.get_by_role("searchbox").fill("القوات")
    page.get_by_role("button", name="ابحث").click()
    first = page.locator("mark").first
    assert first.inner_text() == "القـ.ـوات"
    page.locator(".hit h2 a").first.click()
    assert page.url == f"{served.address}/article/{served.ids['water']}"
    page.locator(".trail").get_by_role("link", name="النسخة 1").click()
    assert "والخبر هنا بنصّ غيرها" in page.locator(".notice").inner_text()


def test_the_keyboard_reaches_the_text_first_and_then_the_search_box(page: Page, served: Served) -> None:
    page.goto(served.address)
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.getAttribute('href')") == "#main"
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    assert page.evaluate("document.querySelector('main').contains(document.activeElement)")


def test_a_download_starts_from_the_page_and_arrives_whole(page: Page, served: Served, tmp_path: Path) -> None:
    page.goto(f"{served.address}/downloads")
    # On a busy machine Chromium has taken longer to hand a download over than to show a page.
    with page.expect_download(timeout=60_000) as started:
        page.locator("a.button").click()
    started.value.save_as(tmp_path / "taken.db.zst")
    with zstd.open(tmp_path / "taken.db.zst") as packed:
        assert packed.read().startswith(b"SQLite format 3")


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


ON_PAPER = {
    "article": (".title", ".facts", ".text", ".isnad .hash", ".trail", ".cite code"),
    "capture": (".title", ".facts", "iframe", ".ledger", ".fold-out pre", ".proofs .hash", ".cite code"),
}
NOT_ON_PAPER = ".masthead nav, .lang, .acts, .ways-in, .frame > p a"
DARK_ON_LIGHT = """() => [...document.querySelectorAll('main p, main dd, main dt, main td, main .sign')].every(e => {
  const [r, g, b] = getComputedStyle(e).color.match(/[\\d.]+/g).map(Number);
  return r * 0.3 + g * 0.6 + b * 0.1 < 140;
})"""


@pytest.mark.parametrize("scheme", SCHEMES)
@pytest.mark.parametrize("kind", ON_PAPER)
def test_on_paper_stands_the_evidence_dark_on_white_and_nothing_to_press(
    browser: Browser, served: Served, kind: str, scheme: Literal["light", "dark"]
) -> None:
    page = browser.new_page(color_scheme=scheme)
    page.goto(f"{served.address}/article/{served.ids['water']}{'/captures' if kind == 'capture' else ''}")
    page.emulate_media(media="print", color_scheme=scheme)
    for wanted in ON_PAPER[kind]:
        assert page.locator(wanted).first.is_visible(), wanted
    assert page.locator(NOT_ON_PAPER).count() > 0
    assert page.locator(NOT_ON_PAPER).filter(visible=True).count() == 0
    assert page.evaluate(DARK_ON_LIGHT)
    assert page.pdf().startswith(b"%PDF")
    page.close()


@pytest.mark.parametrize("path", ["/article/{water}", "/capture/{first}", "/search?q=القوات&outlet=shamplus"])
def test_letters_twice_as_large_and_colours_of_the_readers_own_lose_nothing(
    browser: Browser, served: Served, path: str
) -> None:
    first = made_archive.captures_of(served.data, served.ids["water"])[0].rpartition("/")[2]
    page = browser.new_page(forced_colors="active")
    page.goto(served.address + path.format(first=first, **served.ids))
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 900})
        page.evaluate("document.documentElement.style.fontSize = '200%'")
        # A busy browser draws anew some moments after its window has changed.
        page.wait_for_function("document.documentElement.scrollWidth <= document.documentElement.clientWidth")
    edges = "[...document.querySelectorAll('button:not(.plain), .button')].map(e => getComputedStyle(e).borderTopWidth)"
    assert "0px" not in page.evaluate(edges)
    page.close()
