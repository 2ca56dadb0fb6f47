"""SANA's pages of both designs, by the command as people call it: read from a file, and imported from old captures."""

import json
from pathlib import Path

import pytest

from tests.support.command import Command
from tests.support.paths import SHARED
from tests.support.saved_pages import PAGES, saved_text, word_f1
from tests.support.warc_files import http, warc_record

# A page that a browser saved, with title and paragraphs that a person chose. Not ours to ship.
CAPTURED = SHARED / "data/mission/sana-2025-09-06.html"
ADDRESS = "https://sana.sy/culture-and-arts/2280593/"
needs_captured = pytest.mark.skipif(not CAPTURED.exists(), reason="needs ../shared/data/mission")
MADE = {
    "https://sana.sy/?p=1937484": ("2017-09-11-music-school", "2019-03-04T05:06:07Z"),
    "https://sana.sy/culture-and-arts/2597701/": ("2026-10-05-reading-room", "2026-10-05T12:00:00Z"),
}


@pytest.fixture
def command(tmp_path: Path) -> Command:
    return Command(tmp_path / "data", 1)


def imported(command: Command, *records: bytes) -> None:
    captures = command.data.parent / "old.warc"
    captures.write_bytes(b"".join(records))
    (told,) = command.lines("import", str(captures))
    assert (told["new"], told["held"], told["failed"]) == (len(records), 0, 0), told


@needs_captured
def test_the_captured_page_gives_the_title_the_text_and_the_time_that_a_person_found_on_it(command: Command) -> None:
    gold = json.loads(CAPTURED.with_suffix(".gold.json").read_text(encoding="utf-8"))
    (shown,) = command.lines("read", str(CAPTURED), "--url", ADDRESS)
    facts = {name: shown[name] for name in ("title", "published", "published_from", "key", "outlet", "held")}
    assert facts == {
        "title": gold["title"],
        "published": "2025-09-06T17:26:33Z",
        "published_from": "meta",
        "key": "2280593",
        "outlet": "sana",
        "held": None,
    }
    # The dateline alone on its line is told from the text.
    assert shown["text"].split("\n") == gold["body"][1:]
    assert word_f1(shown["text"], "\n".join(gold["body"])) > 0.99
    imported(command, warc_record(http(CAPTURED.read_bytes()), url=ADDRESS, date="2025-09-06T18:00:00Z"))
    (row,) = command.rows("SELECT title, body, published_at, key, outlet FROM articles")
    assert row == (gold["title"], shown["text"], "2025-09-06T17:26:33Z", "2280593", "sana")


def test_captures_of_an_older_design_and_of_todays_are_imported_with_their_own_texts(command: Command) -> None:
    """Made pages, both."""
    pages = {url: PAGES / f"sana/{name}.html" for url, (name, _) in MADE.items()}
    imported(
        command, *(warc_record(http(pages[url].read_bytes()), url=url, date=date) for url, (_, date) in MADE.items())
    )
    assert dict(command.rows("SELECT url, body FROM articles")) == {
        url: saved_text(path) for url, path in pages.items()
    }
