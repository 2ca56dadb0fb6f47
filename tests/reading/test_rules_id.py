"""The id of the rules covers everything that decides a reading, so that no change of ours is told as the outlet's."""

import ast
from collections.abc import Iterator
from dataclasses import fields, replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest

from archive.data_folder import DataFolder
from archive.ingest.intake import Intake
from archive.ingest.replaying import open_for_replay, replay
from archive.model import Evidence, Layout, Outlet
from archive.reading.rules_id import OUTLET_FIELDS, TEXT_FILES, rules_id
from tests.support.made_pages import AT, OUTLET, TEXT, page_of, rows, take
from tests.support.paths import ROOT
from tests.support.whole_suite import WHOLE

READING = sorted((ROOT / "archive/reading").glob("*.py"))
# Lines that some rule of an outlet's file takes for no part of the text, once it says so.
FURTHER = (
    "نموذج آخر",
    "Another",
    "new.example",
    "changed.example",
    "وقالت البلدية إن العمل مستمر",
    "سطر زائد من الواجهة",
)
PAGE = "\n".join((TEXT, *FURTHER))
# Every field of an outlet's file with another value than the made outlet's.
CHANGED: dict[str, Any] = {
    "name": "sample",
    "title": "نموذج آخر",
    "title_en": "Another",
    "home": "https://changed.example/",
    "hosts": ("sample.example", "new.example"),
    "routes": (),
    "key_rules": (r"^/(?P<id>\d{5,})(?:/.*)?$",),
    "not_articles": (r"^/tag/",),
    "lang": "ku",
    "closed": "2026",
    "timezone": "Europe/Istanbul",
    "body": (".body p:first-child",),
    "drop": (".body p:last-child",),
    "junk_lines": ("سطر زائد",),
    "credit_lines": (r"وقالت البلدية (?P<who>.+)",),
    "layouts": (Layout(until=date(2027, 1, 1), body=(".body p:first-child",)),),
    "every": "1h",
    "soonest": "7m",
    "latest": "3h",
    "expect_per_day": 99.0,
    "delay": 9.0,
    "revisit": (60,),
    "enabled": False,
    "disabled_because": "made",
    "unproven": "made",
    "channel": "made_channel",
    "of": "another",
    "evidence": (Evidence("made", "a test", ""),),
    "barred": "made",
}
CHANGE_THE_TEXT = {"title", "title_en", "home", "hosts", "body", "drop", "junk_lines", "credit_lines", "layouts"}


def kinds(data: Path) -> list[str]:
    return [row["kind"] for row in rows(data, "SELECT kind FROM versions ORDER BY id")]


def used_of_an_outlet(source: str) -> Iterator[str]:
    for node in ast.walk(ast.parse(source)):
        named = isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name | ast.Attribute)
        if (
            isinstance(node, ast.Attribute)
            and named
            and ast.unparse(node.value).rpartition(".")[2] in ("outlet", "_outlet")
        ):
            yield node.attr


def test_every_field_that_reading_asks_for_is_part_of_the_id() -> None:
    asked = {name for path in READING for name in used_of_an_outlet(path.read_text())}
    assert asked - set(OUTLET_FIELDS) == set()
    assert set(OUTLET_FIELDS) <= set(CHANGED)


def test_every_module_of_arabic_text_that_reading_imports_is_part_of_the_id() -> None:
    wanted = {path.stem for path in READING}
    seen: set[str] = set()
    queue = [ROOT / "archive/reading" / f"{name}.py" for name in wanted]
    while queue:
        for node in ast.walk(ast.parse(queue.pop().read_text())):
            if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("archive.text."):
                name = f"{(node.module or '').rpartition('.')[2]}.py"
                if name not in seen:
                    seen.add(name)
                    queue.append(ROOT / "archive/text" / name)
    assert seen <= set(TEXT_FILES)
    assert all((ROOT / "archive/text" / name).exists() for name in TEXT_FILES)


@pytest.mark.parametrize(
    ("name", "replayed_first"),
    [(one.name, first) for n, one in enumerate(fields(Outlet)) for first in (False, True) if WHOLE or n % 2 == first],
)
def test_a_changed_field_of_an_outlets_file_makes_no_edit_at_the_next_crawl_nor_on_replay(
    data: Path, name: str, replayed_first: bool
) -> None:
    with Intake(data, OUTLET) as intake:
        take(intake, page_of(PAGE))
        changed = replace(OUTLET, **{name: CHANGED[name]})
        assert (rules_id(changed) != rules_id(OUTLET)) == (name in OUTLET_FIELDS)
        if replayed_first:
            list(replay(intake.writer, {"sample": changed}))
        with Intake(data, changed, intake.writer) as later:
            take(later, page_of(PAGE, at=AT + timedelta(days=1)))
    with open_for_replay(DataFolder(data)) as writer:
        list(replay(writer, {"sample": changed}))
    assert kinds(data) == ["first", "extractor"] if name in CHANGE_THE_TEXT else ["first"]


def test_an_edit_behind_a_change_of_rules_is_still_the_outlets(data: Path) -> None:
    with Intake(data, OUTLET) as intake:
        take(intake, page_of(PAGE))
        with Intake(data, replace(OUTLET, junk_lines=("سطر زائد",)), intake.writer) as later:
            take(later, page_of(PAGE.replace("ثلاثة", "خمسة"), at=AT + timedelta(days=1)))
    assert kinds(data) == ["first", "extractor", "edit"]


def test_a_replay_sets_right_the_language_that_an_article_was_said_to_be_in(data: Path) -> None:
    with Intake(data, OUTLET) as intake:
        take(intake, page_of(PAGE))
        intake.writer.store.db.execute("UPDATE articles SET lang = 'en'")
    with open_for_replay(DataFolder(data)) as writer:
        list(replay(writer, {"sample": OUTLET}))
    assert [row["lang"] for row in rows(data, "SELECT lang FROM articles")] == ["ar"]
    assert kinds(data) == ["first"]
