"""A case file holds the list, every version, each capture once, and proofs that check themselves."""

import hashlib
import json
import subprocess
import sys
import zipfile
from contextlib import closing
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from sqlite_utils.utils import sqlite3
from warcio.archiveiterator import ArchiveIterator

from archive.data_folder import DataFolder
from archive.desk.case_file import READ_ME, find_list, make_case_file
from archive.desk.store import Desk
from archive.errors import BadConfiguration
from archive.evidence.checkpoint import sign
from archive.record.store import read_record
from tests.support import made_archive
from tests.support.marked_desk import HARD, mark

KEPT = "SELECT count(*) FROM captures WHERE article_id IN (?, ?) AND warc_file <> '' AND error = ''"


@pytest.fixture(scope="module")
def signed(tmp_path_factory: pytest.TempPathFactory) -> tuple[DataFolder, dict[str, int]]:
    data = DataFolder(tmp_path_factory.mktemp("signed"))
    ids = made_archive.make(data.root)
    sign(data, "https://archive.example")
    return data, ids


def is_answer(one: Any) -> bool:
    return bool(one.rec_type == "response")


def made(data: DataFolder, desk: Desk, record: sqlite3.Connection, *articles: int) -> tuple[zipfile.ZipFile, int]:
    """The case file of a list of these articles, and how many it says were withdrawn."""
    mark(desk, record, *articles, name="قضية")
    out = BytesIO()
    told = make_case_file(desk, record, data, find_list(desk, "قضية"), out)
    return zipfile.ZipFile(out), told.withdrawn


def test_it_holds_all_that_its_read_me_names(
    signed: tuple[DataFolder, dict[str, int]], desk: Desk, tmp_path: Path
) -> None:
    data, ids = signed
    with closing(read_record(data.record)) as record:
        case, _ = made(data, desk, record, ids["water"], ids["fair"])
        kept = record.execute(KEPT, (ids["water"], ids["fair"])).fetchone()[0]
        versions = dict(record.execute("SELECT n, body FROM version_texts WHERE article_id = ?", (ids["water"],)))
    assert {"list.csv", "captures.wacz", "check_proofs.py", *READ_ME.values()} <= set(case.namelist())
    assert case.read("list.csv").decode().count("\nlisted,") == 2
    assert HARD.split("\n")[1].split(",")[0][:12] in case.read("list.csv").decode()
    texts = {name: case.read(name).decode() for name in case.namelist() if name.startswith(f"texts/{ids['water']}/")}
    assert sorted(text.partition("\n")[2] for text in texts.values()) == sorted(versions.values())
    wacz = case.read("captures.wacz")
    for name in READ_ME.values():
        assert hashlib.sha256(wacz).hexdigest() in case.read(name).decode()
    with zipfile.ZipFile(BytesIO(wacz)) as inner:
        inner.extractall(tmp_path / "evidence")
        resources = json.loads(inner.read("datapackage.json"))["resources"]
        assert all(hashlib.sha256(inner.read(one["path"])).hexdigest() in one["hash"] for one in resources)
    with (tmp_path / "evidence/archive/captures.warc.gz").open("rb") as file:
        found = [one.rec_headers.get_header("WARC-Target-URI") for one in ArchiveIterator(file) if is_answer(one)]
    assert set(found) == {"https://furat24.example/water", "https://shamplus.example/fair"}
    assert len(found) == kept
    for slug in ("water", "fair"):
        program = tmp_path / f"evidence/warraq/{ids[slug]}/check_proofs.py"
        checked = subprocess.run([sys.executable, "-I", str(program)], capture_output=True, text=True, check=False)
        assert checked.returncode == 0, checked.stdout + checked.stderr


def test_a_list_that_is_not_there_is_told_with_those_that_are(desk: Desk) -> None:
    with pytest.raises(BadConfiguration, match="Its lists: none"):
        find_list(desk, "x")
