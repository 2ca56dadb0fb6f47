"""What analysers found, held against the texts: analysed again by the rules of today, a text gives the rows that stand.

Nothing in these tables is evidence, and a command makes them anew. What was analysed by other rules, or waits to be, is
not checked.
"""

from collections.abc import Iterator, Mapping, Sequence

from sqlite_utils.utils import sqlite3

from archive.analysis.analyser import Analyser, Text
from archive.analysis.follower import TEXT, found_rows
from archive.analysis.registry import ANALYSERS
from archive.evidence.findings import Archive, Bad, Cursor, Step
from archive.record.analysis_tables import AnalysisRow
from archive.sqlite import column, rows

PAGE = 100
TOTAL = "SELECT count(*) FROM articles WHERE id % ? = ?"
IDS = "SELECT id FROM articles WHERE id > ? AND id % ? = ? ORDER BY id LIMIT ?"
TEXTS = f"{TEXT} AND v.article_id BETWEEN ? AND ? AND v.article_id % ? = ? ORDER BY v.article_id, v.id"
TABLES = "SELECT name FROM sqlite_master WHERE type = 'table'"
COLUMNS = "SELECT name FROM pragma_table_info(?) ORDER BY cid"
NOBODYS = "SELECT DISTINCT {key} FROM {table} WHERE {key} NOT IN (SELECT id FROM {of}s) ORDER BY 1"
OTHERS = "Its text gives other rows of {} than stand there. Make them anew: warraq reindex analysis"
NOBODY = "The table {} has rows of it, and it is not there. Make them anew: warraq reindex analysis"


class Analysed:
    """Every article, by the analysers that are done with it."""

    def __init__(self, analysers: Sequence[Analyser] = ANALYSERS) -> None:
        self._analysers = analysers

    def total(self, archive: Archive) -> int:
        return next(column(archive.record, int, TOTAL, (archive.share.of, archive.share.number)))

    def steps(self, archive: Archive, after: Cursor) -> Iterator[Step]:
        record, upto, share = archive.record, int(after or 0), (archive.share.of, archive.share.number)
        done = _Done.of(record, self._analysers)
        if after is None:
            yield Step(0, 0, [bad for one in done.analysers for bad in _of_nobody(record, one)])
        while found := list(column(record, int, IDS, (upto, *share, PAGE))):
            first, upto = found[0], found[-1]
            texts = [Text(*row) for row in record.execute(TEXTS, (first, upto, *share))]
            yield Step(upto, len(found), [bad for text in texts for bad in done.wrong(record, text)])


class _Done:
    """What each analyser is done with, under its rules of today."""

    def __init__(self, states: Mapping[str, AnalysisRow], queue: frozenset[int], columns: Mapping[str, list[str]]):
        self._states, self._queue, self._columns = states, queue, columns
        self.analysers: list[Analyser] = []

    @classmethod
    def of(cls, record: sqlite3.Connection, analysers: Sequence[Analyser]) -> "_Done":
        there = set(column(record, str, TABLES))
        if not {"analyses", "analysis_queue"} <= there:
            return cls({}, frozenset(), {})
        states = {row["analyser"]: row for row in rows(record, AnalysisRow, "SELECT * FROM analyses")}
        queue = frozenset(column(record, int, "SELECT version_id FROM analysis_queue"))
        known = [one for one in analysers if one.table in there and one.name in states]
        done = cls(states, queue, {one.table: list(column(record, str, COLUMNS, (one.table,))) for one in known})
        done.analysers = [one for one in known if states[one.name]["rules"] == one.rules]
        return done

    def wrong(self, record: sqlite3.Connection, text: Text) -> Iterator[Bad]:
        for one in self.analysers:
            if not one.wants(text) or not self._is_done(one, text.version_id):
                continue
            number = text.version_id if one.of == "version" else text.article_id
            sql = f"SELECT * FROM {one.table} WHERE {one.of}_id = ?"  # noqa: S608 - names of ours
            stands = frozenset(map(tuple, record.execute(sql, (number,))))
            if stands != found_rows(one, text, self._columns[one.table]):
                yield {"what": "analysis", "where": _named(one, number, text), "why": OTHERS.format(one.table)}

    def _is_done(self, analyser: Analyser, version: int) -> bool:
        state = self._states[analyser.name]
        return state["above"] < version <= state["upto"] and version not in self._queue


def _named(analyser: Analyser, number: int, text: Text) -> str:
    article = f"article {text.article_id}"
    return article if analyser.of == "article" else f"version with the number {number} of {article}"


def _of_nobody(record: sqlite3.Connection, one: Analyser) -> Iterator[Bad]:
    for number in column(record, int, NOBODYS.format(key=f"{one.of}_id", table=one.table, of=one.of)):
        where = f"article {number}" if one.of == "article" else f"version with the number {number}"
        yield {"what": "analysis", "where": where, "why": NOBODY.format(one.table)}
