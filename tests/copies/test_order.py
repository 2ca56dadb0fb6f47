"""Copies and stories are a function of what the record holds: not of the order it came in, nor of a crash."""

import random
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from archive.copies.finder import CopyFinder
from archive.copies.index import SimilarIndex
from tests.support.copied_articles import HOUR, MINUTE, MadeRecord, prose, without_ids
from tests.support.copy_forms import FRAMES, filled

EVERYTHING = (
    "SELECT * FROM copies ORDER BY 1, 2",
    "SELECT * FROM clusters ORDER BY 1",
    "SELECT * FROM cluster_members ORDER BY 1",
)
SIGNS = " ." * 30  # so short a page is only taken in where it is longer than that
Entry = tuple[str, str, int, str]


def newsroom(seed: int) -> list[Entry]:
    """(outlet/key, text, hours since the start, credit): wires, copies, cuts, daily bulletins, a round-up; flashes with
    and without an opening, a line put out every day, a form filled in."""
    chance = random.Random(seed)
    outlets = ["one", "two", "three", "agency"]
    frame = prose(seed + 1, 60)
    made: list[Entry] = []
    for story in range(6):
        wire, hour = prose(seed * 100 + story, 90), chance.randrange(0, 150)
        for number, name in enumerate(chance.sample(outlets, chance.randrange(1, 5))):
            cut = wire.split()[: chance.choice([45, 70, 90])]
            text = " ".join([*cut, prose(seed * 1000 + story * 10 + number, chance.choice([0, 30, 90]))])
            credit = "وكالة المثال" if chance.random() < 0.3 else ""
            made.append((f"{name}/s{story}", text, hour + chance.randrange(0, 60), credit))
    for day in range(6):
        name = "one" if day % 3 else "two"
        made.append((f"{name}/b{day}", f"{frame} {prose(seed * 50 + day, 70)}", day * 24, ""))
    for flash in range(5):
        text, hour = prose(seed * 70 + flash, chance.choice([9, 12, 30])), chance.randrange(0, 100)
        made.append((f"one/f{flash}", text + SIGNS, hour, ""))
        made.append((f"two/f{flash}", f"عاجل | {text}{SIGNS}", hour + chance.randrange(0, 90), ""))
    for day in range(5):
        made.append((f"{outlets[day % 3]}/n{day}", f"{prose(seed + 2, 8)} {SIGNS}", day * 20, ""))
        made.append((f"{outlets[day % 2]}/o{day}", filled(FRAMES["obituary"], chance), day * 20, ""))
    made.append(("three/r", " ".join(text for _, text, _, _ in made[:5]), chance.randrange(0, 100), ""))
    return made


def state(desk: MadeRecord) -> tuple[Any, ...]:
    copies = sorted(map(undirected, map(without_ids, desk.copies().values())), key=str)
    clusters = desk.rows("SELECT basis, size, first_at, last_at FROM clusters ORDER BY 3, 4, 2, 1")
    return copies, sorted(map(sorted, desk.stories())), clusters


def undirected(given: dict[str, Any]) -> tuple[Any, ...]:
    """A copy read from its alphabetically first end: which end is `a` follows from the articles' numbers."""
    if given["a"] > given["b"]:
        given |= {"a": given["b"], "b": given["a"], "a_version": given["b_version"], "b_version": given["a_version"]}
        given["kind"] = {"contains": "contained", "contained": "contains"}.get(given["kind"], given["kind"])
    return tuple(sorted(given.items()))


def take_in(root: Path, entries: list[Entry]) -> tuple[Any, ...]:
    with MadeRecord(root, {"agency": "وكالة المثال"}) as desk:
        for where, text, hour, credit in entries:
            desk.put(where, text, hour * HOUR, credit=credit)
        return state(desk)


@pytest.mark.parametrize("seed", range(3))
def test_the_order_of_arrival_changes_nothing(tmp_path: Path, seed: int) -> None:
    entries = newsroom(seed)
    first = take_in(tmp_path / "a", entries)
    random.Random(seed).shuffle(entries)
    assert take_in(tmp_path / "b", entries) == first
    assert first[0]


def content(desk: MadeRecord) -> list[list[dict[str, Any]]]:
    """To the letter: the sampled shingles, the copies, the stories."""
    index = SimilarIndex(desk.root / "similar.db")
    found = [tuple(row) for row in index.db.execute("SELECT h, article FROM fp ORDER BY 1, 2")]
    index.close()
    return [[{"fp": found}], *map(desk.rows, EVERYTHING)]


def test_made_anew_from_the_record_everything_is_the_same_to_the_letter(tmp_path: Path) -> None:
    with MadeRecord(tmp_path) as desk:
        for where, text, hour, credit in newsroom(7):
            desk.put(where, text, hour * HOUR, credit=credit)
        before = content(desk)
        assert all(before)
        remake(desk.writer.copies)
        assert desk.writer.copies.behind() == 0
        assert content(desk) == before


def remake(finder: CopyFinder) -> None:
    finder.start_anew()
    while finder.follow():
        pass


@pytest.mark.parametrize("damage", ["lost", "cut", "rubbish"])
def test_a_lost_or_damaged_index_is_made_anew_beside_the_captures(tmp_path: Path, damage: str) -> None:
    entries = newsroom(3)
    with MadeRecord(tmp_path) as desk:
        for where, text, hour, credit in entries[:-1]:
            desk.put(where, text, hour * HOUR, credit=credit)
    path = tmp_path / "similar.db"
    if damage == "lost":
        path.unlink()
    else:
        path.write_bytes(path.read_bytes()[:5_000] if damage == "cut" else b"no database at all " * 1_000)
    with MadeRecord(tmp_path) as desk:
        where, text, hour, credit = entries[-1]
        desk.put(where, text, hour * HOUR, credit=credit)
        found = state(desk)
    with MadeRecord(tmp_path / "again") as desk:
        for where, text, hour, credit in entries:
            desk.put(where, text, hour * HOUR, credit=credit)
        assert found == state(desk)


def test_a_crash_between_the_text_and_its_shingles_is_made_good_by_whoever_writes_next(tmp_path: Path) -> None:
    """The record has committed, the index has not: as if the process had been killed between the two."""
    text = prose(1)
    with MadeRecord(tmp_path) as desk:
        desk.put("one/1", text)
        upto = desk.rows("SELECT max(id) AS n FROM versions")[0]["n"]
        desk.put("two/1", text, HOUR)
        index = SimilarIndex(tmp_path / "similar.db")
        index.advance(upto)
        index.db.execute("DELETE FROM sketched WHERE article <> (SELECT min(article) FROM sketched)")
        index.db.execute("DELETE FROM fp WHERE article NOT IN (SELECT article FROM sketched)")
        index.close()
    with MadeRecord(tmp_path) as desk:
        desk.put("three/1", text, 2 * HOUR)
        assert set(desk.copies()) == {("one/1", "two/1"), ("one/1", "three/1"), ("two/1", "three/1")}


def test_sketches_of_another_algorithm_are_never_compared_with_ours(tmp_path: Path) -> None:
    text = prose(1)
    with MadeRecord(tmp_path) as desk:
        desk.put("one/1", text)
        index = SimilarIndex(tmp_path / "similar.db")
        index.db.execute("UPDATE progress SET algorithm = algorithm - 1")
        index.db.execute("UPDATE fp SET h = h + 1")
        index.close()
        desk.put("two/1", text, HOUR)
        assert len(desk.copies()) == 1
        assert desk.writer.copies.behind() == 0


def test_an_index_that_knows_more_than_the_record_is_made_anew(tmp_path: Path) -> None:
    """As after a restored backup: what it says of articles that are not there, or of others by now, must not count."""
    text = prose(1)
    with MadeRecord(tmp_path / "later") as desk:
        for number in range(3):
            desk.put(f"one/{number}", prose(number + 10), number * HOUR)
    with MadeRecord(tmp_path / "restored") as desk:
        desk.put("one/1", text)
    (tmp_path / "restored" / "similar.db").write_bytes((tmp_path / "later" / "similar.db").read_bytes())
    with MadeRecord(tmp_path / "restored") as desk:
        desk.put("two/1", text, HOUR)
        assert set(desk.copies()) == {("one/1", "two/1")}


def test_after_an_import_of_older_captures_copies_can_be_made_anew_and_crawls_go_on(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    """Older captures move the moment at which a copy was found; the row that stands there is replaced."""
    with MadeRecord(tmp_path) as desk:
        for number in range(12):
            for name in ("one", "two"):
                desk.put(f"{name}/{number}", prose(number), number * HOUR)
        before = {pair: copy["found_at"] for pair, copy in desk.copies().items()}
        for number in range(12):
            for name in ("one", "two"):
                desk.put(f"{name}/{number}", prose(number), number * HOUR, seen=MINUTE)
        for _ in range(2):
            remake(desk.writer.copies)
            found = {pair: copy["found_at"] for pair, copy in desk.copies().items()}
            assert len(found) == len(before) == 12
            assert all(found[pair] < before[pair] for pair in before)
        desk.put("three/1", prose(1), 2 * HOUR)
        assert len(desk.copies()) == 14
    assert "could not be followed" not in caplog.text


def test_a_newcomer_among_texts_of_the_same_passages_has_nobody_elses_story_looked_at_again(tmp_path: Path) -> None:
    """Many share a part with many others, and none carries another whole: what one more brings decides only its own
    story. Counted in statements, of which the machine's load changes none."""
    chance = random.Random(1)
    passages = [prose(500 + n, 9) for n in range(60)]
    with MadeRecord(tmp_path) as desk:
        asked = [statements(desk, f"o{n % 7}/{n}", chance.sample(passages, 24), n * MINUTE) for n in range(90)]
        assert len(desk.copies()) > 10 * 90
        before = content(desk)
        remake(desk.writer.copies)
        assert content(desk) == before
    assert sum(asked[80:]) < 10 * 500


def statements(desk: MadeRecord, where: str, passages: list[str], at: timedelta) -> int:
    """How many SQL statements it takes to put in one more article and to find its copies."""
    asked: list[str] = []
    connection = desk.writer.store.db.conn
    connection.set_trace_callback(asked.append)
    try:
        desk.put(where, " ".join(passages), at)
    finally:
        connection.set_trace_callback(None)
    return len(asked)
