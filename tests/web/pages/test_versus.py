"""Two sides, word by word: what differs stands out, agencies and spellings do not, every number leads to its list."""

import csv
import io
import random
import re
from contextlib import closing
from datetime import timedelta
from html import unescape
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest

from archive.analysis.log_odds import FEWEST_TIMES, LEAST_Z
from archive.data_folder import DataFolder
from archive.desk.lists import make_list, put_on_list
from archive.desk.resolving import identities_of
from archive.desk.store import ONE_READER, Desk
from archive.record.store import read_record
from archive.search.engine import search
from archive.sqlite import open_readonly, transaction
from archive.web.app.access import Access
from archive.web.app.search_request import SearchRequest
from archive.web.pages.versus import lists_of, understand
from tests.support import search_samples
from tests.support.accounts import ACCOUNTS, OPEN, Browser
from tests.support.copied_articles import prose
from tests.support.marked_desk import AT
from tests.support.reading_room import Site, plain

ARTICLES = 150


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Site:
    data = tmp_path_factory.mktemp("versus")
    db, chance = search_samples.make(data / "warraq.db", ()), random.Random(2)
    own = {"sample": "المضخات القوات الأميركية", "other": "المرفأ القوات الأمريكية"}
    for side, (outlet, words) in enumerate(own.items()):
        for number in range(ARTICLES):
            day = search_samples.DAY - timedelta(days=number)
            text = f"{prose(chance.randrange(10**6), 150)} {words} 2026"
            search_samples.add(db, 10 * side, "خبر", text, outlet, day)
        # The agency's text, which one of the two carries again and again.
        ids = [search_samples.add(db, 10 * side + n, "وكالة", "برقية " * 60, outlet) for n in range(1, 6)]
        if side:
            db.execute("INSERT INTO copies VALUES(?, ?, 'exact', 1, 1, '', 1, 1, NULL, '')", (ids[0] - 10, ids[0]))
            db.execute("INSERT INTO copies VALUES(?, ?, 'exact', 1, 1, '', 1, 1, NULL, '')", (ids[1], ids[2]))
    for pair in (("الاميركيه", "الامريكيه"), ("الامريكيه", "الاميركيه")):
        db.execute("INSERT INTO search_spelling VALUES(?, ?, 'x', 'measured', 1, 1)", pair)
    db.close()
    return Site(data, {})


def words(html: str) -> list[list[tuple[str, float, float, float, float]]]:
    """Of either column the words, both rates, z and the width of the bar."""
    row = re.compile(
        r'<bdi>([^<]*)</bdi></a></th><td[^>]*>([\d.]+)</td><td[^>]*>([\d.]+)</td><td[^>]*><span class="n">([\d.]+)'
        r'</span>.*?width="([\d.]+)"'
    )
    columns = html.split('<div class="versus">')[1].split("</section>")[:2]
    return [[(found[0], *map(float, found[1:])) for found in row.findall(column)] for column in columns]


def length(site: Site, asked: SearchRequest) -> int:
    return site.ask(lambda connection: search(connection, asked.q, **asked.filters).count)


def test_what_one_side_prints_and_the_other_does_not_comes_first_and_nothing_else(site: Site) -> None:
    first, second = words(site.get("/versus?a=sample&b=other").text)
    assert first[0][0] == "المضخات"
    assert second[0][0] == "المرفأ"
    assert (first[0][2], second[0][1]) == (0.0, 0.0), "a word with 0.0 is shown as 0.0"
    assert not {"القوات", "الأميركية", "الأمريكية", "2026"} & {one[0] for one in (*first, *second)}


def test_a_word_that_both_sides_print_less_than_five_times_is_not_compared(site: Site) -> None:
    text = site.get("/versus.csv?a=sample&b=other").content.decode("utf-8-sig")
    rows = list(csv.DictReader(io.StringIO(text)))
    assert min(int(row["count_a"]) + int(row["count_b"]) for row in rows) >= FEWEST_TIMES == 5


def test_bars_are_sized_by_strength_on_one_scale_and_nothing_weak_is_shown(site: Site) -> None:
    both = [one for column in words(site.get("/versus?a=sample&b=other").text) for one in column]
    most = max(one[3] for one in both)
    assert all(one[3] >= LEAST_Z - 0.05 for one in both)
    assert all(abs(one[4] - 100 * one[3] / most) < 1.5 for one in both)


def test_every_number_leads_to_its_list_and_copies_are_in_none(site: Site) -> None:
    html = site.get("/versus?a=sample&b=other").text
    links = [unescape(link) for link in re.findall(r'<a href="(/search\?[^"]*)">', html)]
    assert len(links) == 4
    titles = {"sample": "", "other": ""}
    counts = []
    for side in ("sample", "other"):
        asked = lists_of(understand({"a": side}, "a", titles), "-kind:copied")
        assert f"/search{asked.address()}" in links
        counts.append(length(site, asked))
    assert counts == [ARTICLES + 4, ARTICLES + 2]
    assert all(f"{count} خبر" in plain(html) for count in counts)
    left_out = re.findall(r'<a href="(/search\?[^"]*kind%3Acopied[^"]*)">(\d+)</a>', html)
    assert [n for link, n in left_out if "q=kind" in link] == ["1", "3"]


def test_each_word_leads_to_its_lines_in_context(site: Site) -> None:
    html = site.get("/versus?a=sample&b=other").text
    link = unescape(re.findall(r'<a href="(/context\?[^"]*)"', html)[0])
    assert parse_qs(urlsplit(link).query)["outlet"] == ["sample"]
    answer = site.get(link)
    assert answer.status_code == 200
    assert "المضخات" in answer.text


def test_the_file_has_every_word_with_both_spellings_of_a_name_in_one_row(site: Site) -> None:
    text = site.get("/versus.csv?a=sample&b=other").content.decode("utf-8-sig")
    rows = {row["word"]: row for row in csv.DictReader(io.StringIO(text))}
    name = rows["الامريكيه"]
    assert (name["count_a"], name["count_b"]) == (str(ARTICLES), str(ARTICLES))
    assert "الاميركيه" not in rows
    assert abs(float(name["z"])) < 1


@pytest.mark.parametrize(
    "params",
    ["a=sample&b=sample&afrom=2026-08-15&bto=2026-08-14", "aq=المضخات&bq=المرفأ"],
)
def test_two_periods_of_an_outlet_and_two_lists_are_compared_likewise(site: Site, params: str) -> None:
    answer = site.get(f"/versus?{params}")
    assert answer.status_code == 200
    assert "يكثر منها" in plain(answer.text) or "النص قليل" in plain(answer.text)


def test_too_little_text_is_refused_and_two_equal_sides_are_said_to_be(site: Site) -> None:
    assert "النص قليل" in site.text("/versus?a=sample&b=other&afrom=2026-11-01")
    assert site.get("/versus.csv?a=sample&b=other&afrom=2026-11-01").text.count("\n") == 1
    assert "الطرفان واحد" in site.text("/versus?a=sample&b=sample")


@pytest.mark.parametrize(
    ("params", "status"), [("a=nobody", 404), ("afrom=x", 400), ("afrom=2026&ato=2025", 400), ("aq=" + "ا" * 301, 400)]
)
def test_a_question_that_makes_no_sense_gets_a_page_that_says_so(site: Site, params: str, status: int) -> None:
    assert site.get(f"/versus?{params}").status_code == site.get(f"/versus.csv?{params}").status_code == status


NAMES = {"sample": "أخبار <b>الأول</b>", "other": "أخبار الثاني"}


def put_lists(record: Path, path: Path, account: str) -> None:
    """Of either outlet a list of its articles, on the desk of an account."""
    with Desk(path, account) as desk, closing(read_record(record)) as connection:
        for outlet, name in NAMES.items():
            ids = connection.execute("SELECT id FROM articles WHERE outlet = ?", (outlet,)).fetchall()
            found = identities_of(connection, (article_id for (article_id,) in ids))
            with transaction(desk.db):
                marks = [(desk.number_of(*identity, article_id), "") for article_id, identity in found.items()]
            put_on_list(desk, make_list(desk, name, AT), marks, AT)


@pytest.fixture(scope="module")
def reader(site: Site) -> Browser:
    """Somebody who is signed in, with two lists."""
    put_lists(site.data / "warraq.db", DataFolder(site.data).desk, "desk")
    browser = Browser(Site(site.data, {}, access=OPEN))
    browser.sign_in()
    return browser


LISTS = "/versus?a=list:1&b=list:2"


def test_two_lists_of_the_desk_are_compared_as_the_outlets_whose_articles_they_hold(
    site: Site, reader: Browser
) -> None:
    answer = reader.get(LISTS)
    assert words(answer.text) == words(site.get("/versus?a=sample&b=other").text)
    assert reader.get(LISTS.replace("?", ".csv?")).text == site.get("/versus.csv?a=sample&b=other").text
    assert "يكثر منها أخبار &lt;b&gt;الأول&lt;/b&gt;" in plain(answer.text)
    mixed = words(reader.get("/versus?a=list:1&b=other").text)
    assert mixed == words(answer.text)


def test_each_number_of_a_list_leads_to_those_articles_on_the_desk(reader: Browser) -> None:
    html = reader.get(LISTS).text
    links = re.findall(r'<a href="(/desk\?list=[^"]*)">(\d+)', html)
    assert [n for _, n in links] == [str(ARTICLES + 4), str(ARTICLES + 2), "1", "3"]
    for link, n in links:
        page = reader.get(unescape(link)).text
        rows = page.count('<th role="rowheader"')
        assert (f"من {n}" in plain(page)) if rows == 50 else rows == int(n)


def test_a_word_of_a_list_leads_to_its_lines_in_the_articles_of_that_list(site: Site, reader: Browser) -> None:
    links = re.findall(r'<a href="(/context\?[^"]*list=1[^"]*)">', reader.get(LISTS).text)
    assert links
    with closing(open_readonly(site.data / "warraq.db")) as record:
        on_list = {row[0] for row in record.execute("SELECT id FROM articles WHERE outlet = 'sample'")}
    # A word that both outlets print.
    for link in (unescape(links[0]), "/context?q=القوات&list=1"):
        answer = reader.get(link)
        assert answer.headers["cache-control"] == "private, no-store"
        assert "في قائمتك" in plain(answer.text)
        rows = csv.DictReader(io.StringIO(reader.get(link.replace("?", ".csv?")).content.decode("utf-8-sig")))
        found = {int(row["article_id"]) for row in rows}
        assert len(found) == ARTICLES
        assert found <= on_list
        assert Browser(site).get(link).status_code == 404


def test_lists_are_offered_to_their_reader_alone_and_kept_by_no_cache(site: Site, reader: Browser) -> None:
    answer = reader.get("/versus")
    assert re.findall(r'<option value="list:(\d+)"', answer.text) == ["1", "2"] * 2, "on either side"
    assert answer.headers["cache-control"] == "private, no-store"
    assert 'value="list:2" selected' in reader.get(LISTS).text
    other = Browser(Site(site.data, {}, access=Access({"night": ACCOUNTS["desk"]})))
    other.sign_in("night")
    for stranger in (other, Browser(reader.site), Browser(site)):
        assert "list:" not in stranger.get("/versus").text
        for path in (LISTS, LISTS.replace("?", ".csv?")):
            refused = stranger.get(path)
            assert refused.status_code == 404
            assert NAMES["other"] not in refused.text


@pytest.mark.parametrize(
    ("params", "status"),
    [("a=list:9&b=other", 404), ("a=list:1&aq=x&b=other", 400), ("b=list:2&bfrom=2026", 400), ("a=list:x", 404)],
)
def test_a_list_that_is_none_and_one_that_is_narrowed_are_refused(reader: Browser, params: str, status: int) -> None:
    assert reader.get(f"/versus?{params}").status_code == reader.get(f"/versus.csv?{params}").status_code == status


def test_the_one_reader_of_a_file_compares_the_lists_beside_it(site: Site, tmp_path: Path) -> None:
    file = tmp_path / "archive.db"
    file.write_bytes((site.data / "warraq.db").read_bytes())
    put_lists(file, tmp_path / "desk.db", ONE_READER)
    browser = Browser(Site(file, {}))
    assert words(browser.get(LISTS).text) == words(site.get("/versus?a=sample&b=other").text)
    # A name that leads elsewhere may have been made to lead here.
    assert Browser(browser.site, "http://elsewhere.example").get(LISTS).status_code == 404
