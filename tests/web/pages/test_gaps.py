"""The page of gaps: the table of the download and nothing else, ours told as ours, never a number nobody knows."""

import csv
import io
import re
import sqlite3
from contextlib import closing
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from archive.data_folder import DataFolder
from archive.publish.snapshot import publish
from archive.record.store import open_record
from archive.times import now
from tests.support import operated_archive
from tests.support.made_pages import OUTLET
from tests.support.reading_room import Site, plain
from tests.support.taken_file import take


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Site:
    return operated_archive.make(tmp_path_factory.mktemp("gaps") / "data")


def lines(site: Site, path: str) -> list[str]:
    gaps, _, _ = site.get(path).text.partition('id="recall"')
    return [plain(row) for row in re.findall(r'<tr role="row"><th role="rowheader".*?</tr>', gaps, re.S)]


def line_of(site: Site, outlet: str, path: str = "/en/gaps") -> str:
    return next(line for line in lines(site, path) if line.startswith(outlet))


def test_the_page_and_its_csv_hold_the_rows_of_the_table_of_the_download(desk: Site) -> None:
    kept = desk.rows("SELECT * FROM gaps ORDER BY since DESC, id DESC")
    read = csv.DictReader(io.StringIO(desk.get("/gaps.csv").text.removeprefix("\ufeff")))
    assert [{name: "" if value is None else str(value) for name, value in row.items()} for row in kept] == list(read)
    assert len(lines(desk, "/en/gaps?span=all")) == len(kept) == 5
    assert len(lines(desk, "/en/gaps")) == 4
    assert len(lines(desk, "/en/gaps?outlet=hawran")) == 2


def test_one_sentence_says_how_many_how_much_is_known_and_what_is_ours(desk: Site) -> None:
    text = desk.text("/en/gaps")
    assert "In the last 90 days: 4 gaps. Known to be missing in them: 215 articles." in text
    assert "Gaps of which nobody can know how much is missing: 1." in text
    assert "Gaps that are our fault: 2." in text
    assert "في آخر 90 يومًا: 4 فجوات، والمعروف مما فات فيها 215 خبرًا." in desk.text("/gaps")


def test_what_is_ours_is_told_as_ours_and_what_is_the_outlets_is_not(desk: Site) -> None:
    assert "Our fault." in line_of(desk, "All outlets")
    assert "Our fault." in line_of(desk, "Hawran")
    for outlet in ("Sham", "Furat"):
        assert "Our fault." not in line_of(desk, outlet)
    assert "/outlet/" not in re.search(r"<th[^>]*>All outlets</th>", desk.get("/en/gaps").text)[0]  # type: ignore[index]


def test_where_nobody_can_know_how_much_is_missing_no_number_stands(desk: Site) -> None:
    assert "not known" in line_of(desk, "Sham")
    assert "lasts" in line_of(desk, "Sham")
    assert re.search(r"\b0$", line_of(desk, "Furat").strip())
    assert "لا يُعرف" in line_of(desk, "شام", "/gaps")


def test_without_a_gap_one_sentence_says_so_and_what_is_not_read_is_still_named(tmp_path: Path) -> None:
    open_record(tmp_path / "warraq.db").close()
    site = Site(tmp_path, {})
    assert "In the last 90 days: no gap is known." in site.text("/en/gaps")
    with closing(open_record(tmp_path / "warraq.db")) as store:
        store.put_outlet(replace(OUTLET, enabled=False, disabled_because="No."))
    assert "What we do not read" in site.text("/en/gaps")


def test_a_record_of_an_older_release_has_no_table_and_the_page_says_so(tmp_path: Path) -> None:
    open_record(tmp_path / "warraq.db").close()
    with closing(sqlite3.connect(tmp_path / "warraq.db")) as connection, connection:
        connection.execute("DROP TABLE gaps")
        connection.execute("DROP TABLE listed_days")
    site = Site(tmp_path, {})
    assert "has no table of gaps" in site.text("/en/gaps")
    assert site.get("/gaps.csv").status_code == 404
    assert site.get("/recall.csv").status_code == 404
    assert site.get("/outlets").status_code == 200


def test_a_long_list_is_cut_with_a_count_and_a_door_to_the_rest(tmp_path: Path) -> None:
    store, start = open_record(tmp_path / "warraq.db"), now()
    for hours in range(70):
        begin = start - timedelta(hours=10 * hours + 5)
        store.note_gap("", begin, begin + timedelta(hours=1), "not_running", None, start)
    store.close()
    site = Site(tmp_path, {})
    assert len(lines(site, "/en/gaps")) == 60
    assert "And 10 gaps more" in site.text("/en/gaps")
    assert len(lines(site, "/en/gaps?span=all")) == 70


def test_a_download_shows_its_own_gaps(desk: Site, tmp_path: Path) -> None:
    file = take(desk.data / "published" / publish(DataFolder(desk.data)).file, tmp_path)
    taken = Site(file, {})
    assert "5 gaps" in taken.text("/en/gaps?span=all")
    assert taken.get("/gaps.csv").text == desk.get("/gaps.csv").text
    assert "/gaps" in taken.get("/outlets").text


def test_the_gap_stands_at_its_time_in_reading_direction(desk: Site) -> None:
    def places(path: str) -> list[tuple[float, float]]:
        strip = r'class="hole" x="([\d.]+)" y="0" width="([\d.]+)"'
        return [(float(x), float(w)) for x, w in re.findall(strip, desk.get(path).text)]

    english, arabic = places("/en/gaps"), places("/gaps")
    assert len(english) == 4
    for (left, wide), (mirrored, same) in zip(english, arabic, strict=True):
        assert wide == same
        assert abs(left + wide + mirrored - 100) < 0.02
        assert 0 <= left <= 100 - wide + 0.01


def test_the_outlets_page_names_its_gaps_and_its_open_incident(desk: Site) -> None:
    text = desk.text("/en/outlet/hawran")
    assert "Known to be missing: 44 articles." in text
    assert "An incident has been open since" in text
    assert "How much is missing is not known." in desk.text("/en/outlet/shamplus")
    assert "An incident has been open" not in desk.text("/en/outlet/furat24")


def recall_of(site: Site, path: str) -> list[str]:
    _, _, rest = site.get(path).text.partition('id="recall"')
    shown, _, _ = rest.partition("</section>")
    return [plain(row) for row in re.findall(r'<tr role="row"><th role="rowheader".*?</tr>', shown, re.S)]


def test_what_outlets_list_stands_beside_what_is_here_least_first_and_unknown_where_no_list_tells(desk: Site) -> None:
    outlets = recall_of(desk, "/en/gaps")
    assert re.match(r"Hawran.*36 [\d.]+% lowREST, 3 days", outlets[0])
    assert any(re.search(r"100.0%Sitemap, ", line) for line in outlets)
    assert not any(line.startswith("Furat") for line in outlets)
    _, _, silent = desk.text("/en/gaps").partition("No list of the following tells one of these days whole")
    assert "Furat" in silent
    assert "ناقص" in recall_of(desk, "/gaps")[0]


def test_one_outlets_days_say_what_each_list_names_and_what_is_only_a_lower_bound(desk: Site) -> None:
    days = recall_of(desk, "/en/gaps?outlet=hawran")
    assert days[0].endswith("low12at least 10")
    # On how many days ours fall, and how many on each, depends on the hour at which the desk is made.
    assert {re.sub(r"^.*20\d\d\d", "", line) for line in days[3:]} == {"––"}
    assert "10 على الأقل" in recall_of(desk, "/gaps?outlet=hawran")[0]
    assert "No list of it tells a whole day of the last 30 days." in desk.text("/en/outlet/furat24")
    assert "Its lists name, in 3 days: 36 articles." in desk.text("/en/outlet/hawran")


def test_every_listed_day_is_in_the_csv_with_our_count(desk: Site) -> None:
    read = list(csv.DictReader(io.StringIO(desk.get("/recall.csv").text.removeprefix("\ufeff"))))
    kept = desk.rows("SELECT * FROM listed_days ORDER BY outlet, day, edition, source")
    assert [{name: row[name] for name in row if name != "kept"} for row in read] == [
        {name: str(value) for name, value in row.items()} for row in kept
    ]
    days = {(row["outlet"], row["published_day"]) for row in desk.rows("SELECT outlet, published_day FROM articles")}
    assert all((row["kept"] != "0") == ((row["outlet"], row["day"]) in days) for row in read)
