"""The operator's channels on the command line: added, listed, tried and removed."""

import json
from datetime import timedelta
from pathlib import Path

import pytest

from archive.crawl_state.incidents import Incidents
from archive.times import now
from tests.support.typed_commands import Typed
from tests.support.webhook import Webhook

# Apprise still looks for a module that Python 3.13 has dropped.
pytestmark = pytest.mark.filterwarnings("ignore:'imghdr' is deprecated")


def test_a_channel_of_the_operator_is_added_told_listed_and_removed(
    typed: Typed, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, hook: Webhook
) -> None:
    monkeypatch.setenv("WARRAQ_DATA", str(tmp_path / "data"))
    status, out, _ = typed("alerts", "add", "--operator", hook.url, "--test", "--lang", "en", "--json")
    assert status == 0
    assert {**json.loads(out), "created_at": ""} == {
        "operator": 1,
        "channel": "json",
        "lang": "en",
        "created_at": "",
        "state": "ok",
        "cause": "",
        "failing_since": "",
        "next_try": "",
        "waiting": 0,
    }
    assert len(hook.messages) == 1
    with Incidents(tmp_path / "data" / "service.db") as incidents:
        incidents.begin("sana", "http_503", now() - timedelta(hours=1), now(), {})
    typed("alerts", "send", "--json")
    assert "answers with code 503" in hook.messages[1]["message"]
    hook.status = 500
    with Incidents(tmp_path / "data" / "service.db") as incidents:
        incidents.end(incidents.open_ones()[0]["id"], now())
    assert typed("alerts", "send")[0] == 9
    status, out, err = typed("alerts", "list", "--json")
    assert status == 1
    assert json.loads(out)["state"] == "waiting"
    assert "has not taken a message" in err
    assert typed("alerts", "remove", "--operator", "1")[0] == 0
    assert typed("alerts", "list", "--json")[:2] == (0, "")


def test_a_channel_of_the_operator_follows_no_question(typed: Typed) -> None:
    assert typed("alerts", "add", "--operator", "json://127.0.0.1:1/x", "words")[0] == 2
    assert typed("alerts", "add")[0] == 2
