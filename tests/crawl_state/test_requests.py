"""What people asked of the service waits in order, is taken once, and is answered."""

import json
from pathlib import Path

import pytest

from archive.crawl_state.requests import Requests
from archive.errors import DiskFull
from archive.times import now

RESULT: dict[str, object] = {"outlet": "made", "found": 7, "fetched": 5, "new": 5, "cause": ""}


@pytest.fixture
def state(tmp_path: Path) -> Path:
    return tmp_path / "service.db"


def test_requests_wait_in_the_order_they_were_asked_and_are_taken_once(state: Path) -> None:
    with Requests(state) as asking, Requests(state) as service:
        first, second = asking.ask("made"), asking.ask("", "check", "https://new.example/")
        assert [row["id"] for row in service.waiting()] == [first, second]
        assert service.take(first, now())
        assert not service.take(first, now()), "taken once"
        assert [(row["outlet"], row["kind"], row["subject"]) for row in service.waiting()] == [
            ("", "check", "https://new.example/")
        ]


def test_who_asked_sees_how_far_it_is_and_how_it_ended(state: Path) -> None:
    with Requests(state) as asking, Requests(state) as service:
        number = asking.ask("made")
        service.take(number, now())
        service.progress(number, RESULT, 4)
        row = asking.of(number)
        assert row is not None
        assert (row["found"], row["fetched"], row["left"], row["ended_at"]) == (7, 5, 4, None)
        service.ended(number, RESULT)
        row = asking.of(number)
        assert row is not None
        assert row["ended_at"] is not None
        assert json.loads(row["result"]) == RESULT


def test_what_could_not_begin_is_answered_with_its_sentence_and_exit_code(state: Path) -> None:
    with Requests(state) as requests:
        number = requests.ask("made")
        requests.refused(number, DiskFull("No room."))
        row = requests.of(number)
        assert row is not None
        assert row["ended_at"]
        assert json.loads(row["result"]) == {"error": "No room.", "exit_code": 3}


def test_what_a_dead_service_had_taken_waits_again_for_the_next_one(state: Path) -> None:
    with Requests(state) as requests:
        lost, answered = requests.ask("made"), requests.ask("other")
        requests.take(lost, now())
        requests.take(answered, now())
        requests.ended(answered, RESULT)
        requests.give_back()
        assert [row["id"] for row in requests.waiting()] == [lost]


def test_a_request_is_withdrawn_before_it_is_taken_and_later_only_on_demand(state: Path) -> None:
    with Requests(state) as requests:
        waiting, taken = requests.ask("made"), requests.ask("made")
        requests.take(taken, now())
        assert requests.withdraw(waiting)
        assert requests.of(waiting) is None
        assert not requests.withdraw(taken)
        assert requests.withdraw(taken, also_taken=True)
        answered = requests.ask("made")
        requests.ended(answered, RESULT)
        assert not requests.withdraw(answered, also_taken=True), "the answer is there to be read"
