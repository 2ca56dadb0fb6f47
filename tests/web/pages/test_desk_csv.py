"""The desk as a file that is sent, and back by a form; what cannot be taken is refused with a reason, or given back."""

import re
from contextlib import closing
from typing import Any
from urllib.parse import quote

import pytest

from archive.data_folder import DataFolder
from archive.desk.store import Desk
from archive.record.store import read_record
from tests.support import made_archive
from tests.support.accounts import OPEN, Browser
from tests.support.marked_desk import mark
from tests.support.reading_room import Site

SEPARATOR = "a3c1f0"


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Site:
    data = tmp_path_factory.mktemp("made")
    ids = made_archive.make(data)
    with Desk(DataFolder(data).desk, "desk") as desk, closing(read_record(data / "warraq.db")) as record:
        mark(desk, record, ids["water"], ids["fair"])
    return Site(data, ids, access=OPEN)


def browser_of(site: Site, account: str, password: str = "other") -> Browser:  # noqa: S107 - of a made account
    browser = Browser(site)
    browser.sign_in(account, password) if account == "night" else browser.sign_in()
    return browser


def send(browser: Browser, content: bytes) -> Any:
    """A file, as a browser sends it by the form of the page."""
    browser.get("/desk/import")
    token = browser.cookies["ds_csrftoken"]
    head = f'--{SEPARATOR}\r\nContent-Disposition: form-data; name="csrftoken"\r\n\r\n{token}\r\n--{SEPARATOR}\r\n'
    file = 'Content-Disposition: form-data; name="file"; filename="x.csv"\r\nContent-Type: text/csv\r\n\r\n'
    body = head.encode() + file.encode() + content + f"\r\n--{SEPARATOR}--\r\n".encode()
    headers = {"content-type": f"multipart/form-data; boundary={SEPARATOR}"}
    return browser._sent("POST", "/desk/import", content=body, headers=headers)


def test_a_desk_moves_to_another_account_as_it_is(site: Site) -> None:
    text = browser_of(site, "desk").get("/desk.csv").content
    other = browser_of(site, "night")
    answer = send(other, text)
    assert answer.status_code == 200
    assert "علامات جديدة" in answer.text
    assert other.get("/desk.csv").content == text
    assert text.startswith(b"\xef\xbb\xbf")


@pytest.mark.parametrize("content", [b"", b"\xff\xfe\x00", b"name\nx\n", b"PK\x03\x04"])
def test_what_is_no_csv_of_a_desk_is_refused_and_nothing_changes(site: Site, content: bytes) -> None:
    browser = browser_of(site, "desk")
    before = browser.get("/desk.csv").content
    answer = send(browser, content)
    assert (answer.status_code, 'role="alert"' in answer.text) == (400, True)
    assert browser.get("/desk.csv").content == before


def test_a_file_from_another_page_is_not_taken(site: Site) -> None:
    browser = browser_of(site, "desk")
    browser.cookies["ds_csrftoken"] = "forged"
    answer = browser._sent("POST", "/desk/import", content=b"url,list\nx,y\n",
                           headers={"content-type": "application/x-www-form-urlencoded"})  # fmt: skip
    assert answer.status_code == 403


def test_one_list_is_sent_with_the_notes_of_its_articles(site: Site) -> None:
    answer = browser_of(site, "desk").get("/desk/list/1.csv")
    assert answer.headers["content-disposition"] == 'attachment; filename="list-1.csv"'
    assert answer.text.count("\nlisted,") == 2
    assert answer.text.count("\nnote,") == 2


def test_no_word_of_a_desk_is_in_any_log(
    site: Site, caplog: pytest.LogCaptureFixture, capfd: pytest.CaptureFixture[str]
) -> None:
    caplog.set_level(0)
    browser, word = browser_of(site, "desk"), "زرافةالسرّ"
    assert browser.post("/desk/-/act", "/desk", act="make_list", name=word).status_code == 303
    browser.post("/desk/-/act", "/desk", act="add_note", n="9", note=word, quotation=word)
    browser.get(f"/desk?q={word}&view=notes")
    send(browser, f"list,url\r\n{word},https://nowhere.example/1\r\n".encode())
    # The browser of this test tells of its own requests.
    ours = [one.getMessage() for one in caplog.records if one.name not in ("httpx", "httpcore", "asyncio")]
    told = " ".join([*ours, *capfd.readouterr()])
    assert word not in told
    assert quote(word) not in told


def test_who_is_signed_out_while_writing_gets_the_words_back_and_nothing_is_kept(site: Site) -> None:
    browser, page = browser_of(site, "desk"), f"/desk/article/{site.ids['water']}"
    token = re.search(r'name="csrftoken" value="([^"]+)"', browser.get(page).text)
    assert token
    browser.cookies = {name: value for name, value in browser.cookies.items() if name == "ds_csrftoken"}
    words = {"act": "add_note", "article": str(site.ids["water"]), "note": "سألتُ <البلدية>\nولم تُجب", "tags": "متابعة"}
    answer = browser.sent("/desk/-/act", {"csrftoken": token[1], **words})
    assert answer.status_code == 403
    assert answer.headers["cache-control"] == "private, no-store"
    for typed in ("سألتُ &lt;البلدية&gt;\nولم تُجب", "متابعة", "/sign-in?next=%2Fdesk", "لم يُحفظ شيء"):
        assert typed in answer.text
    browser.sign_in()
    assert "البلدية" not in browser.get(page).text
