"""Copies folded under the first of those found, wherever a page begins; what an article is told to be."""

from datetime import date

import pytest
from sqlite_utils import Database

from archive.search import hits as module
from archive.search.engine import search
from archive.search.facets import facets
from archive.search.filters import Filters
from archive.search.fts_query import compile_query
from archive.search.hits import Hits
from archive.search.vocabulary import Vocabulary
from tests.support.search_samples import add

DAYS = [date(2026, 11, day) for day in range(1, 7)]


@pytest.fixture
def told(record: Database) -> tuple[Database, list[int]]:
    """Six articles on six days: the second, fourth and sixth of one story, of which the fourth was first."""
    ids = [add(record, 1, "خبر الجسر", f"الجسر رقم {n}", day=day) for n, day in enumerate(DAYS)]
    record.execute("INSERT INTO clusters VALUES(?, ?, 'credit', 3, '2026', '2026')", (ids[1], ids[3]))
    record.conn.executemany("INSERT INTO cluster_members VALUES(?, ?, 1)", [(ids[n], ids[1]) for n in (1, 3, 5)])
    return record, ids


def found(db: Database, **filters: object) -> list[int]:
    return [hit.id for hit in search(db.conn, "الجسر", folded=True, **filters).hits]  # type: ignore[arg-type]


def test_the_first_stands_for_all_then_the_oldest_of_the_story_then_the_oldest_found(
    told: tuple[Database, list[int]],
) -> None:
    db, ids = told
    assert found(db) == [ids[4], ids[3], ids[2], ids[0]]
    assert found(db, order="oldest") == [ids[0], ids[2], ids[3], ids[4]]
    db.execute("UPDATE clusters SET origin_id = NULL")
    assert found(db) == [ids[4], ids[2], ids[1], ids[0]]
    assert found(db, date_from=DAYS[2]) == [ids[4], ids[3], ids[2]]
    assert found(db, date_from=DAYS[4]) == [ids[5], ids[4]], "alone, a copy is a result"


@pytest.mark.parametrize("order", ["newest", "oldest", "rank"])
def test_the_count_is_that_of_the_list_and_a_page_begins_anywhere(told: tuple[Database, list[int]], order: str) -> None:
    db, ids = told
    whole = found(db, order=order)
    assert search(db.conn, "الجسر", folded=True).count == len(whole) == 4
    assert [found(db, order=order, skip=skip, limit=1) for skip in range(4)] == [[one] for one in whole]
    assert found(db, before_id=ids[3]) == [ids[2], ids[0]], "the second is still a copy of the fourth"
    assert found(db, after_id=ids[3], order="oldest") == [ids[4]]
    compiled = compile_query("الجسر", "names", Vocabulary(db.conn))
    older: Filters = {"folded": True, "before_id": ids[3]}
    assert Hits(db.conn, compiled, older).count(Vocabulary(db.conn)) == 2


def test_above_so_many_hits_every_copy_counts_and_a_note_says_so(
    told: tuple[Database, list[int]], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "MOST_FOLDED", 5)
    results = search(told[0].conn, "الجسر", folded=True)
    assert (results.count, [note.code for note in results.notes]) == (6, ["not_folded"])
    monkeypatch.setattr(module, "MOST_FOLDED", 6)
    assert search(told[0].conn, "الجسر", folded=True).count == 4


def test_what_came_back_is_told_only_while_it_is_there(told: tuple[Database, list[int]]) -> None:
    db, ids = told
    db.conn.executemany(
        "INSERT INTO versions(article_id, n, seen_at, last_seen_at, kind, sha256, words_sha256, words, added, removed,"
        " extractor) VALUES(?, 2, '', '', 'back', '', '', 1, 0, 0, 'x')",
        [(ids[0],), (ids[1],)],
    )
    db.execute("UPDATE articles SET status = 'missing' WHERE id = ?", (ids[1],))
    db.execute("UPDATE articles SET origin = 'given' WHERE id = ?", (ids[2],))
    compiled = compile_query("الجسر", "names", Vocabulary(db.conn))
    assert sorted(facets(db.conn, compiled).by_kind) == [("back", 1), ("given", 1), ("missing", 1)]
    for kind, n in (("back", 0), ("missing", 1), ("given", 2)):
        assert [hit.id for hit in search(db.conn, "الجسر", kinds=[kind]).hits] == [ids[n]]
        assert [hit.id for hit in search(db.conn, f"kind:{kind}").hits] == [ids[n]]
    both = search(db.conn, "الجسر", kinds=["back", "given"])
    assert [hit.id for hit in both.hits] == [ids[2], ids[0]]


def test_an_article_without_a_day_is_left_out_of_days_wherever_it_stands(told: tuple[Database, list[int]]) -> None:
    db, ids = told

    def asked(**filters: object) -> list[int]:
        return [hit.id for hit in search(db.conn, "الجسر", order="oldest", **filters).hits]  # type: ignore[arg-type]

    db.execute("UPDATE articles SET published_day = '' WHERE id = ?", (ids[1],))
    assert asked() == ids
    assert asked(date_from=DAYS[2]) == ids[2:], "there is none in these days"
    assert asked(date_from=DAYS[0], date_to=DAYS[2]) == [ids[0], ids[2]]
    assert asked(date_from=DAYS[1], date_to=DAYS[1]) == []
    assert [hit.id for hit in search(db.conn, f"الجسر to:{DAYS[1]}").hits] == [ids[0]]


@pytest.mark.parametrize("few", range(1, 7))
def test_hits_that_are_counted_one_by_one_are_kept_where_they_are_few(
    told: tuple[Database, list[int]], monkeypatch: pytest.MonkeyPatch, few: int
) -> None:
    db, ids = told
    monkeypatch.setattr(module, "FEW", few)
    answer = search(db.conn, "الجسر", limit=1, date_from=DAYS[1])
    assert answer.count == 5
    assert answer.ids == (ids[1:] if few >= 5 else None)
    assert search(db.conn, "الجسر", folded=True).ids == [ids[4], ids[3], ids[2], ids[0]], "all stand on the page"
