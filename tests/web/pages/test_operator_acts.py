"""Decisions on the operator's pages: sent by a form alone, with a reason, carried out, and written down."""

from pathlib import Path
from typing import Any

import pytest

from archive.crawl_state import operating
from archive.crawl_state.decisions import read_decisions
from archive.crawl_state.requests import Requests
from archive.data_folder import DataFolder
from tests.support import operated_archive
from tests.support.accounts import PASSWORD, Browser
from tests.support.reading_room import Site


@pytest.fixture
def desk(tmp_path: Path) -> Site:
    return operated_archive.make(tmp_path / "data")


@pytest.fixture
def browser(desk: Site) -> Browser:
    signed_in = Browser(desk)
    signed_in.sign_in()
    return signed_in


def waiting(site: Site) -> dict[str, int]:
    return {row["url"]: row["id"] for row in operating.held(DataFolder(site.data).service, 20) or ()}


def decided(browser: Browser, decision: str, pages: list[int], reason: str = "هي خبر", **more: str) -> Any:
    return browser.post(
        "/operator/-/held", "/operator", page=[str(n) for n in pages], decision=decision, reason=reason, **more
    )


def test_a_released_page_is_read_again_and_becomes_an_article(desk: Site, browser: Browser) -> None:
    before = waiting(desk)
    answer = decided(browser, "release", [before["https://hawran.example/bus-1"]])
    assert (answer.status_code, answer.headers["location"]) == (303, "/operator#decisions")
    assert before.keys() - waiting(desk).keys() == {"https://hawran.example/bus-1"}
    found = desk.rows("SELECT title, body FROM articles WHERE url LIKE '%bus-1%'")
    assert [row["body"] for row in found] == [operated_archive.READ]
    newest = read_decisions(DataFolder(desk.data).service, 1)[0]
    assert (newest["account"], newest["action"], newest["reason"], newest["result"]) == (
        "desk",
        "release",
        "هي خبر",
        "new",
    )
    page = browser.get("/en/operator").text
    assert "هي خبر" in page
    assert "https://hawran.example/bus-1" in page


def test_a_dropped_page_is_shown_no_more_and_enters_no_archive(desk: Site, browser: Browser) -> None:
    before = waiting(desk)
    number = before["https://hawran.example/bus-2"]
    answer = decided(browser, "drop", [number], outlet="hawran")
    assert answer.headers["location"] == "/operator/hawran#decisions"
    assert number not in waiting(desk).values()
    assert desk.rows("SELECT 1 FROM articles WHERE url LIKE '%bus-2%'") == []
    assert browser.get("/operator/hawran").text.count('name="page"') == 1


def test_what_cannot_be_released_is_said_and_written_down_and_the_others_are(desk: Site, browser: Browser) -> None:
    before = waiting(desk)
    assert decided(browser, "release", list(before.values())).status_code == 303
    assert waiting(desk).keys() == {"https://shamplus.example/none"}
    log = {row["subject"]: row for row in read_decisions(DataFolder(desk.data).service, 10)}
    assert "nothing of the page was kept" in log["https://shamplus.example/none"]["refused"]
    assert log["https://hawran.example/bus-2"]["refused"] == ""
    assert "nothing of the page was kept" in browser.get("/operator").text


def test_a_decision_needs_a_reason_a_page_and_a_word_that_there_is(desk: Site, browser: Browser) -> None:
    before = waiting(desk)
    assert decided(browser, "drop", list(before.values()), reason="  ").status_code == 400
    assert decided(browser, "drop", []).status_code == 400
    assert decided(browser, "erase", list(before.values())).status_code == 400
    assert waiting(desk) == before
    assert decided(browser, "drop", [10**9]).status_code == 303
    assert "No page with the number" in read_decisions(DataFolder(desk.data).service, 1)[0]["refused"]


def test_neither_a_link_nor_a_forged_form_nor_a_password_sent_along_decides(desk: Site, browser: Browser) -> None:
    before = waiting(desk)
    number = next(iter(before.values()))
    body = f"page={number}&decision=drop&reason=x"
    form = {"content-type": "application/x-www-form-urlencoded"}
    assert browser.get(f"/operator/-/held?{body}").status_code == 303
    cookies = "; ".join(f"{name}={value}" for name, value in browser.cookies.items())
    forged = desk.get("/operator/-/held", method="POST", content=body, headers={**form, "cookie": cookies})
    assert forged.status_code == 403
    for auth in (None, ("desk", PASSWORD.encode())):
        more: dict[str, Any] = {"auth": auth} if auth else {}
        sent = desk.get("/operator/-/held", method="POST", content=body, headers=form, **more)
        assert sent.status_code == 403
    assert waiting(desk) == before


def test_a_crawl_asked_for_waits_for_the_service(desk: Site, browser: Browser) -> None:
    answer = browser.post("/operator/-/crawl", "/operator/hawran", outlet="hawran")
    assert answer.headers["location"] == "/operator/hawran#decisions"
    with Requests(DataFolder(desk.data).service) as requests:
        assert [(row["outlet"], row["kind"]) for row in requests.waiting() if row["kind"] == "crawl"] == [
            ("hawran", "crawl")
        ]
    assert browser.post("/operator/-/crawl", "/operator", outlet="nobody").status_code == 404


def test_where_the_server_may_not_write_it_says_so_and_nothing_is_lost(desk: Site, browser: Browser) -> None:
    number = next(iter(waiting(desk).values()))
    with DataFolder(desk.data).lock("held", "busy"):
        answer = decided(browser, "release", [number])
    assert answer.status_code == 409
    assert "being decided on by another process" in answer.text
    assert number in waiting(desk).values()


def test_an_outlet_is_turned_off_and_on_and_its_interval_changed_in_the_operators_file(
    desk: Site, browser: Browser
) -> None:
    file = desk.data / "warraq.toml"
    file.write_text("# ours\ncontact = 'desk@archive.example'\n", encoding="utf-8")

    def set_to(action: str, **more: str) -> int:
        answer = browser.post("/operator/-/settings", "/operator/hawran", outlet="hawran", action=action, **more)
        return int(answer.status_code)

    assert set_to("disable") == 303
    assert "enabled = false" in file.read_text(encoding="utf-8")
    assert "it stops when the service reads its file" in browser.get("/en/operator/hawran").text
    assert set_to("enable") == 303
    assert set_to("every", every="2h") == 303
    text = file.read_text(encoding="utf-8")
    assert text.startswith("# ours\ncontact = 'desk@archive.example'\n")
    assert "enabled = true" in text
    assert 'every = "2h"' in text
    for wrong in ("", "2", "0m", "x", "* * * * *", '1h"\n[accounts]'):
        assert set_to("every", every=wrong) == 400, wrong
    assert set_to("erase") == 400
    assert file.read_text(encoding="utf-8") == text
    log = read_decisions(DataFolder(desk.data).service, 3, "hawran")
    assert [(row["action"], row["subject"], row["account"]) for row in log] == [
        ("every", "2h", "desk"),
        ("enable", "", "desk"),
        ("disable", "", "desk"),
    ]


def test_a_file_that_is_wrong_is_left_as_it_is_and_the_sentence_says_why(desk: Site, browser: Browser) -> None:
    (desk.data / "warraq.toml").write_text("contact = 7\n", encoding="utf-8")
    answer = browser.post("/operator/-/settings", "/operator", outlet="hawran", action="disable")
    assert answer.status_code == 409
    assert "contact" in answer.text
    assert (desk.data / "warraq.toml").read_text(encoding="utf-8") == "contact = 7\n"
