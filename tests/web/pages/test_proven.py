"""No sentence says more than was seen: of what was given or imported, of what is gone, of who was first."""

from pathlib import Path

import pytest

from archive.web.app.language import load
from archive.web.app.templates import templates
from archive.web.queries.copies import Lag
from tests.support import page_states
from tests.support.printed_keys import keys_of, marked
from tests.support.reading_room import Site

EN = load("en")


@pytest.fixture(scope="module")
def ours(tmp_path_factory: pytest.TempPathFactory) -> Site:
    return page_states.seen(tmp_path_factory.mktemp("ours") / "data")


@pytest.fixture(scope="module")
def others(tmp_path_factory: pytest.TempPathFactory) -> Site:
    return page_states.others(tmp_path_factory.mktemp("others") / "data")


def keys(site: Site, path: str) -> set[str]:
    with marked():
        return keys_of(site.get(f"/en{path}").text)


def test_the_version_of_an_absence_is_no_sighting_and_shows_no_text(ours: Site, others: Site) -> None:
    for site, kind, said in ((ours, "gone", "missing.proven_at"), (others, "back", "missing.seen_again")):
        (row,) = site.rows("SELECT article_id, n FROM versions WHERE kind = ? ORDER BY id LIMIT 1", (kind,))
        path = f"/article/{row['article_id']}/versions/{row['n']}"
        found = keys(site, path)
        assert said in found
        assert not {"version.old", "version.current", "origin.version_old", "origin.at.import"} & found
        assert '<div class="text"' not in site.get(path).text


def test_nobody_saw_a_given_text_that_is_missing(others: Site) -> None:
    (row,) = others.rows("SELECT outlet, status FROM articles WHERE id = ?", (others.ids["stated"],))
    assert row["status"] == "missing"
    for path in ("/changes?kind=missing", f"/outlet/{row['outlet']}"):
        found = keys(others, path)
        assert "missing.since_at" in found
        assert not {"missing.seen_at", "origin.seen_at"} & found, path


def test_lists_say_whose_the_day_of_an_undated_article_is(others: Site) -> None:
    found = keys(others, "/search")
    assert {"time.undated_given", "origin.undated.import"} <= found
    assert "time.undated" not in found


def test_what_an_imported_capture_alone_tells_is_not_said_to_be_seen_by_us(others: Site) -> None:
    assert "origin.last_there" in keys(others, "/")
    found = keys(others, f"/article/{others.ids['changed_elsewhere']}/diff/1..2")
    assert "cite.imported" in found
    assert "cite.change_note" not in found
    crawled = keys(others, f"/article/{others.ids['crawled']}/diff/1..2")
    assert "cite.change_note" in crawled
    assert "cite.imported" not in crawled


def test_an_edit_that_only_imported_captures_tell_of_says_so(others: Site) -> None:
    assert "article.notice_edited" in keys(others, f"/article/{others.ids['crawled']}")
    assert "article.notice_edited_import" in keys(others, f"/article/{others.ids['changed_elsewhere']}")


def test_a_list_without_a_missing_article_does_not_say_that_there_never_was_one(tmp_path: Path) -> None:
    found = keys(page_states.compared(tmp_path / "data"), "/changes?kind=missing")
    assert "changes.none_missing" in found
    assert "changes.none_like_it" not in found


def test_a_text_less_than_a_minute_earlier_is_not_told_as_no_minutes_earlier() -> None:
    template = templates("en").from_string('{% import "warraq/copying.html" as copying %}{{ copying.lag(t, found) }}')
    told = [template.render(t=EN, found=Lag(seconds, at_most=False)) for seconds in (-59, -1, 0, 59, -60)]
    assert told == [*["less than a minute apart"] * 4, "one minute earlier"]


def test_no_sentence_claims_what_the_record_does_not_hold() -> None:
    for key in ("article.notice_gone", "missing.notice_reassigned", "home.kept"):
        assert "as published" not in str(EN.find(key)), "an import or a given text may be kept, too"
    for key in ("copies.first", "outlet.carried", "outlet.was_first"):
        assert "as far as we know" in str(EN.find(key)), "another may have had it before we looked"
    assert "stated" in str(EN.find("article.after_publishing"))
    assert "took" not in str(EN.find("changes.intro")), "who did it is not seen"
    assert "vanished" not in str(EN.find("home.gone")), "it was proven today, and may have gone before"
    for key in ("version.current", "version.old", "article.notice_edited", "diff.current"):
        assert "current" not in str(EN.find(key)), "of what is gone no text is current"
    for key in ("changed.typo", "changes.typo"):
        assert "correct" not in str(EN.find(key)), "which spelling is right is not known"
