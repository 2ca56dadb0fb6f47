"""Different articles of one made outlet, each with lines round its text: what teaches which lines are furniture."""

import json
import random
from collections.abc import Iterable
from datetime import datetime, timedelta
from pathlib import Path

from archive.data_folder import DataFolder
from archive.exchange import Page
from archive.ingest.importer import Importer
from archive.ingest.intake import Intake
from archive.ingest.session import Writer
from archive.times import stamp
from tests.support.made_pages import AT, OUTLET, TEXT, page_of, rows, take

HOUR = timedelta(hours=1)
PLACES = ("بلدة", "مدينة", "قرية", "حارة", "سوق")
# Short, and no sentence: nobody can say at once whether it belongs to the text. Written for these tests.
NOTE = "جائزة القرية للصحافة المحلية تعود هذا العام"
# Too long to be doubted.
LONG_NOTE = f"{' '.join(random.Random(99).choices(TEXT.split(), k=34))}."


def story(number: int, *lines: str) -> str:
    """A text of three paragraphs that no other story has, with more lines under it."""
    chance, words = random.Random(number), TEXT.split()
    paragraphs = (f"{' '.join(chance.sample(words, 16))} ورقم {number} وحده." for _ in range(3))
    return "\n".join((*paragraphs, *lines))


def story_page(number: int, *lines: str, at: datetime = AT, title: str = "") -> Page:
    """The page of a story."""
    title = title or f"الخبر {number} من {PLACES[number % len(PLACES)]} نموذجية"
    return page_of(story(number, *lines), url=f"https://sample.example/{80_000 + number}/", title=title, at=at)


def changed(*lines: str) -> list[Page]:
    """The first story, and then with more lines."""
    return [story_page(1), story_page(1, *lines, at=AT + HOUR)]


def others(*lines: str, count: int = 10, first: int = 2) -> list[Page]:
    """Pages of other stories, an hour after each other."""
    return [story_page(number, *lines, at=AT + number * HOUR) for number in range(first, first + count)]


def taken(data: Path, pages: Iterable[Page]) -> None:
    """Bring pages into the archive, as one crawl does."""
    with Intake(data, OUTLET) as intake:
        for page in pages:
            take(intake, page)


def kinds(data: Path) -> list[str]:
    """Those of the first story's versions, in the order of their times."""
    article = "(SELECT id FROM articles WHERE key = '80001')"
    found = rows(data, f"SELECT kind FROM versions WHERE article_id = {article} ORDER BY seen_at, n")  # noqa: S608
    return [row["kind"] for row in found]


def verdicts(data: Path) -> list[tuple[str, ...]]:
    """What was judged anew: was, kind, why."""
    return [tuple(row.values()) for row in rows(data, "SELECT was, kind, why FROM verdicts ORDER BY id")]


def json_line(page: Page) -> bytes:
    """A captured page as a line of a file to import."""
    row = {"url": page.url, "html": page.body.decode(), "fetched_at": stamp(page.fetched_at)}
    return json.dumps(row).encode() + b"\n"


def import_pages(data: Path, files: Iterable[Iterable[Page]]) -> None:
    """Import some files, one after the other, each by a process of its own as far as the record sees."""
    for number, pages in enumerate(files):
        path = data / f"{number}.jsonl"
        path.write_bytes(b"".join(map(json_line, pages)))
        with Writer(DataFolder(data), "import") as writer:
            list(Importer(writer, {"sample": OUTLET}).run(path))
