"""The door of an instance with accounts: what is open, what is private, who comes in, what no cache may keep."""

from typing import Any

import pytest

from archive.web.app.authentication import OPEN_PAGES
from tests.support.accounts import OPEN, PASSWORD, PRIVATE, Browser
from tests.support.page_paths import NO_PAGES
from tests.support.reading_room import PAGES, Site, made

READ = (
    *PAGES,
    "/warraq",
    "/warraq/articles.json",
    "/warraq/articles.csv",
    "/-/versions.json",
    "/robots.txt",
    "/nowhere",
)
STYLE = "/-/static-plugins/warraq/warraq.css"


@pytest.fixture(scope="module")
def private(tmp_path_factory: pytest.TempPathFactory) -> Site:
    known = made(tmp_path_factory.mktemp("private"))
    return Site(known.data, known.ids, access=PRIVATE)


def filled(path: str) -> str:
    return path.format(water=1, kept=1, file="warraq-2026-01-01.db.zst", token="A" * 22, list="B" * 22, asked="C" * 22)


def asked(site: Site, path: str, **headers: str) -> Any:
    return site.get(path, headers=headers)


def test_a_private_instance_shows_nobody_a_page_a_feed_an_answer_or_a_download(private: Site) -> None:
    for path in (*READ, *map(filled, NO_PAGES)):
        for prefix in ("", "/en"):
            answer = asked(private, prefix + path)
            if path in OPEN_PAGES:
                continue
            assert answer.status_code == 401, prefix + path
            assert answer.headers["www-authenticate"].startswith("Basic ")
            assert answer.headers["cache-control"] == "no-store"
            assert "الحي" not in answer.text


def test_a_browser_is_sent_to_sign_in_and_comes_back_to_the_page_it_asked_for(private: Site) -> None:
    browser = Browser(private)
    sent = browser.get("/en/search?q=water&mode=exact")
    assert sent.status_code == 302
    assert sent.headers["location"] == "/en/sign-in?next=/search%3Fq%3Dwater%26mode%3Dexact"
    form = browser.get(sent.headers["location"])
    assert 'value="/search?q=water&amp;mode=exact"' in form.text
    back = browser.post(
        "/en/sign-in", sent.headers["location"], account="desk", password=PASSWORD, next="/search?q=water"
    )
    assert (back.status_code, back.headers["location"]) == (303, "/en/search?q=water")
    page = browser.get(back.headers["location"])
    assert page.status_code == 200
    for path in (*PAGES, "/feeds/articles.atom", "/api/1/outlets"):
        assert browser.get(path).status_code == 200, path


def test_a_private_instance_answers_with_its_style_without_a_sign_in(private: Site) -> None:
    assert private.get(STYLE).status_code == 200
    assert private.get("/favicon.ico").status_code == 200
    assert private.get("/sign-in").status_code == 200


@pytest.mark.parametrize(
    "path",
    ["/-/static/../warraq", "/-/static/%2e%2e/%2e%2e/warraq", "/-/static-plugins/warraq/..%2f..%2fwarraq.db",
     "//sign-in", "/sign-in/../search", "/-/static-plugins/other/x", "/%2d/static/app.css",
     "/-/warraq/health/../../search"],
)  # fmt: skip
def test_no_spelling_of_an_open_address_leads_past_the_door(private: Site, path: str) -> None:
    assert private.get(path).status_code == 401


def test_a_program_reads_a_private_instance_with_its_password(private: Site) -> None:
    for path in ("/api/1/search?q=القوات", "/feeds/articles.atom", "/exports/articles.csv?q=القوات", "/"):
        answer = private.get(path, auth=("desk", PASSWORD.encode()))
        assert answer.status_code == 200, path
        assert "public" not in answer.headers.get("cache-control", "")
    for auth in (("desk", "wrong"), ("nobody", PASSWORD.encode()), ("", "")):
        assert private.get("/api/1/outlets", auth=auth).status_code == 401
    for junk in ("Basic", "Basic ====", "Basic /w==", "Bearer x", "Basic \x7f"):
        assert asked(private, "/", authorization=junk).status_code == 401, junk


def test_nothing_that_a_private_instance_answers_is_kept_by_a_cache_between(private: Site) -> None:
    browser = Browser(private)
    browser.sign_in()
    for path in (
        *PAGES,
        "/feeds/articles.atom",
        "/api/1/outlets",
        "/exports/articles.csv",
        "/downloads/none",
        "/nowhere",
    ):
        assert "private" in browser.get(path).headers["cache-control"], path
        by_password = private.get(path, auth=("desk", PASSWORD.encode()))
        assert by_password.headers["cache-control"].startswith("private"), path


def test_where_reading_is_free_nobody_is_asked_and_no_cookie_is_set(site: Site) -> None:
    known = Site(site.data, site.ids, access=OPEN)
    for path in PAGES:
        answer = known.get(path)
        assert answer.status_code == 200
        assert "set-cookie" not in answer.headers
        assert known.get(path, headers={"authorization": "Basic ===="}).status_code == 200
        assert site.get(path, headers={"authorization": "Basic ===="}).status_code == 200


def test_a_password_sent_along_sends_no_form(private: Site) -> None:
    answer = private.get("/saved", method="POST", content="q=x", auth=("desk", PASSWORD.encode()))
    assert answer.status_code == 401


def test_a_mail_program_ends_messages_of_a_private_instance_without_an_account(private: Site) -> None:
    for path, status in ((f"/en/watch/{'A' * 22}/end", 200), (f"/watch/{'A' * 22}/confirm", 401)):
        assert private.get(path, method="POST", content="List-Unsubscribe=One-Click").status_code == status
