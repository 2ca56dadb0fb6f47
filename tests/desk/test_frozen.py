"""The hash of a frozen search is the one that the command on its page gives."""

import subprocess
from pathlib import Path

from archive.desk.frozen import COMMAND, Search, by_token, freeze, frozen_of, keys_file
from archive.desk.store import Desk
from tests.support.marked_desk import AT

FOUND = {7: ("بريد", "ب"), 9: ("a", "ز"), 8: ("a", "B"), 10: ("a", "b/2"), 11: ("Z", "0")}


def test_the_command_gives_the_hash_from_the_file_of_keys(desk: Desk, tmp_path: Path) -> None:
    token = freeze(desk, Search("مياه", "?q=x", AT, 40), FOUND, AT)
    found = by_token(desk, token)
    assert found is not None
    row, articles = found
    (tmp_path / "keys.txt").write_bytes(keys_file(articles))
    command = ["/bin/sh", "-c", COMMAND]
    printed = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=True).stdout
    assert (printed.split()[0], row["found"]) == (row["sha256"], len(FOUND))
    assert keys_file(articles).count(b"\n") == len(FOUND)


def test_a_token_names_one_search_and_no_other(desk: Desk) -> None:
    tokens = {freeze(desk, Search("x", "?q=x", AT, 1), FOUND, AT) for _ in range(3)}
    assert len(tokens) == 3
    assert by_token(desk, "0" * 16) is None
    assert {row["token"] for row in frozen_of(desk)} == tokens
