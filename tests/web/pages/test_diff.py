"""The pages that compare two texts: who changed what, in one text and side by side, and bad addresses."""

import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archive.web.pages.diff import difference
from archive.web.queries.version_history import also_changed, changed_by
from tests.support import compared_archive
from tests.support.compared_archive import LATER, LINES, OURS
from tests.support.copied_articles import HOUR, MadeRecord, prose
from tests.support.reading_room import Site, made


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Site:
    return compared_archive.make(tmp_path_factory.mktemp("compared"))


def address(site: Site, old: int, new: int, more: str = "") -> str:
    return f"/article/{site.ids['furat']}/diff/{old}..{new}{more}"


def marked(page: str, tag: str) -> list[str]:
    """What stands between a tag, without the hidden words before it; the key of the page left out."""
    text = page.partition('<aside class="margin"')[0]
    found = re.findall(rf"<{tag}>(?:<span class=\"sr\"[^>]*>[^<]*</span>)?(.*?)</{tag}>", text)
    return [re.sub("<[^>]+>", "", words) for words in found]


def test_changed_words_are_marked_in_place_with_a_word_and_a_sign(site: Site) -> None:
    page = site.get(address(site, 1, 2)).text
    assert marked(page, "del") == ["سبعة", "في بيان", "62%"]
    assert marked(page, "ins") == ["تسعة", "58%"]
    assert '<del><span class="sr" lang="ar" dir="rtl">حُذف: </span><span>سبعة</span></del>' in page
    text = site.text(address(site, 1, 2))
    assert "+ أُضيفت كلمتان" in text
    assert "− حُذفت 4 كلمات" in text
    assert "في 3 مواضع، منها العنوان" in text
    assert "أرقام تبدّلت: من «سبعة» إلى «تسعة»، من 62 إلى 58" in text


def test_paragraphs_that_came_or_went_stand_as_blocks_and_other_spellings_are_no_edit(site: Site) -> None:
    page = site.get(address(site, 3, 4)).text
    assert '<div class="struck"><span class="rubric" lang="ar" dir="rtl">فقرة حُذفت</span>' in page
    assert LINES[5] in marked(page, "del")
    assert LATER in marked(page, "ins")
    spelt = re.findall(r'<span class="respelt">(.*?)</ins></span>', page.partition("<aside")[0])
    assert [re.sub("<[^>]+>", "", words) for words in spelt] == ["كُتب: ضخّ ثم كُتب: ضخ", "كُتب: المياه ثم كُتب: المياة"]
    assert "≈ كلمتان بتهجئة أخرى" in site.text(address(site, 3, 4))


def test_far_from_any_change_paragraphs_are_folded_but_there(site: Site) -> None:
    page = site.get(address(site, 1, 2)).text
    folded = re.findall(r'<details class="fold"><summary>.*?</summary>(.*?)</details>', page, re.DOTALL)
    assert [block.count("<p ") for block in folded] == [7]
    assert "7 فقرات لم تتغيّر" in page
    assert all(line.replace("القـ.ـوات", "") in page.replace("القـ.ـوات", "") for line in LINES[2:])


def test_our_own_better_reading_is_told_from_an_edit_of_the_outlet(site: Site) -> None:
    assert "تعديل من المصدر، لا من قراءتنا" in site.text(address(site, 1, 2))
    ours = site.text(address(site, 2, 3))
    assert "قراءة أدقّ منّا للصفحة نفسها، لا تعديل من المصدر" in ours
    assert "أرقام تبدّلت" not in ours.partition("قارن نسختين")[0]
    assert OURS in marked(site.get(address(site, 2, 3)).text, "ins")
    assert "بعض هذا تعديل من المصدر وبعضه قراءة أدقّ منّا" in site.text(address(site, 1, 4))
    assert "Our own better reading of the page" in site.text("/en" + address(site, 2, 3))


@pytest.mark.parametrize(
    ("kinds", "whose"),
    [(["edit"], "outlet"), (["revert", "cosmetic"], "outlet"), (["cosmetic"], "cosmetic"), (["extractor"], "us"),
     (["extractor", "cosmetic"], "mixed"), (["edit", "extractor"], "mixed"),
     (["furniture"], "furniture"), (["furniture", "furniture"], "furniture"), (["furniture", "edit"], "outlet"),
     (["furniture", "revert", "cosmetic"], "outlet"), (["furniture", "cosmetic"], "marks_round"),
     (["furniture", "extractor"], "us"), (["unsettled"], "unsettled"), (["unsettled", "furniture"], "unsettled"),
     (["unsettled", "cosmetic"], "unsettled"), (["unsettled", "extractor"], "unsettled"),
     (["unsettled", "edit"], "outlet"), (["alternates"], "alternates"), (["repeat", "furniture"], "alternates"),
     (["repeat", "unsettled"], "alternates"), (["repeat", "edit"], "outlet"), (["repeat", "extractor"], "mixed")],
)  # fmt: skip
def test_the_hand_is_named_by_the_kinds_of_the_versions_between(kinds: list[str], whose: str) -> None:
    assert changed_by(kinds) == whose


@pytest.mark.parametrize(
    ("kinds", "also"),
    [(["edit"], ()), (["furniture"], ()), (["edit", "furniture"], ("furniture",)), (["edit", "cosmetic"], ()),
     (["edit", "unsettled"], ("unsettled",)), (["extractor", "furniture"], ("furniture",)), (["unsettled"], ()),
     (["unsettled", "furniture", "cosmetic", "extractor"], ("furniture", "cosmetic", "us")),
     (["furniture", "cosmetic"], ()), (["repeat", "furniture", "unsettled"], ("furniture", "unsettled"))],
)  # fmt: skip
def test_what_else_is_in_a_difference_is_named(kinds: list[str], also: tuple[str, ...]) -> None:
    assert also_changed(kinds, changed_by(kinds)) == also
    assert also_changed(kinds, changed_by(kinds, ("given", "edit"))) == ()


def test_side_by_side_each_column_holds_its_own_text_only(site: Site) -> None:
    page = site.get(address(site, 1, 2, "?view=sides")).text
    rows = re.findall(r"<tr role=\"row\"[^>]*>(<td.*?)</tr>", page, re.DOTALL)
    cells = [re.findall(r"<td.*?</td>", row, re.DOTALL) for row in rows]
    for old, new in (cell for cell in cells if len(cell) == 2):
        assert "<ins>" not in old
        assert "<del>" not in new
    assert "لا مقابل لهذه الفقرة" in site.text(address(site, 3, 4, "?view=sides"))
    assert f'href="{address(site, 1, 2)}"' in page


def test_the_form_and_the_bare_address_lead_to_a_comparison_in_the_order_of_time(site: Site) -> None:
    base = f"/article/{site.ids['furat']}/diff"
    for asked, shown in {
        base: f"{base}/3..4",
        f"{base}?from=1&to=4&view=sides": f"{base}/1..4?view=sides",
        f"/en{base}?from=4&to=2": f"/en{base}/4..2",
        f"/en{base}/4..2": f"/en{base}/2..4",
        f"{base}/3..1?view=sides": f"{base}/1..3?view=sides",
    }.items():
        answer = site.get(asked)
        assert (answer.status_code, answer.headers["location"]) == (302, shown), asked


def test_a_version_that_came_in_late_is_compared_where_it_belongs_in_time(tmp_path: Path) -> None:
    with MadeRecord(tmp_path) as desk:
        article = desk.put("a/x", prose(1), at=HOUR)
        desk.put("a/x", prose(2), at=-HOUR)
    site = Site(tmp_path, {"a": article})
    assert site.get(f"/article/{article}/diff").headers["location"] == f"/article/{article}/diff/2..1"
    assert f'href="/article/{article}/diff/2..1"' in site.get(f"/article/{article}").text
    assert "النسخة 1، وبنصّها الخبر هنا" in site.text(f"/article/{article}/diff/2..1?view=sides")
    assert "هذه النسخة 1، وبنصّها الخبر هنا" in site.text(f"/article/{article}/versions/1")


def test_the_article_and_its_versions_lead_to_the_comparisons(site: Site) -> None:
    for path in (f"/article/{site.ids['furat']}", f"/article/{site.ids['furat']}/versions/2"):
        page = site.get(path).text
        assert all(f'href="{address(site, n, n + 1)}"' in page for n in (1, 2, 3)), path


def test_a_comparison_without_a_kept_page_says_that_nothing_proves_it(site: Site) -> None:
    assert "لا نستطيع أن نقابله بأصل" in site.text(address(site, 1, 2))


@pytest.mark.parametrize(
    ("path", "status", "words"),
    [
        ("/article/99/diff/1..2", 404, "لا خبر في الأرشيف رقمه 99"),
        ("/article/99/diff", 404, "لا خبر في الأرشيف رقمه 99"),
        ("/article/{furat}/diff/1..9", 404, "ليس لهذا الخبر نسخة رقمها 9"),
        ("/article/{furat}/diff/0..1", 404, "ليس لهذا الخبر نسخة رقمها 0"),
        ("/article/{furat}/diff/2..2", 400, "اختر نسختين مختلفتين"),
        ("/article/{furat}/diff/x..2", 404, "لا صفحة في الأرشيف بهذا العنوان"),
        ("/article/{furat}/diff?from=x", 400, "لم نفهم هذا الطلب"),
        ("/article/{furat}/diff?from=٣", 400, "لم نفهم هذا الطلب"),
        ("/article/{sham}/diff", 404, "نسخة واحدة"),
        ("/compare/{furat}..{furat}", 400, "اختر خبرين مختلفين"),
        ("/compare/{furat}..99", 404, "لا خبر في الأرشيف رقمه 99"),
        ("/compare/1", 404, "لا صفحة في الأرشيف بهذا العنوان"),
    ],
)
def test_a_bad_address_is_explained(site: Site, path: str, status: int, words: str) -> None:
    answer = site.get(path.format(**site.ids))
    assert answer.status_code == status
    assert words in answer.text


def test_two_articles_are_compared_in_the_versions_that_were_found_to_be_copies(site: Site) -> None:
    path = f"/compare/{site.ids['furat']}..{site.ids['barid']}"
    page = site.get(path).text
    # Version 1, from before the outlet's edits.
    assert "ظهر الجمعة" in marked(page, "del")
    assert "فجر السبت" in marked(page, "ins")
    assert "في الأول وحده: " in page
    text = site.text(path)
    assert "الأول في ما نعرف: فرات24، بحسب نسبة الخبر إليه" in text
    assert "بعد 38 دقيقة" in text
    assert "خبر &lt;b&gt;barid&lt;/b&gt;" in page


def test_two_articles_that_are_no_copies_are_compared_and_not_called_copies(site: Site) -> None:
    text = site.text(f"/en/compare/{site.ids['furat']}..{site.ids['qasyoun']}")
    assert "We do not count either as a copy of the other" in text
    assert "The whole story" not in text


@given(st.text(max_size=60), st.text(max_size=60))
def test_whatever_the_texts_both_are_in_the_passages_whole(old: str, new: str) -> None:
    found = difference({"title": "", "body": old}, {"title": "", "body": new})
    shown = [paragraph for passage in found.passages for paragraph in passage.paragraphs]
    assert "".join("".join(paragraph.old for paragraph in shown).split()) == "".join(old.split())
    assert "".join("".join(paragraph.new for paragraph in shown).split()) == "".join(new.split())
    folded = (passage.paragraphs for passage in found.passages if passage.folded)
    assert not any(paragraph.changed for paragraphs in folded for paragraph in paragraphs)


def test_a_comparison_names_the_capture_that_proves_each_of_its_texts(tmp_path: Path) -> None:
    site = made(tmp_path)
    page = site.get(f"/article/{site.ids['water']}/diff/1..2").text
    kept = site.rows("SELECT * FROM captures WHERE url LIKE '%/water'")
    assert len(kept) == 2
    for capture in kept:
        assert capture["body_sha256"] in page
        assert capture["warc_file"] in page
