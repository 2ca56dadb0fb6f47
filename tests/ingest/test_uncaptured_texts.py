"""Texts that were given are nobody's edit, and the order in which they come in decides nothing."""

import gzip
import json
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from itertools import pairwise, permutations
from pathlib import Path
from typing import Any, NamedTuple

import pytest
from warcio.archiveiterator import ArchiveIterator

from archive.data_folder import DataFolder
from archive.exchange import Origin
from archive.ingest.importer import Importer
from archive.ingest.intake import Intake
from archive.ingest.replaying import replay
from archive.ingest.session import Writer
from archive.search.engine import search
from archive.sqlite import open_readonly
from archive.times import stamp
from archive.warc.files import lying
from archive.warc.reader import read_exchange
from tests.support.made_pages import AT as LATER
from tests.support.made_pages import LATER_RULES, OUTLET, TEXT, URL, answer, long_text, page_of, rows, take

DAY = timedelta(days=1)
AT = LATER - 30 * DAY
TITLE = "عودة المياه"
# Five times as long: what is so short after it, or before, would be held back if it were a page.
LONG = long_text(1_500)
A, B, C = TEXT, TEXT.replace("ثلاثة", "خمسة"), TEXT.replace("ثلاثة", "تسعة")


class Came(NamedTuple):
    """A text that comes in, from where, and so many days after AT."""

    via: Origin
    text: str
    day: int


def come_in(folder: Path, events: tuple[Came, ...]) -> Path:
    """The data folder after these, in this order."""
    data = folder / "data"
    with Writer(DataFolder(data), "import") as writer, Intake(data, OUTLET, writer) as intake:
        for number, event in enumerate(events):
            at = AT + event.day * DAY
            if event.via == "crawl":
                take(intake, page_of(event.text, at=at))
                continue
            html = page_of(event.text).body.decode()
            of_form = {"text": event.text, "title": TITLE} if event.via == "given" else {"html": html}
            line = {"url": URL, "fetched_at": stamp(at), **of_form}
            path = folder / f"{number}.jsonl"
            path.write_text(json.dumps(line) + "\n")
            list(Importer(writer, {"sample": OUTLET}).run(path))
    return data


def told(data: Path) -> tuple[list[dict[str, Any]], list[tuple[Any, ...]]]:
    """What the record says of the article, whatever numbers its versions have."""
    versions = rows(
        data,
        "SELECT v.kind, v.seen_at, w.last_seen_at, v.origin, v.title, v.body, v.added, v.removed, v.changed, v.numbers"
        " FROM version_texts v JOIN versions w ON w.id = v.id",
    )
    article = rows(data, "SELECT title, body, first_seen_at, last_seen_at, status, origin FROM articles")
    return article, sorted(tuple(row.values()) for row in versions)


MIXTURES = [
    (Came("given", A, 1), Came("given", B, 5)),
    (Came("given", A, 1), Came("given", B, 1), Came("given", A, 3)),
    (Came("given", A, 1), Came("crawl", B, 5)),
    (Came("given", LONG, 1), Came("crawl", A, 5)),
    (Came("crawl", LONG, 1), Came("given", A, 5)),
    (Came("given", LONG, 1), Came("given", A, 5)),
    (Came("crawl", A, 1), Came("given", B, 5)),
    (Came("crawl", A, 1), Came("given", A, 5)),
    (Came("import", A, 1), Came("given", B, 5)),
    (Came("given", A, 1), Came("import", B, 5), Came("crawl", C, 9)),
    (Came("import", A, 1), Came("given", B, 3), Came("crawl", A, 5)),
    (Came("crawl", A, 1), Came("given", B, 3), Came("crawl", C, 5), Came("given", C, 7)),
    (Came("import", A, 0), Came("crawl", A, 2), Came("given", B, 4), Came("crawl", B, 6)),
]


@pytest.mark.parametrize("events", MIXTURES, ids=lambda events: "-".join(f"{e.via}{e.day}" for e in events))
def test_the_order_in_which_texts_come_in_decides_nothing(tmp_path: Path, events: tuple[Came, ...]) -> None:
    seen = []
    # Four come in 24 orders: every fifth of them begins with each once and differs in all places.
    orders = list(permutations(events))
    for number, order in enumerate(orders if len(orders) <= 6 else orders[::5]):
        (tmp_path / str(number)).mkdir()
        seen.append(told(come_in(tmp_path / str(number), order)))
    assert all(one == seen[0] for one in seen)
    article, versions = seen[0]
    captured = [event for event in events if event.via != "given"]
    kinds = [version[0] for version in versions]
    # What was given is no edit, and takes part in none.
    assert kinds.count("given") == len({event.text for event in events if event.via == "given"})
    texts = [event.text for event in sorted(captured, key=lambda event: event.day)]
    assert kinds.count("edit") == sum(a != b for a, b in pairwise(texts))
    assert kinds.count("first") == bool(captured)
    # An article that was captured has what was captured last, and was seen when it was captured.
    last = max(captured or events, key=lambda event: event.day)
    assert article[0]["body"] == last.text
    days = [event.day for event in captured or events]
    assert article[0]["first_seen_at"] == stamp(AT + min(days) * DAY)
    assert article[0]["last_seen_at"] == stamp(AT + max(days) * DAY)
    best = next(
        via for via in ("crawl", "import", "given") if any(e.via == via and e.text == last.text for e in events)
    )
    assert article[0]["origin"] == best


def test_the_text_that_was_given_last_is_found_and_the_one_before_is_not(tmp_path: Path) -> None:
    data = come_in(tmp_path, (Came("given", A, 1), Came("given", B, 5), Came("given", C, 3)))
    connection = open_readonly(data / "warraq.db")
    assert [search(connection, word, mode="exact").count for word in ("ثلاثة", "خمسة", "تسعة")] == [0, 1, 0]
    connection.close()


@pytest.fixture
def writer(tmp_path: Path) -> Iterator[Writer]:
    with Writer(DataFolder(tmp_path / "data"), "import") as opened:
        yield opened


def give(writer: Writer, tmp_path: Path, **line: Any) -> list[Any]:
    path = tmp_path / "given.jsonl"
    path.write_text(json.dumps({"url": URL, "title": TITLE, "text": A, **line}) + "\n")
    return [outcome for outcome, _ in Importer(writer, {"sample": OUTLET}).run(path)]


def captures(writer: Writer) -> list[dict[str, Any]]:
    return rows(writer.data.root, "SELECT * FROM captures WHERE article_id IS NOT NULL ORDER BY id")


def test_a_line_of_text_is_kept_as_a_resource_that_no_server_answered_with(writer: Writer, tmp_path: Path) -> None:
    give(writer, tmp_path, fetched_at="2021-02-03T04:05:06Z")
    (kept,) = captures(writer)
    assert (kept["via"], kept["status"], kept["fetched_at"]) == ("given", 0, "2021-02-03T04:05:06Z")
    assert kept["received_at"] > "2021-02-03T04:05:06Z"
    with gzip.open(lying(writer.data.warc / kept["warc_file"])) as stream:
        types = [record.rec_type for record in ArchiveIterator(stream)]
    assert types == ["warcinfo", "resource"]
    found = read_exchange(writer.data.warc, kept["warc_file"], kept["warc_offset"], kept["warc_length"])
    assert json.loads(found.body)["text"] == A


@pytest.mark.parametrize("name", ["modified", "modified_at", "updated_at", "dateModified"])
def test_a_text_without_a_time_of_capture_stands_at_the_time_at_which_its_line_says_it_was_changed(
    writer: Writer, tmp_path: Path, name: str
) -> None:
    give(writer, tmp_path, **{name: "2021-02-03T10:00:00+03:00"})
    assert rows(writer.data.root, "SELECT seen_at FROM versions") == [{"seen_at": "2021-02-03T07:00:00Z"}]


def test_a_text_without_any_time_stands_at_the_time_it_came(writer: Writer, tmp_path: Path) -> None:
    give(writer, tmp_path)
    (kept,) = captures(writer)
    assert kept["fetched_at"] == kept["received_at"]


def test_a_page_without_a_time_of_capture_was_given_and_with_one_it_was_imported(
    writer: Writer, tmp_path: Path
) -> None:
    html = page_of(A).body.decode()
    give(writer, tmp_path, html=html)
    give(writer, tmp_path, html=html, fetched_at="2021-02-03T04:05:06Z")
    assert [(row["via"], row["status"]) for row in captures(writer)] == [("given", 0), ("import", 200)]
    assert rows(writer.data.root, "SELECT kind, seen_at > '2026' AS late FROM versions ORDER BY n") == [
        {"kind": "given", "late": 1},
        {"kind": "first", "late": 0},
    ]


def test_two_texts_of_one_time_are_both_kept(writer: Writer, tmp_path: Path) -> None:
    at = "2021-02-03T04:05:06Z"
    assert [one.kind for one in give(writer, tmp_path, fetched_at=at)] == ["new"]
    assert [one.kind for one in give(writer, tmp_path, fetched_at=at, text=B)] == ["given"]
    assert [one.kind for one in give(writer, tmp_path, fetched_at=at, text=B)] == ["unchanged"]


def test_what_was_only_given_is_never_told_as_taken_down(writer: Writer, tmp_path: Path) -> None:
    give(writer, tmp_path, fetched_at=stamp(AT))
    with Intake(writer.data.root, OUTLET, writer) as intake:
        for day in (1, 2, 4, 8):
            take(intake, page_of(B, url="https://sample.example/70002/", at=AT + day * DAY))
            outcome = take(intake, answer(404, AT + day * DAY))
            assert (outcome.kind, outcome.reason) in (("missing", "unconfirmed"), ("missing", "never_seen"))
    assert rows(writer.data.root, "SELECT kind FROM versions WHERE kind = 'gone'") == []


def test_a_text_that_is_given_brings_no_article_back(tmp_path: Path) -> None:
    data = come_in(tmp_path, (Came("crawl", A, 0),))
    with Writer(DataFolder(data), "import") as writer:
        writer.store.db.execute("UPDATE articles SET status = 'gone'")
        give(writer, tmp_path, fetched_at=stamp(AT + 9 * DAY))
    assert rows(data, "SELECT status, last_seen_at FROM articles") == [{"status": "gone", "last_seen_at": stamp(AT)}]


@pytest.mark.parametrize("given_first", [True, False])
def test_a_text_of_another_article_under_a_number_leaves_the_number_to_the_article_that_was_captured(
    tmp_path: Path, given_first: bool
) -> None:
    other = " ".join(f"كلمة{chr(0x628 + n % 26)}{chr(0x628 + n // 26)}" for n in range(60))
    with Writer(DataFolder(tmp_path / "data"), "import") as writer, Intake(tmp_path / "data", OUTLET, writer) as intake:
        for gives in (given_first, not given_first):
            if gives:
                line = {"title": "عنوان لا صلة له", "text": other, "published": "2019-05-01"}
                assert [one.kind for one in give(writer, tmp_path, **line)] == ["new"]
            else:
                assert take(intake, page_of(f"{A}\n{B}", at=LATER)).kind == "new"
    # That the number is another's does not make missing there what was never seen there.
    assert rows(tmp_path / "data", "SELECT key, status, origin FROM articles ORDER BY key") == [
        {"key": "70001", "status": "live", "origin": "crawl"},
        {"key": "70001~1", "status": "live", "origin": "given"},
    ]


def test_a_given_page_is_read_again_by_better_rules_and_an_older_text_does_not_undo_it(
    writer: Writer, tmp_path: Path
) -> None:
    give(writer, tmp_path, html=page_of(f"{A}\nسطر زائد من واجهة الموقع").body.decode())
    assert [happened for _, happened, _ in replay(writer, {"sample": LATER_RULES})] == ["changed"]
    give(writer, tmp_path, text=B, fetched_at="2021-02-03T04:05:06Z")
    assert rows(writer.data.root, "SELECT body FROM articles") == [{"body": A}]
    assert {row["kind"] for row in rows(writer.data.root, "SELECT kind FROM versions")} == {"given"}


def test_an_imported_revisit_is_no_capture_of_our_own(tmp_path: Path) -> None:
    data = come_in(tmp_path, (Came("import", A, 0),))
    with Writer(DataFolder(data), "import") as writer, Intake(data, OUTLET, writer) as intake:
        page = replace(answer(304, AT + DAY), via="import")
        take(intake, page)
    assert rows(data, "SELECT via FROM captures WHERE status = 304 AND via = 'crawl'") == []
