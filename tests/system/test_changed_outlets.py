"""An outlet's file is changed between two crawls: the sample archive, replayed and crawled again, tells of no edit."""

import json
import os
import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from tests.support.command import Command
from tests.support.outlet_server import OutletServer
from tests.support.paths import SAMPLE_OUTLETS

# Lines of tests/support/sample_outlets/sample_wp.py and what they become; does it read another text?
CHANGES = {
    "body": ('body=(".entry-content",)', 'body=(".entry-content p:first-of-type", ".entry-content")', True),
    "no body": ('body=(".entry-content",)', "body=()", None),
    "drop": (
        'drop=(".support", ".font-size")',
        'drop=(".support", ".font-size", ".entry-content p:last-of-type")',
        True,
    ),
    "junk_lines": ("junk_lines=(", 'junk_lines=(r"[^\\n]*قال",', None),
    "title": ('title="بريد الفرات (نموذج)"', 'title="صحيفة أخرى"', None),
    "lang": ('    every="1m",', '    every="1m",\n    lang="ku",\n    timezone="UTC",', False),
    "delay": ("delay=0.05", "delay=0.06", False),
}
# Whole crawls; tests/reading/test_rules_id.py has every field without a crawl.
IN_SHARE = ("body",)


@pytest.mark.slow
@pytest.mark.parametrize("name", CHANGES if os.environ.get("WARRAQ_CHANGES") == "all" else IN_SHARE)
def test_a_changed_outlet_file_tells_of_no_edit(tmp_path: Path, shared_server: OutletServer, name: str) -> None:
    shared_server.reset()
    command = Command(tmp_path / "data", shared_server.base_port)
    outlets = Path(shutil.copytree(SAMPLE_OUTLETS, tmp_path / "outlets"))
    command.environment = os.environ | command.environment | {"WARRAQ_OUTLETS": str(outlets)}
    (first,) = command.lines("crawl", "sample_wp")
    assert first["new"] > 10
    path, (old, new, changes_texts) = outlets / "sample_wp.py", CHANGES[name]
    source = path.read_text(encoding="utf-8")
    assert source.count(old) == 1
    path.write_text(source.replace(old, new), encoding="utf-8")
    (replayed,) = command.lines("replay", "--outlet", "sample_wp")
    assert replayed["failed"] == 0
    # Everything is looked at again, whatever the schedule says.
    with_all_due(command)
    (again,) = command.lines("crawl", "sample_wp")
    assert (again["fetched"], again["edited"]) == (first["new"], 0), json.dumps(again)
    kinds = {row[0] for row in command.rows("SELECT DISTINCT kind FROM versions")}
    assert kinds <= {"first", "extractor"}
    if changes_texts is not None:
        assert ("extractor" in kinds) == changes_texts
        assert (replayed["changed"] > 0) == changes_texts


def with_all_due(command: Command) -> None:
    with closing(sqlite3.connect(command.data / "service.db")) as connection, connection:
        connection.execute("UPDATE visits SET next_due = '2026-01-01T00:00:00Z', etag = '', last_modified = ''")
