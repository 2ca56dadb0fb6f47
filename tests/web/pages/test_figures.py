"""Figures as printed: by outlet and version, each with its sentence; none is summed, chosen or bounded by a sign."""

import csv
import re
from datetime import date
from html import unescape
from io import StringIO

import pytest

from archive.analysis.figures_accuracy import MEASURED
from archive.data_folder import DataFolder
from archive.record.analysis_tables import forget_article
from archive.record.store import open_record
from tests.support import figures_archive
from tests.support.reading_room import Site, plain


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Site:
    return figures_archive.make(tmp_path_factory.mktemp("figures") / "data")


def listed(page: str) -> list[str]:
    return [plain(row) for row in re.findall(r'<tr role="row">(.*?)</tr>', page, re.DOTALL)][1:]


def table(site: Site, address: str) -> list[dict[str, str]]:
    return list(csv.DictReader(StringIO(site.get(address).text.removeprefix("\ufeff"))))


def test_a_toll_that_an_outlet_changed_silently_is_seen_by_version(site: Site) -> None:
    rows = listed(site.get("/en/figures?q=الانفجار&figure=killed").text)
    assert len(rows) == 2
    assert all(said in rows[0] for said in ("23", "Version 2", "before it “at least 18”"))
    assert all(said in rows[1] for said in ("at least 18", "Version 1"))
    assert all("Not in the version seen" in row for row in rows)


def test_what_stands_in_versions_that_follow_each_other_is_listed_once(site: Site) -> None:
    (row,) = listed(site.get("/en/figures?q=الانفجار&figure=wounded").text)
    assert "Versions 1 to 3" in row
    assert "Not in the version" not in row


def test_the_number_above_the_list_is_its_length(site: Site) -> None:
    page = site.get("/en/figures?q=الانفجار").text
    assert re.search("3 figures from (one|1) outlet", plain(page))
    assert len(listed(page)) == 3


def test_the_event_is_the_readers_search_alone(site: Site) -> None:
    assert "700,000" not in site.get("/en/figures?q=الانفجار").text
    assert "about 700,000" in site.get("/en/figures?q=الغوطة").text
    assert listed(site.get("/figures").text) == []


@pytest.mark.parametrize("address", ["/figures?q=الانفجار", "/en/figures?q=الغوطة"])
def test_bounds_are_words_as_signs_turn_round(site: Site, address: str) -> None:
    assert not set("≥≤≈<>~") & set(" ".join(listed(site.get(address).text)))


def test_each_row_has_its_sentence_that_leads_to_the_version_it_stands_in(site: Site) -> None:
    page = site.get("/figures?q=الانفجار&figure=killed").text
    for link in re.findall(r'<a class="naskh" href="([^"]+)"', page):
        assert "شخصا" in site.get(link).text
    assert "ثلاثة وعشرين شخصا" in page


def test_the_table_has_a_row_for_each_version_and_none_for_a_sum(site: Site) -> None:
    rows = table(site, "/figures.csv?q=الانفجار")
    assert [(row["value"], row["bound"], row["kind"], row["version"]) for row in rows] == [
        ("18", "at_least", "killed", "1"),
        ("7", "exact", "wounded", "1"),
        ("23", "exact", "killed", "2"),
        ("7", "exact", "wounded", "2"),
        ("7", "exact", "wounded", "3"),
    ]
    assert rows[0]["words"] == "ما لا يقل عن 18 شخصا"
    assert rows[0]["permalink"].endswith("/versions/1")


def test_beside_when_it_was_seen_stands_the_day_that_the_article_states(site: Site) -> None:
    (day,) = {row["published_day"] for row in table(site, "/figures.csv?q=الانفجار")}
    printed = f"{int(day[8:])} {date.fromisoformat(day):%B %Y}"
    assert all(f"published {printed}" in row for row in listed(site.get("/en/figures?q=الانفجار").text))


def test_where_none_is_found_the_page_says_so_and_leads_to_the_articles(site: Site) -> None:
    page = site.get("/en/figures?q=الانفجار&figure=detained").text
    assert "no such figure" in page
    assert "/en/search?q=" in page


def test_the_page_says_how_often_the_rules_are_right_and_how_many_they_find(site: Site) -> None:
    page = plain(site.get("/en/figures").text)
    assert f"Of {MEASURED.read} figures drawn at random" in page
    assert f"{MEASURED.values} have the right value and {MEASURED.kinds} the right kind" in page
    assert f"Of {MEASURED.named} figures that a person had found in other sentences first" in page
    assert f"the rules found {MEASURED.found}." in page


@pytest.mark.parametrize("address", ["/figures?figure=sum", "/figures?q=x&start=x", "/figures.csv?figure=toll"])
def test_what_makes_no_sense_is_refused(site: Site, address: str) -> None:
    assert site.get(address).status_code == 400


def test_a_carried_figure_is_said_to_be_no_second_witness_and_drawn_as_such(site: Site) -> None:
    store = open_record(DataFolder(site.data).record)
    first, second = (row["id"] for row in store.db.query("SELECT id FROM articles ORDER BY title"))
    (known,) = store.db.query("SELECT id, origin_id FROM clusters")
    of = "UPDATE clusters SET origin_id = ? WHERE id = ?"
    store.db.execute(of, (second, known["id"]))
    carried = site.get("/en/figures?q=الانفجار&figure=killed").text
    store.db.execute(of, (first, known["id"]))
    store.close()
    assert all("in a carried text" in row for row in listed(carried))
    assert 'class="vague"' in carried
    assert "A figure in a carried text is no second witness" in plain(carried)
    assert "in a carried text" not in " ".join(listed(site.get("/en/figures?q=الانفجار").text))


def test_what_is_taken_out_of_the_record_is_taken_out_of_the_figures(site: Site) -> None:
    store = open_record(DataFolder(site.data).record)
    article = next(store.db.query("SELECT article_id FROM figures WHERE kind = 'displaced'"))["article_id"]
    forget_article(store.db, article)
    store.db.conn.commit()
    store.close()
    assert table(site, "/figures.csv?q=الغوطة") == []


def test_figures_of_one_kind_are_drawn_where_they_are_and_joined_by_their_article_alone(site: Site) -> None:
    drawn = {}
    for lang in ("", "/en"):
        (svg,) = re.findall(
            r'<svg class="chart".*?</svg>', site.get(f"{lang}/figures?q=الانفجار&figure=killed").text, re.S
        )
        points = re.findall(r'<circle class="(\w+)" cx="([\d.]+)%" cy="([\d.]+)"', svg)
        drawn[lang] = [(kind, float(x), float(y)) for kind, x, y in points]
        assert svg.count('class="reach"') == 1
        assert 'role="img"' in svg
    # 18, then 23, of a scale to 40 that is 176 pixels high.
    assert drawn["/en"] == [("first", 14.0, 120.8), ("copy", 86.0, 98.8)]
    assert [(x, y) for _, x, y in drawn[""]] == [(86.0, 120.8), (14.0, 98.8)]


def test_figures_of_several_kinds_or_a_single_one_are_not_drawn(site: Site) -> None:
    for address in ("/figures?q=الانفجار", "/figures?q=الغوطة", "/figures?q=الانفجار&figure=wounded", "/figures"):
        assert '<svg class="chart"' not in site.get(address).text


@pytest.mark.parametrize("lang", ["", "/en"])
def test_what_the_reader_says_is_of_another_event_leaves_list_drawing_and_file_and_comes_back(
    site: Site, lang: str
) -> None:
    address = f"{lang}/figures?q=الانفجار"
    page = site.get(address).text
    (link,) = {one for one in re.findall(r'href="([^"]+hidden=[^"]+)"', page) if "wounded" in one}
    without = site.get(unescape(link)).text
    assert len(listed(without)) == len(listed(page)) - 1 == 2
    assert 'name="robots" content="noindex"' in without
    count, back = re.findall(r'id="hidden">(.*?) <a href="([^"]+)"', without)[0]
    assert re.search("1|one|واحد", count)
    assert listed(site.get(unescape(back)).text) == listed(page)
    # The other two are of one kind, and drawn; the form, another page and the file go on without the one hidden.
    assert (page.count('<circle class="'), without.count('<circle class="')) == (0, 2)
    assert '<input type="hidden" name="hidden"' in without
    assert {row["kind"] for row in table(site, unescape(re.findall(r'href="([^"]+\.csv[^"]+)"', without)[0]))} == {
        "killed"
    }
    alone = site.get(f"{address}&figure=wounded&{unescape(link).partition('&')[2]}").text
    assert (len(listed(alone)), 'class="nothing"' in alone, 'id="hidden"' in alone) == (0, False, True)


@pytest.mark.parametrize("hidden", ["1", "1.killed.x.exact", "1.killed.7.exact.", "1.dead.7.exact", "²"])
def test_what_names_no_figure_is_not_taken_for_one_hidden(site: Site, hidden: str) -> None:
    assert site.get(f"/figures?q=x&hidden={hidden}").status_code == 400
