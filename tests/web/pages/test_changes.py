"""The stream of edits and deletions, and the page of one outlet: what outlets did, and nothing that we did."""

import re
from pathlib import Path

import pytest

from archive.times import now
from archive.web.app.language import load
from archive.web.pages import changes
from archive.web.queries.changes import CHANGES_NEWEST_FIRST, ONE_KIND, stream
from archive.web.queries.home import front_page
from tests.support.copy_desk import DAY, HOUR, MINUTE, START, Desk, prose
from tests.support.reading_room import Site

# The desk counts from a fixed day, the page of an outlet from today.
RECENT = now() - 3 * DAY - START
ARTICLES = 20
EDITED = 35


@pytest.fixture(scope="module")
def busy(tmp_path_factory: pytest.TempPathFactory) -> Site:
    """Two outlets that edit a lot, some of it in the same second, and one that copies."""
    data: Path = tmp_path_factory.mktemp("busy")
    ids = {}
    with Desk(data, {"furat": "فرات24", "hawran": "نشرة حوران"}) as desk:
        for n in range(ARTICLES):
            ids[f"furat/{n}"] = desk.put(f"furat/{n}", f"عدد المراكب {n} {prose(n)}", at=RECENT)
        for n in range(EDITED):
            text = f"عدد المراكب {n + 100} {prose(n % ARTICLES)}"
            desk.put(f"furat/{n % ARTICLES}", text, at=RECENT, seen=3 * HOUR + n // 3 * MINUTE)
        # The same words with another mark: cosmetic, nothing an outlet said.
        ids["hawran/0"] = desk.put("hawran/0", prose(500), at=RECENT + DAY, title="خبر العبارة")
        desk.put("hawran/0", prose(500).replace(" ", " ، ", 1), at=RECENT + DAY, seen=2 * HOUR, title="خبر العبارة")
        ids["hawran/copy"] = desk.put("hawran/copy", prose(3, 400), at=RECENT + DAY, seen=MINUTE)
        ids["shamil/copy"] = desk.put(
            "shamil/copy", prose(3, 400), at=RECENT + DAY + 5 * HOUR, seen=MINUTE, credit="نشرة حوران"
        )
    return Site(data, ids)


def links(page: str) -> list[tuple[str, str]]:
    """The articles and versions the list links to."""
    return re.findall(r'<h3 [^>]*><a href="(?:/en)?/article/(\d+)([^"]*)">', page)


def test_an_edit_stands_with_its_headlines_its_numbers_and_a_link_to_the_difference(site: Site) -> None:
    page, water = site.get("/changes").text, site.ids["water"]
    assert f'href="/article/{water}/diff/1..2"' in page
    text = site.text("/changes")
    assert "بعد سبعة أيام" in text
    assert "بعد تسعة أيام" in text
    assert "أرقام تبدّلت: من سبعة إلى تسعة، من 62 إلى 58" in text
    assert f'<a href="/article/{site.ids["fair"]}">' in page


@pytest.mark.parametrize(
    ("kind", "slugs"),
    [("headline", {"water"}), ("numbers", {"water"}), ("gone", {"fair"}), ("back", set()), ("typo", set())],
)
def test_the_stream_is_narrowed_by_what_was_done(site: Site, kind: str, slugs: set[str]) -> None:
    page = site.get(f"/changes?kind={kind}").text
    assert {int(found) for found, _ in links(page)} == {site.ids[slug] for slug in slugs}
    assert f'<option value="{kind}" selected>' in page


def test_the_stream_is_narrowed_by_outlet_and_its_feed_follows(site: Site) -> None:
    page = site.get("/changes?outlet=shamplus").text
    assert [int(found) for found, _ in links(page)] == [site.ids["fair"]]
    assert 'href="/feeds/changes.atom?outlet=shamplus"' in page
    assert site.get("/feeds/changes.atom?outlet=shamplus").status_code == 200


def test_an_edit_is_told_from_the_text_before_it_in_time_also_when_that_was_imported_later(tmp_path: Path) -> None:
    with Desk(tmp_path, {"furat": "فرات24"}) as desk:
        for title, seen in (("العنوان الأول", 0 * HOUR), ("العنوان الثالث", 4 * HOUR), ("العنوان الثاني", 2 * HOUR)):
            number = desk.put("furat/1", prose(1), at=RECENT, seen=seen, title=title)
    site = Site(tmp_path, {"it": number})
    edits = [(3, 2, "العنوان الثاني", "العنوان الثالث"), (1, 3, "العنوان الأول", "العنوان الثاني")]
    listed = site.ask(lambda connection: stream(connection, limit=9))
    assert [(row["before"], row["n"], row["old_title"], row["new_title"]) for row in listed] == edits
    home = site.ask(lambda connection: front_page(connection, now())["changed"])
    assert [(row["before"], row["n"], row["old_title"], row["new_title"]) for row in home] == edits
    feed = site.get("/feeds/changes.json").json()["items"]
    found = [(re.findall("<del[^>]*>(.*?)</del>", item["content_html"]), item["title"].split(": ")[1]) for item in feed]
    assert found == [([old], new) for _, _, old, new in edits]
    assert site.get(f"/article/{number}/diff/3..2").status_code == 200


def test_page_after_page_every_change_comes_once_in_order(busy: Site) -> None:
    expected = busy.rows(
        "SELECT article_id, n FROM versions WHERE kind IN ('edit', 'revert', 'gone', 'back')"
        " ORDER BY seen_at DESC, id DESC"
    )
    seen, path = [], "/changes"
    while path:
        page = busy.get(path).text
        seen += links(page)
        following = re.search(r'href="([^"]+)" rel="next"', page)
        path = following[1].replace("&amp;", "&") if following else ""
    assert [(int(article), int(link.rpartition("..")[2])) for article, link in seen] == [
        (row["article_id"], row["n"]) for row in expected
    ]
    assert len(seen) == EDITED > changes.PER_PAGE


def test_what_changed_in_marks_alone_is_no_change(busy: Site) -> None:
    kinds = busy.rows("SELECT DISTINCT kind FROM versions")
    assert {"kind": "cosmetic"} in kinds
    assert links(busy.get("/changes?outlet=hawran").text) == []


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


def test_an_outlet_has_a_page_with_its_state_its_rhythm_and_what_came_and_went(site: Site) -> None:
    text = site.text("/outlet/shamplus")
    for words in ("شام+", "محجوب", "403", "كل 3 ساعات", "افتتاح معرض الكتاب المدرسي", "غاب عن موقع الناشر"):
        assert words in text, words
    page = site.get("/outlet/shamplus").text
    assert 'type="application/atom+xml" href="/feeds/articles.atom?outlet=shamplus"' in page
    assert "Sham Plus" in site.text("/en/outlet/shamplus")


def test_the_days_of_an_outlet_add_up(site: Site) -> None:
    page = site.get("/outlet/hawran").text
    table = page.split("<tbody>", 1)[1].split("</tbody>", 1)[0]
    counts = [int(n) for n in re.findall(r'<td class="num">(\d+)</td>', table)]
    assert len(counts) == 30
    assert sum(counts) == 27
    assert "27 خبرًا" in site.text("/outlet/hawran")


def test_an_outlet_page_says_how_many_articles_are_whose_copies(busy: Site) -> None:
    text = busy.text("/outlet/shamil")
    assert "أخبار سبق مصدر آخر إلى نصّها: خبر واحد. منها 1 تذكر مصدرًا." in text
    assert f"نشرة حوران: 1 {load('ar')('basis.credit')}" in text
    assert "أخبار تذكر مصدرًا: 1 من 1." in text
    assert "أخبار كان أول من نشر نصّها ثم نُقلت: خبر واحد." in busy.text("/outlet/hawran")


def test_an_outlet_without_an_article_has_a_page_too(site: Site) -> None:
    assert "لا جديد بعد" in site.text("/outlet/qasyoun")


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
    plan = " ".join(row["detail"] for row in busy.rows(f"EXPLAIN QUERY PLAN {sql}", values))
    assert "SEARCH d USING" in plan
    assert "SCAN d" not in plan
