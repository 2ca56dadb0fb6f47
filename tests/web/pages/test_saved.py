"""Saved searches in the browser: saved by a form, followed by a feed with a secret address, ended by a button."""

import json
import re
from contextlib import closing
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import pytest
from lxml import etree

from archive.alerts.collecting import collect
from archive.alerts.delivery import save
from archive.alerts.saved_search import Reached, Wanted
from archive.alerts.store import MOST_IN_AN_HOUR, Readers
from archive.data_folder import DataFolder
from archive.ingest.importer import Importer
from archive.ingest.session import Writer
from archive.record.store import open_record
from archive.sqlite import open_readonly
from archive.times import now
from tests.support.made_archive import HAWRAN, STREET, Made, take
from tests.support.reading_room import Site

ATOM = "{http://www.w3.org/2005/Atom}"
FORM = {"content-type": "application/x-www-form-urlencoded"}
NEWS = Made(HAWRAN, "news", "موقف <جديد> تدخله الحافلات", STREET, 0)


def posted(site: Site, path: str, headers: dict[str, str] | None = None, /, **values: str) -> Any:
    return site.get(path, method="POST", content=urlencode(values), headers=FORM | (headers or {}))


def saved(site: Site, **values: str) -> str:
    """Save a search by the form; returns the address of its page."""
    answer = posted(site, "/saved", **values)
    assert answer.status_code == 303, answer.text
    assert re.fullmatch(r"/saved/[A-Za-z0-9_-]{22}", answer.headers["location"])
    return str(answer.headers["location"])


def found_anew(site: Site) -> None:
    """A pass of the service, without channels."""
    folder = DataFolder(site.data)
    with closing(open_readonly(folder.record)) as record, Readers(folder.readers) as readers:
        collect(record, readers)


def test_a_search_is_saved_without_a_script_and_its_feed_names_each_new_match_and_edit(site: Site) -> None:
    form = site.get("/saved?q=الحافلات&outlet=hawran")
    assert 'method="post"' in form.text
    assert "<script" not in form.text
    page = saved(site, q="الحافلات", mode="exact", edits="1")
    assert site.get(f"{page}.atom").text.count("<entry") == 0
    with Writer(DataFolder(site.data), "made") as writer:
        article = take(writer, NEWS, now())
        take(writer, Made(HAWRAN, "news", NEWS.title, STREET.replace("الخميس", "الأربعاء"), 0), now())
    found_anew(site)
    feed = etree.fromstring(site.get(f"{page}.atom").content)
    titles, ids = ([text.text for text in feed.findall(f"{ATOM}entry/{ATOM}{name}")] for name in ("title", "id"))
    assert titles == [f"تعديل من المصدر: {NEWS.title}", NEWS.title]
    assert ids == [
        f"tag:warraq,2026:article/{article}/version/2",
        f"tag:warraq,2026:article/{article}",
    ]
    assert len(json.loads(site.get(f"/en{page}.json").text)["items"]) == 2
    assert f'href="/article/{article}/versions/2"' in site.get(page).text
    assert "موقف &lt;جديد&gt;" in site.get(page).text


def test_a_saved_search_keeps_outlets_days_and_mode_and_shows_them(site: Site) -> None:
    form = site.get("/saved?q=القوات&outlet=shamplus&outlet=furat24&from=2020&to=2030&mode=forms").text
    hidden = re.findall(r'type="hidden" name="(outlet|from|to)" value="([^"]+)"', form)
    assert hidden == [("outlet", "shamplus"), ("outlet", "furat24"), ("from", "2020-01-01"), ("to", "2030-12-31")]
    sent = urlencode([("q", "القوات"), ("mode", "forms"), *hidden])
    page = site.get(site.get("/saved", method="POST", content=sent, headers=FORM).headers["location"]).text
    kept = "&amp;mode=forms&amp;outlet=shamplus&amp;outlet=furat24&amp;from=2020-01-01&amp;to=2030-12-31"
    assert re.search(rf'href="/search\?q=[^"&]+{kept}"', page)
    for words in ("شام+", "فرات24", "1 كانون الثاني 2020", "31 كانون الأول 2030"):
        assert words in page


def test_a_text_that_was_given_is_said_to_be_given_and_not_seen(site: Site, tmp_path: Path) -> None:
    page = saved(site, q="القوارب", mode="exact")
    with Readers(DataFolder(site.data).readers) as readers:
        readers.db.execute("UPDATE searches SET history = 1")
    line = {"url": "https://vanished.example/news/70001/", "title": "القوارب", "text": f"القوارب {STREET}"}
    (tmp_path / "given.jsonl").write_text(json.dumps(line))
    with Writer(DataFolder(site.data), "import") as writer:
        list(Importer(writer, {}).run(tmp_path / "given.jsonl"))
    found_anew(site)
    text = site.text(f"/en{page}")
    assert "given text of" in text
    assert "seen " not in text.partition("given text of")[2].partition("The feed")[0].replace("first seen", "")


def test_a_secret_page_is_for_its_reader_alone(site: Site) -> None:
    page = saved(site, q="المياه")
    for address in (page, f"{page}.atom", f"{page}.json"):
        headers = site.get(address).headers
        assert "private" in headers["cache-control"]
        assert headers["x-robots-tag"] == "noindex"
    assert site.get(f"/saved/{'A' * 22}").status_code == 404
    assert site.get(f"/saved/{'A' * 22}.atom").status_code == 404
    assert "readers" not in site.get("/-/databases.json").text


def test_looking_at_a_search_ends_nothing_and_the_button_ends_it(site: Site) -> None:
    page = saved(site, q="المياه")
    assert site.get(f"{page}/end").status_code == 302
    assert f'action="{page}/end"' in site.get(page).text
    assert posted(site, f"{page}/end").status_code == 200
    for address in (page, f"{page}.atom"):
        assert site.get(address).status_code == 404
    assert posted(site, f"{page}/end").status_code == 404


def test_a_search_the_operator_sends_to_a_channel_can_be_ended_by_its_reader(site: Site) -> None:
    folder = DataFolder(site.data)
    search = save(folder, Wanted(question="المياه", channel="json://127.0.0.1:9/secret"))
    assert "secret" not in site.get(f"/saved/{search.token}").text
    assert posted(site, f"/saved/{search.token}/end").status_code == 200
    with Readers(folder.readers) as readers:
        assert search.id not in {left.id for left in readers.searches()}


def test_a_form_from_another_site_or_a_monstrous_one_is_refused(site: Site) -> None:
    # With a cookie of ours or anybody's, Datasette demands the form's own token.
    assert posted(site, "/saved", {"cookie": "ds_csrftoken=x"}, q="المياه").status_code == 403
    assert posted(site, "/saved", q="x" * 9_000).status_code == 405
    assert site.get("/saved", method="POST", content=b"q=\xff%ff", headers=FORM).status_code == 400
    assert posted(site, "/search", q="المياه").status_code == 405
    token = re.search(r'name="csrftoken" value="([^"]+)"', (form := site.get("/saved")).text)
    assert token is not None
    cookie = form.headers["set-cookie"].partition(";")[0]
    assert posted(site, "/saved", {"cookie": cookie}, q="المياه", csrftoken=token[1]).status_code == 303


def test_a_question_without_a_word_is_asked_for_again(site: Site) -> None:
    answer = posted(site, "/saved", q="«»")
    assert answer.status_code == 400
    assert "لا كلمة يُبحث عنها" in answer.text


def test_the_web_saves_only_so_many_an_hour_and_the_operator_can_turn_it_off(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    open_record(tmp_path / "warraq.db").close()
    site = Site(tmp_path, {})
    page = saved(site, q="المياه")
    with Readers(DataFolder(tmp_path).readers) as readers:
        for _ in range(MOST_IN_AN_HOUR - 1):
            readers.add(Wanted(question="ماء", origin="web"), Reached(0, 0), now())
    assert posted(site, "/saved", q="المياه").status_code == 429
    assert 'href="/saved?q=' in site.get("/search?q=المياه").text
    monkeypatch.setenv("WARRAQ_SAVED_SEARCHES", "off")
    assert "/saved" not in site.get("/search?q=المياه").text
    assert site.get("/saved").status_code == 403
    assert posted(site, "/saved", q="المياه").status_code == 403
    assert site.get(page).status_code == 200


def test_the_day_and_the_hour_of_what_it_finds_now_are_two_words(site: Site) -> None:
    found = re.findall(r"(.)<span class=\"n\">\d\d:\d\d", site.get("/en/saved?q=المياه").text)
    assert found
    assert set(found) == {" "}
