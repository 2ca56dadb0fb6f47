"""The verb `watch`: estimates, keeps, lists, sends and removes lists of names; and that a service tells by itself."""

import json
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from archive.alerts.watch.store import Watching
from archive.data_folder import DataFolder
from archive.errors import BadConfiguration
from archive.ingest.session import Writer
from archive.times import now
from scheduler.cli import cli
from scheduler.service import Service
from tests.support.made_archive import HAWRAN, STREET, Made, take
from tests.support.webhook import Webhook

# Apprise still looks for a module that Python 3.13 has dropped.
pytestmark = pytest.mark.filterwarnings("ignore:'imghdr' is deprecated")
PLACE = "\nوبزملكا أمس جرى العمل في شارعين."
Watch = Callable[..., tuple[int, list[dict[str, Any]]]]


@pytest.fixture
def watch(data: Path, monkeypatch: pytest.MonkeyPatch) -> Watch:
    """Runs `warraq watch …`: exit status and JSON lines. Problems are raised."""
    monkeypatch.setenv("WARRAQ_DATA", str(data))
    archived(data, *range(8), days=2)

    def run(*words: str) -> tuple[int, list[dict[str, Any]]]:
        done = CliRunner().invoke(cli, ["watch", *words, "--json"], standalone_mode=False)
        if done.exception and not isinstance(done.exception, SystemExit):
            raise done.exception
        return done.return_value or 0, [json.loads(line) for line in done.stdout.splitlines()]

    return run


def archived(data: Path, *numbers: int, days: int = 0) -> None:
    with Writer(DataFolder(data).make(), "made") as writer:
        for n in numbers:
            made = Made(HAWRAN, f"street-{n}", f"أرصفة الحيّ رقم {n}", STREET.format(n=n) + PLACE * (n == 9), 0)
            take(writer, made, now() - timedelta(days=days))


def test_a_list_is_estimated_kept_without_its_loud_names_told_and_removed(
    watch: Watch, data: Path, tmp_path: Path
) -> None:
    file = tmp_path / "names.txt"
    file.write_text("الأرصفة\nزملكا\nلا أحد هنا\nمهرج*\n", encoding="utf-8")
    _, (estimate,) = watch("estimate", str(file))
    assert (estimate["names"], estimate["articles"], estimate["silent"]) == (4, 0, 3)
    assert [(one["name"], one["articles"]) for one in estimate["loud"]] == [("الأرصفة", 8)]
    with Webhook() as hook:
        _, (added,) = watch("add", str(file), "--to", hook.url)
        assert (added["names"], added["channels"], added["label"]) == (2, ["json"], "names")
        archived(data, 9)
        _, (sent,) = watch("send", "--now")
        assert (sent["count"], sent["cause"]) == (1, "")
        assert len(hook.messages) == 1
    assert watch("list")[1][0]["found"] == 1
    watch("remove", str(added["id"]))
    assert watch("list") == (0, [])


def test_what_cannot_be_watched_is_refused_with_what_to_do(watch: Watch, tmp_path: Path) -> None:
    with pytest.raises(BadConfiguration, match="Begin with: warraq watch add FILE"):
        watch("list")
    file = tmp_path / "names.txt"
    file.write_text("الأرصفة\n", encoding="utf-8")
    with pytest.raises(BadConfiguration, match="--loud"):
        watch("add", str(file))
    assert watch("add", str(file), "--loud")[1][0]["names"] == 1
    with pytest.raises(BadConfiguration, match="There is no watch list 7"):
        watch("remove", "7")
    file.write_text("\n\n", encoding="utf-8")
    with pytest.raises(BadConfiguration, match="has no name"):
        watch("estimate", str(file))


def test_a_service_holds_the_lists_against_what_is_new(watch: Watch, data: Path, tmp_path: Path) -> None:
    file = tmp_path / "names.txt"
    file.write_text("زملكا\n", encoding="utf-8")
    watch("add", str(file))
    archived(data, 9)
    Service(DataFolder(data), {}, 0)._send_alerts()
    with Watching(data / "watch.db") as watching:
        assert watching.counts(1) == (1, 1)
