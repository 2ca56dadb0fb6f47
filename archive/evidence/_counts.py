"""The tables that pages count by, held against the record: by outlet and day, of articles, of edits, by governorate."""

from collections.abc import Iterator, Mapping
from datetime import date, timedelta

from sqlite_utils.utils import sqlite3

from archive.evidence.findings import Archive, Bad, Cursor, Step
from archive.record import article_facts, edit_facts, governorate_counts
from archive.record.kept_tables import missing_triggers
from archive.record.outlet_days import TRIGGERS, WRONG, is_there
from archive.sqlite import column

TOTAL = "SELECT count(*) FROM outlet_days"
FIRST_DAY = date(1970, 1, 1)
ANEW = "Count them anew: warraq reindex counts"


class Counts:
    """All at once, by the indexes alone: some hundred milliseconds a million articles."""

    def total(self, archive: Archive) -> int:
        return next(column(archive.record, int, TOTAL)) if is_there(archive.record) else 0

    def steps(self, archive: Archive, after: Cursor) -> Iterator[Step]:
        if after is None and is_there(archive.record):
            yield Step(1, self.total(archive), [*_wrong(archive.record)])
        if after is None and article_facts.is_there(archive.record):
            yield Step(1, 0, [*_wrongly_told(archive.record)])
        if after is None and edit_facts.is_there(archive.record):
            yield Step(1, 0, [*_edits_wrongly_told(archive.record)])
        if after is None and governorate_counts.is_there(archive.record):
            yield Step(1, 0, [*_places_wrongly_counted(archive.record)])


def _wrongly_told(record: sqlite3.Connection) -> Iterator[Bad]:
    for (number,) in record.execute(article_facts.WRONG):
        why = f"What searches count it by is not what the article is. {ANEW}"
        yield {"what": "count", "where": f"article {number}", "why": why}
    yield from _not_kept_up(record, article_facts.TRIGGERS, "it")


def _edits_wrongly_told(record: sqlite3.Connection) -> Iterator[Bad]:
    for (number,) in record.execute(edit_facts.WRONG):
        why = f"What edits are counted by is not what this one is. {ANEW}"
        yield {"what": "count", "where": f"edit {number}", "why": why}
    yield from _not_kept_up(record, edit_facts.TRIGGERS, "it")


def _places_wrongly_counted(record: sqlite3.Connection) -> Iterator[Bad]:
    for (number,) in record.execute(governorate_counts.WRONG):
        why = f"The table of counts has another number of articles that name its places than there are. {ANEW}"
        yield {"what": "count", "where": f"governorate {number}", "why": why}
    yield from _not_kept_up(record, governorate_counts.TRIGGERS, "the counts")


def _wrong(record: sqlite3.Connection) -> Iterator[Bad]:
    for outlet, day in record.execute(WRONG):
        where = f"articles of {outlet} of {_named(day)}"
        why = f"The table of counts has another number of them than there are. {ANEW}"
        yield {"what": "count", "where": where, "why": why}
    yield from _not_kept_up(record, TRIGGERS, "the counts")


def _not_kept_up(record: sqlite3.Connection, triggers: Mapping[str, str], kept: str) -> Iterator[Bad]:
    for name in missing_triggers(record, triggers):
        why = f"The trigger that keeps {kept} right is not there, or is another one. {ANEW}"
        yield {"what": "count", "where": name, "why": why}


def _named(day: object) -> str:
    """As a date; what no date can be, as it stands in the table."""
    try:
        return (FIRST_DAY + timedelta(days=int(str(day)))).isoformat()
    except (ValueError, OverflowError):
        return f"day {day}"
