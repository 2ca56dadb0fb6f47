"""A crawl by hand beside a service or another command: who does it, what is said, what it comes to."""

import threading
from collections.abc import Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from datetime import date
from pathlib import Path

import pytest

from archive.crawl_state.backfills import Backfills
from archive.crawl_state.requests import Requests
from archive.data_folder import DataFolder
from archive.errors import DiskFull, WarraqError
from archive.model import Outlet
from archive.times import now
from scheduler.crawler import Crawler
from scheduler.manual_crawls import FOLLOWS, SERVICE_ENDED, ByHand
from spiders.registry import outlets
from spiders.result import CrawlResult
from tests.support.crawling import Archive
from tests.support.manual_crawls import rows_of
from tests.support.scripted_site import Answer, ScriptedSite, list_posts, page
from tests.support.waiting import wait_until

ROUTES = 'Route(kind="feed", url="/feed/"), Route(kind="wp-rest", url="/wp-json/wp/v2/posts"),'


class CommandLine:
    """One command, and what it said."""

    def __init__(self, data: DataFolder) -> None:
        self.data, self.said = data, list[str]()
        self.stop = threading.Event()
        self.shown: list[tuple[CrawlResult, int]] = []
        self.by_hand = ByHand(data, self.stop, lambda *told: self.shown.append(told), self.said.append)


@pytest.fixture
def site() -> Iterator[ScriptedSite]:
    with ScriptedSite().running() as running:
        running.publish([20002, 20001])
        yield running


@pytest.fixture
def outlet(archive: Archive, site: ScriptedSite) -> Outlet:
    archive.outlet(site.home, ROUTES)
    return outlets()["made"]


@pytest.fixture
def data(archive: Archive) -> DataFolder:
    return DataFolder(archive.data).make()


@pytest.fixture
def desk(data: DataFolder) -> CommandLine:
    return CommandLine(data)


@pytest.fixture
def pool() -> Iterator[ThreadPoolExecutor]:
    with ThreadPoolExecutor(2) as made:
        yield made


@contextmanager
def service(data: DataFolder, *known: Outlet) -> Iterator[None]:
    """The crawling half of a service, in this process."""
    stop = threading.Event()
    with data.lock("service", "busy"):
        crawler = Crawler(data, {outlet.name: outlet for outlet in known}, stop)
        crawler.start()
        try:
            yield
        finally:
            stop.set()
            crawler.close()


def asked(data: DataFolder) -> list[object]:
    return [row for (row,) in rows_of(data.service, "SELECT id FROM requests WHERE ended_at IS NULL")]


def test_beside_a_service_the_service_does_it_and_the_command_has_the_result(
    desk: CommandLine, data: DataFolder, outlet: Outlet, site: ScriptedSite
) -> None:
    with service(data, outlet):
        wait_until(lambda: bool(rows_of(data.service, "SELECT 1 FROM runs")))
        site.publish([20003, 20002, 20001])
        result = desk.by_hand.crawl(outlet)
    assert (result.outlet, result.cause, desk.said) == ("made", "", [FOLLOWS])
    assert "/20003/" in site.paths()
    assert {cause for (cause,) in rows_of(data.service, "SELECT cause FROM runs")} == {""}


def test_what_the_service_cannot_begin_is_told_in_its_words_and_with_its_status(
    desk: CommandLine, data: DataFolder, outlet: Outlet, pool: ThreadPoolExecutor
) -> None:
    with data.lock("service", "busy"):
        waiting = pool.submit(desk.by_hand.crawl, outlet)
        wait_until(lambda: bool(asked(data)))
        with Requests(data.service) as requests:
            requests.refused(int(str(asked(data)[0])), DiskFull("No room at all."))
        with pytest.raises(WarraqError, match="No room at all") as refused:
            waiting.result(30)
    assert refused.value.exit_code == 3


def test_an_outlet_that_the_service_does_not_know_is_told(desk: CommandLine, data: DataFolder, outlet: Outlet) -> None:
    with service(data), pytest.raises(WarraqError, match="does not know the outlet made"):
        desk.by_hand.crawl(outlet)


@pytest.mark.parametrize("taken", [False, True])
def test_where_the_service_dies_the_command_does_it_itself(
    desk: CommandLine, data: DataFolder, outlet: Outlet, pool: ThreadPoolExecutor, taken: bool
) -> None:
    with data.lock("service", "busy"):
        waiting = pool.submit(desk.by_hand.crawl, outlet)
        wait_until(lambda: bool(asked(data)))
        if taken:
            with Requests(data.service) as requests:
                assert requests.take(int(str(asked(data)[0])), now())
    result = waiting.result(60)
    assert (result.new, result.cause, desk.said) == (2, "", [FOLLOWS, SERVICE_ENDED])
    assert rows_of(data.service, "SELECT count(*) FROM requests") == [(0,)]


def test_who_asks_no_longer_takes_back_what_nobody_has_taken_and_leaves_the_rest_to_the_service(
    data: DataFolder, outlet: Outlet, pool: ThreadPoolExecutor
) -> None:
    untaken, taken = CommandLine(data), CommandLine(data)
    with data.lock("service", "busy"), Requests(data.service) as requests:
        first = pool.submit(untaken.by_hand.crawl, outlet)
        wait_until(lambda: len(asked(data)) == 1)
        second = pool.submit(taken.by_hand.crawl, outlet)
        wait_until(lambda: len(asked(data)) == 2)
        assert requests.take(int(str(asked(data)[1])), now())
        for desk in (untaken, taken):
            desk.stop.set()
        assert {first.result(30).cause, second.result(30).cause} == {"interrupted"}
        assert len(asked(data)) == 1
    assert untaken.said == [FOLLOWS]
    assert taken.said == [FOLLOWS, "made: the service goes on with it."]


def test_two_commands_on_one_outlet_take_turns_and_both_end_well(
    data: DataFolder, outlet: Outlet, site: ScriptedSite, pool: ThreadPoolExecutor
) -> None:
    site.answers["/20002/"] = Answer(200, page(20002).body, page(20002).headers, hang=1)
    first, second = CommandLine(data), CommandLine(data)
    begun: Future[CrawlResult] = pool.submit(first.by_hand.crawl, outlet)
    wait_until(lambda: "/20002/" in site.paths())
    later = second.by_hand.crawl(outlet)
    assert (begun.result(60).new, later.new, later.cause) == (2, 0, "")
    assert second.said == ["made is being crawled by another command; this one waits for its turn."]
    assert rows_of(data.service, "SELECT cause FROM runs") == [("",), ("",)]


def test_a_backfill_asked_beside_a_service_is_queued_and_followed_to_its_end(
    desk: CommandLine, data: DataFolder, outlet: Outlet, site: ScriptedSite
) -> None:
    past = list(range(10006, 10000, -1))
    list_posts(site, past)
    site.answers |= {f"/{number}/": page(number) for number in past}
    with service(data, outlet):
        result = desk.by_hand.past(outlet, date.min)
    assert (result.found, result.cause, desk.said) == (6, "", [FOLLOWS])
    assert result.new >= 6
    assert (desk.shown[-1][0].fetched, desk.shown[-1][1]) == (6, 0)
    assert rows_of(data.service, "SELECT state, left FROM backfills") == [("done", 0)]


def test_a_backfill_that_is_paused_or_stopped_or_has_to_wait_ends_the_command_with_a_sentence(
    data: DataFolder, outlet: Outlet, pool: ThreadPoolExecutor
) -> None:
    def past_until(decide: str) -> tuple[str, str]:
        desk = CommandLine(data)
        with data.lock("service", "busy"), Backfills(data.service) as pasts:
            following = pool.submit(desk.by_hand.past, outlet, date.min)
            wait_until(lambda: FOLLOWS in desk.said)
            if decide == "wait":
                pasts.crawl_ended("made", CrawlResult("made", cause="dns").as_dict(), "ill")
            else:
                getattr(pasts, decide)("made")
            return following.result(30).cause, desk.said[-1]

    assert past_until("pause") == ("", "made: its backfill is paused; go on with: warraq backfill resume made")
    cause, said = past_until("wait")
    assert (cause, "because of dns" in said) == ("dns", True)
    assert past_until("stop") == ("", "made: its backfill was stopped; what it had fetched is kept.")


def test_whoever_asks_whether_a_lock_is_held_takes_it_from_nobody(data: DataFolder, tmp_path: Path) -> None:
    asking = threading.Event()

    def ask() -> None:
        while not asking.is_set():
            data.is_locked("service")

    threads = [threading.Thread(target=ask) for _ in range(2)]
    for thread in threads:
        thread.start()
    try:
        for _ in range(50):
            with data.lock("service", "busy"):
                assert data.is_locked("service")
    finally:
        asking.set()
        for thread in threads:
            thread.join()
    assert not data.is_locked("service")
    assert not DataFolder(tmp_path / "nowhere").is_locked("service")
