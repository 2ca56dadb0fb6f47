"""The stream of edits and deletions: what outlets did, and nothing that we did."""

import re
from pathlib import Path

import pytest

from archive.times import now
from archive.web.app.language import load
from archive.web.pages import changes
from archive.web.queries.changes import CHANGES_NEWEST_FIRST, ONE_KIND, stream
from archive.web.queries.home import front_page
from tests.support.busy_outlets import EDITED, RECENT
from tests.support.copied_articles import HOUR, MadeRecord, prose
from tests.support.reading_room import Site, made


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Site:
    """The made archive: an edited headline with a changed number, an article that is gone."""
    return made(tmp_path_factory.mktemp("changed"))


def places(page: str) -> list[tuple[str, str]]:
    """The articles and versions the list links to."""
    return re.findall(r'<h3 [^>]*><a href="(?:/en)?/article/(\d+)([^"]*)">', page)


def test_an_edit_stands_with_its_headlines_its_numbers_and_a_link_to_the_difference(site: Site) -> None:
    page, water = site.get("/changes").text, site.ids["water"]
    assert f'href="/article/{water}/diff/1..2"' in page
    text = site.text("/changes")
    assert "بعد سبعة أيام" in text
    assert "بعد تسعة أيام" in text
    assert "أرقام تبدّلت: من «سبعة» إلى «تسعة»، من 62 إلى 58" in text
    assert f'<a href="/article/{site.ids["fair"]}">' in page


@pytest.mark.parametrize(
    ("kind", "slugs"),
    [("headline", {"water"}), ("numbers", {"water"}), ("gone", {"fair"}), ("back", set()), ("typo", set())],
)
def test_the_stream_is_narrowed_by_what_was_done(site: Site, kind: str, slugs: set[str]) -> None:
    page = site.get(f"/changes?kind={kind}").text
    assert {int(found) for found, _ in places(page)} == {site.ids[slug] for slug in slugs}
    assert f'<option value="{kind}" selected>' in page


def test_the_stream_is_narrowed_by_outlet_and_its_feed_follows(site: Site) -> None:
    page = site.get("/changes?outlet=shamplus").text
    assert [int(found) for found, _ in places(page)] == [site.ids["fair"]]
    assert 'href="/feeds/changes.atom?outlet=shamplus"' in page
    assert site.get("/feeds/changes.atom?outlet=shamplus").status_code == 200


def test_an_edit_is_told_from_the_text_before_it_in_time_also_when_that_was_imported_later(tmp_path: Path) -> None:
    with MadeRecord(tmp_path, {"furat": "فرات24"}) as desk:
        for title, seen in (("العنوان الأول", 0 * HOUR), ("العنوان الثالث", 4 * HOUR), ("العنوان الثاني", 2 * HOUR)):
            number = desk.put("furat/1", prose(1), at=RECENT, seen=seen, title=title)
    site = Site(tmp_path, {"it": number})
    told = [(3, 2, "العنوان الثاني", "العنوان الثالث"), (1, 3, "العنوان الأول", "العنوان الثاني")]
    listed = site.ask(lambda connection: stream(connection, limit=9))
    assert [(row["before"], row["n"], row["old_title"], row["new_title"]) for row in listed] == told
    home = site.ask(lambda connection: front_page(connection, now())["changed"])
    assert [(row["before"], row["n"], row["old_title"], row["new_title"]) for row in home] == told
    feed = site.get("/feeds/changes.json").json()["items"]
    found = [(re.findall("<del[^>]*>(.*?)</del>", item["content_html"]), item["title"].split(": ")[1]) for item in feed]
    # The feed goes by when each was told: what was imported last comes first.
    assert found == [([old], new) for _, _, old, new in reversed(told)]
    assert site.get(f"/article/{number}/diff/3..2").status_code == 200


def test_page_after_page_every_change_comes_once_in_order(busy: Site) -> None:
    expected = busy.rows(
        "SELECT article_id, n FROM versions WHERE kind IN ('edit', 'revert', 'gone', 'back')"
        " ORDER BY seen_at DESC, id DESC"
    )
    seen, path = [], "/changes"
    while path:
        page = busy.get(path).text
        seen += places(page)
        following = re.search(r'href="([^"]+)" rel="next"', page)
        path = following[1].replace("&amp;", "&") if following else ""
    assert [(int(article), int(link.rpartition("..")[2])) for article, link in seen] == [
        (row["article_id"], row["n"]) for row in expected
    ]
    assert len(seen) == EDITED > changes.PER_PAGE


def test_what_changed_in_marks_alone_is_no_change(busy: Site) -> None:
    kinds = busy.rows("SELECT DISTINCT kind FROM versions")
    assert {"kind": "cosmetic"} in kinds
    assert places(busy.get("/changes?outlet=hawran").text) == []


@pytest.mark.parametrize("prefix", ["", "/en"])
@pytest.mark.parametrize(
    ("path", "status", "kind"),
    [("/changes?kind=cosmetic", 400, "no_choice"), ("/changes?before=x", 400, "no_place"),
     ("/changes?before=999999", 400, "no_place"), ("/changes?outlet=nobody", 404, "no_outlet"),
     ("/outlet/nobody", 404, "no_outlet"), ("/outlet/%3Cb%3E", 404, "no_outlet")],
)  # fmt: skip
def test_a_page_that_cannot_be_says_why(site: Site, prefix: str, path: str, status: int, kind: str) -> None:
    answer = site.get(prefix + path)
    assert answer.status_code == status
    assert str(load("en" if prefix else "ar")(f"error.{kind}")) in answer.text
    assert "<b>" not in answer.text


def test_the_pages_lead_to_one_another(site: Site) -> None:
    home = site.get("/").text
    for address in ("/changes", "/changes?kind=gone", "/words", "/outlet/shamplus"):
        assert f'href="{address}"' in home, address
    assert 'href="/outlet/furat24"' in site.get("/outlets").text
    assert 'href="/words?q=' in site.get("/search?q=القوات").text


def test_the_newest_changes_are_found_without_reading_the_older(busy: Site) -> None:
    """The plan of the stream: each kind down its own index, no sorting of all changes."""
    sql = CHANGES_NEWEST_FIRST.format(kinds=ONE_KIND.format(kind="edit"))
    values = {"seen_at": None, "id": None, "part": "", "outlet": None, "limit": 3}
    plan = " ".join(busy.plan(sql, values))
    assert "SEARCH d USING" in plan
    assert "SCAN d" not in plan
