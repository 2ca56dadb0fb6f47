"""Reading a page: what is kept, what is dropped, what is believed."""

from datetime import UTC, date, datetime
from urllib.request import urlopen

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from archive.exchange import Hint
from archive.reading.extract import LONGEST_TEXT, read
from tests.support.made_html import FIRST, SECOND, STORY, THIRD, outlet, page, paragraphs, reading
from tests.support.outlet_server.expected import expected
from tests.support.outlet_server.server import OutletServer
from tests.support.paths import SHARED


def test_the_feeds_date_is_taken_where_the_page_has_none() -> None:
    served = page(
        f"<html><body>{paragraphs(*STORY)}</body></html>", hint=Hint(published="Fri, 20 Nov 2026 07:03:00 GMT")
    )
    found = read(served, outlet()).published
    assert found is not None
    assert (found.instant, found.source) == (datetime(2026, 11, 20, 7, 3, tzinfo=UTC), "feed")


def test_a_day_in_the_story_is_not_its_date_nor_is_an_update() -> None:
    told = "وكان الأهالي قد افتتحوا سوقًا مؤقتة في 5 حزيران 2026."
    found = reading(f"<h1>سوق جديدة للخضار</h1><p>آخر تحديث: 21 تشرين الثاني 2026</p>{paragraphs(*STORY, told)}")
    assert found.published is None


def test_the_line_that_shows_the_date_gives_it_and_leaves_the_text() -> None:
    made = f"<h1>سوق جديدة للخضار</h1><article>{paragraphs('• 2022/10/02 • 11:13 ص', *STORY)}</article>"
    found = reading(made, body=("article",))
    assert found.published is not None
    assert found.published.instant == datetime(2022, 10, 2, 8, 13, tzinfo=UTC)
    assert found.text == "\n".join(STORY)


@pytest.mark.parametrize(("claimed", "lang"), [("en-US", "ar"), ("ar", "ar"), ("", "ar"), ("fa", "ar")])
def test_the_language_is_that_of_the_text_whatever_the_page_claims(claimed: str, lang: str) -> None:
    assert read(page(f'<html lang="{claimed}"><body>{paragraphs(*STORY)}</body></html>'), outlet()).lang == lang


def test_a_page_in_english_of_an_arabic_outlet_is_english() -> None:
    lines = [
        f"The council opened market number {n} in the eastern quarter, says this invented sample." for n in range(6)
    ]
    assert read(page(f'<html lang="en-US"><body>{paragraphs(*lines)}</body></html>'), outlet()).lang == "en"


HOSTILE = {
    "300 nested boxes": "<div>" * 300 + "نص " * 400 + "</div>" * 300,
    "nothing": "",
    "100 thousand open tags": "<b>" * 100_000 + "نص " * 400,
    "only NUL": "\x00" * 5_000,
    "a bracket": "<" * 2_000,
    "unclosed script": "<script>" + "نص " * 900,
}


@pytest.mark.parametrize("kind", HOSTILE)
def test_a_hostile_page_yields_a_reading_without_text_not_an_error(kind: str) -> None:
    found = read(page(HOSTILE[kind]), outlet())
    assert found.text == ""


def test_lone_surrogates_never_reach_a_reading() -> None:
    found = read(page(f"<title>سوق \ud800جديدة</title>{paragraphs(*STORY, chr(0xD800) * 3)}"), outlet())
    (found.title + found.text).encode("utf-8")
    assert SECOND in found.text


def test_a_page_with_something_to_read_and_nothing_read_is_held() -> None:
    assert read(page(HOSTILE["300 nested boxes"]), outlet()).held == "extract_failed"
    assert read(page(""), outlet()).held == ""


def test_a_text_has_an_end() -> None:
    assert len(reading(f"<article><p>{'كلمة ' * 400_000}</p></article>", body=("article",)).text) == LONGEST_TEXT


@settings(max_examples=150, deadline=None)
@given(st.one_of(st.binary(max_size=400), st.text(max_size=400).map(lambda text: text.encode("utf-8", "replace"))))
def test_no_bytes_raise_and_every_reading_can_be_stored(body: bytes) -> None:
    found = read(page(body), outlet())
    for text in (found.title, found.text, found.canonical, found.credit, *found.authors):
        text.encode("utf-8")
        assert "\x00" not in text


SITES = {"sample_portal": "بوابة العاصي (نموذج)", "sample_aspx": "ساحة الجنوب (نموذج)"}
SITES |= {"sample_listing": "رسائل الساحل (نموذج)"}


@pytest.mark.parametrize("site", SITES)
def test_sample_sites_are_read_to_the_letter_with_no_rule_of_their_own(site: str) -> None:
    with OutletServer() as server:
        for article in server.articles(site):
            url = server.url(site, article.id)
            with urlopen(url) as answer:  # noqa: S310 (this machine's own test server)
                found = read(page(answer.read(), url=url), outlet(title=SITES[site]))
            gold = expected(site, article.id)
            assert (found.title, found.text) == (gold.title, gold.text)
            assert (found.published.day if found.published else None) == gold.day


GOLD = {"cnn-arabic-2013": date(2013, 8, 3), "beirut-observer": date(2020, 11, 9)}
GOLD |= {"almadenah": date(2020, 4, 24), "akhbarelyom": date(2020, 10, 7)}


@pytest.mark.parametrize("name", GOLD)
def test_real_pages_give_their_day(name: str) -> None:
    folder = SHARED / "data" / "pages"
    if not folder.exists():
        pytest.skip("the shared pages are not beside this checkout")
    rows = (line.split("\t") for line in (folder / "gold.tsv").read_text(encoding="utf-8").splitlines())
    url = next(row[1] for row in rows if row[0] == f"{name}.html")
    found = read(page((folder / f"{name}.html").read_bytes(), url=url), outlet())
    assert found.held == ""
    assert found.published is not None
    assert found.published.day == GOLD[name]


def test_a_flash_that_was_run_together_with_what_stands_round_it_is_told_alone() -> None:
    menu = '<div><ul><li><a href="/">الرئيسية</a></li><li><a href="/c">ثقافة</a></li></ul></div>'
    path = '<div class="path"><span><a href="/">الرئيسية</a></span> › <span><a href="/l">محليات</a></span></div>'
    over = f"{menu}<article>{path}<h1>سوق جديدة للخضار في الحي</h1><span>بواسطة التحرير</span><div>311</div>"
    shown = f"{over}<p>{FIRST}</p><figure><img><figcaption>السوق صباح أمس</figcaption></figure></article>"
    assert reading(shown).text == FIRST


@pytest.mark.parametrize("others", [1, 2])
def test_a_list_that_begins_with_a_name_and_a_day_is_the_story_s(others: int) -> None:
    listed = ["كلية الآداب: 10 كانون الثاني", "كلية الزراعة: 14 كانون الثاني", "كلية الطب: 17 كانون الثاني"][
        : 1 + others
    ]
    text = [FIRST, *listed, SECOND, THIRD]
    assert reading(f"<h1>مواعيد الامتحانات في الجامعة</h1><div>{paragraphs(*text)}</div>").text == "\n".join(text)
