"""The sample outlets are edited, shortened, moved and spoilt on command, from Python and over HTTP."""

import http.client
import json
import signal
import subprocess
import sys
import time
from html import unescape
from typing import get_args

import feedparser
import pytest

from tests.support.outlet_server import OutletServer
from tests.support.outlet_server.addresses import CONTROL, DEFAULT_PORT, FEEDS, MOVED, SITES, base_port
from tests.support.outlet_server.client import Answer, ask
from tests.support.outlet_server.expected import expected
from tests.support.outlet_server.faults import FaultKind
from tests.support.paths import ROOT


def test_an_edit_changes_a_number_and_a_sentence_and_the_tag(server: OutletServer) -> None:
    url = server.url("sample_wp", "204840")
    before = ask(url)
    assert server.edit() == url
    after = ask(url, If_None_Match=before.headers["etag"], If_Modified_Since=before.headers["last-modified"])
    assert after.status == 200
    assert "745 حاوية" in after.body.decode()
    gold = expected("sample_wp", "204840", after_edit=True)
    assert all(line in unescape(after.body.decode()) for line in [gold.title, *gold.text.split("\n")])
    with pytest.raises(ValueError, match="no edit"):
        server.edit()


def test_a_deleted_article_answers_410_then_404_and_leaves_the_lists(server: OutletServer) -> None:
    url = server.delete()
    assert ask(url).status == 410
    assert server.delete(status=404) == url
    assert ask(url).status == 404
    assert url.encode() not in ask(f"{server.home('sample_aspx')}/rss.aspx").body


@pytest.mark.parametrize("site", SITES)
def test_every_site_holds_one_article_back_until_it_is_published(server: OutletServer, site: str) -> None:
    listed, untouched = server.articles(site), ask(server.oldest(site)).body
    url = server.new(site)
    assert ask(url).status == 200
    assert len(server.articles(site)) == len(listed) + 1
    assert ask(server.oldest(site)).body == untouched, "older pages keep their bytes"


def test_the_copy_repeats_its_original_and_says_so(server: OutletServer) -> None:
    assert expected("sample_gutenberg", "5104")[:2] == expected("sample_wp", "204815")[:2]
    assert "المصدر: بريد الفرات" in ask(server.url("sample_gutenberg", "5104")).body.decode()


@pytest.mark.parametrize("kind", ["429", "503"])
def test_a_refusing_site_says_when_to_come_again(server: OutletServer, kind: FaultKind) -> None:
    url = f"{server.home('sample_wp')}/feed/"
    server.fault("sample_wp", kind, path="/feed/", times=1, seconds=7)
    refused = ask(url)
    assert (refused.status, refused.headers["retry-after"]) == (int(kind), "7")
    assert ask(url).status == 200, "once was asked for"


def test_a_hanging_site_hangs_and_closing_the_server_ends_it() -> None:
    with OutletServer() as server:
        server.fault("sample_aspx", "hang", seconds=60)
        with pytest.raises(TimeoutError):
            ask(f"{server.home('sample_aspx')}/", timeout=0.3)
        started = time.monotonic()
    assert time.monotonic() - started < 5


def test_a_cut_body_is_shorter_than_announced(server: OutletServer) -> None:
    server.fault("sample_wp", "cut", path="/204822/")
    with pytest.raises(http.client.IncompleteRead):
        ask(server.url("sample_wp", "204822"))


def test_article_pages_go_wrong_in_the_ways_of_real_sites(server: OutletServer) -> None:
    url, home = server.oldest("sample_wp"), server.home("sample_wp")
    told: dict[FaultKind, Answer] = {}
    for kind in get_args(FaultKind):
        server.reset()
        server.fault("sample_wp", kind, seconds=0)
        if kind != "cut":
            told[kind] = ask(url)
    assert told["charset"].headers["content-type"] == "text/html; charset=windows-1256"
    assert (told["challenge"].status, told["challenge"].headers["cf-mitigated"]) == (403, "challenge")
    assert told["soft404"].status == 200
    assert "غير موجودة" in told["soft404"].body.decode()
    assert (told["home"].status, told["home"].headers["location"]) == (302, f"{home}/")
    assert "story-text" in told["template"].body.decode()
    assert (told["moved"].status, told["moved"].headers["location"]) == (301, url.replace(home, server.home(MOVED)))


def test_a_moved_site_lives_on_at_its_new_home(server: OutletServer) -> None:
    old = server.oldest("sample_portal")
    assert ask(f"{server.home(MOVED)}/").status == 404
    server.fault("sample_portal", "moved")
    new = ask(old).headers["location"]
    assert new == old.replace(server.home("sample_portal"), server.home(MOVED))
    assert ask(new).status == 200
    assert new == server.oldest("sample_portal")
    with pytest.raises(ValueError, match="sample_portal lives"):
        server.fault("sample_wp", "moved")


@pytest.mark.parametrize(("site", "path"), [*FEEDS.items(), ("sample_listing", "/latest/")])
def test_an_empty_feed_is_well_formed_and_lists_nothing(server: OutletServer, site: str, path: str) -> None:
    server.fault(site, "empty_feed")
    answer = ask(server.home(site) + path)
    assert answer.status == 200
    assert server.articles(site)
    assert feedparser.parse(answer.body).entries == []


def test_reset_makes_everything_as_it_was(server: OutletServer) -> None:
    url = server.oldest("sample_wp")
    before = ask(url)
    for change in (server.edit, server.delete, server.new):
        change()
    server.fault("sample_wp", "moved")
    server.fault("sample_wp", "503")
    server.reset()
    assert server.requests == []
    after = ask(url)
    # The clock goes on between two answers.
    del before.headers["date"], after.headers["date"]
    assert after == before


def test_the_control_endpoint_does_what_the_python_commands_do(server: OutletServer) -> None:
    control = server.home(CONTROL)
    assert json.loads(ask(f"{control}/").body)["sites"]["sample_wp"]["articles"] == 13
    assert json.loads(ask(f"{control}/edit", "POST").body) == {"edited": server.url("sample_wp", "204840")}
    assert ask(json.loads(ask(f"{control}/delete?status=404", "POST").body)["deleted"]).status == 404
    assert ask(json.loads(ask(f"{control}/new?site=sample_listing", "POST").body)["published"]).status == 200
    ask(f"{control}/fault?site=sample_aspx&kind=429&seconds=9", "POST")
    assert ask(f"{server.home('sample_aspx')}/").headers["retry-after"] == "9"
    assert json.loads(ask(f"{control}/reset", "POST").body) == {"reset": True}
    assert ask(f"{server.home('sample_aspx')}/").status == 200


@pytest.mark.parametrize(
    ("method", "wish", "status"),
    [
        ("GET", "/edit", 405),
        ("POST", "/explode", 404),
        ("POST", "/new?site=nobody", 400),
        ("POST", "/fault?site=sample_wp&kind=flood", 400),
        ("POST", "/fault?kind=503", 400),
        ("POST", "/delete?status=200", 400),
        ("POST", "/delete?status=soon", 400),
        ("POST", "/edit?site=sample_wp", 400),
        ("POST", "/edit?site=sample_wp&article=1", 400),
    ],
)
def test_the_control_endpoint_explains_what_it_cannot_do(
    server: OutletServer, method: str, wish: str, status: int
) -> None:
    answer = ask(server.home(CONTROL) + wish, method)
    assert answer.status == status
    assert json.loads(answer.body)["error"]


def test_the_base_port_comes_from_the_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("WARRAQ_SAMPLE_PORT", raising=False)
    assert base_port() == DEFAULT_PORT
    for wrong in ("0", "65535", "port", "-1", "\u0663"):
        monkeypatch.setenv("WARRAQ_SAMPLE_PORT", wrong)
        with pytest.raises(ValueError, match="WARRAQ_SAMPLE_PORT"):
            base_port()


def test_the_command_prints_the_addresses_and_ctrl_c_ends_it_well(server: OutletServer) -> None:
    base = str(server.base_port)
    taken = command(base)
    assert taken.wait(20) == 1
    server.close()
    running = command(base)
    assert running.stdout
    lines = [running.stdout.readline() for _ in range(len(SITES) + 1)]
    assert lines[0].split()[:2] == ["sample_wp", f"{server.home('sample_wp')}/"]
    assert ask(f"{server.home('sample_wp')}/feed/").status == 200
    running.send_signal(signal.SIGINT)
    assert running.wait(10) == 0
    assert "closed" in running.stdout.read()
    for process in (taken, running):
        process.communicate()


def command(base: str) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-m", "tests.support.outlet_server"],
        env={"WARRAQ_SAMPLE_PORT": base, "PYTHONPATH": str(ROOT)},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
