"""The operator's page: what needs a decision first, ranges beside what came, no outlet blamed for what is ours."""

import csv
import io
import re
from contextlib import closing
from datetime import timedelta
from pathlib import Path

import pytest

from archive.configuration import current
from archive.configuration.user_agent import user_agent
from archive.crawl_state.incidents import Incidents
from archive.data_folder import DataFolder
from archive.publish.snapshot import publish
from archive.record.store import open_record
from archive.sqlite import open_readonly
from archive.times import damascus_day, now, stamp, start_of
from archive.web.queries.operating import Read
from tests.support import operated_archive
from tests.support.accounts import OPEN, PRIVATE, Browser
from tests.support.made_archive import make
from tests.support.reading_room import Site, plain


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Site:
    return operated_archive.make(tmp_path_factory.mktemp("operated") / "data")


@pytest.fixture
def browser(desk: Site) -> Browser:
    signed_in = Browser(desk)
    signed_in.sign_in()
    return signed_in


def rows_of(html: str, section: str) -> list[str]:
    part = html.partition(f'id="{section}"')[2].partition("</section>")[0]
    return [plain(row) for row in re.findall(r'<tr role="row"><th role="rowheader".*?</tr>', part, re.S)]


def test_it_is_for_who_is_signed_in_and_kept_nowhere(desk: Site, browser: Browser) -> None:
    for path in ("/operator", "/en/operator", "/operator/hawran"):
        sent = Browser(desk).get(path)
        assert sent.status_code == 302
        assert "/sign-in?next=" in sent.headers["location"]
        answer = browser.get(path)
        assert answer.status_code == 200
        unknown = browser.get("/operator/nobody-of-this-name")
        assert unknown.status_code == 404
        for header in (sent.headers, answer.headers, unknown.headers):
            assert "no-store" in header["cache-control"]
            assert header["x-robots-tag"] == "noindex"
    assert "Disallow: /operator" in desk.get("/robots.txt").text


def test_incidents_stand_before_outlets_with_cause_beginning_figures_and_what_to_do(browser: Browser) -> None:
    text = plain(browser.get("/en/operator").text)
    assert "5 outlets, 3 open incidents, 3 pages held back waiting for a decision." in text
    first, then = text.index("Open incidents"), text.index("Outlets and what is expected")
    assert first < then
    for words in (
        "Hawran Bulletin",
        "Sham Plus",
        "A block is never got round",
        "warraq replay",
        "Told once",
        "18",
        "21",
    ):
        assert words in text[first:then], words


def test_what_is_ours_is_told_as_ours_and_blames_no_outlet(browser: Browser) -> None:
    html = browser.get("/en/operator").text
    ours = html.partition('<li class="incident">')[2].partition("</li>")[0]
    assert "Ours, not an outlet’s" in ours
    assert "/operator/" not in ours
    assert "Make room on the disk" in ours
    assert "Nobody has been told of it yet." in ours


def test_the_service_says_since_when_it_runs_what_is_next_and_what_it_takes(browser: Browser) -> None:
    box = plain(browser.get("/en/operator").text.partition("<h2>Service</h2>")[2].partition("</section>")[0])
    for words in ("Started19 days ago", "NextSham Plus", "Crawls under way0", "Its memory52.0 MB", "Clockkept right"):
        assert words in box, (words, box)


def test_an_outlet_that_refuses_us_can_be_written_to_with_what_it_finds_in_its_log(browser: Browser) -> None:
    for path, outlet in (("/en/operator", "Sham Plus"), ("/en/operator/shamplus", "Sham Plus"), ("/operator", "شام+")):
        letters = re.findall(r'<pre class="letter".*?</pre>', browser.get(path).text, re.S)
        (letter,) = map(plain, letters)
        assert outlet in letter
        assert user_agent("").partition(" (+")[0] in letter
    assert "letter" not in browser.get("/en/operator/hawran").text


def test_what_is_expected_is_a_range_of_that_weekday_that_never_turns_round(browser: Browser) -> None:
    for path in ("/operator", "/en/operator"):
        html = browser.get(path).text
        assert '<bdi dir="ltr" class="n">20–30</bdi>' in html
    hawran = next(row for row in rows_of(html, "states") if "Hawran" in row)
    yesterday = start_of(damascus_day(now()) - timedelta(days=1))
    came = "SELECT total(new) FROM runs WHERE outlet = 'hawran' AND started_at >= ? AND started_at < ?"
    with closing(open_readonly(browser.site.data / "service.db")) as service:
        [new] = service.execute(came, (stamp(yesterday), stamp(yesterday + timedelta(days=1)))).fetchone()
    assert re.search(rf"\b{new:.0f} 20–30", hawran)


def test_of_an_outlet_just_added_nothing_is_expected_yet(browser: Browser) -> None:
    furat = next(row for row in rows_of(browser.get("/en/operator").text, "states") if "Furat" in row)
    assert "not yet" in furat
    assert "Not known yet: what is usual is learned from fourteen days on." in browser.get("/en/operator/furat24").text


def test_a_past_being_fetched_shows_how_far_it_is_and_its_end_in_sight(browser: Browser) -> None:
    sham, qasyoun = (row for row in rows_of(browser.get("/en/operator").text, "pasts") if row.strip())
    if "Qasyoun" in sham:
        sham, qasyoun = qasyoun, sham
    assert re.search(r"1 January 2019.*running.*120.*280.*2 hours", sham)
    assert re.search(r"the beginning.*queued.*at least 0", qasyoun)


def test_without_an_incident_one_sentence_stands_and_the_table_follows(tmp_path: Path) -> None:
    site = operated_archive.make(tmp_path / "data")
    with Incidents(DataFolder(site.data).service) as incidents:
        for row in incidents.open_ones():
            incidents.end(row["id"], now())
    browser = Browser(site)
    browser.sign_in()
    html = browser.get("/en/operator").text
    assert "No incident is open." in html
    opened, _, closed = html.partition('id="closed"')
    assert '<li class="incident' not in opened
    assert "Closed in the last seven days: 5" in plain(closed)
    # What is open again was not closed.
    with Incidents(DataFolder(site.data).service) as incidents:
        incidents.write("UPDATE incidents SET closed_at = NULL WHERE cause = 'timeout'")
    assert "Closed in the last seven days: 4" in plain(browser.get("/en/operator").text)
    assert rows_of(html, "states")
    assert "Past incidents" in browser.get("/en/operator/hawran").text


def test_it_works_on_a_folder_that_no_service_ever_ran_on_and_on_an_empty_one(tmp_path: Path) -> None:
    (tmp_path / "bare").mkdir()
    open_record(tmp_path / "bare" / "warraq.db").close()
    make(tmp_path / "old")
    for folder in ("bare", "old"):
        browser = Browser(Site(tmp_path / folder, {}, access=OPEN))
        browser.sign_in()
        (tmp_path / folder / "service.db").unlink(missing_ok=True)
        answer = browser.get("/en/operator")
        assert answer.status_code == 200
        assert "nothing is known of its runs" in answer.text
    assert browser.get("/en/operator/hawran").status_code == 200
    assert browser.get("/operator/nobody").status_code == 404


def test_a_reader_sees_no_way_to_it_and_whoever_is_signed_in_does(desk: Site, browser: Browser) -> None:
    assert "/operator" not in desk.get("/").text
    assert 'href="/operator"' in browser.get("/").text


def test_of_the_pages_asked_for_yesterday_the_share_that_was_read_is_never_rounded_up(
    browser: Browser,
) -> None:
    yesterday = start_of(damascus_day(now()) - timedelta(days=1))
    asked = (
        "SELECT total(new + edited + unchanged), total(held + failed) FROM runs"
        " WHERE outlet = 'hawran' AND started_at >= ? AND started_at < ?"
    )
    with closing(open_readonly(browser.site.data / "service.db")) as service:
        [through, unread] = service.execute(asked, (stamp(yesterday), stamp(yesterday + timedelta(days=1)))).fetchone()
    assert unread >= 2
    rows = rows_of(browser.get("/en/operator").text, "states")
    hawran = next(row for row in rows if "Hawran" in row)
    tenths = 1000 * int(through) // int(through + unread)
    assert f"{f'{tenths / 10}'.removesuffix('.0')}%{through:.0f} of {through + unread:.0f}" in hawran
    qasyoun = next(row for row in rows if "Qasyoun" in row)
    assert "%" not in qasyoun
    assert (Read(9_999, 10_000).tenths, Read(1, 3).tenths, Read(7, 7).tenths) == (999, 333, 1000)


def test_each_outlet_has_the_same_thirty_days_as_on_the_readers_page(browser: Browser) -> None:
    for lang in ("", "/en"):
        drawn = re.findall(r'<svg class="spark".*?</svg>', browser.get(f"{lang}/operator").text, re.S)
        assert len(drawn) == 5
        assert sorted(drawn) == sorted(
            re.findall(r'<svg class="spark".*?</svg>', browser.get(f"{lang}/outlets").text, re.S)
        )


def test_what_was_closed_in_a_week_is_counted_and_listed_with_what_was_ours(browser: Browser) -> None:
    part = browser.get("/en/operator").text.partition('id="closed"')[2].partition("</details>")[0]
    summary, _, listed = part.partition("</summary>")
    assert "Closed in the last seven days: 2" in plain(summary)
    assert "ours, not an outlet’s: 1" in plain(summary)
    assert listed.count('<li class="incident over">') == 2
    assert "Orontes" in listed


def test_the_days_that_the_disk_lasts_are_those_of_the_last_nights(browser: Browser) -> None:
    text = plain(browser.get("/en/operator").text)
    room = DataFolder(browser.site.data).room(current(DataFolder(browser.site.data)).limits.free_floor_percent)
    days = (room.free - room.floor) // operated_archive.PER_DAY
    assert "A day7.0 MB" in text
    found = re.search(r"The disk has room for ([\d,]+) days", text)
    assert found
    # Others write on the disk meanwhile.
    assert abs(int(found[1].replace(",", "")) - days) <= 20
    assert "The last backup is of" in text


def test_what_was_not_read_in_the_last_day_is_counted_listed_and_had_as_a_file(browser: Browser) -> None:
    failed = (
        "SELECT id, url FROM captures WHERE outlet = 'hawran' AND fetched_at >= ?"
        " AND (status = 0 OR status >= 400 OR held <> '') ORDER BY fetched_at DESC, id DESC"
    )
    with closing(open_readonly(browser.site.data / "warraq.db")) as record:
        expected = record.execute(failed, (stamp(now() - timedelta(days=1)),)).fetchall()
    page = browser.get("/en/operator/hawran").text
    assert f"What was not read in the last day {len(expected)}" in plain(page)
    assert len(rows_of(page, "failures")) == len(expected) == 3
    assert "held back" in rows_of(page, "failures")[0]
    answer = browser.get("/operator/hawran/failures.csv")
    assert "no-store" in answer.headers["cache-control"]
    read = list(csv.DictReader(io.StringIO(answer.text.removeprefix("\ufeff"))))
    assert [(int(row["capture"]), row["address"]) for row in read] == [tuple(row) for row in expected]
    assert [row["what"] for row in read] == ["held", "absent", "held"]
    assert "All that was asked for in the last day was read." in plain(browser.get("/en/operator/orontes").text)
    assert browser.get("/operator/nobody/failures.csv").status_code == 404
    assert Browser(browser.site).get("/operator/hawran/failures.csv").status_code == 302


def test_the_newest_download_is_named(tmp_path: Path) -> None:
    site = operated_archive.make(tmp_path / "data", PRIVATE)
    file = publish(DataFolder(site.data)).file
    browser = Browser(site)
    browser.sign_in()
    assert file in browser.get("/operator").text
