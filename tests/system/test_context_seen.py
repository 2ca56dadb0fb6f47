"""Keyword in context as a browser shows it: the order of the cells, the cut side, one sentence on a narrow page."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page

from tests.support import context_archive
from tests.support.chromium import IN_A_BROWSER, chromium
from tests.support.context_archive import PHRASE
from tests.support.http_reading_room import serving

pytestmark = IN_A_BROWSER
BOXES = """
() => [...document.querySelectorAll('.kwic tbody tr')].filter(row => row.children.length === 4).map(row => {
  const box = element => { const at = element.getBoundingClientRect(); return [at.left, at.right, at.top, at.bottom] };
  return { cells: [...row.children].map(box), before: box(row.querySelector('.pre span')) };
})
"""


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with chromium() as browser:
        yield browser


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    with serving(context_archive.make(tmp_path_factory.mktemp("context")).data) as address:
        yield address


def shown(browser: Browser, address: str, width: int) -> Page:
    page = browser.new_page(viewport={"width": width, "height": 900})
    page.goto(address)
    return page


@pytest.mark.parametrize("prefix", ["", "/en"])
def test_what_is_read_first_stands_on_the_right_and_flush_to_the_word(
    browser: Browser, address: str, prefix: str
) -> None:
    page = shown(browser, f"{address}{prefix}/context?q={PHRASE}", 1280)
    rows = page.evaluate(BOXES)
    assert len(rows) == 8
    for row in rows:
        source, before, hit, after = row["cells"]
        assert source[0] >= before[1] - 1
        assert before[0] >= hit[1] - 1
        assert hit[0] >= after[1] - 1
        if row["before"][1] > row["before"][0]:
            assert abs(row["before"][0] - before[0]) < 2, "what stands before ends where the word begins"
    assert any(row["before"][1] > row["cells"][1][1] for row in rows), "the longest is cut at its start"
    page.close()


def test_a_latin_table_runs_from_left_to_right_on_the_arabic_page_too(browser: Browser, address: str) -> None:
    page = shown(browser, f"{address}/context?q=bakery", 1280)
    for row in page.evaluate(BOXES):
        _, before, hit, after = row["cells"]
        assert before[1] <= hit[0] + 1
        assert hit[1] <= after[0] + 1
    page.close()


@pytest.mark.parametrize("prefix", ["", "/en"])
def test_on_a_narrow_page_each_line_is_one_running_sentence(browser: Browser, address: str, prefix: str) -> None:
    page = shown(browser, f"{address}{prefix}/context?q={PHRASE}", 390)
    shown_as = "() => [...document.querySelectorAll('td.pre, td.post')].map(one => getComputedStyle(one).display)"
    assert set(page.evaluate(shown_as)) == {"inline"}
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    first = page.locator(".kwic tbody tr", has_text="أبلغه").inner_text()
    assert " ".join(first.split()).endswith("أن أبلغه المجلس المحلي أن المضخات لن تصل قبل نهاية الشهر")
    page.close()


@pytest.mark.parametrize("width", [1280, 390])
def test_a_word_longer_than_its_line_breaks_where_it_is_repeated(browser: Browser, address: str, width: int) -> None:
    page, word = shown(browser, address, width), "قسطنطينية" * 24
    for path in ("attention?q=", "words?q=", "edits?q=", "context?q=في "):
        page.goto(f"{address}/{path}{word}")
        beyond = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
        assert beyond <= 0, path
