"""The key that signs who is signed in: one for a data folder, its owner's alone, and never a reason not to start."""

import threading
from pathlib import Path

import pytest

from archive.web.app.signing_key import FILE, sealed, signing_key, unsealed

OTHER = "f" * 64


def test_a_folder_has_one_key_that_only_its_owner_reads(tmp_path: Path) -> None:
    key = signing_key(tmp_path, OTHER)
    assert len(key) == 64
    assert signing_key(tmp_path, OTHER) == key
    assert (tmp_path / FILE).stat().st_mode & 0o777 == 0o600
    assert [path.name for path in tmp_path.iterdir()] == [FILE]


def test_processes_that_start_at_once_agree_on_it(tmp_path: Path) -> None:
    keys: list[str] = []
    threads = [threading.Thread(target=lambda: keys.append(signing_key(tmp_path, OTHER))) for _ in range(16)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(keys) == 16
    assert len(set(keys)) == 1


@pytest.mark.parametrize("content", [b"", b"short", b"\xff" * 64, b"0" * 63 + b"\n"])
def test_one_that_is_no_key_is_not_believed(tmp_path: Path, content: bytes) -> None:
    (tmp_path / FILE).write_bytes(content)
    assert signing_key(tmp_path, OTHER) == OTHER


def test_where_none_can_be_kept_the_one_of_this_start_is_taken(tmp_path: Path) -> None:
    assert signing_key(tmp_path / "nowhere", OTHER) == OTHER


def test_what_is_sealed_is_read_for_its_purpose_and_nothing_that_anybody_changed(tmp_path: Path) -> None:
    key = signing_key(tmp_path, OTHER)
    cookie = sealed(key, "account", {"account": "ندى"})
    assert unsealed(key, "account", cookie) == {"account": "ندى"}
    assert unsealed(key, "device", cookie) is None
    assert unsealed(OTHER, "account", cookie) is None
    text, _, seal = cookie.partition(".")
    for forged in ("", ".", text, f"{text}.", f"{text}x.{seal}", f"{text}.{seal[:-1]}", f"é.{seal}", f"{text}.{seal}é"):
        assert unsealed(key, "account", forged) is None, forged
