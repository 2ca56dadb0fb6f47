"""What stands in an article's place is told by the page itself, and only where nothing of the article is left on it."""

import pytest

from archive.exchange import Page
from archive.model import Reading
from archive.reading.extract import read
from archive.reading.removal import Known, why_removed
from tests.support.removal_pages import cards, headline, made, outlet, served, text, url

NUMBER = 70_001
KNOWN = Known(headline(NUMBER), text(NUMBER))
OUTLET = outlet("wordpress", selector=True)
LINES = text(NUMBER).split("\n")


def way(inside: str, more: str = "", title: str = KNOWN.title) -> str:
    return told(served(made("wordpress", title, inside, more), url(NUMBER)))


def told(page: Page, reading: Reading | None = None) -> str:
    return why_removed(page, reading or read(page, OUTLET), KNOWN, OUTLET)


def test_a_headline_without_its_text_is_an_emptied_page() -> None:
    assert way("", cards(NUMBER)) == "emptied"


@pytest.mark.parametrize(
    "moved",
    [
        "".join(f"<div><span>{line}</span></div>" for line in LINES),
        f"<script>window.page = {{text: '{' '.join(LINES)}'}}</script>",
        f"<noscript>{' '.join(LINES)}</noscript>",
    ],
    ids=["another place", "a script", "noscript"],
)
def test_a_text_that_stands_elsewhere_on_the_page_is_there_however_we_read_it(moved: str) -> None:
    assert way("", moved) == ""
    assert way("<p>تم حذف هذا الخبر</p>", moved) == ""


def test_what_is_cut_to_a_short_text_is_no_emptied_page() -> None:
    assert way("<p>لمتابعة القراءة يرجى الانتظار قليلا ريثما تكتمل الصفحة.</p>") == ""


def test_a_page_that_guesses_why_it_is_not_there_is_not_found() -> None:
    assert way("<p>The page you are looking for might have been removed.</p>", title="Sample") == "not_found"
    assert way("<p>This page has been removed at the request of its author.</p>", title="Sample") == "removed"


@pytest.mark.parametrize("back", ["history.back()", "history.go(-1)", "window.close()"])
def test_a_page_that_says_so_in_a_box_and_sends_its_reader_back_is_not_found_or_removed(back: str) -> None:
    def told_in_a_box(message: str) -> str:
        return told(served(f"<body><script>alert('{message}'); {back};</script></body>", url(NUMBER)))

    assert told_in_a_box("الخبر غير موجود") == "not_found"
    assert told_in_a_box("تم حذف هذا الخبر") == "removed"
    assert told_in_a_box("الموقع تحت الصيانة") == ""


def test_a_page_that_asks_for_a_password_and_no_name_asks_for_that_of_the_article() -> None:
    word = "<label>الرقم السري</label><input type='password' name='k'>"
    assert way(f"<form>{word}</form>") == "password"
    assert way(f"<form><label>الاسم</label><input name='u'>{word}</form>") == "emptied"


def test_another_text_under_another_headline_may_be_an_edit() -> None:
    inside = "".join(f"<p>{line}</p>" for line in text(80_001).split("\n"))
    assert way(inside, title=headline(80_001)) == ""
