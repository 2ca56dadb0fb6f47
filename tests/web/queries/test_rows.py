"""The types of the rows are true: every statement gives the columns that its TypedDict names, of the types it names."""

import ast
from collections.abc import Iterator, Mapping
from contextlib import closing
from pathlib import Path
from types import UnionType
from typing import Any, Literal, Union, get_args, get_origin, get_type_hints

import pytest
from sqlite_utils.utils import sqlite3

from archive.desk.frozen import Search, freeze
from archive.desk.store import Desk
from archive.record.store import read_record
from archive.web.queries import rows
from tests.support import (
    channel_archive,
    compared_archive,
    copied_articles,
    figures_archive,
    judged_archive,
    quoting_archive,
)
from tests.support import operated_archive as operated_site
from tests.support.accounts import Browser
from tests.support.marked_desk import AT, mark
from tests.support.reading_room import Site, made

WEB = Path(rows.__file__).parents[1]
QUERIES = WEB / "queries"
SECOND_ADDRESSES = """
INSERT INTO urls(url, outlet, key, article_id, role, first_seen_at)
SELECT url || '?again', outlet, key, id, 'seen', first_seen_at FROM articles
"""
ROBOTS_ASKED = """
UPDATE captures SET url = (SELECT rtrim(home, '/') || '/robots.txt' FROM outlets WHERE name = 'hawran')
WHERE id = (SELECT min(id) FROM captures)
"""


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Site:
    """The made archive, each article met at a second address."""
    found = made(tmp_path_factory.mktemp("made"))
    with closing(sqlite3.connect(found.data / "warraq.db")) as connection, connection:
        connection.execute(SECOND_ADDRESSES)
    return found


@pytest.fixture(scope="module")
def story(tmp_path_factory: pytest.TempPathFactory) -> Site:
    return compared_archive.make(tmp_path_factory.mktemp("story"))


@pytest.fixture(scope="module")
def judged(tmp_path_factory: pytest.TempPathFactory) -> Site:
    return judged_archive.make(tmp_path_factory.mktemp("judged"))


@pytest.fixture(scope="module")
def operated(tmp_path_factory: pytest.TempPathFactory) -> Site:
    """With an outlet that is not followed, and a look at the robots.txt of another."""
    found = operated_site.make(tmp_path_factory.mktemp("operated") / "data")
    with closing(sqlite3.connect(found.data / "warraq.db")) as connection, connection:
        connection.execute("UPDATE outlets SET enabled = 0, note = 'made', barred = 'made' WHERE name = 'furat24'")
        connection.execute("UPDATE outlets SET closed = '2026', closed_by = 'made' WHERE name = 'orontes'")
        connection.execute(ROBOTS_ASKED)
    return found


@pytest.fixture(scope="module")
def named(tmp_path_factory: pytest.TempPathFactory) -> Site:
    """Names of a party are printed here."""
    data = tmp_path_factory.mktemp("named") / "data"
    with copied_articles.MadeRecord(data) as desk:
        desk.put("furat/1", f"قالت قسد {copied_articles.prose(1, 40)}")
    return Site(data, {})


@pytest.fixture(scope="module")
def channel_site(tmp_path_factory: pytest.TempPathFactory) -> Site:
    return channel_archive.make(tmp_path_factory.mktemp("channel") / "data")


def kinds_of(module: Path) -> Iterator[str]:
    """The TypedDicts that a module's statements are read as."""
    for call in ast.walk(ast.parse(module.read_text("utf-8"))):
        if isinstance(call, ast.Call) and isinstance(call.func, ast.Name) and call.func.id in ("row", "rows"):
            yield ast.unparse(call.args[1])


def pages(site: Site) -> Iterator[str]:
    """Addresses that together ask every statement there is."""
    yield from (
        "/",
        "/search",
        "/outlets",
        "/changes",
        "/changes?before=3",
        "/changes?kind=missing",
        "/words?q=المياه",
        "/context?q=المياه",
        "/attention?q=المياه&from=2019&by=month",
        "/versus?aq=المياه&bq=القوات",
        "/search?q=المياه",
        "/search?q=القوات&copies=folded",
        "/stories?day=2026-11-01",
        "/stories?day=2026-11-20",
    )
    yield from ("/search?q=https://furat24.example/water", "/feeds/articles.atom", "/api/1/outlets", "/api/1/changes")
    yield from (
        "/api/1/verdicts",
        "/gaps",
        "/past",
        "/barred",
        "/edits",
        "/places",
        "/place/x-qalamoun",
        "/figures?q=المياه",
    )
    for outlet in ("hawran", "furat24", "barid"):
        yield f"/outlet/{outlet}"
    yield from ("/capture/1", "/capture/2/raw")
    for number in site.ids.values():
        yield from (f"/article/{number}", f"/article/{number}/versions/1", f"/article/{number}/diff/1..2")
        yield from (f"/article/{number}/missing", f"/changes?kind=missing&before={number}")
        yield from (f"/article/{number}/captures", f"/article/{number}/phrase?q=المياه")
        yield from (f"/story/{number}", f"/api/1/articles/{number}", f"/api/1/articles/{number}/versions/1")
    first, second, *_ = site.ids.values()
    yield f"/compare/{first}..{second}"


def faults(kind: Any, row: Mapping[str, object]) -> Iterator[str]:
    hints = get_type_hints(kind)
    if set(hints) != set(row):
        yield f"{kind.__name__} and its statement differ by {sorted(set(hints) ^ set(row))}"
        return
    for name, value in row.items():
        if not fits(value, hints[name]):
            yield f"{kind.__name__}.{name} is {value!r}"


@pytest.fixture(scope="module")
def analysed(tmp_path_factory: pytest.TempPathFactory) -> list[tuple[Site, str]]:
    """Archives with quotations and with figures, and a page of each."""
    quoted = quoting_archive.make(tmp_path_factory.mktemp("quoted"))
    figured = figures_archive.make(tmp_path_factory.mktemp("figured") / "data")
    return [(quoted, f"/article/{quoted.ids['first']}"), (quoted, "/quotes"), (figured, "/figures?q=الانفجار")]


def fits(value: object, hint: Any) -> bool:
    members = get_args(hint) if get_origin(hint) in (Union, UnionType) else (hint,)
    return any(value in get_args(one) if get_origin(one) is Literal else isinstance(value, one) for one in members)


def test_every_row_has_the_columns_and_the_types_that_its_typed_dictionary_names(
    site: Site,
    story: Site,
    judged: Site,
    operated: Site,
    channel_site: Site,
    named: Site,
    analysed: list[tuple[Site, str]],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    seen: set[str] = set()
    found: set[str] = set()

    def checked(kind: Any, row: sqlite3.Row) -> Any:
        seen.add(kind.__name__)
        found.update(faults(kind, dict(row)))
        return dict(row)

    monkeypatch.setattr(rows, "as_row", checked)
    for archive in (site, story, judged):
        for path in pages(archive):
            assert archive.get(path).status_code in (200, 302, 404), path
    assert named.get("/naming").status_code == 200
    for archive, path in analysed:
        assert archive.get(path).status_code == 200, path
    for path in channel_archive.pages(channel_site):
        assert channel_site.get(path).status_code == 200, path
    desk = Browser(operated)
    desk.sign_in()
    with (
        Desk(operated.data / "desk.db", "desk") as marks,
        closing(read_record(operated.data / "warraq.db")) as record,
    ):
        mark(marks, record, operated.ids["water"], operated.ids["fair"])
        waters = {operated.ids["water"]: ("furat24", "water")}
        frozen = freeze(marks, Search("المياه", "?q=المياه", AT, 1), waters, AT)
    for path in ("/operator/hawran", "/gaps", "/past", "/barred", "/desk", "/desk?view=time", f"/frozen/{frozen}"):
        assert desk.get(path).status_code == 200
    assert found == set()
    kinds = {kind for module in QUERIES.glob("*.py") for kind in kinds_of(module)} - {"kind"}
    assert kinds - seen == set()


def test_only_queries_hold_sql() -> None:
    elsewhere = [path for path in WEB.rglob("*.py") if QUERIES not in path.parents]
    assert [path.name for path in elsewhere if "SELECT " in path.read_text("utf-8")] == []
