"""What the archive has of some days and what it lacks: our own count, what outlets listed, and the gaps we know of."""

from collections.abc import Sequence
from datetime import date, timedelta

from sqlite_utils.utils import sqlite3

from archive.record.gaps import gaps
from archive.record.rows import GapRow
from archive.times import damascus_day, stamp, start_of, unstamp
from archive.web.assistants.open_archive import Answer, Room, Unanswered, behind, days_between, demand_known
from archive.web.queries.full_articles import all_outlets
from archive.web.queries.gaps import OURS
from archive.web.queries.recall import DAYS, RecallDay, has_listed_days, kept_by_day, recall_days

MOST_DAYS, MOST_OUTLETS, MOST_GAPS = 92, 50, 50


def coverage(room: Room, outlet: str, days: tuple[str, str], cursor: str) -> Answer:
    """Of one outlet day by day, of all a line each; the last DAYS days that are over unless others are asked for."""
    start, (first, last) = behind(cursor), _bounds(room, days)

    def ask(connection: sqlite3.Connection) -> Answer:
        if outlet:
            demand_known(connection, [outlet])
        known = [one for one in all_outlets(connection) if outlet in ("", one["name"])]
        by_day = _by_day(connection, first, last, outlet or None)
        lacking = gaps(connection, stamp(start_of(first)), outlet or None)
        within = None if lacking is None else [row for row in lacking if _begins_by(row, last)]
        end = start + MOST_OUTLETS
        return {
            "from": first.isoformat(),
            "to": last.isoformat(),
            "outlets": [
                {
                    "outlet": one["name"],
                    "title": one["title"],
                    "followed": bool(one["enabled"]),
                    "permalink": f"{room.site}/outlet/{one['name']}",
                    **_counted(by_day.get(one["name"], ())),
                    **({"days": [_day(day) for day in by_day.get(one["name"], ())]} if outlet else {}),
                    "gaps": None if within is None else sum(row["outlet"] == one["name"] for row in within),
                }
                for one in known[start:end]
            ],
            "next": str(end) if end < len(known) else None,
            "gaps": None if within is None else [_gap(row) for row in within[:MOST_GAPS]],
            "more_gaps": max(len(within or ()) - MOST_GAPS, 0),
            "permalink": f"{room.site}/gaps",
        }

    return room.answer(room.ask(ask))


def _bounds(room: Room, days: tuple[str, str]) -> tuple[date, date]:
    """Raises Unanswered."""
    first, last = days_between(*days)
    last = last or room.today - timedelta(days=1)
    first = first or last - timedelta(days=DAYS - 1)
    if not 0 <= (last - first).days < MOST_DAYS:
        raise Unanswered(f"Ask for 1 to {MOST_DAYS} days, the first before the last.")
    return first, last


def _by_day(connection: sqlite3.Connection, first: date, last: date, outlet: str | None) -> dict[str, list[RecallDay]]:
    if has_listed_days(connection):
        return recall_days(connection, first, last, outlet)
    days: dict[str, list[RecallDay]] = {}
    for (name, day), kept in sorted(kept_by_day(connection, first, last, outlet).items()):
        days.setdefault(name, []).append(RecallDay(day=day, kept=kept))
    return days


def _counted(days: Sequence[RecallDay]) -> Answer:
    """`articles` of all days; of those whose lists tell all they have, how many were listed and how many are kept."""
    dated = [(day.kept, day.listed) for day in days if day.listed is not None]
    return {
        "articles": sum(day.kept for day in days),
        "days_told_by_lists": len(dated),
        "listed": sum(listed for _, listed in dated) if dated else None,
        "kept_of_these_days": sum(kept for kept, _ in dated) if dated else None,
    }


def _day(day: RecallDay) -> Answer:
    return {"day": day.day.isoformat(), "articles": day.kept, "listed": day.listed}


def _begins_by(row: GapRow, last: date) -> bool:
    return damascus_day(unstamp(row["since"])) <= last


def _gap(row: GapRow) -> Answer:
    """`outlet` is empty where the whole archive was concerned; `known_missing` is None where nobody can know."""
    return {
        "outlet": row["outlet"],
        "since": row["since"],
        "until": row["until"],
        "cause": row["cause"],
        "ours": not row["outlet"] or row["cause"] in OURS,
        "known_missing": row["known_missing"],
    }
