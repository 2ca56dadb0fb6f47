"""Narrowing a search in a real browser without a script: outlets to tick, pages to turn, months to touch."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from tests.support import made_archive, many_months
from tests.support.chromium import IN_A_BROWSER, chromium
from tests.support.http_reading_room import serving

pytestmark = IN_A_BROWSER


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with chromium() as launched:
        yield launched


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    data = tmp_path_factory.mktemp("seen")
    made_archive.make(data)
    with serving(data) as served:
        yield served


@pytest.fixture
def years(tmp_path: Path) -> Iterator[str]:
    many_months.make(tmp_path)
    with serving(tmp_path) as served:
        yield served


def test_a_reader_chooses_two_outlets_and_turns_a_page_without_a_script(browser: Browser, address: str) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{address}/search?q=القوات")
    for outlet in ("شام+", "فرات24"):
        page.get_by_role("checkbox", name=outlet).check()
    page.get_by_role("button", name="طبّق").click()
    assert page.get_by_role("checkbox", name="نشرة حوران").is_visible()
    assert set(page.locator(".hit .who").all_inner_texts()) == {"شام+", "فرات24"}
    page.locator(".chosen a", has_text="فرات24").click()
    assert set(page.locator(".hit .who").all_inner_texts()) == {"شام+"}
    page.goto(f"{address}/search?q=الأرصفة")
    page.locator("[rel=next]").click()
    page.locator("[rel=prev]").click()
    assert page.locator(".pages .n").all_inner_texts() == ["1", "20", "27"]
    context.close()


def test_a_reader_types_days_ticks_a_state_and_opens_what_is_folded_without_a_script(
    browser: Browser, address: str
) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{address}/search?q=القوات OR الأرصفة")
    page.get_by_label("من تاريخ").fill("١/٢٠٢٠")
    page.get_by_role("checkbox", name="عُدّل").check()
    page.get_by_role("button", name="طبّق").click()
    assert page.get_by_label("من تاريخ").input_value() == "2020-01-01"
    assert page.get_by_role("checkbox", name="عُدّل").is_checked()
    assert page.locator(".hit").count() == page.locator(".hit .sign.edited").count() > 0
    page.locator(".chosen a", has_text="عُدّل").click()
    page.get_by_role("link", name="بلا المنقول").click()
    assert page.get_by_role("checkbox", name="عُدّل").is_checked() is False
    folded = page.locator(".under").first
    folded.locator("summary").focus()
    page.keyboard.press("Enter")
    assert folded.get_by_role("link", name="القصة كلّها").is_visible()
    page.get_by_role("link", name="الأقدم").click()
    assert page.locator(".chosen a").first.is_visible(), "the order drops no filter"
    context.close()


@pytest.mark.parametrize(("prefix", "width", "months"), [("", 1280, 24), ("/en", 390, 12)])
def test_each_month_is_wide_enough_for_a_finger_and_by_the_keyboard_narrows_all_that_follows(
    browser: Browser, years: str, prefix: str, width: int, months: int
) -> None:
    context = browser.new_context(java_script_enabled=False, viewport={"width": width, "height": 900})
    page = context.new_page()
    page.goto(f"{years}{prefix}/search?q=الجسر&mode=exact&outlet=other")
    bars = page.locator(".bars a:visible")
    assert bars.count() == months
    assert min((bar.bounding_box() or {"width": 0})["width"] for bar in bars.all()) >= 24
    with page.expect_navigation():
        bars.nth(months - 2).press("Enter")
    first, last = (page.locator(f"main input[name={name}]").first.input_value() for name in ("from", "to"))
    assert (first[:7], first[8:]) == (last[:7], "01")
    assert page.locator(".hit").count() == 1
    for path in ("/words", "/attention", "/context", "/saved", "/exports/articles.csv"):
        link = page.locator(f'main a[href*="{path}?"]').first.get_attribute("href") or ""
        assert all(part in link for part in (f"from={first}", f"to={last}", "mode=exact", "outlet=other")), path
    context.close()
