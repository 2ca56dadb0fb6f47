"""Service, crawls by hand, checks and backfills at once on one host: one request at a time, the delay between them."""

import json
import os
import signal
import time
from collections.abc import Iterator
from itertools import pairwise

import pytest

from tests.support.crawling import Archive
from tests.support.manual_crawls import CommandLine, crawls_of
from tests.support.scripted_site import ScriptedSite, list_posts, page
from tests.support.waiting import wait_until
from tests.support.whole_suite import ONLY_WHOLE

DELAY = 0.2
# What arrives is stamped by another process, which a busy machine lets wait a little.
LATE = 0.05
# So many crawls by hand beside a service. The suite makes do with one, and with what test_by_hand tries of the rest.
BY_HAND = int(os.environ.get("WARRAQ_BY_HAND", "1"))
ROUTES = 'Route(kind="feed", url="/feed/"), Route(kind="wp-rest", url="/wp-json/wp/v2/posts"),'

pytestmark = pytest.mark.slow
more = pytest.mark.skipif(BY_HAND == 1, reason="only with WARRAQ_BY_HAND=10, say: see CONTRIBUTING.md")


@pytest.fixture
def site() -> Iterator[ScriptedSite]:
    with ScriptedSite().running() as running:
        yield running


@pytest.fixture
def desk(archive: Archive, site: ScriptedSite) -> CommandLine:
    """Two outlets on one host, due every second, with four articles of news and twelve of the past."""
    site.publish([20004, 20003, 20002, 20001])
    past = list(range(10012, 10000, -1))
    list_posts(site, past)
    site.answers |= {f"/{number}/": page(number) for number in past}
    site.answers["/"] = page(1)
    for name in ("made", "twin"):
        archive.outlet(site.home, ROUTES, name)
        path = archive.outlets / f"{name}.py"
        text = path.read_text(encoding="utf-8").replace("delay=0.02", f'delay={DELAY}, every="2s"')
        path.write_text(text, encoding="utf-8")
    return CommandLine(archive)


def demand_kept(site: ScriptedSite) -> None:
    assert site.most_at_once == 1
    gaps = [after.at - before.at for before, after in pairwise(site.asked)]
    assert min(gaps) >= DELAY - LATE


def test_all_who_ask_one_host_take_turns_also_where_one_is_killed(desk: CommandLine, site: ScriptedSite) -> None:
    with desk.service("made,twin") as service:
        backfill = desk.start("crawl", "made", "--backfill", "--json")
        others = [desk.start("crawl", "twin", "--json"), desk.start("outlets", "check", "twin", "--json")]
        killed = desk.start("outlets", "check", "made", "--json")
        wait_until(lambda: len(site.asked) > 8)
        os.killpg(killed.pid, signal.SIGKILL)
        killed.communicate(timeout=30)
        if crawling := crawls_of(service.pid):
            os.kill(crawling[0], signal.SIGKILL)
        ended = [process.communicate(timeout=120) for process in (*others, backfill)]
    demand_kept(site)
    assert [process.returncode for process in others] == [0, 0], ended
    crawled, listed = json.loads(ended[0][0]), json.loads(ended[2][0])
    assert (crawled["outlet"], crawled["cause"], listed["outlet"]) == ("twin", "", "made")
    assert desk.state("SELECT state, left FROM backfills") == [("done", 0)]
    assert "already_running" not in {cause for _, cause in desk.runs()}
    assert len({asked.path for asked in site.asked if asked.path.startswith("/100")}) == 12, "all of the past"


@ONLY_WHOLE
def test_crawls_by_hand_beside_a_service_are_asked_of_it_and_none_is_a_failed_run(
    desk: CommandLine, site: ScriptedSite
) -> None:
    with desk.service("made"):
        for turn in range(BY_HAND):
            number = 30001 + turn
            site.publish([number, 20004, 20003])
            row, said = desk.crawl("made")
            assert (row["outlet"], row["cause"]) == ("made", "")
            assert "The service that runs on this data folder does it" in said
            assert f"/{number}/" in site.paths(), "asked at the latest by the crawl that was asked for"
    assert {cause for _, cause in desk.runs()} <= {"", "interrupted"}
    assert desk.state("SELECT count(*) FROM requests WHERE ended_at IS NULL") == [(0,)]
    demand_kept(site)


@more
def test_a_command_goes_on_by_itself_when_the_service_is_killed(desk: CommandLine) -> None:
    with desk.service("made") as service:
        wait_until(lambda: bool(desk.runs()))
        following = desk.start("crawl", "made", "twin", "--json")
        wait_until(lambda: bool(desk.state("SELECT 1 FROM requests")))
        service.kill()
        out, err = following.communicate(timeout=120)
    assert following.returncode == 0, err
    assert "goes on by itself" in " ".join(err.split())
    assert {json.loads(line)["outlet"]: json.loads(line)["cause"] for line in out.splitlines()} == {
        "made": "",
        "twin": "",
    }
    assert "already_running" not in {cause for _, cause in desk.runs()}


@more
def test_two_commands_on_one_outlet_take_turns_and_both_end_well(desk: CommandLine, site: ScriptedSite) -> None:
    first = desk.start("crawl", "made", "--json")
    wait_until(lambda: len(site.asked) > 1)
    row, said = desk.crawl("made")
    out, err = first.communicate(timeout=60)
    assert first.returncode == 0, err
    assert "this one waits for its turn" in said
    assert (json.loads(out)["new"], row["new"], row["cause"]) == (4, 0, "")
    assert desk.runs() == [("made", ""), ("made", "")]
    demand_kept(site)


@more
def test_a_backfill_is_left_queued_by_ctrl_c_and_gone_on_with_by_the_next_service(
    desk: CommandLine, site: ScriptedSite
) -> None:
    command = desk.start("crawl", "made", "--backfill")
    wait_until(lambda: bool(desk.state("SELECT 1 FROM backfills WHERE taken > 1")))
    os.kill(command.pid, signal.SIGINT)
    _, err = command.communicate(timeout=60)
    assert command.returncode == 11
    assert "stays queued" in " ".join(err.split())
    with desk.service("made"):
        deadline = time.monotonic() + 90
        while desk.state("SELECT state FROM backfills") != [("done",)] and time.monotonic() < deadline:
            time.sleep(0.2)
    assert desk.state("SELECT state, listed, taken, left FROM backfills") == [("done", 12, 12, 0)]
    demand_kept(site)


def test_where_nothing_answers_the_command_says_so_and_exits_with_1(desk: CommandLine) -> None:
    desk.archive.outlet("http://127.0.0.1:1", name="gone")
    done = desk("crawl", "gone", "--json")
    assert (done.returncode, json.loads(done.stdout)["cause"]) == (1, "refused")
    assert "Nothing answered" in done.stderr
    assert desk("crawl", "gone", "made", "--json").returncode == 0, "one did"
