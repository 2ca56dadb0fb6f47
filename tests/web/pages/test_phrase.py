"""The life of a phrase: the set of versions in which it stands, between readings, with whose doing that was."""

import re

import pytest

from tests.support import edited_archive
from tests.support.reading_room import Site


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Site:
    return edited_archive.make(tmp_path_factory.mktemp("edited"))


def page(site: Site, name: str, query: str, prefix: str = "") -> str:
    return str(site.get(f"{prefix}/article/{site.ids[name]}/phrase?q={query}").text)


def rows(html: str) -> list[str]:
    body = html.partition("<tbody")[2].partition("</tbody>")[0]
    return [re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", row)).strip() for row in body.split("</tr>")[:-1]]


def test_a_phrase_that_left_and_came_back_stands_in_a_set_of_versions(site: Site) -> None:
    html = page(site, "pump", "أسبوعين")
    assert html.count("<rect") == 5
    assert html.count('<rect class="off"') == 3
    found = rows(html)
    assert len(found) == 2
    assert "من أول قراءة" in found[0]
    assert "العنوان" in found[0]
    assert "الفقرة 5" in found[0]
    assert all(" بين " in row for row in found)


def test_what_came_with_another_reading_of_ours_is_called_that(site: Site) -> None:
    (row,) = rows(page(site, "pump", "شهرين"))
    assert "بقراءة أخرى منّا" in row
    assert "باقية" in row


def test_several_phrases_are_parted_by_commas_and_one_that_stands_nowhere_says_so(site: Site) -> None:
    html = page(site, "pump", "أسبوعين، تسعة أيام، لا وجود لها")
    assert len(re.findall(r'scope="row"', html)) == 4
    assert "ليست في أيّ من هذه النسخ." in html


def test_the_spelling_of_letters_does_not_part_a_phrase_and_a_longer_word_is_another(site: Site) -> None:
    assert len(rows(page(site, "pump", "اسبوعين"))) == 2
    assert "ليست في أيّ" in page(site, "pump", "أسبوع")


def test_moved_text_neither_came_nor_left(site: Site) -> None:
    (row,) = rows(page(site, "moved", "طريق القلمون"))
    assert "من أول قراءة" in row
    assert "باقية" in row


def test_the_number_of_edits_that_removed_it_anywhere_is_that_of_the_list_it_leads_to(site: Site) -> None:
    html = page(site, "pump", "أسبوعين")
    href, n = re.search(
        r'<a href="(/edits\?[^"]+)">.*?<span class="n">(\d+)</span>', html.partition("<aside")[2]
    ).groups()  # type: ignore[union-attr]
    listed = site.get(href.replace("&amp;", "&")).text
    assert len(re.findall(r'<li class="hit">', listed)) == int(n) == 2


def test_an_article_of_one_version_an_empty_question_and_no_word_are_sentences(site: Site) -> None:
    assert "اكتب جملة من الخبر" in page(site, "pump", "")
    assert "لا كلمة فيما كتبت" in page(site, "pump", "؟؟")
    assert site.get("/article/7/phrase?q=x").status_code == 404


def test_versions_are_drawn_equally_wide_and_the_caption_says_that_some_stood_longer(site: Site) -> None:
    html = page(site, "pump", "أسبوعين", "/en")
    assert len(set(re.findall(r'<rect[^>]* width="([\d.]+)%"', html))) == 1
    assert "versions are drawn equal though some stood longer" in html


def test_time_runs_with_the_direction_of_reading(site: Site) -> None:
    places = [
        [float(x) for x in re.findall(r'<rect[^>]* x="([\d.]+)%"', page(site, "pump", "أسبوعين", prefix))]
        for prefix in ("", "/en")
    ]
    assert places[0] == sorted(places[0], reverse=True)
    assert places[1] == sorted(places[1])
