"""Who is signed in: cookies that nobody can make, that end, and that a changed password ends."""

from datetime import UTC, datetime, timedelta

import pytest

from archive.errors import BadConfiguration
from archive.web.app import access
from archive.web.app.access import COOKIE, SIGNED_IN_SECONDS, Access
from archive.web.app.server import create_app
from tests.support.accounts import ACCOUNTS, OPEN, PRIVATE, Browser
from tests.support.reading_room import Site

SECRET = "s" * 64


@pytest.fixture
def browser(site: Site) -> Browser:
    return Browser(with_secret(site, PRIVATE))


def with_secret(site: Site, who: Access) -> Site:
    return Site(site.data, site.ids, access=who, secret=SECRET)


def test_the_cookie_is_kept_from_scripts_and_from_other_sites(browser: Browser) -> None:
    for cookie in browser.sign_in().headers.get_list("set-cookie"):
        flags = [part.strip().lower() for part in cookie.split(";")[1:]]
        assert {"httponly", "samesite=lax", "path=/"} <= set(flags), cookie
        assert "secure" not in flags


@pytest.mark.parametrize("who", [PRIVATE, Access(ACCOUNTS, True, "https://archive.example")])
def test_over_tls_no_cookie_is_ever_sent_in_the_clear(site: Site, who: Access) -> None:
    browser = Browser(with_secret(site, who), "http://archive.example" if who.public_address else "https://localhost")
    cookies = [
        *browser.get("/sign-in").headers.get_list("set-cookie"),
        *browser.sign_in().headers.get_list("set-cookie"),
    ]
    assert len(cookies) >= 3
    for cookie in cookies:
        assert {"secure", "httponly"} <= {part.strip().lower() for part in cookie.split(";")[1:]}, cookie


def test_a_cookie_outlives_a_restart_but_not_a_changed_password_or_a_removed_account(
    site: Site, browser: Browser
) -> None:
    browser.sign_in()
    browser.site = with_secret(site, PRIVATE)
    assert browser.get("/outlets").status_code == 200
    for others in ({"desk": ACCOUNTS["night"]}, {"night": ACCOUNTS["night"]}):
        browser.site = with_secret(site, Access(others, True))
        assert browser.get("/outlets").status_code == 302


def test_a_cookie_ends_by_itself(browser: Browser, monkeypatch: pytest.MonkeyPatch) -> None:
    browser.sign_in()
    later = datetime.now(UTC) + timedelta(seconds=SIGNED_IN_SECONDS + 1)
    monkeypatch.setattr(access, "now", lambda: later)
    assert browser.get("/outlets").status_code == 302


def test_no_cookie_that_somebody_made_or_that_has_another_purpose_signs_in(browser: Browser) -> None:
    browser.sign_in()
    good, device = browser.cookies[COOKIE], browser.cookies["warraq_device"]
    signed = browser.site.app.sign
    for cookie in (
        good[:-2],
        device,
        "desk",
        signed({"account": "desk"}, "account"),
        signed(["desk"], "account"),
        '""',
    ):
        browser.cookies = {COOKIE: cookie}
        assert browser.get("/outlets").status_code == 302, cookie
    # Datasette's own way of saying who somebody is opens nothing here.
    browser.cookies = {"ds_actor": signed({"a": {"id": "desk", "account": "desk"}}, "actor")}
    assert browser.get("/outlets").status_code == 302


def test_a_private_archive_that_nobody_could_read_is_not_served(site: Site) -> None:
    with pytest.raises(BadConfiguration, match="no account"):
        create_app(site.data, access=Access({}, True))


def test_the_hash_of_a_password_is_in_no_answer(site: Site) -> None:
    browser = Browser(with_secret(site, OPEN))
    browser.sign_in()
    shown = browser.get("/sign-in").text + browser.get("/warraq.json").text + browser.get("/operator").text
    assert not [part for found in ACCOUNTS.values() for part in found.split("$")[2:] if part in shown]
    assert ACCOUNTS["desk"] not in repr(OPEN)
