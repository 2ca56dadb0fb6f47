"""Who was first, and on what basis that is said."""

from datetime import datetime, timedelta
from pathlib import Path

import pytest

from archive.copies.precedence import PublicationEvidence, first_of
from tests.support.copied_articles import DAY, HOUR, START, MadeRecord, prose


def test_where_no_time_tells_an_agency_was_first_and_a_time_that_tells_is_believed_before_it(tmp_path: Path) -> None:
    with MadeRecord(tmp_path) as desk:
        desk.put("one/1", prose(1))
        desk.put("sana/1", prose(1))
        desk.put("one/2", prose(2))
        desk.put("two/2", prose(2))
        desk.put("one/3", prose(3))
        desk.put("sana/3", prose(3), HOUR)
        found = {pair: (copy["first"], copy["basis"]) for pair, copy in desk.copies().items()}
    assert found == {
        ("one/1", "sana/1"): ("sana/1", "agency"),
        ("one/2", "two/2"): (None, "unknown"),
        ("one/3", "sana/3"): ("one/3", "published"),
    }


def test_an_outlet_that_is_archived_later_is_first_where_what_it_states_is_earlier(tmp_path: Path) -> None:
    with MadeRecord(tmp_path) as desk:
        desk.put("live/1", prose(1), 3 * HOUR, HOUR)
        desk.put("late/1", prose(1), timedelta(), 50 * DAY)
        desk.put("live/2", prose(2), timedelta(), HOUR)
        desk.put("late/2", prose(2), 3 * HOUR, 50 * DAY)
        found = {pair: (copy["first"], copy["basis"]) for pair, copy in desk.copies().items()}
        origins = desk.rows("SELECT outlet, basis FROM clusters c JOIN articles a ON a.id = origin_id ORDER BY 1")
    assert found == {("live/1", "late/1"): ("late/1", "stated"), ("live/2", "late/2"): ("live/2", "stated")}
    assert origins == [{"outlet": "late", "basis": "stated"}, {"outlet": "live", "basis": "stated"}]


LATE = START + 50 * DAY
SEEN = START + HOUR


def evidence(number: int, seen: datetime, *bounds: datetime, by_us: bool = True) -> PublicationEvidence:
    """`bounds`: the moment it states, or the first and last of a day, or nothing."""
    earliest, latest = (bounds[0], bounds[-1]) if bounds else (None, None)
    return PublicationEvidence(number, f"o{number}", "k", "", False, seen, earliest, latest, by_us)


@pytest.mark.parametrize(
    ("late", "other", "first", "basis"),
    [
        # The other states nothing: it was out when we saw it, and nobody knows since when.
        (evidence(1, LATE, START), evidence(2, SEEN), None, "unknown"),
        (evidence(1, LATE, START + DAY), evidence(2, SEEN), 2, "stated"),
        # The other states a day only, and was seen before the moment that the late one states.
        (evidence(1, LATE, START + 2 * HOUR), evidence(2, SEEN, START - HOUR, START + 20 * HOUR), 2, "stated"),
        (evidence(1, LATE, START), evidence(2, SEEN, START - HOUR, START + 20 * HOUR), None, "unknown"),
        # Nobody of us saw the late one at all.
        (evidence(1, START, START, by_us=False), evidence(2, SEEN, START + 30 * HOUR / 60), 1, "stated"),
        (evidence(1, SEEN, by_us=False), evidence(2, LATE, START), None, "unknown"),
        # A date in the future is none.
        (evidence(1, LATE, START), evidence(2, SEEN, START + 400 * DAY), None, "unknown"),
        # Neither states anything: what is left is what we saw.
        (evidence(1, LATE), evidence(2, SEEN), 2, "first_seen"),
    ],
)
def test_a_first_sight_that_says_nothing_of_an_articles_age_decides_nothing(
    late: PublicationEvidence, other: PublicationEvidence, first: int | None, basis: str
) -> None:
    assert first_of(late, other) == (first, basis)
    assert first_of(other, late) == (first, basis)
