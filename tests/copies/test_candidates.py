"""Which texts of an article are compared with others."""

from dataclasses import replace
from datetime import timedelta
from pathlib import Path

from archive.copies._candidates import REMEMBERED_WORDS, Candidates
from archive.ingest.intake import Intake
from tests.support.copied_articles import HOUR, MadeRecord, made_outlet, prose


def test_a_text_that_only_our_poorer_reading_had_is_compared_with_nothing(tmp_path: Path) -> None:
    """A menu that was read as the article, the same words as another outlet's: our mistake, nobody's copy."""
    menu = prose(1)
    with MadeRecord(tmp_path) as desk:
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


def test_articles_as_long_as_books_are_not_all_remembered(tmp_path: Path) -> None:
    """The last one is not read again, the first of more words than are remembered is."""
    with MadeRecord(tmp_path) as desk:
        for n in range(8):
            desk.put(f"o{n}/1", " ".join([prose(n, 6_000)] * 10), n * HOUR)
        store = desk.writer.store
        ids = [row["id"] for row in desk.rows("SELECT id FROM articles ORDER BY id")]
        candidates = Candidates(store)
        assert sum(candidates[one].words for one in ids) > REMEMBERED_WORDS
        asked: list[str] = []
        store.db.conn.set_trace_callback(asked.append)
        for one, texts_read in ((ids[-1], 0), (ids[0], 1)):
            asked.clear()
            assert candidates[one].id == one
            assert sum("ORDER BY v.n" in statement for statement in asked) == texts_read
