"""What a version was taken for before is told where it is shown; texts that take turns are told with how often."""

import re
import sqlite3
from pathlib import Path

import pytest

from archive.times import now, stamp
from archive.versions.history import VERDICTS
from archive.web.app.language import load
from archive.web.queries.verdicts import RUNS, alternations
from tests.support import judged_archive
from tests.support.judged_archive import A, B, C
from tests.support.paths import ROOT
from tests.support.reading_room import Site


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Site:
    return judged_archive.make(tmp_path_factory.mktemp("judged"))


def test_a_run_has_the_headlines_that_take_turns_and_counts_its_changes_up_to_the_next_text(site: Site) -> None:
    rows = site.rows("SELECT * FROM versions ORDER BY article_id, n")
    begun = [row["id"] for row in rows if row["kind"] == "alternates"]
    found = site.ask(lambda connection: alternations(connection, begun))
    headlines, wordings, first, second = (found[run] for run in begun)
    assert (headlines["titles"], headlines["times"]) == ([A, B], 4)
    assert (len(wordings["titles"]), wordings["times"]) == (1, 2)
    assert (first["titles"], first["times"]) == ([f"{A} اليوم", f"{B} اليوم"], 2)
    assert (second["titles"], second["times"]) == ([f"{C} اليوم", f"{B} اليوم"], 2)
    seen = [row["seen_at"] for row in rows if row["article_id"] == site.ids["headlines"]]
    assert (headlines["since"], headlines["last"]) == (seen[1], seen[5])
    assert site.ask(lambda connection: alternations(connection, [])) == {}


@pytest.mark.parametrize("page", ["/versions/2", "/diff/1..2"])
def test_a_change_once_told_as_an_edit_says_so_and_since_when_it_is_known_to_be_none(site: Site, page: str) -> None:
    text = site.text(f"/en/article/{site.ids['counter']}{page}")
    assert "Only lines that stand round the text changed: the outlet did not change its article." in text
    assert "First told as: edited by the outlet. Since " in text
    assert ": lines round the text, not the outlet’s edit. Lines like these stand on other articles" in text
    (verdict,) = site.rows(
        "SELECT d.* FROM verdicts d JOIN versions v ON v.id = d.version_id WHERE v.article_id = ?",
        (site.ids["counter"],),
    )
    assert f'datetime="{verdict["at"]}"' in site.get(f"/en/article/{site.ids['counter']}{page}").text


def test_an_edit_that_waited_says_since_when_it_is_known_to_be_one(site: Site) -> None:
    text = site.text(f"/en/article/{site.ids['settled']}/versions/2")
    assert "First told as: not known yet whether it belongs to the text." in text
    assert ": edited by the outlet. Until then other pages of the outlet did not prove" in text


def test_what_was_never_judged_anew_says_nothing_of_it(site: Site) -> None:
    for page in (
        "counter/versions/3",
        "counter/diff/2..3",
        "counter/diff/1..4",
        "headlines/diff/1..3",
        "between/versions/3",
    ):
        name, _, more = page.partition("/")
        assert "First told as" not in site.text(f"/en/article/{site.ids[name]}/{more}"), page


def test_by_line_and_date_of_a_versions_page_are_told_and_where_two_differ(site: Site) -> None:
    article = f"/en/article/{site.ids['between']}"
    assert "By-line on this page: سامر" in site.text(f"{article}/versions/3")
    assert "Date of publication on this page: 24 November 2026, 12:00" in site.text(f"{article}/versions/3")
    changed = site.text(f"{article}/diff/2..3")
    assert "By-line: قسم الخدمات, then سامر." in changed
    assert "Date of publication: 23 November 2026, then 24 November 2026, 12:00." in changed
    for silent in ("/versions/4", "/diff/3..4", "/diff/1..2"):
        assert "Date of publication" not in site.text(f"{article}{silent}"), silent


EDITED = {"between": 1, "settled": 1, "headlines": 2, "wordings": 1, "twice": 3}


def links(page: str) -> set[tuple[int, str]]:
    """The articles a page leads to, and which difference."""
    return {(int(number), pair) for number, pair in re.findall(r'href="/article/(\d+)(?:/diff/([\d.]+))?"', page)}


@pytest.mark.parametrize("path", ["/changes", "/outlet/furat", "/outlet/hawran", "/"])
def test_lists_of_changes_hold_what_outlets_did_and_a_run_of_turns_once(site: Site, path: str) -> None:
    page = str(site.get(path).text)
    found = {(name, pair) for name, number in site.ids.items() for one, pair in links(page) if one == number and pair}
    every = {
        ("twice", "1..2"),
        ("twice", "3..4"),
        ("twice", "4..5"),
        ("between", "2..3"),
        ("settled", "1..2"),
        ("headlines", "1..2"),
        ("headlines", "6..7"),
        ("wordings", "1..2"),
    }
    assert found <= every
    if path == "/changes":
        assert found == every
        assert [name for name in ("alternates", "headline", "gone") if f'value="{name}"' in page] == [
            "alternates", "headline", "gone",
        ]  # fmt: skip
        turns = str(site.get("/changes?kind=alternates").text)
        assert {number for number, pair in links(turns) if pair} == {
            site.ids[name] for name in ("headlines", "wordings", "twice")
        }
        assert "يتناوب العنوان بين" in turns
        assert "<del>" not in turns, "a headline that comes back was not removed"


def test_a_search_for_what_was_edited_and_its_counts_hold_the_same(site: Site) -> None:
    edited = {site.ids[name] for name in EDITED}
    for path in ("/search?kind=edited", "/search?q=kind:edited"):
        found = {number for number, _ in links(str(site.get(path).text)) if number in site.ids.values()}
        assert found == edited, path
    answer = site.get("/api/1/search?q=خبر&kind=edited").json()
    assert {hit["id"] for hit in answer["hits"]} == edited - {site.ids["headlines"], site.ids["twice"]}
    text = site.text("/en/search?kind=edited")
    assert [text.count(f"edited {times}") for times in ("once", "2 times", "3 times")] == [3, 1, 1]
    assert re.search(r"Edited\s*3", site.text("/en/search?q=خبر")), "the figure beside the filter"
    for name, number in site.ids.items():
        head = site.text(f"/en/article/{number}").partition("Evidence")[0]
        told = [sign for sign in ("edited once", "edited 2 times", "edited 3 times") if sign in head]
        assert told == {0: [], 1: ["edited once"], 2: ["edited 2 times"], 3: ["edited 3 times"]}[EDITED.get(name, 0)], (
            name
        )


def test_todays_figures_count_what_outlets_changed(tmp_path: Path) -> None:
    site = judged_archive.make(tmp_path)
    with sqlite3.connect(site.data / "warraq.db") as record:
        record.execute("UPDATE versions SET seen_at = ? WHERE kind <> 'first'", (stamp(now()),))
    record.close()
    assert "outlets edited 5 articles" in site.text("/en/")


def test_the_page_of_an_article_leads_to_what_its_outlet_changed_last_not_to_what_changed_round_it(site: Site) -> None:
    for name, pair in (("between", "2..3"), ("settled", "1..2"), ("counter", "3..4"), ("headlines", "6..7")):
        answer = site.get(f"/article/{site.ids[name]}/diff")
        assert answer.headers["location"].endswith(pair), name


def test_what_is_asked_of_one_article_walks_through_its_own_versions_alone(site: Site) -> None:
    for sql, value in ((VERDICTS, 1), (RUNS, "[1]")):
        steps = [step for step in site.plan(sql, (value,)) if step.startswith(("SCAN", "SEARCH"))]
        of_others = ("SCAN v", "SCAN d", "SCAN r", "SCAN w", "versions_kind", "versions_edits")
        assert [step for step in steps if any(name in step for name in of_others)] == []
        assert any("article_id=?" in step for step in steps)


def test_every_reason_of_a_verdict_has_its_sentence_in_both_languages() -> None:
    (row,) = [line for line in (ROOT / "docs/data.md").read_text("utf-8").splitlines() if line.startswith("| `why` |")]
    reasons = re.findall(r"(\w+) \(", row)
    assert len(reasons) >= 5
    assert [why for why in reasons for name in ("ar", "en") if not load(name).find(f"verdict.why.{why}")] == []
