"""Real files of the mission's outlets, imported as they are: language, text and day of each, nothing held or merged.

By default every eighth line; all of them with WARRAQ_MISSION=all.
"""

import gzip
import json
import os
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from archive.data_folder import DataFolder
from archive.identity.urls import clean_url
from archive.ingest.importer import Importer
from archive.ingest.session import Writer
from archive.sqlite import open_readonly
from spiders.outlets.anha import OUTLET as ANHA
from tests.support.paths import SHARED

MISSION = SHARED / "data" / "mission"
STEP = 1 if os.environ.get("WARRAQ_MISSION") == "all" else 8
SECTION = "/kategori/"  # of the Kurmanji addresses some are of a section's page

Line = dict[str, Any]


def lines(name: str) -> list[Line]:
    path = MISSION / f"{name}.jsonl.gz"
    if not path.exists():
        pytest.skip("the mission's articles are not beside this checkout")
    with gzip.open(path, "rt", encoding="utf-8") as file:
        return list(map(json.loads, file))[::STEP]


@pytest.fixture
def imported(tmp_path: Path) -> Callable[[list[Line]], dict[str, Line]]:
    """Imports lines into a fresh archive; gives its articles by address."""

    def bring(rows: list[Line]) -> dict[str, Line]:
        path = tmp_path / "lines.jsonl"
        path.write_text("\n".join(json.dumps(row, ensure_ascii=False) for row in rows), encoding="utf-8")
        with Writer(DataFolder(tmp_path / "data"), "import") as writer:
            list(Importer(writer, {"anha": ANHA}, None).run(path))
            with open_readonly(writer.data.record) as connection:
                found = connection.execute(
                    "SELECT u.url, a.id, a.lang, a.body, a.published_day, a.versions FROM articles a"
                    " JOIN urls u ON u.article_id = a.id"
                )
                names = [column[0] for column in found.description]
                return {row[0]: dict(zip(names, row, strict=True)) for row in found}

    return bring


def test_kurmanji_articles_have_their_language_text_and_day_and_sections_are_no_articles(imported: Any) -> None:
    rows = [{key: value for key, value in row.items() if key != "lang"} for row in lines("kurmanji-2020")]
    found = imported(rows)
    expected = [row for row in rows if SECTION not in row["url"]]
    read = [found.get(clean_url(row["url"]), {}) for row in expected]
    assert {row.get("lang") for row in read} == {"ku"}
    assert [row.get("published_day") for row in read] == [row["published"] or "" for row in expected]
    assert [_words(row.get("body", "")) for row in read] == [_words(row["text"]) for row in expected]
    assert len({row.get("id") for row in read}) == len(expected) == len(found)


def test_english_articles_at_made_addresses_have_their_language_text_and_day(imported: Any) -> None:
    rows = lines("english-2011-2018")
    for number, row in enumerate(rows, 70_000):
        row["url"] = f"https://{row['outlet']}.example/{number}/"
    found = imported(rows)
    assert {row["lang"] for row in found.values()} == {"en"}
    days = {row["url"]: datetime.strptime(row["published"], "%m/%d/%Y").date().isoformat() for row in rows}  # noqa: DTZ007
    assert {url: row["published_day"] for url, row in found.items()} == days
    assert all(_words(found[row["url"]]["body"]) == _words(row["text"]) for row in rows)


def test_arabic_articles_of_a_broadcaster_are_held_only_where_they_have_no_text(imported: Any) -> None:
    rows = lines("almayadeen-2023")
    found = imported(rows)
    told = {row["url"]: row for row in rows if row["text"]}
    assert {row["lang"] for row in found.values()} == {"ar"}
    assert len(found) == len(told) == len({row["id"] for row in found.values()})
    days = {
        url: str(datetime.fromisoformat(row["published"]).astimezone(ZoneInfo("Asia/Damascus")).date())
        for url, row in told.items()
    }
    assert sorted(row["published_day"] for row in found.values()) == sorted(days.values())


def _words(text: str) -> list[str]:
    return text.split()
