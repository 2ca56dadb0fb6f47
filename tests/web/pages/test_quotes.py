"""Quotations that several articles print: each once, under its newest article, with where first."""

import re
from datetime import timedelta
from pathlib import Path

import pytest

from archive.web.queries import shared_quotations
from tests.support import quoting_archive
from tests.support.copied_articles import DAY, MadeRecord, prose
from tests.support.quoting_archive import SAID
from tests.support.reading_room import Site

SECTION = re.compile(r'<section class="quotations".*?</section>', re.S)


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Site:
    return quoting_archive.make(tmp_path_factory.mktemp("quoted"))


def articles_in(part: str) -> list[int]:
    return [int(number) for number in re.findall(r'href="(?:/en)?/article/(\d+)"', part)]


def test_a_quotation_is_listed_once_under_its_newest_article_with_where_first_and_where_else(desk: Site) -> None:
    (section,) = SECTION.findall(desk.get("/en/quotes").text)
    newest, first, *elsewhere = articles_in(section)
    assert (newest, first) == (desk.ids["last"], desk.ids["first"])
    assert elsewhere == [desk.ids["first"], desk.ids["later"]]
    assert "Before it there: " in section
    assert SAID.split()[0] in section


def test_what_is_said_elsewhere_in_other_words_by_half_or_without_marks_is_not_listed(desk: Site) -> None:
    page = desk.get("/quotes").text
    for name in ("other", "half", "plain"):
        assert desk.ids[name] not in articles_in(page)


def test_those_of_one_article_are_listed_whichever_of_them_it_is(desk: Site) -> None:
    for name, sections in (("first", 1), ("later", 1), ("half", 0)):
        page = desk.get(f"/en/quotes?article={desk.ids[name]}").text
        assert len(SECTION.findall(page)) == sections
        assert f"/en/article/{desk.ids[name]}" in page
    assert "No quotation of this article stands in another." in page


@pytest.mark.parametrize(("shown", "read"), [(2, 3), (20, 2)])
def test_older_ones_follow_page_after_page_without_one_twice_or_missing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, shown: int, read: int
) -> None:
    monkeypatch.setattr(shared_quotations, "PER_PAGE", shown)
    monkeypatch.setattr(shared_quotations, "MOST_READ", read)
    with MadeRecord(tmp_path, {"furat": "فرات24", "hawran": "حوران"}) as made:
        for n in range(5):
            said = f"قال «{prose(n, 14)}» أمس"
            for outlet, hours in (("furat", 0), ("hawran", 2)):
                made.put(
                    f"{outlet}/{n}", f"{prose(n + 40)}\n{said}\n{prose(n + 70)}", at=n * DAY + timedelta(hours=hours)
                )
    site, path, seen = Site(tmp_path, {}), "/quotes", list[int]()
    while path:
        page = site.get(path).text
        seen += [articles_in(section)[0] for section in SECTION.findall(page)]
        following = re.search(r'href="(/quotes\?before=\d+)" rel="next"', page)
        path = following[1] if following else ""
    assert seen == sorted(seen, reverse=True)
    assert len(seen) == len(set(seen)) == 5


def test_an_archive_without_any_says_so(empty: Site) -> None:
    assert "No quotation of ten words or more stands in two articles." in empty.text("/en/quotes")
    assert empty.get("/quotes?before=x").status_code == 400
