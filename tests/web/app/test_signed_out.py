"""Words sent after their reader was signed out come back on the answer; nothing is done, kept or logged with them."""

import re
from typing import Any
from urllib.parse import quote

import pytest

from archive.web.app.signed_out import TYPED
from tests.support.accounts import OPEN, PRIVATE, Browser
from tests.support.paths import ROOT
from tests.support.reading_room import Site, made

TEMPLATES = ROOT / "archive/web/templates/warraq"
WORDS = "سألتُ <البلدية>\nولم تُجب"
SHOWN = "سألتُ &lt;البلدية&gt;\nولم تُجب"
TEXT_FIELD = re.compile(
    r'<(?:textarea|input)(?![^>]*type="(?:hidden|file|checkbox|radio|password)")[^>]*name="([a-z]+)"'
)
# The page that has the form, where it is sent, what is typed into it, where the way to sign in leads back to.
FORMS = [
    ("/batch", "/batch", {"names": WORDS}, "/batch"),
    ("/batch", "/watch", {"names": WORDS}, "/watch"),
    ("/batch", "/watch", {"label": WORDS, "address": "a@example.org"}, "/watch"),
    ("/desk", "/desk/-/act", {"act": "new_list", "name": WORDS}, "/desk"),
    ("/desk", "/desk/-/act", {"act": "add_note", "note": WORDS, "quotation": "ق"}, "/desk"),
    ("/saved?q=x", "/saved", {"q": WORDS}, "/saved"),
    ("/operator", "/operator/-/held", {"act": "drop", "reason": WORDS}, "/operator"),
]


@pytest.fixture(scope="module")
def room(tmp_path_factory: pytest.TempPathFactory) -> Site:
    return made(tmp_path_factory.mktemp("private"))


def signed_out(room: Site, access: Any, form: str) -> tuple[Browser, str]:
    """A browser whose session ended while it showed a form, and that form's token."""
    browser = Browser(Site(room.data, room.ids, access=access))
    browser.sign_in()
    token = re.search(r'name="csrftoken" value="([^"]+)"', browser.get(form).text)
    assert token, form
    browser.cookies = {"ds_csrftoken": browser.cookies["ds_csrftoken"]}
    return browser, token[1]


@pytest.mark.parametrize(("form", "sent_to", "typed", "back"), FORMS)
def test_of_a_private_archive_every_form_gives_the_words_back(
    room: Site, form: str, sent_to: str, typed: dict[str, str], back: str, capfd: pytest.CaptureFixture[str]
) -> None:
    browser, token = signed_out(room, PRIVATE, form)
    answer = browser.sent(sent_to, {"csrftoken": token, **typed})
    assert answer.status_code == 403
    assert answer.headers["cache-control"] == "private, no-store"
    assert SHOWN in answer.text
    assert f"/sign-in?next={quote(back, safe='')}" in answer.text
    assert "الحي" not in answer.text
    told = "".join(capfd.readouterr())
    assert "البلدية" not in told
    assert quote("البلدية") not in told
    assert browser.sign_in().status_code == 303
    assert "البلدية" not in browser.get(form).text


def test_a_list_sent_with_its_file_field_comes_back_as_well(room: Site) -> None:
    browser, token = signed_out(room, PRIVATE, "/batch")
    parts = {"csrftoken": token, "names": WORDS, "mode": "names"}
    body = "".join(
        f'--x\r\nContent-Disposition: form-data; name="{name}"\r\n\r\n{value}\r\n' for name, value in parts.items()
    )
    kind = {"content-type": "multipart/form-data; boundary=x"}
    answer = browser._sent("POST", "/batch", content=(body + "--x--\r\n").encode(), headers=kind)
    assert (answer.status_code, SHOWN in answer.text) == (403, True)


def test_where_only_the_operators_pages_need_an_account_a_reason_comes_back(room: Site) -> None:
    browser, token = signed_out(room, OPEN, "/operator")
    answer = browser.sent("/operator/-/held", {"csrftoken": token, "act": "drop", "reason": WORDS})
    assert (answer.status_code, SHOWN in answer.text) == (403, True)


def test_words_that_a_form_of_another_site_sends_are_not_shown(room: Site) -> None:
    browser, _ = signed_out(room, PRIVATE, "/batch")
    answer = browser.sent("/batch", {"csrftoken": "of-nobody", "names": WORDS})
    assert (answer.status_code, "البلدية" in answer.text) == (403, False)


def test_without_words_one_is_sent_to_sign_in_and_a_password_is_never_shown(room: Site) -> None:
    browser, token = signed_out(room, PRIVATE, "/batch")
    answer = browser.sent("/batch", {"csrftoken": token, "names": " ", "password": "secret"})
    assert (answer.status_code, answer.headers["location"]) == (303, "/sign-in?next=%2Fbatch")
    assert browser.get("/signed-out").headers["location"].startswith("/sign-in")


def test_whatever_is_typed_into_a_form_that_is_sent_comes_back() -> None:
    """Of templates whose forms are sent, by themselves or by the parts that they share."""
    shared = {"parts.html", "operator_parts.html", "desk_article.html"}
    pages = {page.name: page.read_text(encoding="utf-8") for page in TEMPLATES.glob("*.html")}
    sent = [text for name, text in pages.items() if 'method="post"' in text or name in shared]
    fields = {field for text in sent for field in TEXT_FIELD.findall(text)}
    assert fields - {"account", "from", "to"} <= set(TYPED)
    assert {"note", "names", "reason", "address"} <= fields
