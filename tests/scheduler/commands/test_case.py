"""`warraq case`: a list of a desk in one zip; what is not there is told with what to do next."""

import json
import zipfile
from contextlib import closing
from pathlib import Path

import pytest
from click.testing import CliRunner

from archive.data_folder import DataFolder
from archive.desk.store import Desk
from archive.errors import BadConfiguration
from archive.record.store import read_record
from scheduler.cli import cli
from tests.support import made_archive
from tests.support.accounts import OPEN, Browser
from tests.support.marked_desk import mark
from tests.support.reading_room import Site


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Site:
    data = tmp_path_factory.mktemp("made")
    ids = made_archive.make(data)
    with Desk(DataFolder(data).desk, "desk") as desk, closing(read_record(data / "warraq.db")) as record:
        mark(desk, record, ids["water"], ids["fair"], name="قضية")
    return Site(data, ids, access=OPEN)


def test_a_list_is_named_as_the_reader_named_it(site: Site, tmp_path: Path) -> None:
    file = tmp_path / "case.zip"
    ran = CliRunner().invoke(cli, ["case", "قضية", str(file), "--account", "desk", "--data", str(site.data), "--json"])
    told = json.loads(ran.stdout)
    assert (ran.exit_code, told["articles"], told["withdrawn"], told["left_out"]) == (0, 2, 0, 0)
    assert told["bytes"] == file.stat().st_size
    assert zipfile.ZipFile(file).testzip() is None
    assert [path.name for path in tmp_path.iterdir()] == ["case.zip"]


@pytest.mark.parametrize(("name", "account"), [("أخرى", "desk"), ("قضية", "night")])
def test_what_is_not_there_is_told_and_leaves_no_file(site: Site, tmp_path: Path, name: str, account: str) -> None:
    file = tmp_path / "case.zip"
    with pytest.raises(BadConfiguration, match="There is no list"):
        CliRunner().invoke(
            cli,
            ["case", name, str(file), "--account", account, "--data", str(site.data)],
            standalone_mode=False,
            catch_exceptions=False,
        )
    assert list(tmp_path.iterdir()) == []


def test_the_page_of_a_list_gives_the_same_to_its_reader_alone(site: Site) -> None:
    browser = Browser(site)
    assert browser.get("/desk/list/1.zip").status_code == 302
    browser.sign_in()
    assert 'href="/desk/list/1.zip"' in browser.get("/desk?list=1").text
    answer = browser.get("/desk/list/1.zip")
    assert (answer.status_code, answer.headers["content-type"]) == (200, "application/zip")
    assert answer.headers["cache-control"] == "private, no-store"
    assert browser.get("/desk/list/9.zip").status_code == 404
