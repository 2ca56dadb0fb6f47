"""Figures for programs: those of the page's table, part by part, and sentences where nothing can be answered."""

import csv
from io import StringIO

import pytest

from tests.support import figures_archive
from tests.support.reading_room import Site

COLUMNS = ("value", "bound", "kind", "words", "sentence", "outlet", "article", "version", "seen_at", "permalink", "url")


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Site:
    return figures_archive.make(tmp_path_factory.mktemp("figures") / "data")


def test_the_parts_of_the_list_are_the_rows_of_the_table(site: Site) -> None:
    table = csv.DictReader(StringIO(site.get("/figures.csv?q=الانفجار").text.removeprefix("\ufeff")))
    rows = [tuple(row[name] for name in COLUMNS) for row in table]
    listed, following = [], "/api/1/figures?q=الانفجار&limit=2"
    while following:
        answer = site.get(following).json()
        assert answer["count"] == len(rows)
        listed += [tuple(str(one[name]) for name in COLUMNS) for one in answer["figures"]]
        following = (answer["next"] or "").partition("localhost")[2]
    assert len(rows) > 2
    assert listed == rows


def test_a_kind_lists_figures_of_it_alone(site: Site) -> None:
    found = site.get("/api/1/figures?q=الانفجار&figure=wounded").json()["figures"]
    assert {one["kind"] for one in found} == {"wounded"}


def test_without_an_event_nothing_is_listed_and_a_note_says_what_to_ask(site: Site) -> None:
    answer = site.get("/api/1/figures").json()
    assert (answer["count"], answer["figures"]) == (0, [])
    assert "which event" in answer["notes"][0]


@pytest.mark.parametrize(
    ("query", "said"),
    [("q=x&outlet=nobody", "no outlet"), ("q=x&figure=toll", "one of killed"), ("q=x&limit=501", "1 to 500")],
)
def test_what_cannot_be_answered_is_said_in_a_sentence(site: Site, query: str, said: str) -> None:
    answer = site.get(f"/api/1/figures?{query}")
    assert answer.status_code == 400
    assert said in answer.json()["detail"]
