"""The door for assistants, asked over standard input and output by the protocol's own client."""

import asyncio
import json
import os
import signal
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from archive.errors import WarraqError
from archive.web.assistants import articles, finding
from archive.web.assistants.open_archive import NOTICE, Room, room_at
from scheduler.cli import cli
from tests.support.reading_room import Site
from tests.support.taken_file import publish_made, take, unchanged

pytest.importorskip("mcp", reason="the extra mcp is not installed")

from mcp.client.client import Client
from mcp.client.stdio import StdioServerParameters, stdio_client

START = "from scheduler.cli import main; main()"
NAMES = ["القوات", "زرافة", "دير الزور"]
REFUSED: list[tuple[str, dict[str, Any], str]] = [
    ("search", {"query": "القوات", "limit": 51}, "1 to 50"),
    ("search", {"query": "القوات", "from_day": "yesterday"}, "2026-11-22"),
    ("search", {"query": "القوات", "outlets": ["nobody"]}, "no outlet"),
    ("search", {"query": "القوات", "cursor": "x"}, "next"),
    ("article", {"article": "99"}, "no article 99"),
    ("batch", {"names": ["القوات"] * 201}, "1 to 200"),
    ("coverage", {"from_day": "2020", "to_day": "2026"}, "92 days"),
]
Asked = dict[str, Any]


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("archive")


@pytest.fixture(scope="module")
def taken(data: Path, tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, dict[str, int]]:
    published, ids = publish_made(data)
    return take(published, tmp_path_factory.mktemp("home")), ids


@pytest.fixture(scope="module")
def site(taken: tuple[Path, dict[str, int]]) -> Site:
    return Site(*taken)


@pytest.fixture(scope="module")
def room(taken: tuple[Path, dict[str, int]]) -> Room:
    return room_at(taken[0])


@pytest.fixture(scope="module")
def asked(taken: tuple[Path, dict[str, int]]) -> Asked:
    """One conversation: what tools there are, an answer of each, and the refusals."""
    file, ids = taken
    server = StdioServerParameters(
        command=sys.executable, args=["-c", START, "mcp", "--data", str(file)], env=dict(os.environ)
    )
    calls: list[tuple[str, str, dict[str, Any]]] = [
        ("search", "search", {"query": "القوات", "limit": 2}),
        ("article", "article", {"article": "furat24/water"}),
        ("before", "article", {"article": str(ids["water"]), "version": 1}),
        ("versions", "versions", {"article": str(ids["water"])}),
        ("copies", "copies", {"article": "https://hawran.example/snow"}),
        ("batch", "batch", {"names": NAMES}),
        ("coverage", "coverage", {}),
        ("one", "coverage", {"outlet": "hawran"}),
        ("address", "search", {"query": "https://furat24.example/water"}),
    ]

    async def talk() -> Asked:
        found: Asked = {"refused": []}
        async with Client(stdio_client(server)) as client:
            found["tools"] = (await client.list_tools()).tools
            for name, tool, arguments in calls:
                result = await client.call_tool(tool, arguments)
                assert not result.is_error, result.content
                found[name] = result.structured_content or json.loads(result.content[0].text)  # type: ignore[union-attr]
            for tool, arguments, _ in REFUSED:
                refusal = await client.call_tool(tool, arguments)
                assert refusal.is_error
                found["refused"].append(refusal.content[0].text)  # type: ignore[union-attr]
        return found

    with unchanged(file):
        return asyncio.run(talk())


def test_there_are_six_tools_which_only_read_and_say_that_texts_are_quoted(asked: Asked) -> None:
    tools = asked["tools"]
    assert [tool.name for tool in tools] == ["search", "batch", "article", "versions", "copies", "coverage"]
    assert all(tool.annotations.read_only_hint for tool in tools)
    assert all(NOTICE in tool.description for tool in tools)


def test_a_search_finds_what_the_api_finds_and_goes_on_behind_its_cursor(asked: Asked, site: Site, room: Room) -> None:
    known = site.get("/api/1/search?q=القوات&limit=50").json()
    first = asked["search"]
    assert first["count"] == known["count"] > 2
    rest = finding.search(room, "القوات", [], ("", ""), (50, first["next"]), mode="names", without_copies=False)
    hits: Any = [*first["hits"], *rest["hits"]]  # type: ignore[misc]
    assert [hit["id"] for hit in hits] == [hit["id"] for hit in known["hits"]]
    assert [hit["quoted"]["snippet"] for hit in hits] == [hit["snippet"] for hit in known["hits"]]
    assert rest["next"] is None


def test_whatever_is_cited_has_key_digest_capture_and_a_permalink_that_shows_that_version(
    asked: Asked, site: Site, taken: tuple[Path, dict[str, int]]
) -> None:
    sources = [
        *(asked["search"]["hits"], [asked["article"], asked["before"]], asked["address"]["hits"]),
        [asked["versions"]["article"], asked["copies"]["article"]],
        [one["other"] for one in asked["copies"]["copies"]],
        [one["newest"] for one in asked["batch"]["names"] if one["newest"]],
    ]
    cited = [source for several in sources for source in several]
    assert len(cited) > 8
    for source in cited:
        path = source["permalink"].partition("127.0.0.1:8001")[2]
        shown = site.get(f"/api/1{path.replace('/article/', '/articles/')}").json()
        assert shown["sha256"] == source["version_sha256"]
        assert shown["capture"]["fetched_at"] == source["captured_at"]
        assert site.get(path).status_code == 200
        assert source["key"]
    assert [one["id"] for one in asked["address"]["hits"]] == [taken[1]["water"]]


def test_an_article_is_given_in_its_words_and_so_are_its_versions(asked: Asked, site: Site) -> None:
    now, before = asked["article"], asked["before"]
    known = site.get(f"/api/1/articles/{now['id']}").json()
    assert now["quoted"]["text"] == known["body"]
    assert "62%" in before["quoted"]["text"]
    assert "58%" in now["quoted"]["text"]
    listed = asked["versions"]["versions"]
    assert [one["version_sha256"] for one in listed] == [one["sha256"] for one in known["versions"]]
    assert {"kind": "removed", "before": "في بيان", "now": ""} in listed[-1]["quoted"]["changes"]


def test_a_long_text_comes_in_pieces_that_make_it_up(monkeypatch: pytest.MonkeyPatch, room: Room, asked: Asked) -> None:
    monkeypatch.setattr(articles, "MOST_CHARACTERS", 100)
    text, cursor = "", ""
    while True:
        piece: Any = articles.article(room, "furat24/water", None, cursor)
        text += piece["quoted"]["text"]
        cursor = piece["next"]
        if cursor is None:
            break
    assert text == asked["article"]["quoted"]["text"]


def test_copies_are_those_of_the_record(asked: Asked, taken: tuple[Path, dict[str, int]]) -> None:
    found = asked["copies"]
    assert found["count"] == len(found["copies"]) == 1
    assert found["copies"][0]["other"]["id"] == taken[1]["snow-road"]


def test_names_are_counted_as_the_search_counts_them(asked: Asked, site: Site) -> None:
    for one in asked["batch"]["names"]:
        assert one["articles"] == site.get(f"/api/1/search?q={one['query']}").json()["count"]
    assert [one["query"] for one in asked["batch"]["names"]] == NAMES
    assert asked["batch"]["left"] == []


def test_coverage_counts_what_the_archive_has_of_the_days(asked: Asked, site: Site) -> None:
    bounds = (asked["coverage"]["from"], asked["coverage"]["to"])
    sql = "SELECT outlet, count(*) AS n FROM articles WHERE published_day BETWEEN ? AND ? GROUP BY 1"
    known = {row["outlet"]: row["n"] for row in site.rows(sql, bounds)}
    assert {one["outlet"]: one["articles"] for one in asked["coverage"]["outlets"] if one["articles"]} == known
    (hawran,) = asked["one"]["outlets"]
    assert sum(day["articles"] for day in hawran["days"]) == hawran["articles"] == known["hawran"]


def test_a_refusal_is_a_sentence_that_says_what_to_do(asked: Asked) -> None:
    for sentence, (_, _, says) in zip(asked["refused"], REFUSED, strict=True):
        assert says in sentence
        assert "Traceback" not in sentence


def test_all_that_an_outlet_printed_stands_under_quoted(asked: Asked) -> None:
    titles = {asked["article"]["quoted"]["title"], *(hit["quoted"]["title"] for hit in asked["search"]["hits"])}

    def outside(value: Any) -> str:
        if isinstance(value, dict):
            return " ".join(outside(one) for name, one in value.items() if name != "quoted")
        return " ".join(map(outside, value)) if isinstance(value, list) else str(value)

    for name in ("search", "article", "versions", "copies", "batch", "address"):
        assert asked[name]["notice"] == NOTICE
        assert not [title for title in titles if title in outside(asked[name])]


def test_what_was_taken_out_of_the_archive_is_not_given(data: Path, taken: tuple[Path, dict[str, int]]) -> None:
    live, number = room_at(data), str(taken[1]["water"])
    assert articles.article(live, number, None, "")["id"] == taken[1]["water"]
    done = CliRunner().invoke(cli, ["redact", number, "--reason", "safety", "--data", str(data)])
    assert done.exit_code == 0, done.output
    for named in (number, "furat24/water", "https://furat24.example/water"):
        with pytest.raises(WarraqError) as refusal:
            articles.article(live, named, None, "")
        assert "عودة" not in str(refusal.value)
    with pytest.raises(WarraqError, match=r"taken out of the archive on .*safety"):
        articles.versions(live, number, "")
    found: Any = finding.search(live, "محطة الضخّ", [], ("", ""), (50, ""), mode="names", without_copies=False)
    assert taken[1]["water"] not in [hit["id"] for hit in found["hits"]]


def test_where_the_extra_is_not_installed_one_sentence_says_what_to_install(
    monkeypatch: pytest.MonkeyPatch, data: Path
) -> None:
    monkeypatch.setitem(sys.modules, "mcp", None)
    done = CliRunner().invoke(cli, ["mcp", "--data", str(data)])
    assert isinstance(done.exception, WarraqError)
    assert "pip install 'warraq[mcp]'" in str(done.exception)


def test_ctrl_c_ends_it_while_it_waits(taken: tuple[Path, dict[str, int]]) -> None:
    """In the verb's own process: what the library does with its threads is the point."""
    process = subprocess.Popen(
        [sys.executable, "-c", START, "mcp", "--data", str(taken[0])],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        bufsize=0,
    )
    assert process.stdin is not None
    assert process.stdout is not None
    ask = {"protocolVersion": "2025-06-18", "capabilities": {}, "clientInfo": {"name": "test", "version": "1"}}
    message = {"jsonrpc": "2.0", "id": 1, "method": "initialize", "params": ask}
    process.stdin.write(f"{json.dumps(message)}\n".encode())
    assert b"warraq" in process.stdout.readline()
    process.send_signal(signal.SIGINT)
    assert process.wait(30) == 0
    process.stdin.close()
    process.stdout.close()


def test_no_archive_is_said_before_anybody_is_listened_to(tmp_path: Path) -> None:
    done = CliRunner().invoke(cli, ["mcp", "--data", str(tmp_path / "none.db")])
    assert isinstance(done.exception, WarraqError)
    assert "no file" in str(done.exception)
