"""The archive's keys: made once, kept private, never taken for another's."""

import shutil
from pathlib import Path

import pytest

from archive.data_folder import DataFolder
from archive.errors import BadConfiguration
from archive.evidence.keys import key_file, known_signer, make, signer


def test_a_key_is_made_once_and_nobody_else_may_read_it(data: Path) -> None:
    folder = DataFolder(data).make()
    assert known_signer(folder, "log") is None
    made = signer(folder, "log", "https://archive.example:8443/news")
    assert made.name.startswith("archive.example/log/")
    assert signer(folder, "log", "https://elsewhere.example") == made == make(folder, "log", "another")
    assert key_file(folder, "log").stat().st_mode & 0o777 == 0o600
    assert key_file(folder, "log").parent.stat().st_mode & 0o777 == 0o700
    assert [path.name for path in (data / "keys").iterdir()] == ["log.key"]
    assert signer(folder, "witness", "").name.startswith("warraq/witness/")
    assert signer(folder, "witness", "").seed != made.seed


@pytest.mark.parametrize("address", ["", "https://أرشيف.example/", "https://x..example/"])
def test_whatever_the_address_the_name_is_one(data: Path, address: str) -> None:
    made = signer(DataFolder(data).make(), "log", address)
    assert made.name.isascii()
    assert known_signer(DataFolder(data), "log") == made


def test_a_key_that_others_may_read_is_damaged_or_of_another_purpose_is_refused(data: Path) -> None:
    folder = DataFolder(data).make()
    signer(folder, "log", "")
    path = key_file(folder, "log")
    path.chmod(0o640)
    with pytest.raises(BadConfiguration, match="chmod 600"):
        known_signer(folder, "log")
    shutil.copy(path, key_file(folder, "witness"))
    key_file(folder, "witness").chmod(0o600)
    with pytest.raises(BadConfiguration, match="another purpose"):
        known_signer(folder, "witness")
    path.chmod(0o600)
    path.write_text(path.read_text()[:-9])
    with pytest.raises(BadConfiguration, match="damaged"):
        known_signer(folder, "log")
