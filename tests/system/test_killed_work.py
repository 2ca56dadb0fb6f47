"""Whatever is killed at any moment, an import, a publish, an alert, the service: done again, it is whole and once."""

import os
import socket
import sqlite3
from collections import Counter
from contextlib import closing
from pathlib import Path

import pytest

from tests.support.command import ALL, Command
from tests.support.crawled_samples import ARTICLES, crawl_what_is_left, demand_crawled
from tests.support.jsonl_articles import add_articles, words
from tests.support.killing import Killer, seconds_of
from tests.support.outlet_server import OutletServer
from tests.support.soundness import demand_published, demand_sound
from tests.support.warc_files import http, warc_record
from tests.support.webhook import NAMED, Webhook
from tests.support.whole_suite import ONLY_WHOLE

# Of each kind; the suite makes do with few, each at another moment.
KILLS = int(os.environ.get("WARRAQ_KILLS", "1"))
SEED = 20_261_126

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(not Path("/proc/self/environ").exists(), reason="finds the processes to kill in /proc"),
]


def warc_of(path: Path, numbers: range) -> Path:
    def body(n: int) -> bytes:
        return f"<html><body><article><h1>عودة المياه {n}</h1><p>{words(n)}.</p></article></body></html>".encode()

    path.write_bytes(b"".join(warc_record(http(body(n)), url=f"https://one.example/{n}") for n in numbers))
    return path


@pytest.mark.skipif(KILLS == 1, reason="it takes long: WARRAQ_KILLS=2 or more")
def test_an_import_killed_at_any_moment_and_done_again_holds_every_article_once(
    tmp_path: Path, server: OutletServer
) -> None:
    pages = 150  # two commits
    source = warc_of(tmp_path / "some.warc", range(1, 1 + pages))
    whole = Command(tmp_path / "whole", server.base_port)
    takes = seconds_of(lambda: whole("import", str(source)))
    killer, rounds = Killer(SEED), 0
    while killer.kills < KILLS:
        command, rounds = Command(tmp_path / f"data{rounds}", server.base_port), rounds + 1
        killer.strikes(command, "import", str(source), within=(0.1 * takes, takes))
        (done,) = command.lines("import", str(source))
        assert (done["read"], done["new"] + done["unchanged"]) == (pages, pages)
        demand_sound(command.data, pages)
    print(f"imports: {killer.kills} kills, {rounds} times whole")


@ONLY_WHOLE
def test_a_publish_killed_at_any_moment_leaves_nothing_half_and_the_next_one_tidies_up(
    tmp_path: Path, server: OutletServer
) -> None:
    command = Command(tmp_path / "data", server.base_port)
    killer, rounds = Killer(SEED), 0
    add_articles(command.data, range(3))
    takes = seconds_of(lambda: command("publish"))
    while killer.kills < KILLS:
        rounds += 1
        add_articles(command.data, range(3 * rounds, 3 * rounds + 3))
        killer.strikes(command, "publish", within=(0.4 * takes, takes))
        command.lines("publish")
        (newest, *_) = demand_published(command.data / "published")
        assert newest["articles"] == 3 * rounds + 3
    print(f"publishes: {killer.kills} kills, {rounds} times whole")


@ONLY_WHOLE
def test_an_alert_killed_at_any_moment_is_told_and_twice_only_when_it_died_behind_the_channels_yes(
    tmp_path: Path, server: OutletServer, hook: Webhook
) -> None:
    command = Command(tmp_path / "data", server.base_port)
    add_articles(command.data, range(1))
    searches = range(1, 4)
    for search in searches:
        command("alerts", "add", "خبر", "--history", "--to", f"{hook.url}/{search}")
    killer, rounds = Killer(SEED), 0
    takes = seconds_of(lambda: command("alerts", "send"))
    while killer.kills < KILLS:
        rounds, kills, first = rounds + 1, killer.kills, len(hook.messages)
        add_articles(command.data, range(3 * rounds, 3 * rounds + 3))
        for _ in range(min(4, 2 * KILLS)):
            before = len(hook.messages)
            struck = killer.strike(command, "alerts", "send", within=(0.4 * takes, 1.2 * takes))
            unsure = set(hook.paths[before:]) & {f"/hook/{search}" for search in unsent(command.data)}
            assert len(unsure) <= (1 if struck else 0), "each is written down before the next is sent"
        command.lines("alerts", "send")
        told = Counter(
            (path, article)
            for path, message in zip(hook.paths[first:], hook.messages[first:], strict=True)
            for article, _ in NAMED.findall(message["message"])
        )
        assert len(told) == len(searches) * 3, "every article to every search"
        assert len(hook.messages) - first <= len(searches) + killer.kills - kills
    again = len(hook.messages) - len(searches) * rounds
    print(f"alerts: {killer.kills} kills, {rounds} times whole, {again} messages told again, as promised")


def unsent(data: Path) -> set[int]:
    """Searches with matches that are not known to be told."""
    with closing(sqlite3.connect(data / "readers.db")) as readers:
        return {row[0] for row in readers.execute("SELECT search_id FROM matches WHERE sent_at = ''")}


def test_a_service_killed_at_any_moment_loses_nothing_and_doubles_nothing(tmp_path: Path, server: OutletServer) -> None:
    killer, rounds, port = Killer(SEED), 0, unused_port()
    crawl_takes = seconds_of(lambda: Command(tmp_path / "whole", server.base_port)("crawl", *ALL))
    command = Command(tmp_path / "data", server.base_port)
    while killer.kills < KILLS:
        within = 0.2 * crawl_takes, 2 * crawl_takes
        killer.strike(command, "run", "--port", str(port), "--outlets", ",".join(ALL), within=within)
        if not command.data.joinpath("warraq.db").exists():
            continue
        make_due(command.data)
        if killer.kills >= KILLS or command.rows("SELECT count(*) FROM articles") == [(ARTICLES,)]:
            crawl_what_is_left(command)
            demand_crawled(command)
            rounds += 1
            command = Command(tmp_path / f"data{rounds}", server.base_port)
    print(f"services: {killer.kills} kills, {rounds} times whole")


def unused_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def make_due(data: Path) -> None:
    """A crawl that was begun is due again when its interval is over; here nobody waits for that."""
    with closing(sqlite3.connect(data / "service.db")) as service, service:
        service.execute("DELETE FROM schedule")
