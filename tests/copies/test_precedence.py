"""Who was first, and on what basis that is said."""

from pathlib import Path

from tests.support.copy_desk import HOUR, Desk, prose


def test_where_no_time_tells_an_agency_was_first_and_a_time_that_tells_is_believed_before_it(tmp_path: Path) -> None:
    with Desk(tmp_path) as desk:
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
