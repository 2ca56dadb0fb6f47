"""An archive that older rules filled goes on under today's: no article twice, and no edition an edit of another."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from archive.exchange import Page
from archive.identity.keys import key_of
from archive.ingest.intake import Intake
from archive.model import Outcome, Outlet, Reading
from tests.support.copied_articles import DAY, START, MadeRecord, prose

OLD = Outlet(
    name="paper",
    title="جريدة",
    title_en="Paper",
    home="https://paper.example/",
    hosts=("paper.example",),
    routes=(),
    # What no rule says, an edition in front of the number, was a section; what has a number was known by its path.
    key_rules=(r"^/(?P<id>(?:x/)?\d{5,})/?$", r"^/[^/?]+/[^/?]+/?$", r"^/[^/?]+/?$"),
)
NEW = replace(
    OLD, key_rules=(r"^/(?:[a-z]+/)?(?P<id>\d{5,})/?$", r"^/(?:ar/)?(?P<id>\d{3,})-[^/?]+/?$", r"^/[^/?]+/?$")
)
ARABIC, KURDISH = "https://paper.example/politics/70001/", "https://paper.example/ku/70001/"


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[MadeRecord]:
    with MadeRecord(tmp_path) as opened:
        yield opened


def take(desk: MadeRecord, outlet: Outlet, url: str, text: str, after: timedelta = timedelta()) -> Outcome:
    page = Page(
        url=url, final_url=url, status=200, headers=(("content-type", "text/html"),), body=b"", fetched_at=START + after
    )
    with Intake(desk.root, outlet, desk.writer) as intake:
        return intake.consider(page, Reading(title=f"عنوان {text[:20]}", text=text, strategy="given"))


def kept_as(desk: MadeRecord, url: str, key: str, text: str) -> int:
    """An article as an older release left it, under a key its rules gave it."""
    found = take(desk, NEW, url, text)
    assert found.kind == "new"
    assert found.article_id is not None
    desk.writer.store.db.execute("UPDATE articles SET key = ? WHERE id = ?", (key, found.article_id))
    desk.writer.store.db.execute("UPDATE urls SET key = ? WHERE article_id = ?", (key, found.article_id))
    desk.writer.store.db.conn.commit()
    return found.article_id


def keys(desk: MadeRecord) -> dict[int, str]:
    return {row["id"]: row["key"] for row in desk.rows("SELECT id, key FROM articles")}


def test_an_edition_kept_under_a_number_alone_gets_its_own_key_and_the_arabic_article_is_none_of_it(
    desk: MadeRecord,
) -> None:
    kurdish = kept_as(desk, KURDISH, "70001", prose(1))
    arabic = take(desk, NEW, ARABIC, prose(2), DAY)
    assert arabic.kind == "new"
    assert keys(desk) == {kurdish: "ku/70001", arabic.article_id: "70001"}
    again = take(desk, NEW, KURDISH, prose(1), 2 * DAY)
    assert (again.kind, again.article_id) == ("unchanged", kurdish)


def test_an_edition_that_was_counted_to_the_arabic_article_is_an_article_of_its_own_from_now_on(
    desk: MadeRecord,
) -> None:
    arabic = take(desk, NEW, ARABIC, prose(2))
    desk.writer.store.db.execute(
        "INSERT INTO urls(url, outlet, key, article_id, role, first_seen_at)"
        " VALUES(?, 'paper', '70001', ?, 'seen', '2026-01-01T00:00:00Z')",
        (KURDISH, arabic.article_id),
    )
    desk.writer.store.db.conn.commit()
    kurdish = take(desk, NEW, KURDISH, prose(1), DAY)
    assert kurdish.kind == "new"
    assert keys(desk) == {arabic.article_id: "70001", kurdish.article_id: "ku/70001"}
    known = desk.rows("SELECT url, article_id FROM urls ORDER BY article_id")
    assert known == [
        {"url": ARABIC, "article_id": arabic.article_id},
        {"url": KURDISH, "article_id": kurdish.article_id},
    ]


def test_an_article_known_by_its_path_gets_its_number_at_its_next_visit_and_is_not_doubled(desk: MadeRecord) -> None:
    url = "https://paper.example/ar/23798-a-headline"
    known = kept_as(desk, url, "path/ar/23798-a-headline", prose(3))
    again = take(desk, NEW, url, prose(3), DAY)
    renamed = take(desk, NEW, "https://paper.example/ar/23798-another-headline", prose(3), 2 * DAY)
    assert (again.article_id, renamed.article_id) == (known, known)
    assert keys(desk) == {known: "23798"}


def test_an_article_whose_number_went_to_another_keeps_the_key_it_was_given(desk: MadeRecord) -> None:
    known = kept_as(desk, ARABIC, "70001~1", prose(4))
    take(desk, NEW, ARABIC, prose(4), DAY)
    assert keys(desk)[known] == "70001~1"


def test_an_article_that_moved_by_a_redirect_keeps_its_first_key(desk: MadeRecord) -> None:
    first, second = "https://paper.example/first", "https://paper.example/second"
    known = take(desk, NEW, first, prose(5))
    page = Page(url=first, final_url=second, status=200, headers=(), body=b"", fetched_at=START + DAY, hops=(first,))
    with Intake(desk.root, NEW, desk.writer) as intake:
        moved = intake.consider(page, Reading(title="عنوان", text=prose(5), strategy="given"))
    assert moved.article_id == known.article_id
    assert take(desk, NEW, second, prose(5), 2 * DAY).article_id == known.article_id
    assert keys(desk) == {known.article_id: key_of(first, NEW)}
