"""The verb `outlets`: what `check` and `add` print, write and refuse."""

import json
from pathlib import Path

import pytest

from spiders.probing.outlet_file import demand_name
from spiders.probing.proposal import proposed_name
from tests.support.command import Command
from tests.support.outlet_server import OutletServer
from tests.support.scripted_site import Answer, ScriptedSite
from tests.support.typed_commands import Typed


def test_the_command_tells_every_probe_as_json_and_exits_1_where_something_is_to_be_mended(
    shared_server: OutletServer, tmp_path: Path
) -> None:
    shared_server.reset()
    command = Command(tmp_path / "data", shared_server.base_port)
    (told,) = command.lines("outlets", "check", "sample_wp")
    assert set(told) == {"outlet", "home", "result", "probes", "articles", "advice"}
    assert told["result"] == "ok"
    assert {"probe", "url", "result"} <= set(told["probes"][0])
    shared_server.fault("sample_wp", "challenge")
    done = command("outlets", "check", "sample_wp", "--json")
    assert (done.returncode, json.loads(done.stdout)["result"]) == (1, "challenge")
    assert "challenge" in command("outlets", "check", "sample_wp").stdout
    assert command("outlets", "check", "nosuch").returncode == 4
    assert not command.data.exists(), "a check stores nothing"
    assert {row["outlet"] for row in command.lines("outlets")} >= {"enabbaladi", "sample_wp"}


def test_add_writes_a_file_and_a_page_for_review_and_refuses_the_name_the_second_time(tmp_path: Path) -> None:
    folder = tmp_path / "mine"
    # One article: a site nobody knows yet is asked every two seconds.
    with ScriptedSite().running() as site:
        site.publish([10001])
        site.answers["/"] = Answer(200, b'<link rel="alternate" type="application/rss+xml" href="/feed/">')
        command = Command(tmp_path / "data", site.port)
        done = command("outlets", "add", "fresh", site.home, "--to", str(folder))
        assert done.returncode == 0, done.stderr
        assert "please review" in done.stdout
        written = [path.suffix for path in folder.rglob("*.*") if path.suffix != ".pyc"]
        assert sorted(written) == [".html", ".py", ".txt"]
        command.environment["WARRAQ_OUTLETS"] = str(folder)
        again = command("outlets", "add", "fresh", site.home)
        assert (again.returncode, "already" in again.stderr) == (4, True)
        assert "fresh" in {row["outlet"] for row in command.lines("outlets")}


def test_any_page_of_an_outlet_is_checked_as_the_outlet(shared_server: OutletServer, tmp_path: Path) -> None:
    shared_server.reset()
    command = Command(tmp_path / "data", shared_server.base_port)
    (told,) = command.lines("outlets", "check", f"{shared_server.home('sample_wp')}/any/page?x=1")
    assert (told["outlet"], told["result"], "proposed" in told) == ("sample_wp", "ok", False)


def test_a_site_that_is_no_outlet_yet_shows_the_file_that_add_would_write_and_stores_nothing(tmp_path: Path) -> None:
    with ScriptedSite().running() as site:
        site.publish([10001])
        site.answers["/"] = Answer(200, b'<link rel="alternate" type="application/rss+xml" href="/feed/">')
        command = Command(tmp_path / "data", 1)
        done = command("outlets", "check", f"{site.home}/10001/")
        assert (done.returncode, 'Route(kind="feed", url="/feed/")' in done.stdout) == (0, True), done.stdout
        assert "No outlet yet. warraq outlets add" in done.stdout
        assert not command.data.exists()


@pytest.mark.parametrize("typed_", ["ftp://sana.sy/x", "http://", "two words.example"])
def test_what_is_neither_a_name_nor_an_address_is_told(tmp_path: Path, typed: Typed, typed_: str) -> None:
    status, _, err = typed("outlets", "check", typed_, "--data", str(tmp_path))
    assert (status, "not an http(s) address" in err) == (4, True)


@pytest.mark.parametrize(
    ("url", "name"),
    [
        ("https://www.my-town.example/news/1", "my_town"),
        ("https://sana.example", "sana2"),
        ("https://24.example", "site_24"),
        ("https://x.example", "site_x"),
        ("https://class.example", "site_class"),
        ("https://خبر.example/1", "site"),
        ("http://203.0.113.5:8080/", "site_203"),
    ],
)
def test_a_new_outlet_is_named_after_its_host(url: str, name: str) -> None:
    demand_name(proposed_name(url, ("sana",)))
    assert proposed_name(url, ("sana",)) == name


@pytest.mark.parametrize(
    ("words_", "status", "says"),
    [
        (("x1", "nonsense", "--to", "mine"), 4, "not an http(s) address"),
        (("Bad-Name", "http://127.0.0.1:9", "--to", "mine"), 4, "no name"),
        (("sample_wp", "http://127.0.0.1:9", "--to", "mine"), 4, "already"),
        (("fresh", "http://no-such-host.invalid", "--to", "mine"), 9, "dns"),
    ],
)
def test_add_explains_what_it_cannot_do_and_writes_nothing(
    shared_server: OutletServer, tmp_path: Path, words_: tuple[str, ...], status: int, says: str
) -> None:
    command = Command(tmp_path / "data", shared_server.base_port)
    words_ = tuple(str(tmp_path / "mine") if word == "mine" else word for word in words_)
    done = command("outlets", "add", *words_)
    assert (done.returncode, says in done.stderr) == (status, True), done.stderr
    assert not (tmp_path / "mine").exists()
