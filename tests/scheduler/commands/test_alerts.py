"""The verb `alerts`: what it prints, what it refuses, and that a service sends by itself."""

import json
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from archive.data_folder import DataFolder
from archive.errors import WarraqError
from archive.ingest.session import Writer
from archive.times import now
from scheduler.cli import cli
from scheduler.service import Service
from tests.support.made_archive import HAWRAN, STREET, Made, take
from tests.support.webhook import Webhook

# Apprise still looks for a module that Python 3.13 has dropped.
pytestmark = pytest.mark.filterwarnings("ignore:'imghdr' is deprecated")
Alerts = Callable[..., tuple[int, list[dict[str, Any]]]]


@pytest.fixture
def alerts(data: Path, monkeypatch: pytest.MonkeyPatch) -> Alerts:
    """Runs `warraq alerts …` on an archive of one article: exit status and JSON lines. Problems are raised."""
    monkeypatch.setenv("WARRAQ_DATA", str(data))
    monkeypatch.setenv("WARRAQ_SITE", "https://archive.example/")
    archived(data, 0)

    def run(*words: str) -> tuple[int, list[dict[str, Any]]]:
        done = CliRunner().invoke(cli, ["alerts", *words, "--json"], standalone_mode=False)
        if done.exception and not isinstance(done.exception, SystemExit):
            raise done.exception
        return done.return_value or 0, [json.loads(line) for line in done.stdout.splitlines()]

    return run


def archived(data: Path, n: int) -> None:
    with Writer(DataFolder(data).make(), "made") as writer:
        made = Made(HAWRAN, f"street-{n}", f"أرصفة الحيّ رقم {n}", STREET.format(n=n), 0)
        take(writer, made, now() + timedelta(seconds=n))


def test_a_search_is_added_sent_listed_and_removed(alerts: Alerts, data: Path, hook: Webhook) -> None:
    _, (added,) = alerts("add", "أرصفة", "--to", hook.url, "--test", "--label", "الشارع")
    assert "تجربة" in hook.messages[0]["title"]
    # What comes after the scheme of a channel may be a secret.
    assert added["channel"] == "json"
    assert added["feed"].startswith("https://archive.example/saved/")
    archived(data, 1)
    status, (sent,) = alerts("send")
    assert (status, sent["label"], sent["count"], sent["cause"]) == (0, "الشارع", 1, "")
    assert alerts("send") == (0, [])
    assert hook.messages[1]["title"] == "ورّاق: الشارع (1)"
    assert added["feed"].removesuffix(".atom") in hook.messages[1]["message"]
    status, (listed,) = alerts("list")
    assert (status, listed["state"], listed["found"], listed["waiting"]) == (0, "ok", 1, 0)
    assert alerts("remove", str(added["id"]))[0] == 0
    assert alerts("list") == (0, [])


def test_a_preview_by_question_or_number_sends_nothing(alerts: Alerts, hook: Webhook) -> None:
    _, (added,) = alerts("add", "أرصفة", "--to", hook.url)
    _, by_question = alerts("preview", "أرصفة")
    _, by_number = alerts("preview", str(added["id"]))
    assert [hit["title"] for hit in by_question] == ["أرصفة الحيّ رقم 0"]
    assert by_number == by_question
    assert hook.messages == []


@pytest.mark.parametrize(
    "words",
    [
        ("add", "أرصفة", "--to", "nonsense"),
        ("add", "!!"),
        ("add", "أرصفة", "--outlet", "nowhere"),
        ("remove", "7"),
        ("preview", "7"),
        ("list",),
    ],
)
def test_what_makes_no_sense_is_refused_in_a_sentence(alerts: Alerts, words: tuple[str, ...]) -> None:
    with pytest.raises(WarraqError, match=r"\w+ .*\."):
        alerts(*words)


def test_a_channel_that_fails_its_test_is_not_saved(alerts: Alerts, data: Path, hook: Webhook) -> None:
    hook.status = 500
    with pytest.raises(WarraqError, match="500"):
        alerts("add", "أرصفة", "--to", hook.url, "--test")
    assert not DataFolder(data).readers.exists()


def test_messages_that_do_not_arrive_are_an_exit_status(alerts: Alerts, data: Path, hook: Webhook) -> None:
    alerts("add", "أرصفة", "--to", hook.url)
    archived(data, 1)
    hook.status = 500
    with pytest.raises(WarraqError, match="1 of 1 messages"):
        alerts("send")
    status, (listed,) = alerts("list")
    assert (status, listed["state"], listed["waiting"]) == (1, "waiting", 1)
    hook.status = 200
    assert alerts("send") == (0, [])
    assert alerts("send", "--now")[1][0]["cause"] == ""


def test_the_service_sends_what_is_due_and_its_log_holds_no_question(
    alerts: Alerts, data: Path, hook: Webhook, capsys: pytest.CaptureFixture[str]
) -> None:
    alerts("add", "أرصفة", "--to", hook.url)
    archived(data, 1)
    service = Service(DataFolder(data), {}, 0)
    for _ in range(2):
        service._send_alerts()
    assert len(hook.messages) == 1
    printed = "".join(capsys.readouterr())
    assert "1 found, sent" in printed
    assert "أرصفة" not in printed
