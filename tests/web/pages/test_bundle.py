"""The evidence of an article, asked for in a browser: the very file the command makes, and no page waits for it."""

import io
import zipfile
from contextlib import closing
from pathlib import Path

import pytest

from archive.data_folder import DataFolder
from archive.evidence.bundle.bundle import make_bundle
from archive.record.store import read_record
from archive.sqlite import connect
from archive.web.pages import bundle
from tests.support import captured_pages
from tests.support.captured_pages import URL, one, row
from tests.support.reading_room import Site
from tests.support.taken_file import publish_made, take


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Site:
    return captured_pages.make(tmp_path_factory.mktemp("captured"))


def test_a_reader_gets_the_file_that_the_command_makes(site: Site) -> None:
    number = one(site, URL)
    article_id = row(site, number)["article_id"]
    answer = site.get(f"/article/{article_id}.wacz")
    made = io.BytesIO()
    with closing(read_record(site.data / "warraq.db")) as connection:
        make_bundle(connection, DataFolder(site.data), article_id, made)
    assert answer.content == made.getvalue()
    assert zipfile.ZipFile(io.BytesIO(answer.content)).testzip() is None
    headers = answer.headers
    assert (headers["content-type"], headers["content-length"]) == ("application/wacz", str(len(answer.content)))
    assert headers["content-disposition"] == f'attachment; filename="warraq-{article_id}.wacz"'
    assert headers["cache-control"] == "private, no-store"
    for page in (f"/article/{article_id}", f"/capture/{number}"):
        assert f'href="/article/{article_id}.wacz"' in site.get(page).text
        assert f'href="/en/article/{article_id}.wacz"' in site.get(f"/en{page}").text


def test_what_cannot_be_had_is_a_page_that_says_why(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    article_id = row(site, one(site, URL))["article_id"]
    assert site.get("/article/7.wacz").status_code == 404
    with closing(connect(site.data / "warraq.db").conn) as connection:
        connection.execute("INSERT INTO redactions VALUES('article', 8, 'hide', 'privacy', '2026-11-26')")
    assert site.get("/article/8.wacz").status_code == 410
    monkeypatch.setattr(bundle, "LONGEST", 1_000)
    answer = site.get(f"/en/article/{article_id}.wacz")
    assert (answer.status_code, f"warraq bundle {article_id}" in answer.text) == (413, True)


def test_who_comes_while_enough_others_wait_is_told_so(site: Site) -> None:
    article_id = row(site, one(site, URL))["article_id"]
    taken = 0
    while bundle._places.acquire(blocking=False):
        taken += 1
    try:
        assert site.get(f"/article/{article_id}.wacz").status_code == 503
    finally:
        for _ in range(taken):
            bundle._places.release()
    assert taken == 4
    assert site.get(f"/article/{article_id}.wacz").status_code == 200


def test_a_download_offers_none_as_it_has_no_captures(tmp_path: Path) -> None:
    for name in ("data", "home"):
        (tmp_path / name).mkdir()
    file, ids = publish_made(tmp_path / "data")
    site = Site(take(file, tmp_path / "home"), ids)
    assert ".wacz" not in site.text(f"/article/{ids['water']}")
    assert site.get(f"/article/{ids['water']}.wacz").status_code == 404
