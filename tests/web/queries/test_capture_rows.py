"""What was noted of a capture, from its row to its page."""

import sqlite3
from contextlib import closing

import pytest

from archive.web.queries.capture_rows import noted_of
from tests.support import captured_pages
from tests.support.captured_pages import URL, one, row
from tests.support.reading_room import Site


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Site:
    return captured_pages.make(tmp_path_factory.mktemp("captures"))


def test_what_was_noted_of_a_capture_is_shown_and_only_that(site: Site) -> None:
    number = one(site, f"{URL}/asked")
    kept, text = row(site, number), site.text(f"/en/capture/{number}")
    for noted in (f"{URL}?p=1", f"{URL}/old", "192.0.2.7", "c" * 64, kept["record_sha256"], kept["software"]):
        assert noted in text
    assert "set by time servers, the system said" in text
    assert "allowed the request" in text
    imported = site.text(f"/en/capture/{one(site, 'https://qasyoun.example/bridge')}")
    assert "The software that kept it" in imported
    for absent in ("Redirected here from", "The server that answered", "Our clock then", "robots.txt"):
        assert absent not in imported


def test_a_capture_of_which_nothing_was_noted_says_nothing_of_it(site: Site) -> None:
    number = one(site, f"{URL}/empty")
    with closing(sqlite3.connect(site.data / "warraq.db")) as record, record:
        (before,) = record.execute("SELECT software FROM captures WHERE id = ?", (number,)).fetchone()
        record.execute("UPDATE captures SET software = '' WHERE id = ?", (number,))
    text = site.text(f"/en/capture/{number}")
    with closing(sqlite3.connect(site.data / "warraq.db")) as record, record:
        record.execute("UPDATE captures SET software = ? WHERE id = ?", (before, number))
    assert "What was noted with it" not in text


def test_a_download_of_an_older_release_has_nothing_noted() -> None:
    with closing(sqlite3.connect(":memory:")) as old:
        old.execute("CREATE TABLE captures(id INTEGER PRIMARY KEY, url TEXT)")
        assert noted_of(old, 1) is None
