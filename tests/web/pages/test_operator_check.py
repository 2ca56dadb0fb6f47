"""The page of a site that was checked: while it waits, as it fails, what it found, and whether to add it."""

from typing import Any

import pytest

from archive.crawl_state.decisions import read_decisions
from archive.crawl_state.requests import Requests
from archive.data_folder import DataFolder
from archive.times import now
from tests.support import operated_archive
from tests.support.accounts import Browser
from tests.support.reading_room import Site

ADDRESS = "https://new.example/news"


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Site:
    return operated_archive.make(tmp_path_factory.mktemp("checked") / "data")


@pytest.fixture(scope="module")
def browser(desk: Site) -> Browser:
    signed_in = Browser(desk)
    signed_in.sign_in()
    return signed_in


@pytest.fixture
def requests(desk: Site) -> Any:
    with Requests(DataFolder(desk.data).service) as opened:
        yield opened


def sent(browser: Browser) -> int:
    answer = browser.post("/operator/-/check", "/operator", address=ADDRESS)
    assert answer.status_code == 303, answer.text
    return int(str(answer.headers["location"]).rpartition("/")[2])


def test_a_check_is_asked_of_the_service_written_down_and_followed(
    desk: Site, browser: Browser, requests: Requests
) -> None:
    number = sent(browser)
    row = requests.of(number)
    assert row is not None
    assert (row["kind"], row["subject"], row["outlet"]) == ("check", ADDRESS, "")
    newest = read_decisions(DataFolder(desk.data).service, 1)[0]
    assert (newest["account"], newest["action"], newest["subject"]) == ("desk", "check", ADDRESS)
    waiting = browser.get(f"/en/operator/check/{number}")
    assert (waiting.headers["refresh"], "waits for the service" in waiting.text) == ("3", True)
    requests.take(number, now())
    requests.progress(number, {"found": 4, "fetched": 0}, 0)
    assert "Asked so far: 4" in browser.get(f"/en/operator/check/{number}").text
    requests.answered(number, {"error": "The name of new.example is not known.", "exit_code": 1})
    failed = browser.get(f"/en/operator/check/{number}")
    assert "refresh" not in failed.headers
    assert "The name of new.example is not known." in failed.text


def test_what_a_check_found_is_shown_with_the_text_to_review_and_can_be_added_once(
    browser: Browser, requests: Requests
) -> None:
    number = sent(browser)
    requests.answered(number, operated_archive.FOUND)
    page = browser.get(f"/operator/check/{number}").text
    assert operated_archive.FOUND_TEXT in page
    assert "name=&#34;new&#34;" in page
    assert page.count("/operator/-/add") == 1
    answer = browser.post("/operator/-/add", f"/operator/check/{number}", check=str(number))
    assert answer.headers["location"] == f"/operator/check/{number}"
    adding = browser.get(f"/operator/check/{number}")
    assert ("refresh" in adding.headers, "/operator/-/add" in adding.text) == (True, False)
    add = next(row["id"] for row in requests.waiting() if row["kind"] == "add" and row["subject"] == str(number))
    requests.answered(add, {"error": "No folder of outlets is named.", "exit_code": 4})
    refused = browser.get(f"/operator/check/{number}").text
    assert "No folder of outlets is named." in refused
    assert "/operator/-/add" in refused, "it can be tried again"
    requests.answered(add, {"written": ["new.py"]})
    assert "/operator/-/add" not in browser.get(f"/operator/check/{number}").text


def test_a_site_without_an_article_is_not_offered_and_one_of_an_outlet_leads_to_it(
    browser: Browser, requests: Requests
) -> None:
    number = sent(browser)
    bare = {**operated_archive.FOUND["checkup"], "result": "no_articles", "articles": []}
    requests.answered(number, {"checkup": bare, "name": "new"})
    assert "/operator/-/add" not in browser.get(f"/operator/check/{number}").text
    requests.answered(number, {"checkup": {**bare, "outlet": "hawran"}})
    assert 'href="/operator/hawran"' in browser.get(f"/operator/check/{number}").text


@pytest.mark.parametrize("wrong", ["", "nonsense", "ftp://new.example/", "javascript:alert(1)", "http://"])
def test_what_is_no_address_is_not_asked(browser: Browser, requests: Requests, wrong: str) -> None:
    before = len(requests.waiting())
    assert browser.post("/operator/-/check", "/operator", address=wrong).status_code == 400
    assert len(requests.waiting()) == before


def test_a_number_that_is_no_check_is_not_found_and_nothing_is_added_of_it(
    browser: Browser, requests: Requests
) -> None:
    crawl = requests.ask("hawran")
    for number in ("0", "9" * 15, "x", str(crawl)):
        assert browser.get(f"/operator/check/{number}").status_code == 404
        assert browser.post("/operator/-/add", "/operator", check=number).status_code == 404


def test_nobody_but_the_operator_checks_or_adds(desk: Site) -> None:
    stranger = Browser(desk)
    assert stranger.get("/operator/check/1").status_code == 302
    assert stranger.post("/operator/-/check", "/sign-in", address=ADDRESS).status_code in (302, 403)
