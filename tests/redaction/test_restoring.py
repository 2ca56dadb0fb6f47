"""What was hidden or sealed comes back as it was, with the right key alone; a name, of older versions, likewise."""

import json
import subprocess
from contextlib import closing
from pathlib import Path

import pytest

from archive.crawl_state.redactions import Redactions
from archive.data_folder import DataFolder
from archive.errors import BadConfiguration
from archive.record.redacting import Rows, rows_holding
from archive.record.redactions import Level
from archive.record.store import open_record
from archive.redaction.apply import begin, finish
from archive.redaction.plan import Wanted, plans
from archive.redaction.restoring import restore
from archive.upkeep.verifying import verify
from tests.redaction.conftest import Desk
from tests.support.redacted_archive import NAME, URL, files_with, records_with


def made_key(folder: Path, name: str) -> tuple[Path, Path]:
    private, public = folder / f"{name}.key", folder / f"{name}.pub"
    subprocess.run(["openssl", "genpkey", "-algorithm", "x25519", "-out", str(private)], check=True)
    subprocess.run(["openssl", "pkey", "-in", str(private), "-pubout", "-out", str(public)], check=True)
    return private, public


def redact(data: DataFolder, article: int, level: Level, key: Path | None, name: str = "") -> None:
    wanted = Wanted(ids=(article,), level=level, reason="court", name=name)
    with closing(open_record(data.record)) as store, Redactions(data.service) as redactions:
        begin(redactions, plans(data, store, redactions, wanted), key)
    finish(data)


def held(desk: Desk) -> Rows:
    with closing(open_record(desk.data.record)) as store:
        return rows_holding(store.db, desk.article)


@pytest.mark.parametrize("level", ["hide", "seal"])
def test_every_row_and_record_is_back_as_it_was(desk: Desk, tmp_path: Path, level: Level) -> None:
    private, public = made_key(tmp_path, "seal")
    before, warc = held(desk), {path: path.read_bytes() for path in desk.data.warc.rglob("*.gz")}
    redact(desk.data, desk.article, level, public)
    assert held(desk) != before
    restore(desk.data, desk.article, private)
    assert json.dumps(held(desk)) == json.dumps(before)
    with closing(open_record(desk.data.record)) as store:
        found = "SELECT count(*) FROM articles_fts WHERE articles_fts MATCH 'بزحطغشموق'"
        assert next(store.column(int, found)) == 1
        assert next(store.column(int, "SELECT count(*) FROM redactions WHERE kind <> 'capture'")) == 0
    if level == "hide":
        assert warc == {path: path.read_bytes() for path in warc}
    assert URL in records_with(desk.data)
    assert verify(desk.data, {}).bad == []


def test_another_key_opens_nothing_and_changes_nothing(desk: Desk, tmp_path: Path) -> None:
    _, public = made_key(tmp_path, "seal")
    wrong, _ = made_key(tmp_path, "wrong")
    redact(desk.data, desk.article, "seal", public)
    for key in (wrong, public, None):
        with pytest.raises(BadConfiguration):
            restore(desk.data, desk.article, key)
    assert held(desk)["articles"] == []


def test_without_a_key_nothing_is_sealed(desk: Desk) -> None:
    with pytest.raises(BadConfiguration, match="--key"):
        redact(desk.data, desk.article, "seal", None)
    assert finish(desk.data) == []
    assert held(desk)["articles"] != []


@pytest.mark.parametrize("first", ["hide", "seal"])
def test_a_level_can_be_raised_and_never_lowered(desk: Desk, tmp_path: Path, first: Level) -> None:
    _, public = made_key(tmp_path, "seal")
    redact(desk.data, desk.article, first, public)
    with pytest.raises(BadConfiguration, match="already"):
        redact(desk.data, desk.article, "hide", public)
    redact(desk.data, desk.article, "erase", public)
    assert URL not in records_with(desk.data)
    with pytest.raises(BadConfiguration, match="Nothing"):
        restore(desk.data, desk.article, None)


@pytest.mark.parametrize("level", ["hide", "seal", "erase"])
def test_a_name_the_outlet_took_out_goes_from_older_versions(desk: Desk, tmp_path: Path, level: Level) -> None:
    private, public = made_key(tmp_path, "seal")
    before = held(desk)
    redact(desk.data, desk.article, level, public, NAME)
    assert files_with(desk.data.root, (NAME, "قعطبيز")) == []
    after = held(desk)
    assert [str(row["body"]).count("█") > 0 for row in after["versions"]] == [True, False]
    assert after["articles"] == before["articles"]
    assert (URL in records_with(desk.data, ("قعطبيز",))) == (level == "hide")
    assert verify(desk.data, {}).bad == []
    if level != "erase":
        restore(desk.data, desk.article, private)
        assert json.dumps(held(desk)) == json.dumps(before)
        assert verify(desk.data, {}).bad == []


def test_a_name_that_the_outlet_still_has_is_left(desk: Desk) -> None:
    with pytest.raises(BadConfiguration, match="still has"):
        redact(desk.data, desk.article, "erase", None, "السائقون")
    with pytest.raises(BadConfiguration, match="No older version"):
        redact(desk.data, desk.article, "erase", None, "زرافة")
