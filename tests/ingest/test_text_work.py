"""Long texts are folded and compared in a process that can be killed: what that costs is the page's alone."""

import os
import sys
from datetime import timedelta
from pathlib import Path
from types import FrameType

import pytest

from archive.ingest._text_work import WORKED_OUT_HERE, TextWork, about_pair, about_text, work_out
from archive.ingest.intake import Intake
from archive.model import Reading
from archive.reading.worker import Reader
from archive.record.fulltext import index_entry
from archive.versions.compare import fingerprint, word_changes
from tests.support.made_pages import AT, OUTLET, TEXT, long_text, page_of, rows

LONG = long_text(WORKED_OUT_HERE)
OTHER = LONG.replace("البلدية", "المحافظة")


def answers(work: TextWork) -> list[object]:
    return [*map(about_text, work.texts), *map(about_pair, work.pairs)]


@pytest.mark.parametrize("body", [TEXT, LONG], ids=["here", "in the other process"])
def test_the_answers_are_the_same_wherever_they_are_worked_out(body: str) -> None:
    work = TextWork((("خبر", body),), ((("خبر", body), ("خبر", body.replace("البلدية", "المحافظة"))),))
    expected = answers(work)
    for remembered in (index_entry, fingerprint, word_changes):
        remembered.forget()
    with Reader() as reader:
        assert work_out(reader, work) == ""
        assert (reader.pid is not None) == (body == LONG)
    assert answers(work) == expected


def test_a_text_that_takes_too_long_to_compare_is_held_and_the_article_stays_as_it_was(tmp_path: Path) -> None:
    def consider(intake: Intake, text: str, hours: int) -> str:
        outcome = intake.consider(
            page_of("", at=AT + timedelta(hours=hours)), Reading(title="خبر", text=text, strategy="given")
        )
        return outcome.reason or outcome.kind

    with Intake(tmp_path, OUTLET) as intake:
        assert consider(intake, LONG, 0) == "new"
        with Reader(seconds=0.3) as impatient:
            patient, intake.writer.reader = intake.writer.reader, impatient
            impatient.call(os.getpid)
            assert consider(intake, long_text(450_000), 1) == "read_timeout"
        intake.writer.reader = patient
        assert consider(intake, OTHER, 2) == "edited"
    assert [row["kind"] for row in rows(tmp_path, "SELECT kind FROM versions ORDER BY id")] == ["first", "edit"]


def test_a_long_text_is_folded_in_the_other_process_alone_whatever_is_asked_of_it_first(tmp_path: Path) -> None:
    folded = list[str]()

    def note(frame: FrameType, event: str, _: object) -> None:
        if event == "call" and frame.f_code.co_name == "words_for_comparison":
            folded.extend(text for text in frame.f_locals.values() if isinstance(text, str) and len(text) >= len(LONG))

    for remembered in (index_entry, fingerprint, word_changes):
        remembered.forget()
    with Intake(tmp_path, OUTLET) as intake:
        sys.setprofile(note)
        try:
            prepared = intake.prepare(page_of(""), Reading(title="خبر", text=LONG, strategy="given"))
        finally:
            sys.setprofile(None)
    assert (prepared.reason, folded) == ("", [])
