"""The page of what was added and removed: its counts, its lists, and what it leaves out."""

import re
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from tests.support import edited_archive
from tests.support.copied_articles import HOUR, MadeRecord, prose
from tests.support.edited_archive import RECENT
from tests.support.reading_room import Site


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Site:
    return edited_archive.make(tmp_path_factory.mktemp("edited"))


def hits(page: str) -> list[str]:
    """The comparisons that the hits lead to."""
    return re.findall(r'<h2 [^>]*><a href="(?:/en)?(/article/\d+/diff/[^"]+)"', page)


def test_a_hit_is_told_with_both_readings_its_marked_words_and_a_link_to_the_difference(site: Site) -> None:
    page, text = site.get("/edits?q=عطل").text, site.text("/edits?q=عطل")
    assert "حُذفت «عطل» في تعديلين" in text
    assert f"/article/{site.ids['fire']}/diff/1..2" in hits(page)
    assert re.search(r"<del>.*?<mark>عطل</mark> كهربائي في أحد المحال،", page)
    assert "<ins>" in page
    assert "ونجم الحريق عن" in text
    assert "بين قراءتين" in text
    assert "بعد 50 دقيقة من النشر" in text


def test_found_words_are_marked_in_what_left_or_came_and_nowhere_beside_it(site: Site) -> None:
    page = site.get("/edits?q=عطل&in=both").text
    assert page.count("<mark>") > 1
    assert "<mark>" not in re.sub(r"<(del|ins)>.*?</\1>", "", page, flags=re.DOTALL)


def test_every_number_leads_to_a_list_of_just_so_many(site: Site) -> None:
    for start in ("/edits", "/edits?q=عطل", "/edits?q=البستان", "/edits?q=أسبوعين&in=both&grade=number_or_name"):
        page = site.get(start).text
        # What is chosen already leads to the list without it.
        links = re.findall(r'<li><a href="(/edits[^"]*)">(?:(?!</li>).)*<span class="n">(\d+)</span>', page)
        assert links, start
        for href, n in links:
            assert len(hits(site.get(href.replace("&amp;", "&")).text)) == int(n), (start, href)


def test_our_own_readings_and_lines_round_a_text_are_numbers_in_the_margin_and_in_no_count(site: Site) -> None:
    page = site.text("/edits?q=البستان")
    assert "لم يُحذف «البستان» من نصّ في تعديل نعرفه." in page
    assert "لا تعديلات" not in page, "a heading counts no edits that are none"
    assert re.search(r"تغيّرات سببها قراءتنا ?1 ?أسطر حول النصّ ?1", page)
    ours = site.get("/edits?q=البستان&by=us")
    assert len(hits(ours.text)) == 1
    assert "ليست تعديلات من المصدر" in ours.text


def test_a_site_with_nothing_but_our_own_readings_has_no_edit(tmp_path: Path) -> None:
    site = edited_archive.empty_of_edits(tmp_path / "data")
    page = site.text("/edits")
    assert "لا تعديلات فيها كلمات أُضيفت أو حُذفت." in page
    assert re.search(r"تغيّرات سببها قراءتنا ?1", page)


def test_a_list_goes_on_where_the_page_ends_and_comes_back(tmp_path: Path) -> None:
    with MadeRecord(tmp_path, {"furat": "فرات24"}) as desk:
        for n in range(23):
            for seen, word in ((HOUR, "زرافة"), (2 * HOUR, "نعامة")):
                desk.put(f"furat/{n}", f"{prose(n)} {word}", at=RECENT + n * HOUR, seen=seen)
        desk.writer.store.db.execute("UPDATE versions SET kind = 'edit' WHERE n = 2")
    site = Site(tmp_path, {})
    first = site.get("/edits?q=زرافة").text
    (following,) = re.findall(r'href="([^"]*)" rel="next"', first)
    second = site.get(following.replace("&amp;", "&")).text
    assert (len(hits(first)), len(hits(second)), len({*hits(first), *hits(second)})) == (20, 3, 23)
    (back,) = re.findall(r'href="([^"]*)" rel="prev"', second)
    assert hits(site.get(back.replace("&amp;", "&")).text) == hits(first)
    assert 'class="nothing"' in site.get("/edits?q=زرافة&start=900").text


def test_what_makes_no_sense_in_an_address_is_left_out_and_said(site: Site) -> None:
    page = site.get("/edits?q=عطل&in=nothing&grade=huge&after=never&by=them&order=odd&outlet=nobody&start=x")
    assert page.status_code == 200
    assert len(hits(page.text)) == 2
    assert "nobody" in page.text


def test_the_page_has_its_sister_pages_and_is_the_same_in_english(site: Site) -> None:
    page = site.get("/en/edits?q=عطل&in=both").text
    assert 'dir="ltr"' in page
    assert "was added or removed in 2 edits" in site.text("/en/edits?q=عطل&in=both")
    assert re.search(r'<nav class="rooms"[^>]*>.*href="/en/edits" aria-current="page"', page, re.S)
    assert {urlsplit(path).path for path in re.findall(r'href="(/[^"]*)" rel="nofollow"', page)} == {
        "/en/exports/edits.csv"
    }
