"""docs/recipes.md: every block runs on a published file, and says what the pages and the API say."""

import json
import re
import sqlite3
from datetime import timedelta
from typing import Any

import pytest
from click.testing import CliRunner

from archive.analysis.follower import Follower
from archive.data_folder import DataFolder
from archive.ingest.session import Writer
from archive.publish.snapshot import publish
from archive.record.store import open_record
from archive.times import damascus_day, now, stamp
from scheduler.cli import cli
from tests.support import made_archive
from tests.support.made_archive import FURAT, HAWRAN, Made
from tests.support.paths import ROOT
from tests.support.quoting_archive import SAID
from tests.support.reading_room import Site

RECIPES = (ROOT / "docs/recipes.md").read_text()
BLOCK = re.compile(r"^## (\d+)\. .*?(?=^## |\Z)", re.MULTILINE | re.DOTALL)
CODE = re.compile(r"^```(\w+)\n(.*?)^```", re.MULTILINE | re.DOTALL)
BLOCKS = {(int(one[1]), code[1]): code[2] for one in BLOCK.finditer(RECIPES) for code in CODE.finditer(one[0])}
SAYS = "{}.\nوقال الناطق: «{}» أمس في سوريا."
MORE = (
    Made(
        FURAT, "said", "بيان في منبج", f"وصلت قسد إلى مدينة منبج أمس بعد أيام.\nقال الناطق: «{SAID}» أمس في سوريا.", 50
    ),
    Made(
        HAWRAN, "later", "بيان آخر", f"قوات سوريا الديمقراطية في المدينة منذ عام.\nوذكر «{SAID}» في بيان من سوريا.", 49
    ),
)


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Site:
    data = tmp_path_factory.mktemp("recipes")
    ids = made_archive.make(data)
    with Writer(DataFolder(data), "more") as writer:
        ids |= {one.slug: made_archive.take(writer, one, now() - timedelta(hours=one.hours)) for one in MORE}
    store = open_record(data / "warraq.db")
    Follower(store.db).catch_up()
    day = (damascus_day(now()) - timedelta(days=3)).isoformat()
    with store.db.conn:
        store.db.table("listed_days").insert(
            {"outlet": "hawran", "day": day, "edition": "", "source": "sitemap", "listed": 9, "is_whole": 1}
            | {"seen_at": stamp(now())}
        )
    store.close()
    return Site(data / "published" / publish(DataFolder(data)).file, ids)


def asked(site: Site, recipe: int) -> list[dict[str, Any]]:
    connection = sqlite3.connect(f"file:{site.data}?mode=ro", uri=True)
    connection.row_factory = sqlite3.Row
    rows = [dict(row) for row in connection.execute(BLOCKS[recipe, "sql"])]
    connection.close()
    return rows


def run(site: Site, recipe: int, kind: str) -> Any:
    """The name `answer` of a block of Python."""
    names: dict[str, Any] = {}
    exec(BLOCKS[recipe, kind].replace("warraq.db", str(site.data)), names)  # noqa: S102 - the docs' own
    names["db"].close()
    return names["answer"]


def count(site: Site, query: str) -> int:
    return int(site.get(f"/api/1/search?{query}").json()["count"])


def test_there_are_ten() -> None:
    assert sorted({number for number, _ in BLOCKS}) == list(range(1, 11))
    assert all(code.count("\n") <= 15 for code in BLOCKS.values())


def test_attention_counts_the_articles_of_each_month_as_the_search_does(site: Site) -> None:
    rows = asked(site, 1)
    assert sum(row["hits"] for row in rows) > 2
    for row in rows:
        days = f"from={row['month']}&to={row['month']}"
        assert row["hits"] == count(site, f"q=القوات&mode=exact&{days}")
        assert row["articles"] == count(site, days)


def test_the_naming_table_has_the_numbers_of_its_searches(site: Site) -> None:
    rows = asked(site, 2)
    assert {row["name"] for row in rows} == {"قسد", "قوات سوريا الديمقراطية"}
    for row in rows:
        assert row["articles"] == count(site, f"party=sdf&named={row['name']}&outlet={row['outlet']}")


def test_the_graph_of_copies_has_the_pairs_of_the_command(site: Site) -> None:
    done = CliRunner().invoke(cli, ["copies", "--json", "--data", str(site.data)])
    pairs = [json.loads(line) for line in done.stdout.splitlines()]
    known = [one for one in pairs if one["first"] and one["a_outlet"] != one["b_outlet"]]
    edges = asked(site, 3)
    assert sum(edge["articles"] for edge in edges) == len(known) > 0
    for edge in edges:
        ends = [one for one in known if {one["a_outlet"], one["b_outlet"]} == {edge["first"], edge["carried_by"]}]
        assert edge["articles"] <= len(ends)


def test_the_edits_of_an_outlet_are_those_of_its_versions(site: Site) -> None:
    rows = asked(site, 4)
    assert {row["key"] for row in rows} == {"water"}
    assert {("62", "58"), ("سبعة", "تسعة")} & {(row["removed"].strip("%"), row["added"].strip("%")) for row in rows}
    versions = site.get(f"/api/1/articles/{site.ids['water']}").json()["versions"]
    assert {row["seen_at"] for row in rows} == {one["seen_at"] for one in versions if one["kind"] == "edit"}


def test_coverage_is_the_recall_of_the_api(site: Site) -> None:
    told = [one for one in site.get("/api/1/recall").json()["days"] if one["listed"] is not None]
    assert told
    kept = sum(min(one["kept"], one["listed"]) for one in told)
    assert asked(site, 5) == [{"outlet": "hawran", "listed": 9, "kept": kept}]


def test_what_was_removed_is_what_the_search_says_was(site: Site) -> None:
    rows = asked(site, 6)
    assert {row["key"] for row in rows} == {"fair", "street-26"}
    assert len(rows) == count(site, "kind=gone,missing")


def test_names_of_a_list_are_counted_as_the_search_counts_them(site: Site) -> None:
    for name, articles, *_ in run(site, 7, "python"):
        assert articles == count(site, f"q={name}&mode=exact")


def test_places_by_month_sum_to_their_lists(site: Site) -> None:
    rows = [row for row in asked(site, 8) if row["name"] == "منبج"]
    assert rows
    for row in rows:
        assert row["articles"] == count(site, f"place={row['place']}&from={row['month']}&to={row['month']}")


def test_a_quotation_in_two_articles_is_a_pair(site: Site) -> None:
    pairs = [(row["one"], row["other"]) for row in asked(site, 9)]
    assert pairs == [tuple(sorted((site.ids["said"], site.ids["later"])))]


def test_the_versions_of_an_article_are_those_of_the_api(site: Site) -> None:
    known = site.get(f"/api/1/articles/{site.ids['water']}").json()["versions"]
    rows = asked(site, 10)
    assert sorted({(row["n"], row["sha256"]) for row in rows}) == [(one["n"], one["sha256"]) for one in known]


def test_pandas_and_duckdb_find_the_same(site: Site) -> None:
    pytest.importorskip("pandas", reason="pandas and duckdb take a minute to install: pip install pandas duckdb")
    pytest.importorskip("duckdb")
    months = {row["month"]: (row["articles"], row["hits"]) for row in asked(site, 1)}
    assert {month: tuple(row) for month, row in run(site, 1, "pandas").iterrows()} == months
    edges = [(row["first"], row["carried_by"], row["articles"]) for row in asked(site, 3)]
    assert run(site, 3, "duckdb") == edges
