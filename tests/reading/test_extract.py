"""Reading a page: what is kept, what is dropped, what is believed."""

import json
from datetime import UTC, date, datetime
from urllib.request import urlopen

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from archive.model import Hint, Outlet, Page, Reading
from archive.reading._boilerplate import clean_lines
from archive.reading.extract import LONGEST_TEXT, read
from tests.support.outlet_server.expected import expected
from tests.support.outlet_server.server import OutletServer
from tests.support.paths import SHARED

SEEN = datetime(2026, 11, 22, 9, 0, tzinfo=UTC)
ADDRESS = "https://sample.example/archives/12345"
FIRST = "افتتحت البلدية، أمس، سوقًا جديدة للخضار في الحي الشرقي من المدينة، في خبر كُتب نموذجًا للاختبار."
SECOND = "وقال مدير السوق إن المحال وُزعت على ستين بائعًا كانوا يعرضون بضاعتهم على الرصيف منذ سنوات."
THIRD = "ومن المنتظر أن تفتح السوق أبوابها كل يوم من الصباح حتى المساء، وأن تُقام فيها سوق أسبوعية."
FOURTH = "وتضم السوق ساحة لوقوف الشاحنات الصغيرة ومستودعًا مبرّدًا يتسع لعشرة أطنان من الخضار والفاكهة."
STORY = (FIRST, SECOND, THIRD, FOURTH)


def outlet(**changes: object) -> Outlet:
    given_fields = {
        "name": "sample",
        "title": "بريد النموذج",
        "title_en": "Sample Mail",
        "home": "https://sample.example",
    }
    return Outlet(**{**given_fields, "hosts": ("sample.example",), "routes": (), **changes})  # type: ignore[arg-type]


def page(html: str | bytes, hint: Hint | None = None, url: str = ADDRESS) -> Page:
    body = html if isinstance(html, bytes) else html.encode("utf-8", "surrogatepass")
    headers = (("Content-Type", "text/html"),)
    return Page(url=url, final_url=url, status=200, headers=headers, body=body, fetched_at=SEEN, hint=hint or Hint())


def paragraphs(*lines: str) -> str:
    return "".join(f"<p>{line}</p>" for line in lines)


def reading(shown: str, /, head: str = "", **changes: object) -> Reading:
    return read(page(f"<html><head>{head}</head><body>{shown}</body></html>"), outlet(**changes))


def test_the_outlets_selector_is_the_first_rung() -> None:
    found = reading(
        f"<div class='story'>{paragraphs(*STORY)}</div><div>{paragraphs('خبر آخر')}</div>", body=("div.story",)
    )
    assert (found.text, found.strategy) == ("\n".join(STORY), "selector")


def test_a_selector_of_paragraphs_and_one_of_their_box_yield_the_same() -> None:
    made = f"<div class='story'>{paragraphs(*STORY)}</div>"
    assert reading(made, body=(".story > p",)).text == reading(made, body=(".story",)).text


def test_a_selector_that_finds_almost_nothing_gives_way_to_the_generic_rung() -> None:
    found = reading(f"<div class='story'>موجز</div><article>{paragraphs(*STORY)}</article>", body=("div.story",))
    assert (found.text, found.strategy) == ("\n".join(STORY), "generic")


def test_text_that_stands_in_what_looks_like_machinery_is_found_on_the_raw_rung() -> None:
    found = reading(f"<header><div>{paragraphs(*STORY)}</div></header>")
    assert (found.text, found.strategy) == ("\n".join(STORY), "raw")


def test_a_page_wrapped_whole_in_a_form_is_read() -> None:
    found = reading(
        f"<form><input type=hidden name=__VIEWSTATE value=x><h1>عنوان</h1><div>{paragraphs(*STORY)}</div></form>"
    )
    assert found.text == "\n".join(STORY)


def test_a_table_portal_in_windows_1256_with_paragraphs_parted_by_br_is_read() -> None:
    menu = "<td><a href=1>محليات</a><br><a href=2>رياضة</a></td>"
    rows = ("<b>سوق جديدة للخضار في الحي الشرقي</b>", "الثلاثاء 17 من تشرين الثاني 2026", "<br><br>".join(STORY))
    story = "".join(f"<tr><td>{row}</td></tr>" for row in rows)
    made = f"<html><title>بوابة</title><table><tr>{menu}<td><table>{story}</table></td></tr></table>"
    found = read(page(made.encode("cp1256")), outlet())
    assert found.text == "\n".join(STORY)
    assert found.title == "سوق جديدة للخضار في الحي الشرقي"
    assert found.published is not None
    assert (found.published.day, found.published.source) == (date(2026, 11, 17), "text")


@pytest.mark.parametrize("word", ["القـ.ـوات", "الاستعـ.ـدادات", "مُحَمَّدٌ", "الرقـــة", "١٢٣", "أ\u0627\u0655", "ﻻ"])
@pytest.mark.parametrize("strategy", ["selector", "generic"])
def test_letters_of_the_text_stay_as_they_were_written(word: str, strategy: str) -> None:
    body = ("article",) if strategy == "selector" else ()
    found = reading(
        f"<article>{paragraphs(*STORY, f'وجاء في الخبر كلمة {word} كما هي من غير تغيير.')}</article>", body=body
    )
    assert found.strategy == strategy
    assert word in found.text


JUNK = (
    "ع ع ع",
    "tag icon ع ع ع",
    "A A A",
    "اقرأ أيضًا: خبر آخر من الحي نفسه",
    "إقرأ أيضا",
    "شارك",
    "شارك هذا المقال على فيسبوك",
    "التعليقات مغلقة، ولكن تركبكس وبينغبكس مفتوحة.",
    "التعليقات (0)",
    "المصدر",
    "https://twitter.com/sample/status/1",
    "pic.twitter.com/sample",
    "هذا الموقع يستخدم ملف تعريف الارتباط Cookie",
    "(115) هل أعجبتك المقالة (104)",
    "لإرسال تعليق,الرجاء تعبئة الحقول التالية",
    "ادعم بريد النموذج",
    "بريد النموذج",
    "سوق جديدة للخضار",
)


@pytest.mark.parametrize("line", JUNK)
def test_a_line_of_furniture_is_dropped(line: str) -> None:
    found = reading(
        f"<h1>سوق جديدة للخضار</h1><article>{paragraphs(FIRST, line, *STORY[1:])}</article>", body=("article",)
    )
    assert found.text == "\n".join(STORY)


HONEST = (
    "شارك مئات الأهالي في تنظيف السوق بعد انتهاء العمل.",
    "المصدر الوحيد للماء في الحي بئر قديمة.",
    "ادعموا المزارعين بشراء منتجاتهم، قال أحد المشاركين في الحملة.",
    "اقرؤوا الفاتحة، قال الشيخ ثم مضى.",
    "2006",
    "الرقة – نورث برس",
)


@pytest.mark.parametrize("line", HONEST)
def test_a_sentence_that_only_begins_like_furniture_stays(line: str) -> None:
    found = reading(f"<article>{paragraphs(FIRST, SECOND, line, THIRD, FOURTH)}</article>", body=("article",))
    assert line in found.text.split("\n")


def test_related_headlines_at_the_end_are_cut_but_not_an_article_that_goes_on() -> None:
    tail = ("مقالات متعلقة", "خبر عن الكهرباء", "خبر عن المدارس")
    assert clean_lines((*STORY, *tail), "", ()).lines == STORY
    assert clean_lines((*STORY, tail[0], *STORY), "", ()).lines == (*STORY, *STORY)


def test_related_headlines_nobody_marked_are_known_by_being_links() -> None:
    inside = "وقال إن <a href='/1'>السوق القديمة</a> ستُرمم أيضًا."
    tail = "<p><a href='/2'>خبر عن الكهرباء في الحي</a></p><a href='/3'>خبر عن المدارس</a>"
    found = reading(f"<article>{paragraphs(*STORY, inside)}{tail}</article>", body=("article",))
    assert found.text == "\n".join((*STORY, "وقال إن السوق القديمة ستُرمم أيضًا."))


def test_the_outlets_own_junk_lines_are_matched_at_the_start_of_a_line() -> None:
    found = reading(
        f"<article>{paragraphs(*STORY, 'نشرة البريد: اشترك')}</article>", body=("article",), junk_lines=("نشرة البريد",)
    )
    assert found.text == "\n".join(STORY)


def test_a_credit_of_another_source_is_kept_apart_from_the_text() -> None:
    found = reading(f"<article>{paragraphs('المصدر: رصد', *STORY)}</article>", body=("article",))
    assert (found.credit, found.text) == ("رصد", "\n".join(STORY))
    assert reading(f"<article>{paragraphs(*STORY, 'نقلاً عن وكالة نموذجية')}</article>").credit == "وكالة نموذجية"
    assert reading(f"<article>{paragraphs(*STORY, '(رويترز)')}</article>").credit == "رويترز"


def test_an_outlet_that_credits_itself_credits_nobody() -> None:
    assert reading(f"<article>{paragraphs('المصدر: بريد النموذج', *STORY)}</article>").credit == ""


def test_who_signed_the_text_is_an_author_and_not_text() -> None:
    found = reading(f"<article>{paragraphs(*STORY, 'إعداد وتحرير: مكتب النماذج')}</article>", body=("article",))
    assert (found.authors, found.text) == (("مكتب النماذج",), "\n".join(STORY))


@pytest.mark.parametrize(
    "junk", ["logo.png", "editor4", "admin", "بريد النموذج", "https://sample.example/a", "a@sample.example"]
)
def test_junk_is_no_author(junk: str) -> None:
    assert (
        reading(f"<article>{paragraphs(*STORY)}</article>", head=f'<meta name="author" content="{junk}">').authors == ()
    )


@pytest.mark.parametrize(
    "shown",
    [
        "سوق جديدة - بريد النموذج",
        "بريد النموذج | سوق جديدة",
        "سوق جديدة – Sample Mail",
        "سوق جديدة « بريد النموذج",
        "بريد النموذج:: سوق جديدة",
    ],
)
def test_a_title_goes_without_the_sites_name(shown: str) -> None:
    assert reading(f"<article>{paragraphs(*STORY)}</article>", head=f"<title>{shown}</title>").title == "سوق جديدة"


def test_a_title_has_no_control_characters_and_no_bidi_marks_and_an_end() -> None:
    head = '<meta property="og:title" content="سوق\u202b \u200fجديدة&#1; &quot;كبيرة&quot;">'
    assert reading(paragraphs(*STORY), head=head).title == 'سوق جديدة "كبيرة"'
    assert len(reading(paragraphs(*STORY), head=f"<title>{'س' * 1_000_000}</title>").title) == 500


def test_a_title_cut_short_for_machines_is_taken_whole_from_elsewhere() -> None:
    head = '<meta property="og:title" content="سوق جديدة للخضار في…">'
    assert reading(f"<h1>سوق جديدة للخضار في الحي الشرقي</h1>{paragraphs(*STORY)}", head=head).title.endswith("الشرقي")


def ld(**claims: object) -> str:
    return f'<script type="application/ld+json">{json.dumps(claims, ensure_ascii=False)}</script>'


def test_json_ld_is_read_in_a_graph_and_for_this_address_alone() -> None:
    other = {"@type": "NewsArticle", "url": "/archives/1", "headline": "خبر آخر", "datePublished": "2026-11-01"}
    this = {"@type": "NewsArticle", "url": ADDRESS, "headline": "سوق جديدة", "datePublished": "2026-11-20T10:00:00Z"}
    found = reading(paragraphs(*STORY), head=ld(**{"@graph": [other, this]}))
    assert found.title == "سوق جديدة"
    assert found.published is not None
    assert (found.published.day, found.published.source) == (date(2026, 11, 20), "jsonld")


def test_broken_json_ld_costs_nothing_but_itself() -> None:
    head = '<script type="application/ld+json">{"@type": "NewsArticle", "headline": </script><title>سوق جديدة</title>'
    assert reading(paragraphs(*STORY), head=head).title == "سوق جديدة"


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


def test_a_canonical_is_kept_as_a_claim_and_believed_for_nothing() -> None:
    head = '<link rel="canonical" href="https://other.example/1"><meta property="og:site_name" content="غيرنا">'
    found = reading(paragraphs(*STORY), head=head)
    assert found.canonical == "https://other.example/1"


@pytest.mark.parametrize(("claimed", "lang"), [("en-US", "ar"), ("ar", "ar"), ("", "ar"), ("fa", "fa")])
def test_the_language_is_what_the_page_claims_if_its_script_agrees(claimed: str, lang: str) -> None:
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
            assert found.published is not None
            assert found.published.day == gold.day


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
