"""Manners towards the sites: robots.txt, delays, waits they ask for."""

from collections.abc import Iterator

import pytest

from spiders.http.host_budget import LONGEST_HOLD
from tests.support.crawling import Archive
from tests.support.scripted_site import Answer, ScriptedSite, page


@pytest.fixture
def site(archive: Archive) -> Iterator[ScriptedSite]:
    with ScriptedSite().running() as running:
        running.publish([10002, 10001])
        archive.outlet(running.home)
        yield running


def gaps(site: ScriptedSite) -> list[float]:
    return [later.at - earlier.at for earlier, later in zip(site.asked, site.asked[1:], strict=False)]


def test_what_robots_txt_forbids_is_not_asked_for(archive: Archive, site: ScriptedSite) -> None:
    site.answers["/robots.txt"] = Answer(200, b"User-agent: *\nDisallow: /10002/")
    result = archive.crawl()
    assert (result.new, result.failed) == (1, 1)
    assert "/10002/" not in site.paths()


def test_an_outlet_that_forbids_everything_has_the_cause_robots(archive: Archive, site: ScriptedSite) -> None:
    site.answers["/robots.txt"] = Answer(200, b"User-agent: warraq\nDisallow: /")
    assert archive.crawl().cause == "robots"
    assert site.paths() == ["/robots.txt"]


@pytest.mark.parametrize("status", [500, 503, 429])
def test_a_robots_txt_that_fails_forbids_everything_for_now(archive: Archive, site: ScriptedSite, status: int) -> None:
    site.answers["/robots.txt"] = Answer(status)
    assert archive.crawl().cause == f"http_{status}"
    assert set(site.paths()) == {"/robots.txt"}


def test_a_missing_robots_txt_allows_everything(archive: Archive, site: ScriptedSite) -> None:
    site.answers["/robots.txt"] = Answer(403)
    assert archive.crawl().new == 2


def test_robots_txt_lies_in_the_warc_and_is_kept_again_only_when_it_changed(
    archive: Archive, site: ScriptedSite
) -> None:
    for body in (b"User-agent: *\nDisallow:", b"User-agent: *\nDisallow:", b"User-agent: *\nDisallow: /x"):
        site.answers["/robots.txt"] = Answer(200, body)
        archive.crawl()
    kept = archive.rows("SELECT count(*) FROM captures WHERE url LIKE '%/robots.txt' AND warc_length > 0")
    assert kept == [(2,)]


def test_crawl_delay_is_honoured(archive: Archive, site: ScriptedSite) -> None:
    """Measured where requests arrive, which a busy machine shifts a little."""
    site.answers["/robots.txt"] = Answer(200, b"User-agent: *\nCrawl-delay: 2")
    assert archive.crawl().new == 2
    assert min(gaps(site)) >= 1.9


def test_the_delay_is_the_shortest_pause_and_no_mean(archive: Archive, site: ScriptedSite) -> None:
    site.publish(list(range(10012, 10000, -1)))
    path = archive.outlets / "made.py"
    path.write_text(path.read_text(encoding="utf-8").replace("delay=0.02", "delay=0.2"), encoding="utf-8")
    assert archive.crawl().new == 12
    assert min(gaps(site)) >= 0.18, "measured where requests arrive, which a busy machine shifts a little"


def test_two_outlets_on_one_host_share_its_budget_and_its_pauses(archive: Archive, site: ScriptedSite) -> None:
    archive.outlet(site.home, name="second")
    site.answers["/10002/"] = Answer(429, b"", {"Retry-After": "3600"})
    assert archive.crawl().cause == "retry_after"
    asked = len(site.asked)
    assert archive.crawl("second").cause == "retry_after"
    assert len(site.asked) == asked


def test_a_crawl_delay_that_leaves_no_time_for_a_crawl_ends_it_with_its_own_word(
    archive: Archive, site: ScriptedSite
) -> None:
    site.answers["/10002/"] = Answer(503)
    assert archive.crawl().new == 1
    site.answers["/robots.txt"] = Answer(200, b"User-agent: *\nCrawl-delay: 3600")
    site.publish([10003, 10002, 10001])
    site.asked.clear()
    result = archive.crawl()
    assert (result.cause, result.failed, site.paths()) == ("crawl_delay", 0, ["/robots.txt"])
    assert archive.poll_states() == {"feed": ("blocked", "crawl_delay")}
    site.answers["/robots.txt"] = Answer(200, b"User-agent: *\nCrawl-delay: 0")
    assert archive.crawl().cause == ""


@pytest.mark.parametrize("delay", ["nan", "inf", "-5", "1e400", "soon", ""])
def test_a_crawl_delay_that_is_no_time_is_none(archive: Archive, site: ScriptedSite, delay: str) -> None:
    site.answers["/robots.txt"] = Answer(200, f"User-agent: *\nCrawl-delay: {delay}".encode())
    assert archive.crawl().new == 2


def test_a_robots_txt_in_utf_16_forbids_as_it_says(archive: Archive, site: ScriptedSite) -> None:
    site.answers["/robots.txt"] = Answer(200, "User-agent: *\nDisallow: /10002/".encode("utf-16"))
    assert archive.crawl().new == 1


def test_half_a_megabyte_of_robots_txt_is_obeyed_and_what_comes_after_it_is_not(
    archive: Archive, site: ScriptedSite
) -> None:
    rules = b"\xef\xbb\xbfUser-agent: *\rDisallow: /10002/ # x\r" + b"Disallow: /x*y$\r" * 40_000 + b"Disallow: /\r"
    site.answers["/robots.txt"] = Answer(200, rules)
    result = archive.crawl()
    assert (result.new, result.failed, result.cause) == (1, 1, "")


def test_a_robots_txt_not_modified_since_nobody_asked_forbids_everything_for_now(
    archive: Archive, site: ScriptedSite
) -> None:
    site.answers["/robots.txt"] = Answer(304)
    assert archive.crawl().cause == "unasked_304"
    assert set(site.paths()) == {"/robots.txt"}


def test_one_request_at_a_time(archive: Archive, site: ScriptedSite) -> None:
    site.answers["/10002/"] = Answer(200, page(10002).body, page(10002).headers, hang=0.5)
    archive.crawl()
    assert gaps(site)[-1] >= 0.5


@pytest.mark.parametrize("status", [429, 503])
def test_a_short_retry_after_is_waited_out_with_the_slot_held(
    archive: Archive, site: ScriptedSite, status: int
) -> None:
    site.answers["/10002/"] = lambda n: page(10002) if n else Answer(status, b"", {"Retry-After": "2"})
    assert archive.crawl().new == 2
    assert site.paths()[2:] == ["/10002/", "/10002/", "/10001/"]
    assert 2.0 <= gaps(site)[2] < 4.0


def test_a_long_retry_after_ends_the_crawl_and_is_remembered(archive: Archive, site: ScriptedSite) -> None:
    site.answers["/10002/"] = Answer(429, b"", {"Retry-After": "3600"})
    assert archive.crawl().cause == "retry_after"
    asked = len(site.asked)
    assert archive.crawl().cause == "retry_after"
    assert (len(site.asked), archive.count("articles")) == (asked, 0)


def test_too_many_requests_is_not_asked_again_at_once(archive: Archive, site: ScriptedSite) -> None:
    site.answers["/10002/"] = Answer(429)
    archive.crawl()
    assert site.paths().count("/10002/") == 1


def test_requests_say_who_asks_and_take_no_encoding_a_warc_reader_lacks(archive: Archive, site: ScriptedSite) -> None:
    archive.crawl()
    for asked in site.asked:
        assert asked.headers["User-Agent"].startswith("Warraq/")
        assert asked.headers["Accept-Encoding"] == "gzip, deflate"
        assert "Cookie" not in asked.headers


def test_short_waits_that_add_up_end_the_crawl_as_a_long_one_does(archive: Archive, site: ScriptedSite) -> None:
    almost = f"{LONGEST_HOLD.total_seconds() - 1:.0f}"
    site.answers["/10002/"] = lambda n: Answer(503, b"", {"Retry-After": almost if n else "2"})
    assert archive.crawl(time_limit=20).cause == "retry_after"
    assert site.paths().count("/10002/") == 2
