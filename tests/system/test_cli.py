"""The `warraq` command as a stranger uses it: real processes, a real outlet server, the contract of its output."""

import hashlib
import json
import signal
import socket
import sqlite3
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner

from scheduler.cli import VERBS, cli
from tests.support.command import ALL, Command
from tests.support.outlet_server import OutletServer
from tests.support.paths import SHARED
from tests.support.waiting import wait_until
from tests.support.whole_suite import ONLY_WHOLE

CRAWL_KEYS = {"outlet", "found", "fetched", "new", "edited", "unchanged", "gone", "held", "failed", "cause", "seconds"}
SEEDS = SHARED / "seeds"


@pytest.fixture(scope="module")
def server() -> Iterator[OutletServer]:
    with OutletServer() as running:
        yield running


@pytest.fixture
def command(tmp_path: Path, server: OutletServer) -> Command:
    server.reset()
    return Command(tmp_path / "data", server.base_port)


@pytest.mark.parametrize("verb", VERBS)
def test_every_verb_teaches_with_help(verb: str) -> None:
    done = CliRunner().invoke(cli, [verb, "--help"], prog_name="warraq")
    assert done.exit_code == 0
    assert f"Usage: warraq {verb}" in done.output
    assert VERBS[verb] in " ".join(done.output.split())
    assert len(done.output) > 200


def test_the_whole_way_from_a_feed_to_a_file_that_a_plain_shell_searches(
    command: Command, server: OutletServer
) -> None:
    crawled = {row["outlet"]: row for row in command.lines("crawl", *ALL)}
    assert set(crawled) == set(ALL)
    assert all(set(row) >= CRAWL_KEYS for row in crawled.values())
    assert {row["cause"] for row in crawled.values()} == {""}
    assert command.rows("SELECT count(*) FROM articles") == [(56,)]

    # Unchanged: every route answers 304, no article is fetched, no row is written.
    server.requests.clear()
    before = command.rows("SELECT (SELECT count(*) FROM captures), (SELECT count(*) FROM versions)")
    again = command.lines("crawl", *ALL)
    assert sum(row["fetched"] for row in again) == 0
    routes = [request for request in server.requests if request.path != "/robots.txt"]
    assert {request.status for request in routes} == {304}
    assert len(routes) == len(ALL)
    assert command.rows("SELECT (SELECT count(*) FROM captures), (SELECT count(*) FROM versions)") == before

    edited, deleted, fresh = server.edit(), server.delete(), server.new()
    after = command.lines("crawl", *ALL)
    assert sum(row["edited"] for row in after) == 1
    assert sum(row["new"] for row in after) == 1
    assert [row["kind"] for row in command.lines("history", edited)] == ["first", "edit"]
    assert command.lines("history", fresh)[0]["n"] == 1
    assert command.rows("SELECT count(*) FROM articles WHERE status = 'missing' AND length(body) > 200") == [(1,)]
    assert [row["kind"] for row in command.lines("history", deleted)] == ["first"]

    (found,) = command.lines("search", "القوات")
    assert set(found) == {"count", "mode", "hits"}
    assert set(found["hits"][0]) == {"id", "outlet", "url", "title", "published", "snippet"}
    assert any("[القـ.ـوات]" in hit["title"] + hit["snippet"] for hit in found["hits"])

    (published,) = command.lines("publish")
    file = command.data / "published" / published["file"]
    parts = {"file", "bytes", "sha256", "articles", "delta", "packed", "parquet", "log_size", "log_root", "whole"}
    assert set(published) == parts
    assert hashlib.sha256(file.read_bytes()).hexdigest() == published["sha256"]
    plain = sqlite3.connect(file)
    plain.execute("UPDATE search_input SET q = 'القوّات'")
    titles = [row[0] for row in plain.execute("SELECT title || snippet FROM search_results")]
    plain.close()
    assert any("[القـ].[ـوات]" in title for title in titles)

    replayed = command.lines("replay")
    assert replayed == [{"read": 57, "changed": 0, "same": 57, "failed": 0}]


def test_health_names_a_broken_outlet_with_its_cause_and_exits_1(command: Command, server: OutletServer) -> None:
    server.fault("sample_wp", "503")
    assert command("crawl", "sample_wp", "sample_aspx").returncode == 0
    done = command("health", "--json")
    rows = {row["outlet"]: row for row in map(json.loads, done.stdout.splitlines())}
    assert done.returncode == 1
    assert set(rows["sample_aspx"]) == {"outlet", "state", "cause", "since", "last_new", "expected", "given_up"}
    assert rows["sample_aspx"]["state"] == "ok"
    assert rows["sample_wp"]["state"] == "broken"
    assert rows["sample_wp"]["cause"]
    assert rows["arabi21"]["state"] == "unknown"


def test_crawl_due_leaves_what_is_not_due_alone(command: Command) -> None:
    assert len(command.lines("crawl", "sample_wp", "sample_aspx", "--due")) == 2
    assert command.lines("crawl", "sample_wp", "sample_aspx", "--due") == []


@pytest.mark.parametrize(
    ("words", "status", "says"),
    [
        (("crawl", "nosuch"), 4, "There is no outlet called “nosuch”"),
        (("run", "--outlets", "nosuch"), 4, "There is no outlet called"),
        (("key", "not-an-address"), 4, "is not an http(s) address"),
        (("history", "https://unknown.example/1"), 4, "There is no archive"),
        (("search", "x"), 4, "There is no archive"),
        (("health",), 4, "Nothing was ever crawled"),
        (("import", "nowhere.jsonl"), 5, "cannot be read"),
        (("import", "pyproject.toml"), 5, "give it the ending of its form"),
        (("publish",), 4, "There is no archive"),
        (("search", "x", "--mode", "wrong"), 2, "Invalid value"),
        (("frobnicate",), 2, "There is no verb 'frobnicate'. All are listed by: warraq --help"),
    ],
)
def test_bad_input_gets_a_sentence_and_its_exit_status(
    command: Command, words: tuple[str, ...], status: int, says: str
) -> None:
    done = command(*words)
    assert done.returncode == status
    assert says in done.stderr


def test_a_broken_line_and_a_cut_warc_cost_only_themselves(command: Command, tmp_path: Path) -> None:
    text = "نص نموذجي طويل بما يكفي ليكون خبرًا، كُتب لهذا الاختبار وحده ولم يقع شيء مما فيه. " * 4
    lines = [
        json.dumps({"url": f"https://gone.example/{n}", "title": f"خبر {n}", "text": text + str(n)}) for n in range(3)
    ]
    (tmp_path / "some.jsonl").write_text("\n".join([lines[0], "{broken", *lines[1:]]))
    done = command("import", str(tmp_path / "some.jsonl"), "--json")
    assert json.loads(done.stdout) == {"read": 4, "new": 3, "edited": 0, "unchanged": 0, "held": 0, "failed": 1}
    assert done.returncode == 5
    assert "line 2" in done.stderr

    warc = next((command.data / "warc").rglob("*.warc.gz"))
    (tmp_path / "cut.warc.gz").write_bytes(warc.read_bytes()[:-50])
    done = command("import", str(tmp_path / "cut.warc.gz"), "--json")
    assert done.returncode == 5
    assert "breaks off" in done.stderr


@pytest.mark.skipif(not SEEDS.exists(), reason="the real articles to measure with are not here")
@ONLY_WHOLE
def test_real_articles_are_found_by_every_spelling(command: Command, tmp_path: Path) -> None:
    texts = [path.read_text() for path in sorted(SEEDS.glob("*.txt"))]
    lines = [json.dumps({"url": f"https://seeds.example/{n}", "text": text}) for n, text in enumerate(texts, start=1)]
    (tmp_path / "seeds.jsonl").write_text("\n".join(lines))
    assert command.lines("import", str(tmp_path / "seeds.jsonl"))[0]["new"] == 5

    def found(question: str) -> set[str]:
        (answer,) = command.lines("search", question)
        return {hit["url"] for hit in answer["hits"]}

    for question in ("سوريا", "سورية", "دير الزور", "ديرالزور"):
        assert len(found(question)) == 5
    assert found("الامريكية") == found("الأمريكية") != set()
    assert "https://seeds.example/2" in found("الاستعدادات")
    assert "https://seeds.example/1" in found("ادلب")


def test_key_and_read_store_nothing_and_tell_what_they_see(
    command: Command, server: OutletServer, tmp_path: Path
) -> None:
    url = server.url("sample_wp", "204831")
    twin = f"{url}?amp=1&utm_source=x"
    assert [row["key"] for row in command.lines("key", url, twin)] == ["204831", "204831"]
    with urllib.request.urlopen(url) as answer:  # noqa: S310 - the local server
        (tmp_path / "page.html").write_bytes(answer.read())
    (row,) = command.lines("read", str(tmp_path / "page.html"), "--url", url)
    keys = {"title", "text", "published", "published_from", "authors", "credit", "lang", "outlet", "key", "held"}
    assert set(row) >= keys
    assert row["held"] is None
    assert "القـ.ـوات" in row["text"]
    assert not command.data.exists()


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def get(port: int, path: str) -> str:
    with urllib.request.urlopen(f"http://127.0.0.1:{port}{path}", timeout=10) as answer:
        text: str = answer.read().decode()
        return text


def articles(command: Command) -> int:
    """How many articles there are, none while the record is being made."""
    try:
        return int(command.rows("SELECT count(*) FROM articles")[0][0])
    except sqlite3.OperationalError:
        return 0


def test_the_service_crawls_serves_refuses_a_second_one_and_ends_cleanly(
    command: Command, server: OutletServer
) -> None:
    port = free_port()
    service = command.start("run", "--port", str(port), "--outlets", ",".join(ALL))
    try:
        wait_until(lambda: articles(command) == 56)
        assert command.rows("SELECT count(*) FROM articles") == [(56,)]
        assert "القـ.ـوات" in get(port, "/search?q=%D8%A7%D9%84%D9%82%D9%88%D8%A7%D8%AA")
        assert "نموذج" in get(port, "/outlets")
        second = command("run", "--port", str(free_port()))
        assert second.returncode == 6
        assert "already runs" in second.stderr
        taken = Command(command.data.with_name("other"), server.base_port)("run", "--port", str(port))
        assert taken.returncode == 4
        assert f"Port {port} cannot be used" in taken.stderr
    finally:
        service.send_signal(signal.SIGINT)
        _, err = service.communicate(timeout=60)
    assert service.returncode == 0
    assert "Traceback" not in err


@ONLY_WHOLE
def test_interrupting_a_crawl_keeps_what_it_did(command: Command) -> None:
    crawl = command.start("crawl", *ALL)
    wait_until(lambda: articles(command) > 0)
    crawl.send_signal(signal.SIGINT)
    _, err = crawl.communicate(timeout=60)
    assert crawl.returncode == 11
    assert "Traceback" not in err
    assert 0 < articles(command) < 56
    command.lines("crawl", *ALL)
    assert command.rows("SELECT count(*), count(DISTINCT outlet || key) FROM articles") == [(56, 56)]
