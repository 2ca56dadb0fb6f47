"""Two archives held against each other: nothing one lacks is passed over, and what it never could have had is told."""

import shutil
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import NamedTuple

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archive.errors import BadConfiguration
from archive.publish.comparison import compare
from archive.publish.differences import ArticleDifference, Comparison
from archive.record.store import open_record
from archive.sqlite import connect
from archive.times import date_of, first_id_of
from tests.support.taken_file import publish_made, take, unchanged

OUTLETS = ("hawran", "orontes", "ثالثة")
TABLES = "INSERT INTO outlets VALUES(?, '', '', '', '', '[]', '', 0, 1, '', '', '', '')"
ARTICLE = (
    "INSERT INTO articles(id, outlet, key, url, title, body, author, credit, lang, published_day, published_from,"
    " first_seen_at, last_seen_at, status, versions, words_sha256)"
    " VALUES(?, ?, ?, 'https://x.example/', '', '', '', '', 'ar', ?, '', ?, '', 'live', 1, '')"
)
VERSION = (
    "INSERT INTO versions(article_id, n, seen_at, last_seen_at, kind, body, sha256, words_sha256, words, added,"
    " removed, extractor) VALUES(?, ?, '', '', ?, ?, ?, '', 1, 0, 0, '')"
)
CAPTURE = (
    "INSERT INTO captures(url, outlet, fetched_at, status, content_type, body_sha256, warc_file, warc_offset,"
    " warc_length, error, via) VALUES('', ?, ?, 200, '', '', '', 0, 0, '', 'crawl')"
)


class Made(NamedTuple):
    """An article: its place, the day it was published, its texts in their order; the last is the one it has now."""

    outlet: str
    key: str
    day: int
    texts: tuple[str, ...]
    dated: bool = True
    gone: bool = False


articles = st.lists(
    st.builds(
        Made,
        outlet=st.sampled_from(OUTLETS),
        key=st.sampled_from(("1", "2", "10", "é", "\ue000", "\U0001f600", "ن")),
        day=st.integers(20_000, 20_003),
        texts=st.lists(st.sampled_from("abc"), min_size=1, max_size=3).map(tuple),
        dated=st.booleans(),
        gone=st.booleans(),
    ),
    unique_by=lambda made: (made.outlet, made.key),
    max_size=8,
)


@pytest.fixture(scope="module")
def empty(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("empty") / "warraq.db"
    with closing(open_record(path).db.conn):
        return path


@pytest.fixture(scope="module")
def make(empty: Path, tmp_path_factory: pytest.TempPathFactory) -> Callable[..., Path]:
    folder = tmp_path_factory.mktemp("archives")

    def make(name: str, made: list[Made], captured: tuple[tuple[str, str], ...] = ()) -> Path:
        path = folder / name / "warraq.db"
        shutil.rmtree(path.parent, ignore_errors=True)
        path.parent.mkdir()
        shutil.copyfile(empty, path)
        with closing(connect(path).conn) as connection:
            connection.execute("BEGIN")
            connection.executemany(TABLES, [(outlet,) for outlet in OUTLETS])
            for number, one in enumerate(made):
                article_id = first_id_of(date_of(one.day)) + number
                day = date_of(one.day).isoformat()
                connection.execute(
                    ARTICLE, (article_id, one.outlet, one.key, day if one.dated else "", f"{day}T12:00:00Z")
                )
                rows = [("edit", None if n == len(one.texts) else "", text) for n, text in enumerate(one.texts, 1)]
                rows += [("gone", None, "z")] * one.gone
                for n, (kind, body, sha256) in enumerate(rows, 1):
                    connection.execute(VERSION, (article_id, n, kind, body, sha256))
            connection.executemany(CAPTURE, captured)
            connection.execute("COMMIT")
        return path

    return make


NOTHING: tuple[None, None, set[str]] = (None, None, set())


def known(one: Made) -> tuple[int, str, set[str]]:
    """How many versions, which text it has now, which it ever had."""
    return len(one.texts) + one.gone, one.texts[-1], {*one.texts, *("z" * one.gone)}


def naive(a: list[Made], b: list[Made]) -> dict[tuple[str, str], str]:
    of_a, of_b = ({(one.outlet, one.key): known(one) for one in made} for made in (a, b))
    told = {}
    for place in of_a.keys() | of_b.keys():
        if place not in of_b:
            told[place] = "only_a"
        elif place not in of_a:
            told[place] = "only_b"
        else:
            told[place] = "same" if of_a[place] == of_b[place] else "differ"
    return told


@given(articles, articles)
def test_two_archives_of_any_articles_are_told_apart_as_their_sets_are(
    make: Callable[..., Path], a: list[Made], b: list[Made]
) -> None:
    told: list[ArticleDifference] = []
    found = compare(make("a", a), make("b", b), told.append)
    expected = naive(a, b)
    sums = [[*expected.values()].count(what) for what in ("only_a", "only_b", "differ", "same")]
    assert [found.only_a, found.only_b, found.differ, found.same] == sums
    for one in told:
        of_a, of_b = (
            next((known(i) for i in made if i[:2] == (one["outlet"], one["key"])), NOTHING) for made in (a, b)
        )
        assert (one["versions_a"], one["sha256_a"], one["versions_b"], one["sha256_b"]) == (*of_a[:2], *of_b[:2])
        assert (one["texts_only_a"], one["texts_only_b"]) == (len(of_a[2] - of_b[2]), len(of_b[2] - of_a[2]))
    places = [((one["outlet"], one["key"]), one["what"]) for one in told]
    assert dict(places) == {place: what for place, what in expected.items() if what != "same"}
    assert [place for place, _ in places] == sorted(place for place, _ in places)
    for what in ("only_a", "only_b", "differ"):
        for lines in (found.outlets, found.days):
            assert sum(line[what] for line in lines) == getattr(found, what)
    assert sum(line["same"] for line in found.outlets) == found.same


def only(found: Comparison) -> dict[str, object]:
    (line,) = found.outlets
    return {**line}


def test_an_outlet_that_only_one_follows_is_told_and_none_of_its_articles_counts_as_missed(
    make: Callable[..., Path],
) -> None:
    line = only(compare(make("a", [Made("hawran", "1", 20_000, ("a",))]), make("b", [])))
    assert (line["only_a"], line["only_a_outside"], line["b"]) == (1, 1, None)
    assert line["a"] == {"articles": 1, "first_day": "2024-10-04", "last_day": "2024-10-04"}


def test_days_outside_the_period_that_the_other_covers_are_told_apart_from_what_it_missed(
    make: Callable[..., Path],
) -> None:
    a = make("a", [Made("hawran", str(n), 20_000 + n, ("a",)) for n in range(5)])
    b = make("b", [Made("hawran", "2", 20_002, ("a",))], (("hawran", "2024-10-07T20:59:59Z"),))
    line = only(compare(a, b))
    assert (line["only_a"], line["only_a_outside"], line["same"]) == (4, 3, 1)
    later = make("b", [Made("hawran", "2", 20_002, ("a",))], (("hawran", "2024-10-07T21:00:00Z"),))  # midnight there
    assert only(compare(a, later))["only_a_outside"] == 2


def test_one_stray_article_of_years_before_widens_no_period(make: Callable[..., Path]) -> None:
    a = make("a", [Made("hawran", str(n), 20_000 + n, ("a",)) for n in range(0, 90, 30)])
    usual = [Made("hawran", str(n), 20_000 + n, ("a",)) for n in (30, 60)]
    stray, strays = Made("hawran", "old", 15_000, ("a",)), [Made("hawran", f"o{n}", 15_000, ("a",)) for n in (1, 2)]
    for old, outside, first in (([stray], 1, "2024-11-03"), (strays, 0, "2011-01-26")):
        line = only(compare(a, make("b", [*old, *usual])))
        assert (line["only_a"], line["only_a_outside"], line["b"]) == (
            *(1, outside),
            {"articles": len(old) + 2, "first_day": first, "last_day": "2024-12-03"},
        )


def test_an_article_without_a_day_stands_under_none_and_is_judged_by_the_day_it_was_first_seen(
    make: Callable[..., Path],
) -> None:
    found = compare(
        make("a", [Made("hawran", "1", 20_001, ("a",), dated=False), Made("hawran", "2", 20_002, ("a",))]),
        make("b", [Made("hawran", "2", 20_002, ("a",))]),
    )
    assert [(line["day"], line["only_a"]) for line in found.days] == [("", 1)]
    assert only(found)["only_a_outside"] == 1


def test_another_present_text_and_another_number_of_versions_are_two_things_and_so_is_another_older_one(
    make: Callable[..., Path],
) -> None:
    told: list[ArticleDifference] = []
    a = make("a", [Made("hawran", "1", 20_000, ("a", "b")), Made("hawran", "2", 20_000, ("a",))])
    b = make("b", [Made("hawran", "1", 20_000, ("b",)), Made("hawran", "2", 20_000, ("c",))])
    found = compare(a, b, told.append)
    assert (found.differ, only(found)["other_text"]) == (2, 1)
    again = make("c", [Made("hawran", "1", 20_000, ("c", "b")), Made("hawran", "2", 20_000, ("a",))])
    assert (compare(a, again).differ, compare(a, again).same) == (1, 1)
    assert [(one["versions_a"], one["versions_b"], one["texts_only_a"], one["texts_only_b"]) for one in told] == [
        (2, 1, 1, 0),
        (1, 1, 1, 1),
    ]


def test_a_folder_its_record_and_its_download_are_one_archive_and_none_is_written(tmp_path: Path) -> None:
    (tmp_path / "data").mkdir()
    (tmp_path / "home").mkdir()
    file = take(publish_made(tmp_path / "data")[0], tmp_path / "home")
    with unchanged(file):
        for live in (tmp_path / "data", tmp_path / "data/warraq.db"):
            found = compare(live, file)
            assert (found.only_a, found.only_b, found.differ) == (0, 0, 0)
            assert found.same > 20


def test_what_is_no_archive_is_told_with_what_to_do(make: Callable[..., Path], tmp_path: Path) -> None:
    page = tmp_path / "page.db"
    page.write_bytes(b"<html>" * 100)
    with pytest.raises(BadConfiguration, match="is no SQLite file"):
        compare(make("a", []), page)
    with pytest.raises(BadConfiguration, match="There is no archive"):
        compare(tmp_path, page)
