"""Edits to follow and to take along: the feed and the CSV of a question have what its page has."""

import csv
import io
import re

import pytest

from tests.support import edited_archive
from tests.support.reading_room import Site


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Site:
    return edited_archive.make(tmp_path_factory.mktemp("edited"))


def test_a_feed_has_the_edits_of_its_question_each_with_what_went_and_what_came(site: Site) -> None:
    feed = site.get("/feeds/edits.json?q=عطل").json()
    ends = {item["url"].partition("/article/")[2] for item in feed["items"]}
    assert ends == {f"{site.ids[name]}/diff/1..2" for name in ("fire", "wording")}
    assert all("<del>" in item["content_html"] for item in feed["items"])
    atom = site.get("/en/feeds/edits.atom?q=عطل&grade=wording")
    assert atom.headers["content-type"].startswith("application/atom+xml")
    assert atom.text.count("<entry") == 1


def test_no_feed_has_what_is_no_edit_of_an_outlet(site: Site) -> None:
    for query in ("q=البستان&in=both", "q=البستان&by=us", "q=القلمون&in=both"):
        assert site.get(f"/feeds/edits.json?{query}").json()["items"] == []


def test_the_csv_has_a_row_for_each_place_and_opens_with_its_letters_whole(site: Site) -> None:
    answer = site.get("/exports/edits.csv?q=أسبوعين")
    assert answer.text.startswith("\ufeff")
    rows = list(csv.DictReader(io.StringIO(answer.text.removeprefix("\ufeff"))))
    assert [(row["field"], row["removed"]) for row in rows] == [("title", "أسبوعين"), ("body", "أسبوعين")] * 2
    assert {row["article"] for row in rows} == {str(site.ids["pump"])}
    assert all(re.search(r"/article/\d+/diff/\d+\.\.\d+$", row["permalink"]) for row in rows)


@pytest.mark.parametrize("query", ["in=nothing", "grade=huge", "outlet=nobody", "strange=1", "order=told"])
def test_what_makes_no_sense_is_refused_with_a_sentence(site: Site, query: str) -> None:
    for path in ("/feeds/edits.json", "/exports/edits.csv"):
        answer = site.get(f"{path}?q=عطل&{query}")
        assert (answer.status_code, bool(answer.json()["detail"])) == (400, True)
