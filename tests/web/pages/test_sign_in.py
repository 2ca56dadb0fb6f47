"""The sign-in page: in, back to where one came from, and out; with nothing to guess from and nowhere else to lead."""

import logging

import pytest

from tests.support.accounts import OPEN, PASSWORD, Browser
from tests.support.reading_room import Site, plain


@pytest.fixture
def browser(site: Site) -> Browser:
    return Browser(Site(site.data, site.ids, access=OPEN))


def test_without_accounts_there_is_no_sign_in_and_no_operators_page(site: Site) -> None:
    for path in ("/sign-in", "/en/sign-in", "/sign-out", "/operator", "/operator/hawran"):
        assert site.get(path).status_code == 404, path
    assert site.get("/sign-in", method="POST", content="account=desk").status_code == 404
    assert "/sign-in" not in site.get("/").text


def test_a_wrong_password_and_an_unknown_account_get_the_same_answer(browser: Browser) -> None:
    known, unknown = browser.sign_in("desk", "wrong"), browser.sign_in("nobody", "wrong")
    assert known.status_code == unknown.status_code == 401
    assert plain(known.text) == plain(unknown.text)
    assert "غير صحيح" in known.text
    assert "wrong" not in known.text
    assert 'role="alert"' in known.text


@pytest.mark.parametrize(
    "away",
    ["https://evil.example/", "//evil.example/", "/\\evil.example/", "\\\\evil.example", "javascript:alert(1)",
     "/\t/evil.example", "/ok\r\nset-cookie: a=b", "", "search"],
)  # fmt: skip
def test_signing_in_leads_to_no_other_site(browser: Browser, away: str) -> None:
    answer = browser.sign_in(next=away)
    assert (answer.status_code, answer.headers["location"]) == (303, "/operator")


def test_after_many_wrong_passwords_the_page_says_how_long_to_wait(browser: Browser) -> None:
    for n in range(10):
        assert browser.sign_in("desk", f"wrong {n}").status_code == 401
    refused = browser.sign_in()
    assert refused.status_code == 429
    assert int(refused.headers["retry-after"]) > 0
    assert "جرّب من جديد بعد 15 دقيقة" in refused.text
    program = browser.site.get("/operator", auth=("desk", PASSWORD.encode()))
    assert program.status_code == 429


def test_signing_out_takes_a_button_and_ends_it(browser: Browser) -> None:
    browser.sign_in()
    assert "desk" in browser.get("/en/sign-in").text
    assert browser.get("/sign-out").status_code == 303
    assert browser.get("/operator").status_code == 200
    assert browser.post("/sign-out", "/sign-in").status_code == 303
    assert browser.get("/operator").status_code == 302


def test_a_form_from_another_page_neither_signs_in_nor_out(browser: Browser) -> None:
    browser.sign_in()
    token, browser.cookies["ds_csrftoken"] = browser.cookies["ds_csrftoken"], "forged"
    assert browser.post("/sign-out", "/nowhere").status_code == 403
    browser.cookies["ds_csrftoken"] = token
    assert browser.get("/operator").status_code == 200


def test_nothing_of_an_attempt_is_written_down(browser: Browser, caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.DEBUG, logger="archive"):
        browser.sign_in("secret-account", "secret-password")
    assert "secret" not in caplog.text


def test_the_stock_sign_in_leads_to_ours(browser: Browser) -> None:
    assert browser.get("/-/login").headers["location"] == "/sign-in"
    assert browser.get("/-/password-tool").status_code == 404
