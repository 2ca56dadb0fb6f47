"""Incidents told to the operator: once at the opening, once at the end, never a flood; and a summary a day."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from archive.alerts.operator_delivery import Attempt, alert_operators, follow, operator_troubles
from archive.alerts.operators import Operators
from archive.alerts.store import Readers
from archive.crawl_state.incidents import Incidents
from archive.crawl_state.runs import COUNTS, RunLog
from archive.data_folder import DataFolder
from archive.record.store import open_record
from tests.support.made_archive import HAWRAN
from tests.support.webhook import Webhook

# Apprise still looks for a module that Python 3.13 has dropped.
pytestmark = pytest.mark.filterwarnings("ignore:'imghdr' is deprecated")
SITE = "https://archive.example"
# 12:00 in Damascus: the summary of the day before was sent, or is not due for a channel added since.
NOON = datetime(2026, 11, 22, 9, 0, tzinfo=UTC)


def after(hours: float) -> datetime:
    return NOON + timedelta(hours=hours)


@pytest.fixture
def folder(data: Path, hook: Webhook) -> DataFolder:
    made = DataFolder(data).make()
    store = open_record(made.record)
    store.put_outlet(HAWRAN)
    store.close()
    RunLog(made.service).close()
    follow(made, hook.url, "en", NOON)
    return made


def began(folder: DataFolder, *outlets: str, cause: str = "dns", hours: float = 1) -> None:
    with Incidents(folder.service) as incidents:
        for outlet in outlets:
            incidents.begin(outlet, cause, after(hours), after(hours), {"runs": 2})


def ended(folder: DataFolder, hours: float) -> None:
    with Incidents(folder.service) as incidents:
        for row in incidents.open_ones():
            incidents.end(row["id"], after(hours))


def told(folder: DataFolder, hours: float) -> list[Attempt]:
    return list(alert_operators(folder, SITE, after(hours)))


def test_an_incident_is_told_at_its_opening_and_at_its_end_and_not_between(folder: DataFolder, hook: Webhook) -> None:
    began(folder, HAWRAN.name)
    told(folder, 2)
    told(folder, 3)
    (opening,) = hook.messages
    assert opening["title"] == f"Warraq: {HAWRAN.title_en}: an incident"
    assert "since 2026-11-22 13:00, Damascus time" in opening["message"]
    assert opening["message"].endswith(f"{SITE}/en/outlet/{HAWRAN.name}")
    ended(folder, 4)
    told(folder, 5)
    told(folder, 6)
    assert [message["title"].rpartition(": ")[2] for message in hook.messages] == ["an incident", "over"]


def test_two_at_once_are_two_messages_and_thirty_are_one_that_lists_them(folder: DataFolder, hook: Webhook) -> None:
    began(folder, "one", "two")
    told(folder, 2)
    assert len(hook.messages) == 2
    began(folder, *(f"outlet-{n}" for n in range(30)))
    told(folder, 3)
    (many,) = hook.messages[2:]
    assert many["title"] == "Warraq: 30 incidents"
    assert all(f"outlet-{n}:" in many["message"] for n in range(30))
    ended(folder, 4)
    told(folder, 5)
    assert [message["title"] for message in hook.messages[3:]] == ["Warraq: 32 incidents"]


def test_what_a_channel_does_not_take_is_told_when_it_does_and_once(folder: DataFolder, hook: Webhook) -> None:
    hook.status = 500
    began(folder, "one")
    assert told(folder, 2)[0].cause
    assert told(folder, 2.01) == []
    (sentence,) = operator_troubles(folder)
    assert "has not taken a message since 2026-11-22 14:00" in sentence
    hook.status = 200
    ended(folder, 3)
    told(folder, 3)
    # It was over before anybody heard of it: its end tells both.
    assert [message["title"] for message in hook.messages] == ["Warraq: one: over"]
    assert operator_troubles(folder) == []


def test_a_channel_added_later_hears_of_what_is_open_and_of_no_past(folder: DataFolder, hook: Webhook) -> None:
    began(folder, "one")
    told(folder, 1)
    ended(folder, 2)
    told(folder, 2)
    began(folder, "two", hours=3)
    told(folder, 3)
    follow(folder, f"{hook.url}/second", "en", after(4))
    told(folder, 4)
    assert [(path, message["title"]) for path, message in zip(hook.paths, hook.messages, strict=True)][3:] == [
        ("/hook/second", "Warraq: two: an incident")
    ]


def test_the_summary_comes_once_a_day_at_its_time_with_what_came_beside_what_was_expected(
    folder: DataFolder, hook: Webhook
) -> None:
    with RunLog(folder.service) as run_log:
        result = dict.fromkeys(COUNTS, 0) | {"outlet": HAWRAN.name, "cause": "", "new": 7, "seconds": 1.0}
        run_log.ended(result, after(1), after(1))
        run_log.put_health(
            [
                {
                    "outlet": HAWRAN.name,
                    "state": "ok",
                    "cause": "",
                    "since": "2026-11-22T09:00:00Z",
                    "last_new": None,
                    "expected": "10/day",
                    "given_up": 0,
                }
            ]
        )
    began(folder, "", cause="clock")
    told(folder, 2)
    hook.messages.clear()
    told(folder, 18.9)  # 06:54 in Damascus
    assert hook.messages == []
    told(folder, 19.1)
    told(folder, 20)
    (summary,) = hook.messages
    assert summary["title"] == "Warraq: the day 2026-11-22"
    for line in (
        f"{HAWRAN.title_en}: 7 (expected 10/day)",
        "Open incidents: 1",
        "Warraq itself: ",
        "Held pages",
        "Free",
    ):
        assert line in summary["message"]


def test_channels_of_the_configuration_come_and_go_with_it(folder: DataFolder, hook: Webhook) -> None:
    other = f"{hook.url}/configured"
    began(folder, "one")
    list(alert_operators(folder, SITE, after(1), configured=[other]))
    assert sorted(hook.paths) == ["/hook", "/hook/configured"]
    list(alert_operators(folder, SITE, after(2), configured=[]))
    with Readers(folder.readers) as readers:
        assert [row["channel"] for row in Operators(readers).all()] == [hook.url]
