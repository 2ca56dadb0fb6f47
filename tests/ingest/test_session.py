"""A body that is kept already is not kept twice: the answer is, and whatever reads captures still gets the body."""

import gzip
from contextlib import closing
from datetime import timedelta
from pathlib import Path

from archive.data_folder import DataFolder
from archive.exchange import Exchange, Page
from archive.ingest.intake import Intake
from archive.ingest.replaying import open_for_replay, replay
from archive.ingest.session import BATCH_COMMITS
from archive.record.rows import CaptureRow
from archive.sqlite import open_readonly, rows
from archive.warc.kept_record import read_kept
from archive.warc.reader import read_exchange
from tests.support.made_pages import AT, LATER_RULES, OUTLET, TEXT, URL, page_of, take


def captures(data: Path) -> list[CaptureRow]:
    with closing(open_readonly(data / "warraq.db")) as connection:
        return list(rows(connection, CaptureRow, "SELECT * FROM captures ORDER BY id"))


def place(row: CaptureRow) -> tuple[str, int, int]:
    return row["warc_file"], row["warc_offset"], row["warc_length"]


def is_revisit(data: Path, row: CaptureRow) -> bool:
    return read_kept(data / "warc", *place(row)).original is not None


def test_an_unchanged_page_is_kept_as_a_reference_and_read_as_a_page(data: Path) -> None:
    for days in (0, 1, 2):
        with Intake(data, OUTLET) as intake:
            kind = take(intake, page_of(TEXT, at=AT + timedelta(days=days))).kind
            assert kind == ("unchanged" if days else "new")
    first, *again = captures(data)
    assert [is_revisit(data, row) for row in (first, *again)] == [False, True, True]
    assert {row["body_sha256"] for row in again} == {first["body_sha256"]}
    for row in again:
        assert read_exchange(data / "warc", *place(row)).body == page_of(TEXT).body


def test_a_replay_reads_the_newest_page_through_what_it_refers_to(data: Path) -> None:
    for days in (0, 1):
        with Intake(data, OUTLET) as intake:
            take(intake, page_of(f"{TEXT}\nسطر زائد", at=AT + timedelta(days=days)))
    known = {OUTLET.name: LATER_RULES}
    with open_for_replay(DataFolder(data)) as writer:
        assert [what for _, what, _ in replay(writer, known)] == ["changed"]
        (used,) = writer.store.column(int, "SELECT capture_id FROM versions ORDER BY id DESC LIMIT 1")
    assert is_revisit(data, captures(data)[used - 1])


def test_a_changed_page_is_kept_whole_and_going_back_to_an_earlier_one_is_a_reference_again(data: Path) -> None:
    texts = (TEXT, f"{TEXT}\nوأضيفت جملة.", TEXT)
    for days, text in enumerate(texts):
        with Intake(data, OUTLET) as intake:
            take(intake, page_of(text, at=AT + timedelta(days=days)))
    assert [is_revisit(data, row) for row in captures(data)] == [False, False, True]


def test_where_the_first_record_is_damaged_the_body_is_kept_anew(data: Path) -> None:
    with Intake(data, OUTLET) as intake:
        take(intake, page_of(TEXT))
    (first,) = captures(data)
    path = data / "warc" / first["warc_file"]
    content = bytearray(path.read_bytes())
    content[first["warc_offset"] + first["warc_length"] // 2] ^= 1
    path.write_bytes(content)
    with Intake(data, OUTLET) as intake:
        take(intake, page_of(TEXT, at=AT + timedelta(days=1)))
    _, second = captures(data)
    assert not is_revisit(data, second)
    assert read_exchange(data / "warc", *place(second)).body == page_of(TEXT).body


def test_what_others_captured_is_kept_as_they_gave_it(data: Path) -> None:
    body = gzip.compress(page_of(TEXT).body, mtime=0)
    with Intake(data, OUTLET) as intake:
        for via in ("crawl", "import", "crawl"):
            headers = (("Content-Type", "text/html"), ("Content-Encoding", "gzip"))
            intake.keep(Exchange(url=URL, status=200, headers=headers, body=body, fetched_at=AT, via=via))
            intake.flush()
    assert [is_revisit(data, row) for row in captures(data)] == [False, False, True]


def numbered(n: int) -> Page:
    """An article of its own for each number."""
    return page_of(f"{TEXT} {n}", url=f"https://sample.example/{70_000 + n}/", title=f"عودة المياه {n}")


def test_a_crawl_s_texts_are_compared_and_analysed_in_batches_and_none_is_left_out_at_its_end(data: Path) -> None:
    with Intake(data, OUTLET) as intake:
        intake.writer.follow_in_batches()
        waiting = []
        for n in range(BATCH_COMMITS + 2):
            take(intake, numbered(n))
            waiting.append((intake.writer.copies.behind(), intake.writer.analysis.behind()))
        assert waiting == [(n % BATCH_COMMITS,) * 2 for n in range(1, BATCH_COMMITS + 3)]
    with Intake(data, OUTLET) as intake:
        assert (intake.writer.copies.behind(), intake.writer.analysis.behind()) == (0, 0)


def test_what_a_killed_crawl_left_of_a_batch_is_taken_up_by_whoever_writes_next(data: Path) -> None:
    killed = Intake(data, OUTLET)
    killed.writer.follow_in_batches()
    for n in range(3):
        take(killed, numbered(n))
    # All that it holds open ends; its own `close` is not called.
    writer = killed.writer
    for part in (writer.store, writer.copies, writer.lines, writer.held_pages, writer.warc, writer.reader):
        part.close()
    with Intake(data, OUTLET) as intake:
        assert (intake.writer.copies.behind(), intake.writer.analysis.behind()) == (3, 3)
        take(intake, numbered(3))
        assert (intake.writer.copies.behind(), intake.writer.analysis.behind()) == (0, 0)
