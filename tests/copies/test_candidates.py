"""Which texts of an article are compared with others."""

from dataclasses import replace
from datetime import timedelta
from pathlib import Path

from archive.ingest.intake import Intake
from tests.support.copy_desk import HOUR, Desk, made_outlet, prose


def test_a_text_that_only_our_poorer_reading_had_is_compared_with_nothing(tmp_path: Path) -> None:
    """A menu that was read as the article, the same words as another outlet's: our mistake, nobody's copy."""
    menu = prose(1)
    with Desk(tmp_path) as desk:
        desk.put("one/1", menu)
        desk.put("two/1", menu, HOUR)
        assert ("one/1", "two/1") in desk.copies()
        page, better = desk.page("one/1", prose(2), timedelta(), 2 * HOUR, "", "")
        Intake(desk.root, made_outlet("one"), desk.writer).consider(page, replace(better, strategy="generic"))
        assert [row["kind"] for row in desk.rows("SELECT kind FROM versions ORDER BY id")] == [
            "first",
            "first",
            "extractor",
        ]
        assert desk.copies() == {}
