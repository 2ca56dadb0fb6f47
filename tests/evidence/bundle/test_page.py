"""The page of a bundle that a person reads: it says whose word each thing is, and what nothing here proves."""

from pathlib import Path

import pytest
from selectolax.lexbor import LexborHTMLParser

from archive.evidence.bundle._page import damascus
from tests.evidence.bundle.test_bundle import article_of, bundled, unpacked
from tests.support.captured_pages import URL
from tests.support.chromium import IN_A_BROWSER, chromium
from tests.support.reading_room import Site

GIVEN, IMPORTED = "https://hawran.example/given-1", "https://qasyoun.example/bridge"


@pytest.fixture(scope="module")
def pages(site: Site) -> dict[str, str]:
    return {
        url: unpacked(bundled(site.data, article_of(site, url))[1])["warraq/evidence.html"].decode()
        for url in (URL, GIVEN, IMPORTED)
    }


def said(page: str, language: str) -> str:
    found = LexborHTMLParser(page).css_first(f"#{language}")
    assert found is not None
    return " ".join(found.text().split())


def test_what_others_brought_is_told_as_their_claim_in_both_languages(pages: dict[str, str]) -> None:
    for url in (IMPORTED, GIVEN):
        assert "the sender’s claim" in said(pages[url], "en")
        assert "قول من أرسلها" in said(pages[url], "ar")
        assert "its own program asked for these addresses" not in pages[url]
    assert "sender’s" not in pages[URL]
    assert "this archive’s; whether it was synchronised was not noted" in said(pages[URL], "en")


def test_both_languages_end_with_what_is_not_proven(pages: dict[str, str]) -> None:
    for page in pages.values():
        for language, heading in (("ar", "ما لا يثبته هذا"), ("en", "What this does not prove")):
            section = LexborHTMLParser(page).css(f"#{language} > *")
            assert (section[-2].text(), section[-1].attributes["class"]) == (heading, "not")
        assert "holds no proof from a public log" in said(page, "en")


def test_every_capture_is_told_with_its_hash_and_what_the_server_said(pages: dict[str, str]) -> None:
    parsed = LexborHTMLParser(pages[URL])
    for language in ("ar", "en"):
        assert len(parsed.css(f"#{language} article.one")) == 7 + 1
    assert "X-Word: <b>&\"'" in said(pages[URL], "en")
    assert "none came: timeout" in said(pages[URL], "en")
    assert "the server said that nothing had changed" in said(pages[URL], "en")


def test_one_is_told_as_one_and_several_as_several(pages: dict[str, str]) -> None:
    assert "1 of 1 capture as the archive stores them, byte for byte, and 1 version of the text that was read" in said(
        pages[IMPORTED], "en"
    )
    assert " captures as the archive stores them" in said(pages[URL], "en")


def test_the_page_loads_and_runs_nothing(pages: dict[str, str]) -> None:
    for page in pages.values():
        parsed = LexborHTMLParser(page)
        assert parsed.css("script, link, img, iframe, [src], [onclick]") == []
        assert {one.attributes["href"] for one in parsed.css("a")} == {"#ar", "#en"}


def test_a_day_without_an_hour_stays_a_day() -> None:
    assert damascus("2026-11-22T08:40:05Z") == "2026-11-22 11:40:05"
    assert damascus("2026-11-22") == "2026-11-22"


class TestInABrowser:
    pytestmark = IN_A_BROWSER

    def test_the_page_fits_a_telephone_and_a_desk(self, pages: dict[str, str], tmp_path: Path) -> None:
        file = tmp_path / "evidence.html"
        file.write_text(pages[URL], encoding="utf-8")
        asked, heard = list[str](), list[str]()
        with chromium() as browser:
            for width in (390, 1280):
                page = browser.new_page(viewport={"width": width, "height": 900})
                page.on("request", lambda request: asked.append(request.url))
                page.on("console", lambda message: heard.append(message.text))
                page.goto(file.as_uri())
                assert page.evaluate("document.documentElement.scrollWidth") == width
        assert (asked, heard) == ([file.as_uri()] * 2, [])
