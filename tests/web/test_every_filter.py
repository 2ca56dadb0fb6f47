"""Every filter and mode of the search page, in everything to which the page hands its question on."""

import csv
import io
import json
import re
from contextlib import closing
from html import unescape
from typing import Any
from urllib.parse import parse_qsl, urlencode

import pytest
from click.testing import CliRunner

from archive.alerts.collecting import collect
from archive.alerts.delivery import preview
from archive.alerts.saved_search import Reached, SavedPart
from archive.alerts.store import Readers
from archive.data_folder import DataFolder
from archive.publish.snapshot import publish
from archive.search.filters import Part
from archive.sqlite import open_readonly
from archive.times import now
from archive.web.app.search_request import ADDRESSED, PAGING, PART, SearchRequest, parse_request
from archive.web.queries.saved_searches import request_of, wanted_by
from scheduler.cli import cli
from tests.support import narrowed_archive
from tests.support.accounts import OPEN, Browser
from tests.support.reading_room import Site
from tests.support.taken_file import take as take_home

EXAMPLES = narrowed_archive.examples()
ASKED = pytest.mark.parametrize("asked", EXAMPLES.values(), ids=list(EXAMPLES))
# Changes no count: how a list is ordered, and what is offered beside it.
SHOWS = ("order", "arabic")
OUTLETS = dict.fromkeys(("furat24", "hawran", "shamplus", "orontes"), "")
# What the command line calls otherwise, and what takes no value there.
OPTIONS = {"lang": "--language", "copies": "--without-copies", "named": "--printed"}
FLAGS = ("--without-copies", "--quotes")
LINKED = (
    *("/words", "/attention", "/context", "/figures", "/saved", "/frozen", "/feeds/articles.atom"),
    *("/feeds/articles.json", *(f"/exports/articles.{form}" for form in ("csv", "jsonl", "bib", "ris", "md"))),
)


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Site:
    data = tmp_path_factory.mktemp("narrowed")
    narrowed_archive.make(data)
    return Site(data, {}, access=OPEN)


@pytest.fixture(scope="module")
def browser(site: Site) -> Browser:
    signed_in = Browser(site)
    signed_in.sign_in()
    return signed_in


@pytest.fixture(scope="module")
def file(site: Site, tmp_path_factory: pytest.TempPathFactory) -> Site:
    published = site.data / "published" / publish(DataFolder(site.data)).file
    return Site(take_home(published, tmp_path_factory.mktemp("home")), {})


def found(site: Site, asked: dict[str, str]) -> list[int]:
    """What the search finds, in its order, as the API has it."""
    answer = site.get(f"/api/1/search?{urlencode(asked)}&limit=50").json()
    assert answer["count"] == len(answer["hits"]) > 0
    return [hit["id"] for hit in answer["hits"]]


def rows(site: Site, path: str, column: str) -> set[int]:
    text = site.get(path).text.removeprefix("\ufeff")
    return {int(row[column]) for row in csv.DictReader(io.StringIO(text, newline=""))}


def understood(asked: dict[str, str]) -> SearchRequest:
    return parse_request(asked, OUTLETS)


def test_no_parameter_of_the_page_is_without_an_example() -> None:
    """A filter that comes is an entry of ADDRESSED, and makes this and the next test fail until it is thought of."""
    assert set(EXAMPLES) == {ADDRESSED[name] for name in ADDRESSED if name not in PAGING}
    for name, asked in EXAMPLES.items():
        assert name in dict(parse_qsl(understood(asked).address().removeprefix("?"))), name


def test_what_narrows_the_record_is_what_the_search_takes() -> None:
    assert len(PART) == len(understood({}).filters) == len(Part.__annotations__)
    usual = understood({}).filters
    for name in PART:
        assert understood(EXAMPLES[ADDRESSED[name]]).filters != usual, name
    assert set(ADDRESSED) == {"q", "mode", *SHOWS, *PART, *PAGING}


def test_each_example_leaves_some_articles_and_not_others(site: Site) -> None:
    everything = found(site, EXAMPLES["q"])
    for name, asked in EXAMPLES.items():
        assert (set(found(site, asked)) == set(everything)) is (name in ("q", *SHOWS)), name
    assert found(site, EXAMPLES["order"]) == everything[::-1] != everything
    assert set(found(site, EXAMPLES["quotes"])) > set(found(site, EXAMPLES["named"]))


@ASKED
def test_the_page_its_feed_and_its_files_have_what_the_api_has(site: Site, file: Site, asked: dict[str, str]) -> None:
    wanted, query = found(site, asked), urlencode(asked)
    page = site.get(f"/search?{query}").text
    assert [int(one) for one in re.findall(r'<h2 [^>]*><a href="/article/(\d+)"', page)] == wanted
    lines = site.get(f"/exports/articles.jsonl?{query}").text.splitlines()
    assert [json.loads(line)["id"] for line in lines] == wanted
    items = site.get(f"/feeds/articles.json?{query}").json()["items"]
    assert {int(item["url"].rpartition("/")[2]) for item in items} == set(wanted)
    assert found(file, asked) == wanted, "the downloaded file"


@ASKED
def test_words_context_figures_and_attention_count_what_the_search_finds(site: Site, asked: dict[str, str]) -> None:
    wanted = set(found(site, asked))
    # The order of lines is this page's own.
    query = urlencode({name: value for name, value in asked.items() if name != "order"})
    months = site.get(f"/en/words?{query}").text
    counts = re.findall(r'<b>[^<]*</b> <span class="small quiet">([^<]+)</span>', months)
    of_words = sum(1 if text == "one article" else int((re.match(r"\d+", text) or ["0"])[0]) for text in counts)
    assert of_words == len(wanted), "words"
    copies = "" if "copies" in asked else "&copies=in"
    assert rows(site, f"/context.csv?{query}{copies}", "article_id") == wanted, "context"
    assert rows(site, f"/figures.csv?{query}", "article") == wanted, "figures"
    if asked.get("q"):
        listed = site.get(f"/api/1/figures?{query}&limit=500").json()["figures"]
        assert {one["article"] for one in listed} == wanted, "figures for programs"
    copies = "" if "copies" in asked else "&copies=all"
    over_time = site.get(f"/en/attention?{query}{copies}&by=month").text
    key = re.search(r'<p class="key">.*?<a [^>]*href="/en/search([^"]+)">(\d+)</a>', over_time, re.DOTALL)
    assert key is not None
    assert int(key[2]) == len(wanted), "attention"
    back = _joined(unescape(key[1]).removeprefix("?"))
    assert set(found(site, back)) == wanted, "the list of its number"


@ASKED
def test_every_link_of_the_page_hands_the_whole_question_on(browser: Browser, asked: dict[str, str]) -> None:
    page = browser.get(f"/search?{urlencode(asked)}").text
    links = [unescape(one).partition("?") for one in re.findall(r'href="([^"]+)"', page)]
    for path in LINKED:
        handed = [query for where, _, query in links if where == path and query]
        assert handed, path
        # A feed has its own order, and so have lines and months.
        own = set() if path.startswith(("/exports", "/saved", "/frozen")) else {"order"}
        for query in handed:
            given = understood({name: value for name, value in _joined(query).items() if name not in own})
            assert given == understood({name: value for name, value in asked.items() if name not in own}), path


def _joined(query: str) -> dict[str, str]:
    values: dict[str, str] = {}
    for name, value in parse_qsl(query):
        values[name] = f"{values[name]},{value}" if name in values else value
    return values


@ASKED
def test_a_saved_and_a_frozen_search_are_the_whole_question(browser: Browser, asked: dict[str, str]) -> None:
    query = urlencode(asked)
    for where in ("saved", "frozen"):
        form = browser.get(f"/{where}?{query}").text
        sent = re.findall(r'<input type="hidden" name="(\w+)" value="([^"]*)">', form[form.index('method="post"') :])
        typed = [("q", asked["q"]), ("mode", understood(asked).mode)]
        fields = [(name, unescape(value)) for name, value in sent if name not in ("q", "mode")]
        answer = browser.post(f"/{where}", f"/{where}?{query}", **_joined(urlencode([*typed, *fields])))
        assert answer.status_code == 303, where
        page = browser.get(answer.headers["location"]).text
        back = [_joined(unescape(one).partition("?")[2]) for one in re.findall(r'href="(/search\?[^"]+)"', page)]
        assert understood(asked) in [understood(one) for one in back], where


def test_an_alert_hits_what_the_search_finds(site: Site) -> None:
    folder = DataFolder(site.data)
    with closing(open_readonly(folder.record)) as record, Readers(folder.readers) as readers:
        saved = {
            name: readers.add(wanted_by(understood(asked), edits=False), Reached(0, 0), now())
            for name, asked in EXAMPLES.items()
        }
        readers.db.execute("UPDATE searches SET history = 1")
        collect(record, readers)
        for name, one in saved.items():
            wanted = set(found(site, EXAMPLES[name]))
            assert {match["article_id"] for match in readers.newest(one.id, 99)} == wanted, name
            assert {hit.id for hit in preview(record, one, 99)} == wanted, name
            assert request_of(one) == understood(EXAMPLES[name])


def test_the_command_line_takes_each_filter_and_mode(site: Site) -> None:
    data = DataFolder(site.data)
    for name, asked in EXAMPLES.items():
        if name in SHOWS:
            continue
        wanted, words = found(site, asked), [asked["q"]]
        for parameter, value in asked.items():
            option = OPTIONS.get(parameter, f"--{parameter}")
            if parameter != "q":
                words += [
                    part for one in value.split(",") for part in ((option, one) if option not in FLAGS else (option,))
                ]
        assert [hit["id"] for hit in typed("search", *words, data=data)[0]["hits"]] == wanted, name
        as_alert = ["--until" if word == "--to" else word for word in words]
        assert [hit["id"] for hit in typed("alerts", "preview", *as_alert, data=data)] == wanted, name
        (added,) = typed("alerts", "add", *as_alert, data=data)
        with Readers(data.readers) as readers:
            saved = readers.search(added["id"])
        assert request_of(saved) == understood(asked), name
        for key in ("mode", *SavedPart.__annotations__):
            parameter = "outlet" if key == "outlet" else ADDRESSED[key]
            assert added[key] == asked.get(parameter, "names" if key == "mode" else ""), (name, key)


def typed(*words: str, data: DataFolder) -> list[Any]:
    """The JSON documents that a command line prints."""
    ran = CliRunner().invoke(cli, [*words, "--data", str(data.root), "--json"], standalone_mode=False)
    assert ran.exception is None, (words, ran.exception)
    return [json.loads(line) for line in ran.stdout.splitlines()]
