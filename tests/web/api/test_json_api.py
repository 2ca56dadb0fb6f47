"""The JSON API: it answers as docs/api.md and its own description say, and refuses in sentences."""

import json
import re
import socket
import subprocess
import threading
from collections.abc import Iterator
from shutil import which
from typing import Any

import pytest
import uvicorn
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from archive.web import register_routes
from tests.support.command import Command
from tests.support.paths import ROOT
from tests.support.reading_room import Site

DOCS = (ROOT / "docs/api.md").read_text()
EXAMPLES = re.findall(r"```sh\n(.*?)```", DOCS, re.DOTALL)
FIRST_ADDRESS = "http://127.0.0.1:8001"
KINDS: dict[str, tuple[type, ...]] = {
    "string": (str,), "integer": (int,), "number": (int, float), "boolean": (bool,), "null": (type(None),),
    "object": (dict,), "array": (list,),
}  # fmt: skip
ADDRESSES = ("/api/1/search", "/api/1/changes", "/feeds/articles.atom", "/feeds/changes.json", "/exports/articles.csv")


@pytest.fixture(scope="module")
def address(site: Site) -> Iterator[str]:
    """The same site on a port of its own, as curl meets it."""
    with socket.create_server(("127.0.0.1", 0)) as listening:
        server = uvicorn.Server(uvicorn.Config(site.app.app(), log_level="warning", access_log=False))
        thread = threading.Thread(target=server.run, kwargs={"sockets": [listening]})
        thread.start()
        yield f"http://127.0.0.1:{listening.getsockname()[1]}"
        server.should_exit = True
        thread.join()


def described(site: Site) -> Any:
    return site.get("/api/1/openapi.json").json()


def check(value: Any, schema: dict[str, Any], schemas: dict[str, Any], where: str) -> None:
    """A small part of JSON Schema, but strict: a key that the description does not name is wrong as well."""
    if "$ref" in schema:
        schema = schemas[schema["$ref"].rsplit("/", 1)[1]]
    if "anyOf" in schema:
        schema = schema["anyOf"][value is None]
        check(value, schema, schemas, where)
        return
    kinds = schema["type"] if isinstance(schema["type"], list) else [schema["type"]]
    assert any(isinstance(value, KINDS[kind]) for kind in kinds), f"{where}: {value!r} is no {kinds}"
    assert value in schema.get("enum", [value]), f"{where}: {value!r}"
    if isinstance(value, dict) and "properties" in schema:
        assert set(value) == set(schema["required"]) == set(schema["properties"]), where
        for name, inner in value.items():
            check(inner, schema["properties"][name], schemas, f"{where}.{name}")
    for number, inner in enumerate(value if isinstance(value, list) else ()):
        check(inner, schema["items"], schemas, f"{where}[{number}]")


def test_every_route_is_described_and_answers_as_described(site: Site) -> None:
    api = described(site)
    values = {"{id}": str(site.ids["water"]), "{n}": "1"}
    routes = {re.sub(r"\(\?P<(\w+)>[^)]*\)", r"{\1}", route).strip("^$").replace("\\", "")
              for route, _ in register_routes(site.app) if route.startswith("^/api/1/")}  # fmt: skip
    assert set(api["paths"]) == routes
    for path, operation in api["paths"].items():
        for placeholder, value in values.items():
            path = path.replace(placeholder, value)  # noqa: PLW2901 - filled in
        answer = site.get(path)
        assert answer.status_code == 200, path
        schema = operation["get"]["responses"]["200"]["content"]["application/json"]["schema"]
        check(answer.json(), schema, api["components"]["schemas"], path)


def test_every_described_parameter_is_known_and_no_other(site: Site) -> None:
    for path, operation in described(site)["paths"].items():
        if "{" in path:
            continue
        for parameter in operation["get"]["parameters"]:
            assert site.get(f"{path}?{parameter['name']}=").status_code == 200, parameter
        refused = site.get(f"{path}?nonsense=1")
        assert (refused.status_code, refused.json()["status"]) == (400, 400)


def test_search_answers_as_the_command_does(site: Site) -> None:
    [printed] = Command(site.data, 9).lines("search", "القوات", "--limit", "3")
    answer = site.get("/api/1/search?q=القوات&limit=3").json()
    assert answer["hits"] == printed["hits"]
    assert (answer["count"], answer["mode"]) == (printed["count"], printed["mode"]) == (4, "names")
    outlets = ("--outlet", "shamplus", "--outlet", "furat24")
    [printed] = Command(site.data, 9).lines("search", "القوات", *outlets)
    assert printed["hits"] == site.get("/api/1/search?q=القوات&outlet=shamplus&outlet=furat24").json()["hits"]


def test_following_next_shows_every_article_once(site: Site) -> None:
    seen: list[int] = []
    path: str | None = "/api/1/search?limit=7"
    while path:
        answer = site.get(path)
        seen += [hit["id"] for hit in answer.json()["hits"]]
        path = answer.json()["next"]
        assert answer.headers.get("link", "") == (f'<{path}>; rel="next"' if path else "")
        path = path and path.removeprefix("http://localhost")
    assert seen == sorted(site.ids.values(), reverse=True)


def test_a_mirror_that_follows_the_cursor_meets_every_version_once(site: Site) -> None:
    seen: list[tuple[int, int]] = []
    cursor, more = 0, True
    while more:
        page = site.get(f"/api/1/changes?since={cursor}&limit=10").json()
        seen += [(change["article_id"], change["n"]) for change in page["changes"]]
        cursor, more = page["cursor"], page["more"]
    every = site.ask(lambda connection: connection.execute("SELECT article_id, n FROM versions ORDER BY id").fetchall())
    assert seen == [tuple(row) for row in every]
    assert site.get(f"/api/1/changes?since={cursor}").json() == {"changes": [], "cursor": cursor, "more": False}


def test_a_version_has_its_own_text_and_the_capture_it_was_read_from(site: Site) -> None:
    texts = [site.get(f"/api/1/articles/{site.ids['water']}/versions/{n}").json() for n in (1, 2)]
    assert ["62%" in text["body"] for text in texts] == [True, False]
    assert all(text["capture"]["id"] == text["capture_id"] for text in texts)


def test_articles_of_any_of_several_outlets_are_found_exported_and_followed(site: Site) -> None:
    for asked in ("outlet=shamplus&outlet=furat24", "outlet=shamplus,furat24"):
        answer = site.get(f"/api/1/search?q=القوات&limit=1&{asked}").json()
        assert answer["count"] == 3
        following = site.get("/" + answer["next"].partition("://")[2].partition("/")[2]).json()
        assert {hit["outlet"] for hit in answer["hits"] + following["hits"]} == {"shamplus", "furat24"}
        rows = site.get(f"/exports/articles.jsonl?{asked}").text.splitlines()
        assert {json.loads(row)["outlet"] for row in rows} == {"shamplus", "furat24"}
        feed = site.get(f"/feeds/articles.json?{asked}").json()
        assert {tag for item in feed["items"] for tag in item["tags"]} == {"shamplus", "furat24"}
        assert "شام+، فرات24" in feed["title"]


@pytest.mark.parametrize(
    ("path", "status", "said"),
    [
        ("/api/1/search?from=أمس", 400, "such as 2026-11-22"),
        ("/api/1/search?from=2026-11-22&to=2026-11-01", 400, "Exchange them"),
        ("/api/1/search?outlet=nobody", 400, "/api/1/outlets"),
        ("/api/1/search?mode=fuzzy", 400, "exact, names, forms"),
        ("/api/1/search?limit=0", 400, "from 1 to 100"),
        ("/api/1/search?limit=1&limit=2", 400, "given twice"),
        ("/api/1/search?outlet=orontes&outlet=nobody", 400, "/api/1/outlets"),
        ("/feeds/changes.atom?outlet=orontes&outlet=hawran", 400, "given twice"),
        ("/api/1/changes?since=-1", 400, "an answer named"),
        ("/api/1/articles/7", 404, "no article 7"),
        ("/api/1/articles/7/versions/1", 404, "no version 1"),
        ("/api/2/search", 404, "openapi.json"),
        ("/feeds/changes.atom?outlet=nobody", 400, "/api/1/outlets"),
        ("/exports/articles.csv?q=" + "x" * 301, 400, "300 characters"),
    ],
)
def test_a_refusal_says_what_to_do(site: Site, path: str, status: int, said: str) -> None:
    answer = site.get(path)
    assert answer.status_code == status
    assert answer.headers["content-type"] == "application/problem+json; charset=utf-8"
    assert said in answer.json()["detail"]
    assert answer.headers["access-control-allow-origin"] == "*"


def test_a_permalink_answers_head_and_is_not_sent_twice(site: Site) -> None:
    for path in (f"/article/{site.ids['water']}", f"/api/1/articles/{site.ids['water']}", "/api/1/outlets"):
        whole = site.get(path)
        head = site.get(path, method="HEAD")
        assert (head.status_code, head.content, head.headers["content-length"]) == (200, b"", str(len(whole.content)))
        assert head.headers["etag"] == whole.headers["etag"]
        again = site.get(path, headers={"If-None-Match": whole.headers["etag"]})
        assert (again.status_code, again.content) == (304, b"")
        assert again.headers["content-security-policy"]


def test_a_host_that_is_none_is_refused(site: Site) -> None:
    answer = site.get("/feeds/articles.atom", headers={"Host": "[x"})
    assert (answer.status_code, "Host" in answer.json()["detail"]) == (400, True)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    address=st.sampled_from(ADDRESSES),
    values=st.dictionaries(
        st.sampled_from(["q", "mode", "order", "outlet", "from", "to", "before", "limit", "since", "x"]),
        st.text(max_size=40) | st.sampled_from(["9" * 15, "-1", "2026-11-22", "names", "\u202e", '"', "kind:gone"]),
    ),
)
def test_nothing_asked_of_an_address_is_a_server_error(site: Site, address: str, values: dict[str, str]) -> None:
    answer = site.get(address, params={name: value.encode("utf-8", "ignore") for name, value in values.items()})
    assert answer.status_code in (200, 400)


@pytest.mark.skipif(which("curl") is None or which("bash") is None, reason="the examples are for bash and curl")
def test_every_example_of_the_documentation_runs(address: str) -> None:
    assert len(EXAMPLES) >= 6
    script = "\n".join(EXAMPLES).replace(FIRST_ADDRESS, address)
    command = ["bash", "-euo", "pipefail", "-c", script]
    done = subprocess.run(command, capture_output=True, text=True, timeout=60, check=False)
    assert done.returncode == 0, done.stderr
    assert FIRST_ADDRESS not in script
    assert '"openapi": "3.1.0"' in done.stdout
