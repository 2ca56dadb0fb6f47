"""A frozen search: what it found then, what has changed since; what was withdrawn is counted and never named."""

import hashlib
import re
from contextlib import closing
from pathlib import Path

import pytest
from sqlite_utils.utils import sqlite3

from archive.data_folder import DataFolder
from archive.desk.forgetting import forget_key
from tests.support import made_archive
from tests.support.accounts import OPEN, Browser
from tests.support.reading_room import Site, plain

WITHDRAWN = (
    "INSERT INTO redactions(kind, ref, level, reason, day) VALUES ('article', ?, 'erase', 'safety', '2026-11-27')"
)


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Site:
    data = tmp_path_factory.mktemp("made")
    return Site(data, made_archive.make(data), access=OPEN)


@pytest.fixture(scope="module")
def browser(site: Site) -> Browser:
    signed_in = Browser(site)
    signed_in.sign_in()
    return signed_in


def freeze(browser: Browser, **search: str) -> str:
    """The path of the page of a search that is frozen."""
    sent = browser.post("/frozen", f"/frozen?q={search['q']}", **search)
    assert sent.status_code == 303, plain(sent.text)
    return str(sent.headers["location"])


@pytest.fixture(scope="module")
def frozen(browser: Browser) -> str:
    return freeze(browser, q="الأرصفة", outlet="hawran")


def test_the_search_page_leads_there_for_who_has_a_desk(site: Site, browser: Browser) -> None:
    assert 'href="/frozen?q=' in browser.get("/search?q=القوات").text
    assert "/frozen" not in site.get("/search?q=القوات").text
    assert site.get("/frozen?q=القوات").status_code == 302


def test_it_counts_what_the_search_page_counts_and_leads_to_it(site: Site, browser: Browser, frozen: str) -> None:
    text = site.get(frozen).text
    assert "26 خبرًا" in plain(text)
    assert "النتيجة كما كانت" in text
    (search,) = re.findall(r'<a href="(/search\?[^"]+)">لو أُعيد الآن لكانت 26', text)
    assert browser.get("/api/1" + search.replace("&amp;", "&")).json()["count"] == 26
    assert frozen in browser.get("/desk").text


def test_the_file_of_keys_gives_the_hash_that_the_page_prints(site: Site, frozen: str) -> None:
    keys = site.get(f"{frozen}.txt").content
    assert len(keys.splitlines()) == 26
    assert hashlib.sha256(keys).hexdigest() in site.get(frozen).text
    assert keys.splitlines() == sorted(keys.splitlines())


def test_it_can_be_cited_and_its_articles_taken_along(site: Site, frozen: str) -> None:
    digest = hashlib.sha256(site.get(f"{frozen}.txt").content).hexdigest()
    for form, sign in (("bib", "@online{warraq"), ("ris", "TY  - DATA")):
        text = site.get(f"{frozen}.{form}").text
        assert text.startswith(sign)
        assert digest in text
        assert f"http://localhost{frozen}" in text
    assert len(site.get(f"{frozen}.csv").text.splitlines()) == 27


@pytest.mark.parametrize("form", ["", ".txt", ".csv", ".bib", ".ris"])
def test_an_address_that_names_none_is_not_there(site: Site, form: str) -> None:
    assert site.get(f"/frozen/{'0' * 16}{form}").status_code == 404


def test_nothing_is_no_search_and_too_much_is_refused(browser: Browser) -> None:
    assert browser.get("/frozen").status_code == 400
    assert browser.post("/frozen", "/frozen?q=x", q="").status_code == 400


def test_it_is_in_no_cache_and_no_search_engine(site: Site, frozen: str) -> None:
    for form in ("", ".txt", ".csv", ".ris"):
        headers = site.get(f"{frozen}{form}").headers
        assert (headers["cache-control"], headers["x-robots-tag"]) == ("private, no-store", "noindex")


def test_who_froze_it_can_remove_it_and_nobody_else(site: Site, browser: Browser) -> None:
    path = freeze(browser, q="الثلج")
    token, other = path.rpartition("/")[2], Browser(site)
    other.sign_in("night", "other")
    assert "drop_frozen" not in site.get(path).text
    assert "drop_frozen" not in other.get(path).text
    other.post("/desk/-/act", "/desk", act="drop_frozen", token=token, sure="yes")
    assert browser.post("/desk/-/act", path, act="drop_frozen", token=token).status_code == 409
    assert "drop_frozen" in browser.get(path).text
    assert browser.post("/desk/-/act", path, act="drop_frozen", token=token, sure="yes").status_code == 303
    assert site.get(path).status_code == 404


def test_what_changed_since_is_said_and_what_was_withdrawn_is_counted_not_named(site: Site, frozen: str) -> None:
    record = Path(site.data) / "warraq.db"
    taken = site.ids["street-3"]
    before = site.get(f"{frozen}.txt").text
    with closing(sqlite3.connect(record)) as connection, connection:
        connection.execute("DELETE FROM urls WHERE article_id = ?", (taken,))
        connection.execute(WITHDRAWN, (taken,))
        connection.execute("PRAGMA foreign_keys = OFF")
        connection.execute("UPDATE articles SET id = 1 WHERE id = ?", (taken,))
        connection.execute("UPDATE articles SET key = 'elsewhere' WHERE id = 1")
    forget_key(DataFolder(site.data).desk, taken, "hawran", "street-3")
    text = site.get(frozen).text
    assert "البصمة مطابقة" not in text
    assert "سُحب بطلب: خبر واحد" in plain(text)
    assert "سُحب: 1" in plain(text)
    assert "street-3\n" in before
    after = site.get(f"{frozen}.txt").text
    assert "street-3\n" not in after
    assert hashlib.sha256(after.encode()).hexdigest() in text
    assert hashlib.sha256(before.encode()).hexdigest() in text
    assert site.get(f"{frozen}.csv").text.count("withdrawn") == 1
