"""docs/method.md has a row for every sentence that a page claims something by, and the columns it names are there."""

import os
import re
from collections import Counter
from collections.abc import Callable
from pathlib import Path

import pytest
from sqlite_utils import Database

from archive.record.schema import migrations
from archive.web.app.language import load
from tests.support import page_states
from tests.support.method_rows import is_claimed, is_no_claim, method_rows, not_claims, sentence
from tests.support.printed_keys import keys_of, marked, without_marks
from tests.support.reading_room import Site

MAKERS = (page_states.seen, page_states.others, page_states.compared, page_states.judged)
COLUMN = re.compile(r"`([a-z_]+)\.([a-z_0-9]+)`")
ARTICLE = "/article/N"
# What the made archives must show of an article, so that the test below is of all its states.
STATES = (
    *("status.live", "status.missing", "status.gone", "origin.word.import", "origin.word.given", "count.edit"),
    *("article.undated", "article.day_only", "article.notice_edited", "missing.since", "missing.proven"),
    *("missing.notice_reassigned", "kind.first", "kind.edit", "kind.cosmetic", "kind.revert", "kind.extractor"),
    *("kind.gone", "kind.back", "kind.given", "origin.first", "origin.by.import", "origin.by.given", "origin.by.came"),
    *("sanad.none", "sanad.kept", "sanad.not_kept", "origin.kept.import", "origin.kept.given", "copied.exact"),
    *("copies.first", "copies.story", "basis.credit", "article.credit", "article.author", "article.citation_unkept"),
    *("origin.cited.import", "origin.cited.given", "origin.cited_unstated.given", "origin.no_date.import"),
    *("origin.no_date.given", "article.from.first_seen", "article.from.hijri", "article.after_publishing"),
    *(
        "kind.furniture",
        "kind.unsettled",
        "kind.alternates",
        "kind.repeat",
        "turns.titles",
        "turns.texts",
        "count.round",
    ),
    *("article.notice_turns", "diff.by.furniture", "diff.by.unsettled"),
)


@pytest.fixture(scope="module", params=MAKERS, ids=lambda make: make.__name__)
def site(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Site:
    make: Callable[[Path], Site] = request.param
    return make(tmp_path_factory.mktemp("method") / "data")


def looked_at(paths: list[str]) -> list[str]:
    """All articles, of the lists every third, and of the other kinds every 24th; WARRAQ_PAGES=all looks at each."""
    if os.environ.get("WARRAQ_PAGES") == "all":
        return paths
    met: Counter[str] = Counter()
    chosen = []
    for path in paths:
        kind = page_states.kind_of(path)
        if kind == ARTICLE or met[kind] % (24 if "N" in kind else 3) == 0:
            chosen.append(path)
        met[kind] += 1
    return chosen


def catalogue() -> list[str]:
    return [
        message.id if isinstance(message.id, str) else message.id[0] for message in load("en").catalogue if message.id
    ]


def test_every_sentence_on_every_page_has_its_row_among_those_of_that_page(site: Site) -> None:
    lacking: set[tuple[str, str]] = set()
    paths = looked_at(page_states.pages_of(site))
    with marked():
        answers = {path: site.get(f"/en{path}", follow_redirects=True) for path in paths}
    for path, answer in answers.items():
        assert answer.status_code == 200, path
        kind = page_states.kind_of(path)
        lacking |= {(key, kind) for key in keys_of(answer.text) if not is_no_claim(key) and not is_claimed(key, kind)}
    assert sorted(lacking) == []


def test_the_made_archives_show_articles_in_every_state(tmp_path_factory: pytest.TempPathFactory) -> None:
    found: set[str] = set()
    for make in MAKERS:
        site = make(tmp_path_factory.mktemp("states") / "data")
        with marked():
            for path in page_states.pages_of(site):
                if page_states.kind_of(path) == ARTICLE:
                    found |= keys_of(site.get(f"/en{path}").text)
    assert [key for key in STATES if key not in found] == []


def test_every_text_of_the_catalogue_has_its_row_or_is_named_as_no_claim() -> None:
    assert [key for key in catalogue() if not is_claimed(key) and not is_no_claim(key)] == []


def test_what_is_named_as_no_claim_is_in_the_catalogue() -> None:
    keys, families = not_claims()
    known = catalogue()
    assert [key for key in keys if "*" not in key and key not in known] == []
    assert [start for start in families if not any(key.startswith(start) for key in known)] == []


def test_every_column_that_a_row_names_is_in_the_file() -> None:
    database = Database(memory=True)
    migrations.apply(database)
    there = {
        (table, column.name)
        for table in (*database.table_names(), *database.view_names())
        for column in database[table].columns
    }
    database.close()
    named = {found for row in method_rows() for found in COLUMN.findall(row.source) if found[0] != "service"}
    assert len(named) > 50
    assert sorted(named - there) == []


def test_marks_tell_every_text_that_is_printed_and_change_nothing_else(site: Site) -> None:
    plain = site.get("/en/about").text
    with marked():
        html = site.get("/en/about").text
    assert "about.gone_text" in keys_of(html)
    assert without_marks(html) == plain
    assert sentence("count.edit") != load("en").find("count.edit")


def test_times_hashes_and_counts_of_an_article_are_those_of_its_rows(site: Site) -> None:
    articles = site.rows("SELECT * FROM articles")
    with marked():
        pages = [site.get(f"/en/article/{article['id']}").text for article in articles]
    for article, html in zip(articles, pages, strict=True):
        number = article["id"]
        main = html.partition("<main")[2].partition("</main>")[0]
        versions = site.rows("SELECT * FROM versions WHERE article_id = ?", (number,))
        checks = site.rows("SELECT * FROM captures WHERE article_id = ?", (number,))
        present = [one for one in versions if one["body"] is None and one["kind"] not in ("gone", "back")]
        behind = [one for one in checks if one["id"] == max(present, key=lambda one: str(one["seen_at"]))["capture_id"]]
        said = {article["published_at"] or article["published_day"], *(one["seen_at"] for one in versions)} - {""}
        if article["origin"] != "given":
            said |= {article["first_seen_at"], article["last_seen_at"]}
        said |= {one["fetched_at"] for one in behind if one["via"] == "crawl"}
        absent = {one["fetched_at"] for one in checks if one["status"] in (404, 410)}
        told_of = {one[name] for one in behind for name in ("fetched_at", "received_at")}
        printed = set(re.findall(r'<time class="date" datetime="([^"]+)"', main))
        assert said <= printed, (number, said - printed)
        assert printed <= said | absent | told_of, (number, printed - said)
        hashes = re.findall(r'<code class="hash">([0-9a-f]+)</code>', main)
        assert hashes == [one["body_sha256"] for one in behind if one["body_sha256"]]
        edits = sum(one["kind"] in ("edit", "revert", "alternates") for one in versions)
        assert (load("en").count("edit", edits) in without_marks(main)) == bool(edits)
        trail = main.partition('<ol class="trail">')[2].partition("</section>")[0]
        assert trail.count("<li") - trail.count("<details") == len(versions)
        assert ("missing.since" in keys_of(main)) == (article["status"] != "live" and bool(absent))
