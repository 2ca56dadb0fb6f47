"""A case file: a reading list out as one zip: list and notes, texts with their versions, captures, proofs, read-mes."""

import tempfile
import zipfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import IO

from sqlite_utils.utils import sqlite3

from archive.data_folder import DataFolder
from archive.desk.csv_file import export
from archive.desk.lists import listed, lists_of
from archive.desk.resolving import standing_of
from archive.desk.schema import ListRow
from archive.desk.store import Desk
from archive.errors import BadConfiguration
from archive.evidence.bundle.bundle import CHECKER
from archive.evidence.bundle.several import NAME, Bundles, make_bundles

READ_ME = {"en": "READ-ME.txt", "ar": "اقرأني.txt"}
CHUNK_BYTES = 256 * 1024
TEXTS = """
SELECT n, kind, seen_at, title, body FROM version_texts
WHERE article_id = ? AND kind NOT IN ('gone', 'back') ORDER BY n
"""


@dataclass(frozen=True, slots=True)
class CaseFile:
    """What was made. `withdrawn` counts articles that were taken out of the archive, `not_here` those that this archive
    does not have: neither is in it."""

    bundles: Bundles
    withdrawn: int
    not_here: int


def find_list(desk: Desk, name: str) -> ListRow:
    """The list of a name. Raises BadConfiguration where there is none, naming those there are."""
    lists = lists_of(desk)
    found = next((one for one in lists if one["name"] == " ".join(name.split())), None)
    if found is None:
        known = ", ".join(f"“{one['name']}”" for one in lists) or "none"
        raise BadConfiguration(f"There is no list “{name}” on this desk. Its lists: {known}.")
    return found


def make_case_file(
    desk: Desk,
    connection: sqlite3.Connection,
    data: DataFolder,
    chosen: ListRow,
    target: IO[bytes],
    on_bytes: Callable[[int, int], None] = lambda *_: None,
    *,
    longest: int | None = None,
) -> CaseFile:
    """Write it to `target`. Raises NotKept where a WARC file breaks meanwhile, BundleTooLong past `longest` bytes of
    captures."""
    standings = [standing_of(connection, row, row["version"]) for row in listed(desk, chosen["id"])]
    ids = sorted({one.article_id for one in standings if one.article_id})
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as case, tempfile.TemporaryFile() as wacz:
        case.writestr("list.csv", export(desk, connection, chosen["id"]))
        for article_id in ids:
            _add_texts(case, connection, article_id)
        made = make_bundles(connection, data, ids, wacz, chosen["name"], on_bytes, longest=longest)
        wacz.seek(0)
        with case.open(zipfile.ZipInfo(NAME), "w", force_zip64=True) as file:
            while piece := wacz.read(CHUNK_BYTES):
                file.write(piece)
        case.writestr("check_proofs.py", CHECKER.read_bytes())
        withdrawn = sum(one.withdrawn for one in standings)
        case_file = CaseFile(made, withdrawn, len(standings) - len(ids) - withdrawn)
        for lang, name in READ_ME.items():
            template = Path(__file__).with_name(f"read_me.{lang}.txt").read_text("utf-8")
            case.writestr(name, template.format(name=chosen["name"], sha256=made.sha256, **_numbers(case_file)))
    return case_file


def _numbers(case_file: CaseFile) -> dict[str, int]:
    made = case_file.bundles
    return {
        "articles": made.articles,
        "captures": made.captures,
        "versions": made.versions,
        "left_out": made.left_out,
        "withdrawn": case_file.withdrawn,
        "not_here": case_file.not_here,
    }


def _add_texts(case: zipfile.ZipFile, connection: sqlite3.Connection, article_id: int) -> None:
    for n, kind, seen_at, title, body in connection.execute(TEXTS, (article_id,)):
        case.writestr(f"texts/{article_id}/{n}-{kind}-{seen_at[:10]}.txt", f"{title}\n{body}")
