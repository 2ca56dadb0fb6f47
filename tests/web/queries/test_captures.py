"""All captures of an article, on a line that is true to time and in a table: what each of them found."""

import re
from datetime import timedelta
from pathlib import Path

import pytest

from archive.data_folder import DataFolder
from archive.ingest.intake import Intake
from archive.ingest.session import Writer
from archive.model import Capture
from archive.times import now
from tests.support import captured_pages
from tests.support.captured_pages import URL, numbers, one
from tests.support.made_archive import FURAT
from tests.support.reading_room import Site


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Site:
    return captured_pages.make(tmp_path_factory.mktemp("captures"))


def test_every_capture_of_the_article_stands_on_the_line_and_in_the_table(site: Site) -> None:
    found = numbers(site, URL)
    page, text = site.get(f"/capture/{found[0]}").text, site.text(f"/capture/{found[0]}")
    assert len(re.findall(r'class="(?:here|same|different|fail)"', page)) == len(found)
    assert len(re.findall(r'<tr role="row"><th role="rowheader"', page)) == len(found)
    for said in (
        "أول ما رُصد",
        "كالتي قبلها، بايتًا بايتًا",
        "بايتات أخرى، بلا نسخة جديدة للنصّ",
        "لم تتغيّر، بحسب الردّ",
        "لا صفحة",
        "لا ردّ",
    ):
        assert said in text
    assert 'class="line-of"' not in site.get(f"/capture/{one(site, 'https://qasyoun.example/bridge')}").text


def test_hundreds_of_captures_stand_on_the_line_and_by_twenty_in_the_table(tmp_path: Path) -> None:
    with Writer(DataFolder(tmp_path), "crawl") as writer:
        intake = Intake(tmp_path, FURAT, writer)
        for hours in range(203, 0, -1):
            writer.note(Capture(url=URL, fetched_at=now() - timedelta(hours=hours), status=304))
        intake.flush()
    site = Site(tmp_path, {})
    page = site.get("/capture/7?page=11").text
    assert len(re.findall(r'<circle class="same"', page)) == 202
    assert len(re.findall(r'<tr role="row"><th role="rowheader"', page)) == 3
    assert "صفحة 11 من 11" in site.text("/capture/7?page=11")
    assert site.get("/capture/7?page=99999").status_code == 200
    assert site.get("/capture/7?page=x").status_code == 400
    assert site.get("/capture/7?page=0").status_code == 200
