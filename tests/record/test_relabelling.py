"""What an older release said that edits changed is said anew, by today's rules."""

from datetime import timedelta
from pathlib import Path

from click.testing import CliRunner

from archive.ingest.intake import Intake
from archive.record.relabelling import relabel
from scheduler.cli import cli
from tests.support.made_pages import AT, TEXT, page_of, rows, take

SHIFT = "وتعمل الآليات في نوبة واحدة تبدأ عند السادسة صباحًا في كل أحياء المدينة."
SHIFTS = "وتعمل الآليات في نوبتين، الثانية منهما ليلية حتى الواحدة في كل أحياء المدينة."
SAID = "SELECT changed, numbers FROM versions ORDER BY article_id, n"


def test_names_and_numbers_of_edits_are_made_anew_and_nothing_else_of_them(intake: Intake, data: Path) -> None:
    take(intake, page_of(f"{TEXT}\n{SHIFT}"))
    take(intake, page_of(f"{TEXT}\n{SHIFTS}", at=AT + timedelta(hours=1)))
    take(intake, page_of(f"{TEXT.replace('ثلاثة', 'خمسة')}\n{SHIFTS}", at=AT + timedelta(hours=2)))
    before = rows(data, "SELECT * FROM versions ORDER BY n")
    with intake.writer.acknowledged():
        intake.writer.store.db.execute(
            "UPDATE versions SET changed = 'numbers text', numbers = 'واحدة→الثانية' WHERE n = 2"
        )
        intake.writer.store.db.execute("UPDATE versions SET changed = '', numbers = '' WHERE n = 3")
    assert relabel(intake.writer.store.db) == 2
    assert rows(data, "SELECT * FROM versions ORDER BY n") == before
    assert rows(data, SAID)[1:] == [
        {"changed": "numbers text", "numbers": ""},
        {"changed": "numbers text", "numbers": "ثلاثة→خمسة"},
    ]
    assert relabel(intake.writer.store.db) == 0
    run = CliRunner().invoke(cli, ["reindex", "changes", "--data", str(data), "--json"])
    assert run.stdout == '{"renamed_changes": 0}\n'


def test_turns_of_alternating_texts_are_named_anew_and_lines_round_the_text_are_not(intake: Intake) -> None:
    take(intake, page_of(f"{TEXT}\n{SHIFT}"))
    take(intake, page_of(f"{TEXT}\n{SHIFTS}", at=AT + timedelta(hours=1)))
    for kind, named in (("alternates", 1), ("repeat", 1), ("furniture", 0), ("unsettled", 0)):
        with intake.writer.acknowledged():
            run = intake.writer.store.db.execute
            run("UPDATE versions SET kind = ?, changed = '', numbers = '' WHERE n = 2", (kind,))
        assert relabel(intake.writer.store.db) == named, kind
