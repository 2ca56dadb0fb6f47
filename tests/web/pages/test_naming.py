"""Who calls whom what: each number is the length of its list, and no word passes for another."""

import csv
import re
from datetime import UTC, date, datetime, timedelta
from html import unescape
from io import StringIO
from itertools import pairwise
from urllib.parse import quote

import pytest

from archive.record.store import open_record
from archive.web.charts.names_over_time import names_over_time
from tests.support.copied_articles import START, MadeRecord, prose
from tests.support.reading_room import Site, plain

ASKED = "/naming?party=sdf&party=is&outlet=furat&outlet=hawran&from=2026-09&to=2026-11"
# How often each outlet prints which words, in November; a month before of one, and in quotations.
MADE = [
    *[("furat", "قسد وقوات سوريا الديموقراطية", 0)] * 3,
    *[("furat", "قوات سوريا الديمقراطية", 0)] * 3,
    *[("furat", "ميليشيا قسد", 0)] * 2,
    ("furat", 'قال إن "قوات قسد تنسحب"', 0),
    *[("hawran", "الميليشيات الكردية", 0)] * 2,
    *[("hawran", "قسد", -35)] * 6,
    *[("hawran", "تنظيم داعش الإرهابي", 0)] * 5,
    ("hawran", "تنظيم الدولة الإسلامية", 0),
]


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Site:
    data = tmp_path_factory.mktemp("naming")
    with MadeRecord(data, {"furat": "فرات24", "hawran": "نشرة حوران", "silent": "صامت"}) as desk:
        for n, (outlet, words, days) in enumerate(MADE):
            desk.put(f"{outlet}/{n}", f"{words} {prose(n, 40)}", at=timedelta(days=days, hours=n))
        desk.put("silent/1", prose(99, 40))
    store = open_record(data / "warraq.db")
    began = datetime(2026, 10, 2, tzinfo=UTC)
    store.note_gap("hawran", began, began + timedelta(days=3), "dns", None, START)
    # All of it was found since: it is none any more.
    found = began - timedelta(days=31)
    store.note_gap("hawran", found, found + timedelta(days=3), "feed_overflow", 0, START)
    store.close()
    return Site(data, {})


def cells(page: str) -> dict[str, list[tuple[str, str]]]:
    """Of each row of the first table its name, and of each cell its text and where it leads."""
    table = page.split("<table", 2)[1]
    found = {}
    for row in re.findall(r"<tr role=\"row\"[^>]*>(.*?)</tr>", table, re.DOTALL):
        name = re.search(r'scope="row"[^>]*><bdi>(.*?)</bdi>', row)
        if name:
            tds = re.findall(r"<td[^>]*>(.*?)</td>", row, re.DOTALL)
            found[name[1]] = [(plain(td), "".join(re.findall(r'href="([^"]*)"', td))) for td in tds]
    return found


def length(site: Site, link: str) -> int:
    asked = unescape(link).partition("/search")[2].replace("+", "%20")
    count: int = site.get(f"/api/1/search{asked}&limit=1").json()["count"]
    return count


def test_a_cell_has_share_and_count_and_leads_to_exactly_its_articles(site: Site) -> None:
    page = site.get(ASKED).text
    table = cells(page)
    assert [text for text, _ in table["قوات سوريا الديمقراطية"]] == ["75%6", "–"]
    for row in table.values():
        for text, link in row:
            if text != "–":
                assert length(site, link) == int(text.split("%")[-1]), (text, link)
    heads = re.findall(r'<a href="([^"]*)">سُمّيت في ([^<]*) عند', page)
    assert [length(site, link) for link, _ in heads] == [16, 6]


def test_the_search_page_shows_what_it_is_narrowed_to(site: Site) -> None:
    page = site.text("/search?named=ميليشيا قسد&outlet=furat")
    assert "طُبع فيه «ميليشيا قسد»" in page
    assert "نتيجتان" in page


def test_of_fewer_than_five_articles_the_count_stands_alone(site: Site) -> None:
    table = cells(site.get(ASKED).text)
    assert table["ميليشيا قسد"][0][0] == "2"
    assert table["الميليشيات الكردية"] == [("–", ""), ("2", table["الميليشيات الكردية"][1][1])]


def test_no_shade_stands_without_the_share_it_is_of(site: Site) -> None:
    shaded = re.findall(r'<td role="cell" class="q\d">(.*?)</td>', site.get(ASKED).text, re.DOTALL)
    assert shaded
    assert all("%" in plain(cell) for cell in shaded)


def test_spellings_of_one_name_are_joined_and_told(site: Site) -> None:
    page = plain(site.get(ASKED).text)
    assert "يشمل قوات سوريا الديموقراطية 3" in page


def test_another_word_is_a_row_of_its_own_and_a_loaded_one_says_so(site: Site) -> None:
    page = site.get(ASKED).text
    table = cells(page)
    assert {"قسد", "ميليشيا قسد", "الميليشيات الكردية", "داعش الإرهابي", "تنظيم الدولة الإسلامية"} <= table.keys()
    assert "داعش" not in table, "nobody printed it without the other word"
    assert re.search(r"<bdi>ميليشيا قسد</bdi> <span class=\"mark-loaded\">", page)
    assert not re.search(r"<bdi>قسد</bdi> <span class=\"mark-loaded\">", page)


def test_words_in_quotations_are_left_out_and_a_door_counts_them(site: Site) -> None:
    page = site.get(ASKED).text
    assert "في الاقتباس وحده في خبر واحد" in plain(page)
    inside = site.get(f"{ASKED}&quotes=in").text
    assert cells(page)["قسد"][0][0] == "3"
    text, link = cells(inside)["قسد"][0]
    assert (text[-1], length(site, link)) == ("4", 4)


def test_an_outlet_that_does_not_name_a_party_has_a_dash(site: Site) -> None:
    table = cells(site.get("/naming?party=sdf&outlet=silent").text)
    assert table == {}


def test_columns_are_said_to_have_no_sum(site: Site) -> None:
    assert "فلا يُجمع العمود" in site.text(ASKED)
    assert "a column has no sum" in site.text(f"/en{ASKED}")


def test_the_table_scrolls_in_a_region_that_takes_the_focus(site: Site) -> None:
    assert re.search(r'class="grid-scroll" role="region" aria-label="[^"]+" tabindex="0"', site.get(ASKED).text)


def test_a_month_of_a_gap_is_hatched_and_has_no_share(site: Site) -> None:
    page = site.get(f"{ASKED}&of=hawran:sdf").text
    assert page.count('class="gap"') == 1
    months = page.split('id="months"')[1]
    september = re.search(r"أيلول 2026</th>(.*?)</tr>", months, re.DOTALL)
    october = re.search(r"تشرين الأول 2026 .*?</th>(.*?)</tr>", months, re.DOTALL)
    assert september
    assert "%" in plain(september[1]) or "6" in plain(september[1])
    assert october
    assert "%" not in plain(october[1])


def test_a_line_breaks_where_no_share_is_told() -> None:
    drawn = names_over_time({"قسد": [10, 20, None, 40, 50]}, [False, False, True, False, False], right_to_left=True)
    assert [len(piece.split()) for piece in drawn.names[0].pieces] == [2, 2]
    assert len(drawn.gaps) == 1
    assert drawn.ends[0] > drawn.ends[1], "time runs from the right"


def test_labels_of_lines_that_end_at_one_height_do_not_touch() -> None:
    drawn = names_over_time({"a": [50, 50], "b": [50, 51], "c": [49, 50]}, [False, False], right_to_left=False)
    at = sorted(line.label_at for line in drawn.names)
    assert min(later - earlier for earlier, later in pairwise(at)) >= 16


def test_the_csv_has_every_number_of_the_page_by_month(site: Site) -> None:
    answer = site.get(ASKED.replace("/naming", "/naming.csv"))
    assert answer.content.startswith(b"\xef\xbb\xbf")
    lines = list(csv.DictReader(StringIO(answer.content.decode("utf-8-sig"))))
    furat = [line for line in lines if (line["name"], line["outlet"]) == ("قوات سوريا الديمقراطية", "furat")]
    assert [(line["month"], line["articles"], line["articles_naming_the_party"]) for line in furat] == [
        ("2026-09", "0", "0"),
        ("2026-10", "0", "0"),
        ("2026-11", "6", "8"),
    ]
    assert {line["month"] for line in lines if line["gap"] == "1"} == {"2026-10"}


def test_the_list_of_names_with_its_reasons_can_be_taken_along(site: Site) -> None:
    assert site.get("/names.tsv").text.startswith("id\tkind\tvariant\tcanonical")


def test_months_without_any_of_the_parties_say_so(site: Site) -> None:
    assert "لم يُسمَّ شيء" in site.text("/naming?party=sdf&from=2020-01&to=2020-03")
    assert site.get("/naming?party=nobody").status_code == 400
    assert site.get("/naming?from=2026-11&to=2026-01").status_code == 400


def test_a_search_for_a_name_offers_the_others_with_their_counts_and_uses_none(site: Site) -> None:
    page = site.get("/search?q=قسد").text
    offered = page.split('class="also')[1].split("</p>")[0]
    links = re.findall(r'href="([^"]*named=[^"]*)"><bdi>(.*?)</bdi> <span class="n">(\d+)</span>', offered)
    assert {name for _, name, _ in links} == {"قوات سوريا الديمقراطية", "قسد", "ميليشيا قسد", "الميليشيات الكردية"}
    for link, name, count in links:
        assert length(site, link) == int(count), name
    assert 'class="also' not in site.get("/search?q=قسد AND الجسر").text


def test_a_search_narrowed_to_a_name_is_not_saved_as_a_wider_one(site: Site) -> None:
    saved = re.findall(r'href="[^"]*/saved\?([^"]*)"', site.get("/search?q=قسد&named=قسد").text)
    assert [f"named={quote('قسد')}" in one for one in saved] == [True]
    assert date(2026, 11, 1) <= START.date()
