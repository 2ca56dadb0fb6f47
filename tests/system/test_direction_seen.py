"""Which way the paragraphs of an article are set, on every page that shows them, as a browser computes it."""

from collections.abc import Iterator
from datetime import timedelta

import pytest
from playwright.sync_api import Browser

from archive.data_folder import DataFolder
from archive.ingest.session import Writer
from archive.times import now
from tests.support.chromium import IN_A_BROWSER, chromium
from tests.support.http_reading_room import serving
from tests.support.made_archive import FAIR, LENTILS, ORONTES, SHAM, Made, take

pytestmark = IN_A_BROWSER
OPENINGS = ("FAO: ", "BBC عربي: ", "\u200e+963-11-1234567 ")
LINES = [opening + line for opening, line in zip(OPENINGS, FAIR.split("\n"), strict=True)]
SOURCE = "Source: https://www.fao.org/food-price-index"
EDITED = [*LINES[:2], LINES[2].replace("سبعة", "تسعة"), "iPhone 17 وصل إلى المعرض يوم السبت.", SOURCE]
TITLES = ("FAO: سبعة آلاف كتاب في معرض حماة", "FAO: تسعة آلاف كتاب في معرض حماة")
TOLD = "«Orontes Post» تنشر النصّ الكامل للبيان بالعربية كما وصلها مساء الجمعة."
DIRECTIONS = """found => found.map(one => [one.innerText.slice(0, 12), getComputedStyle(one).direction])"""


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with chromium() as launched:
        yield launched


@pytest.fixture(scope="module")
def pages(tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, str]]:
    data = tmp_path_factory.mktemp("set")
    with Writer(DataFolder(data).make(), "made") as writer:
        first = Made(SHAM, "fao", TITLES[0], "\n".join([*LINES, SOURCE]), 5)
        arabic = take(writer, first, now() - timedelta(hours=5))
        take(writer, Made(SHAM, "fao", TITLES[1], "\n".join(EDITED), 2), now() - timedelta(hours=2))
        told = Made(ORONTES, "told", "School kitchens switch to lentils", f"{LENTILS}\n{TOLD}", 4)
        english = take(writer, told, now() - timedelta(hours=4))
    with serving(data) as address:
        yield {"": f"{address}/article/{arabic}", "/en": f"{address}/en/article/{english}"}


def seen(browser: Browser, address: str, what: str) -> list[tuple[str, str]]:
    page = browser.new_page()
    page.goto(address)
    found: list[tuple[str, str]] = [tuple(one) for one in page.locator(what).evaluate_all(DIRECTIONS)]
    page.close()
    return found


@pytest.mark.parametrize("path", ["", "/versions/1", "/versions/2", "/diff/1..2", "/diff/1..2?view=sides"])
def test_an_arabic_paragraph_is_set_from_right_to_left_and_a_latin_one_not(
    browser: Browser, pages: dict[str, str], path: str
) -> None:
    found = seen(browser, pages[""] + path, ".title, .text p, .sides p")
    assert len(found) >= 5
    assert {opening: way for opening, way in found if opening.startswith("Source")} == {"Source: http": "ltr"}
    assert {way for opening, way in found if not opening.startswith("Source")} == {"rtl"}


def test_an_arabic_paragraph_of_an_english_article_is_set_from_right_to_left(
    browser: Browser, pages: dict[str, str]
) -> None:
    ways = [way for _, way in seen(browser, pages["/en"], ".title, .text p")]
    assert ways == ["ltr", "ltr", "ltr", "ltr", "rtl"]
