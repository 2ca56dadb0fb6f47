"""What cannot be had: a refusal is told while it lasts, a file's words as the file's, and nothing is guessed."""

import csv
import io
from contextlib import closing
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from archive.data_folder import DataFolder
from archive.ingest.session import Writer
from archive.record.store import open_record
from archive.times import now
from tests.support import made_archive
from tests.support.reading_room import Site

BARRED = replace(made_archive.FURAT, barred="It publishes to members alone. A file from it would bring the rest.")


@pytest.fixture
def site(tmp_path: Path) -> Site:
    with Writer(DataFolder(tmp_path), "made") as writer:
        for outlet in (BARRED, made_archive.HAWRAN, made_archive.SHAM, made_archive.ORONTES):
            writer.store.put_outlet(outlet)
    return Site(tmp_path, {})


def gap(site: Site, outlet: str, cause: str, *, lasts: bool = True) -> None:
    start = now()
    with closing(open_record(site.data / "warraq.db")) as store:
        until = None if lasts else start - timedelta(hours=1)
        store.note_gap(outlet, start - timedelta(days=2), until, cause, None, start)


def rows(site: Site) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(site.get("/barred.csv").text.removeprefix("\ufeff"))))


@pytest.mark.parametrize(
    ("cause", "change"),
    [
        ("http_403", "The outlet’s permission."),
        ("challenge", "The outlet’s permission."),
        ("robots", "A robots.txt that lets us in."),
    ],
)
def test_a_refusal_that_lasts_is_told_with_since_when_and_what_would_change_it(
    site: Site, cause: str, change: str
) -> None:
    assert "No outlet is known to be refusing us now." in site.text("/en/barred")
    gap(site, "shamplus", cause)
    text = site.text("/en/barred")
    assert "Sham Plus" in text
    assert change in text
    assert [(row["outlet"], row["why"], row["known_from"]) for row in rows(site)][1:] == [("shamplus", cause, "visits")]


@pytest.mark.parametrize(("cause", "lasts"), [("http_403", False), ("timeout", True), ("http_404", True)])
def test_what_is_over_and_what_is_no_refusal_is_none(site: Site, cause: str, lasts: bool) -> None:
    gap(site, "shamplus", cause, lasts=lasts)
    assert "No outlet is known to be refusing us now." in site.text("/en/barred")
    assert [row["outlet"] for row in rows(site)] == ["furat24"]


def test_the_words_of_an_outlets_file_stand_on_its_page_and_in_the_list(site: Site) -> None:
    for path in ("/en/barred", "/barred", "/en/outlet/furat24", "/outlet/furat24"):
        assert BARRED.barred in site.text(path), path
    assert "cannot be had" not in site.text("/en/outlet/hawran")
    assert rows(site) == [{"outlet": "furat24", "why": BARRED.barred, "since": "", "known_from": "file"}]


KINDS = {
    "browser": ("what a browser alone answers", "إلا متصفّح"),
    "spam": ("to serve spam", "حشوًا"),
    "address": ("Its address is not known", "عنوانه غير معروف"),
    "members": ("such as Facebook", "كفيسبوك"),
}


@pytest.mark.parametrize("kind", KINDS)
def test_a_kind_is_told_in_the_readers_language(tmp_path: Path, kind: str) -> None:
    with Writer(DataFolder(tmp_path), "made") as writer:
        writer.store.put_outlet(replace(made_archive.FURAT, barred=kind))
    site = Site(tmp_path, {})
    for told, before in zip(KINDS[kind], ("/en", ""), strict=True):
        for path in ("/barred", "/outlet/furat24"):
            assert told in site.text(before + path)
    assert [row["why"] for row in rows(site)] == [kind]


def test_the_page_of_gaps_leads_there(site: Site) -> None:
    assert 'href="/en/barred"' in site.get("/en/gaps").text
