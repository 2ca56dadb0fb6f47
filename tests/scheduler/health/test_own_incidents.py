"""What is ours and no outlet's, by the facts alone."""

from datetime import UTC, datetime, timedelta

import pytest

from scheduler.health.own_incidents import Attempt, Clocks, Unreached, not_crawled, unreached, wrong_clock

NOW = datetime(2026, 11, 22, 12, 0, tzinfo=UTC)
NAMES = ("a", "b", "c", "d", "e", "f")


def ago(minutes: float) -> datetime:
    return NOW - timedelta(minutes=minutes)


def attempts(*rounds: str) -> list[Attempt]:
    """Rounds a quarter of an hour apart, the oldest first; in each a letter an outlet: d is dns, t a time-out, s a
    failing server, x a full disk, a point well, a blank that it was not asked. Returns the newest first."""
    causes = {"d": "dns", "t": "timeout", ".": "", "s": "http_503", "x": "disk_full"}
    made = [
        Attempt(name, ago(15 * (len(rounds) - at)) + timedelta(seconds=n), causes[letter])
        for at, letters in enumerate(rounds)
        for n, (name, letter) in enumerate(zip(NAMES, letters, strict=False))
        if letter != " "
    ]
    return made[::-1]


@pytest.mark.parametrize(
    ("rounds", "ours", "suspected"),
    [
        (("......", "dddddd"), True, True),
        (("......", "dtdtdt"), True, True),
        (("......", "dddd"), False, True),
        (("......", "dd"), False, False),
        (("......", "xxxxxx"), False, False),
        (("......", "ssssss"), False, False),
        (("......", "d.dddd"), False, True),
        (("d.....", "dddddd"), True, True),
        (("ddd...", "ddd   "), False, False),
        (("ddd...", "ddd..."), False, False),
        (("......", "dddddd", "dddddd", "dxdddd"), True, True),
        (("ddd",), True, True),
        (("dd",), False, False),
    ],
    ids=[
        "all",
        "all in two ways",
        "not all were asked yet",
        "two of six",
        "our disk",
        "servers that fail answer",
        "one answers, and four after it do not yet",
        "one was down before",
        "three that were down before",
        "half are down",
        "for long",
        "never anything else",
        "two alone",
    ],
)
def test_our_network_is_gone_where_all_that_answered_before_do_not(
    rounds: tuple[str, ...], ours: bool, suspected: bool
) -> None:
    found = unreached(attempts(*rounds))
    assert (bool(found and found.is_ours), bool(found and found.is_suspected)) == (ours, suspected)


def test_whoever_was_not_reached_is_named_and_since_when() -> None:
    assert unreached(attempts("......", "dddddd", "dddddd")) == Unreached(
        ago(30), NAMES, is_ours=True, is_suspected=True
    )


def test_an_outlet_is_not_crawled_half_an_hour_after_it_was_due() -> None:
    due = {"a": ago(31), "b": ago(29), "c": ago(90), "d": ago(500), "off": ago(500)}
    started = {"a": ago(60), "b": ago(60), "c": ago(80), "d": ago(600)}
    found = not_crawled(due, started, ["a", "b", "c", "d"], NOW)
    assert found is not None
    assert (found.cause, found.since, found.detail) == ("not_crawled", ago(500), {"outlets": ["a", "d"], "of": 4})
    assert not_crawled({"b": ago(29)}, {}, ["b"], NOW) is None


def clocks(minutes: float, *, set_by: timedelta = timedelta(), boot: str = "one") -> Clocks:
    return Clocks(ago(minutes) + set_by, 1_000_000 - 60 * minutes, boot)


YEARS = timedelta(days=5 * 365)


@pytest.mark.parametrize("by", [YEARS, -YEARS, timedelta(days=2), timedelta(minutes=-6)])
def test_a_clock_that_was_set_is_told_while_it_is_so_and_no_longer(by: timedelta) -> None:
    well = [clocks(n) for n in (10, 20, 30)]
    wrong = clocks(5, set_by=by)
    assert wrong_clock(well, clocks(0)) is None
    assert wrong_clock(well, clocks(0, set_by=by)) is not None
    # A run under the wrong clock was recorded meanwhile.
    assert wrong_clock([wrong, *well], clocks(0, set_by=by)) is not None
    assert wrong_clock([wrong, *well], clocks(0)) is None


def test_a_machine_that_slept_has_no_wrong_clock_and_one_that_started_in_the_past_has() -> None:
    assert wrong_clock([clocks(10)], clocks(0, set_by=timedelta(hours=9))) is None
    assert wrong_clock([clocks(10)], Clocks(NOW + timedelta(days=30), 5, "two")) is None
    found = wrong_clock([clocks(10)], Clocks(NOW - YEARS, 5, "two"))
    assert found is not None
    assert found.cause == "clock"
    assert wrong_clock([], clocks(0)) is None
