"""A pulled copy is the archive as a fresh download has it, whatever happened meanwhile; and never half of anything."""

import json
from contextlib import closing
from datetime import timedelta
from pathlib import Path

import pytest
from sqlite_utils import Database

from archive.data_folder import DataFolder
from archive.errors import AlreadyRunning, WarraqError
from archive.ingest.importer import Importer
from archive.ingest.intake import Intake
from archive.ingest.replaying import open_for_replay, replay
from archive.ingest.session import Writer
from archive.publish.fetching import Interrupted, Taking
from archive.publish.manifest import read_manifest
from archive.publish.pulling import COPY, STATE, WORK, pull
from archive.publish.snapshot import publish
from archive.record.changes import note_redaction
from archive.record.edits import forget
from archive.record.fulltext import index_row, unindex_row
from archive.record.store import open_record
from tests.support.deltas import lines_of, whole
from tests.support.made_pages import AT, LATER_RULES, OUTLET, TEXT, answer, page_of, take
from tests.support.pulled_copies import Shelf, differences

HOUR, URL = timedelta(hours=1), "https://sample.example/{}/"


@pytest.fixture
def data(tmp_path: Path) -> DataFolder:
    folder = DataFolder(tmp_path / "data")
    with Intake(folder.root, OUTLET) as intake:
        for n in range(70001, 70005):
            take(intake, page_of(TEXT.replace("ثلاثة", str(n)), url=URL.format(n), title=f"خبر {n}"))
    publish(folder)
    return folder


@pytest.fixture
def copy(tmp_path: Path, data: DataFolder) -> Path:
    folder = tmp_path / "copy"
    pulled = pull(Shelf(data), folder)
    assert (pulled.from_file, pulled.added, pulled.whole) == ("", 4, "There is no copy here yet.")
    return folder


def write(data: DataFolder, *statements: str) -> None:
    with closing(open_record(data.record)) as store, store.db.atomic():
        for statement in statements:
            store.db.execute(statement)


def edits(data: DataFolder) -> None:
    with Intake(data.root, OUTLET) as intake:
        take(intake, page_of(f"{TEXT} وأُضيفت القـ.ـوات.", url=URL.format(70001), title="خبر آخر", at=AT + HOUR))
        take(intake, page_of(TEXT, url=URL.format(70009), title="جديد", at=AT + HOUR))
        take(intake, answer(404, AT + HOUR, URL.format(70002)))


def removals(data: DataFolder) -> None:
    write(data, "UPDATE articles SET status = 'gone' WHERE key = '70002'", "DELETE FROM urls WHERE url LIKE '%70003/'")


def key_changes(data: DataFolder) -> None:
    # An address used again, and two keys that change places.
    write(
        data,
        "UPDATE articles SET key = '70001~1' WHERE key = '70001'",
        "UPDATE articles SET key = 'aside' WHERE key = '70003'",
        "UPDATE articles SET key = '70003' WHERE key = '70004'",
        "UPDATE articles SET key = '70004' WHERE key = 'aside'",
    )
    with Intake(data.root, OUTLET) as intake:
        take(intake, page_of("خبر لا صلة له بما سبق كُتب لهذا الاختبار. " * 9, url=URL.format(70001), at=AT + 2 * HOUR))


def imports_of_the_past(data: DataFolder) -> None:
    page = page_of(TEXT.replace("ثلاثة", "تسعة"), url=URL.format(70009))
    line = {"url": page.url, "html": page.body.decode(), "fetched_at": "2026-11-19T08:00:00Z"}
    (data.root.parent / "past.jsonl").write_text(json.dumps(line))
    with Writer(data, "import") as writer:
        list(Importer(writer, {"sample": OUTLET}).run(data.root.parent / "past.jsonl"))


def newer_rules(data: DataFolder) -> None:
    with open_for_replay(data) as writer:
        list(replay(writer, {"sample": LATER_RULES}))


def whole_rows_by_hand(data: DataFolder) -> None:
    write(
        data,
        "UPDATE copies SET jaccard = 0.1 + 0.2",
        "DELETE FROM clusters",
        "INSERT INTO search_alias VALUES('كلمة', 9999, 'name')",
    )


def a_redaction(data: DataFolder) -> None:
    """Of a row of an article that stays: where one goes as a whole there is no delta."""
    with closing(open_record(data.record)) as store, store.db.atomic():
        (number,) = store.db.execute("SELECT min(id) FROM versions").fetchone()
        note_redaction(store.db, "versions", [number])
        store.db.execute("UPDATE versions SET author = '' WHERE id = ?", (number,))


CHANGES = (edits, removals, key_changes, imports_of_the_past, newer_rules, whole_rows_by_hand, a_redaction)


def test_day_nought_and_every_delta_after_it_give_what_a_fresh_download_has(data: DataFolder, copy: Path) -> None:
    ops = set[str]()
    for change in CHANGES:
        change(data)
        delta = publish(data).delta
        ops |= {str(line["op"]) for line in lines_of(data, delta)}
        pulled = pull(Shelf(data), copy)
        assert (pulled.whole, differences(data, copy / COPY)) == ("", []), change.__name__
    assert ops == {"ADD", "MOD", "DEL", "KEY", "REDACT"}


def test_several_deltas_are_taken_at_once_and_the_articles_counted(data: DataFolder, copy: Path) -> None:
    for change in CHANGES[:3]:
        change(data)
        publish(data)
    pulled = pull(Shelf(data), copy)
    assert (pulled.added, pulled.changed, pulled.removed, pulled.whole) == (1, 4, 0, "")
    assert differences(data, copy / COPY) == []


def test_where_nothing_changed_the_delta_is_empty_and_nothing_is_fetched_twice(data: DataFolder, copy: Path) -> None:
    publish(data)
    first, last = whole(data, publish(data).delta)
    assert (first["warraq_delta"], last["end"]) == (3, 0)
    pull(Shelf(data), copy)
    shelf = Shelf(data)
    pulled = pull(shelf, copy)
    assert (shelf.names(), pulled.added, pulled.changed, pulled.whole) == (["manifest.json"], 0, 0, "")
    assert sorted(path.name for path in copy.rglob("*") if path.is_file()) == [COPY, STATE, "lock"]


def test_a_day_of_checks_that_found_nothing_is_told_in_a_few_bytes(data: DataFolder) -> None:
    with Intake(data.root, OUTLET) as intake:
        take(intake, answer(304, AT + HOUR, URL.format(70001)))
    lines = lines_of(data, publish(data).delta)
    assert {"op": "MOD", "t": "articles", "id": lines[0]["id"], "last_seen_at": "2026-11-20T07:00:00Z"} in lines


def test_a_pull_that_broke_off_is_gone_on_with_and_the_copy_is_as_before(
    data: DataFolder, copy: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("archive.publish.fetching.BETWEEN_TRIES", 0.0)
    edits(data)
    publish(data)
    before = (copy / COPY).read_bytes()
    shelf = Shelf(data)
    shelf.breaks_after = 100
    with pytest.raises(Interrupted):
        pull(shelf, copy)
    assert (copy / COPY).read_bytes() == before
    shelf.breaks_after, shelf.asked = None, []
    assert pull(shelf, copy).whole == ""
    assert shelf.asked[-1][1] == 400
    assert differences(data, copy / COPY) == []


def test_what_comes_is_not_believed_where_it_is_not_what_the_manifest_says(data: DataFolder, copy: Path) -> None:
    edits(data)
    delta = data.published / str(publish(data).delta)
    content = bytearray(delta.read_bytes())
    content[len(content) // 2] ^= 1
    delta.write_bytes(content)
    before = (copy / COPY).read_bytes()
    with pytest.raises(WarraqError, match="is not what the manifest"):
        pull(Shelf(data), copy)
    delta.write_bytes(content + b"more")
    with pytest.raises(WarraqError, match="sends more"):
        pull(Shelf(data), copy)
    assert (copy / COPY).read_bytes() == before


def test_a_name_that_leads_elsewhere_is_refused(data: DataFolder, copy: Path) -> None:
    edits(data)
    publish(data)
    manifest = data.published / "manifest.json"
    manifest.write_text(manifest.read_text().replace(read_manifest(data)[0]["file"], "../../warraq.db"))
    with pytest.raises(WarraqError, match="names a file that is none"):
        pull(Shelf(data), copy)


def test_where_deltas_do_not_lead_on_the_whole_file_is_taken_and_the_reason_said(data: DataFolder, copy: Path) -> None:
    with closing(Database(copy / COPY)) as db:
        db.execute("UPDATE outlets SET note = 'by hand'")
        db.conn.commit()
    edits(data)
    publish(data)
    pulled = pull(Shelf(data), copy)
    assert (pulled.whole, pulled.added, pulled.changed) == ("The copy here was changed by somebody.", 1, 2)
    manifest = json.loads((data.published / "manifest.json").read_text())
    removals(data)
    publish(data)
    later = json.loads((data.published / "manifest.json").read_text())
    later["snapshots"] = [later["snapshots"][0] | {"delta": None}, manifest["snapshots"][0]]
    (data.published / "manifest.json").write_text(json.dumps(later))
    assert "No deltas lead from" in pull(Shelf(data), copy).whole
    assert differences(data, copy / COPY) == []


def test_a_delta_that_does_not_lead_to_what_it_says_is_thrown_away_for_the_whole_file(
    data: DataFolder, copy: Path
) -> None:
    """As where a copy's tables were told wrongly: what comes out is reckoned, not believed."""
    state = json.loads((copy / STATE).read_text())
    state["tables"]["articles"]["rows"] += 1
    (copy / STATE).write_text(json.dumps(state))
    edits(data)
    publish(data)
    assert "this copy is another one" in pull(Shelf(data), copy).whole
    assert differences(data, copy / COPY) == []


def test_what_was_redacted_is_nowhere_in_a_pulled_copy(data: DataFolder, copy: Path) -> None:
    word = "الاسمالمحذوف"
    with Intake(data.root, OUTLET) as intake:
        take(intake, page_of(f"{TEXT} {word} {word}ان", url=URL.format(70001), at=AT + HOUR))
    publish(data)
    pull(Shelf(data), copy)
    assert word.encode() in (copy / COPY).read_bytes()
    with closing(open_record(data.record)) as store, store.db.atomic():
        (number, body, title) = store.db.execute("SELECT id, body, title FROM articles WHERE key = '70001'").fetchone()
        unindex_row(store.db, number, title, body, None)
        store.db.execute("UPDATE articles SET body = '' WHERE id = ?", (number,))
        index_row(store.db, number, title, "")
        note_redaction(store.db, "articles", [number])
        for span in forget(store.db, [version for (version,) in store.db.execute("SELECT version_id FROM edits")]):
            note_redaction(store.db, "edit_spans", [span])
    publish(data)
    assert "No deltas lead from" in pull(Shelf(data), copy).whole
    held = b"".join(path.read_bytes() for path in copy.rglob("*") if path.is_file())
    assert (word.encode() in held, word[2:].encode() in held) == (False, False)
    assert differences(data, copy / COPY) == []


def test_two_pulls_into_one_folder_do_not_meet(data: DataFolder, copy: Path) -> None:
    with Taking(Shelf(data), copy / WORK, lambda *_: None), pytest.raises(AlreadyRunning, match="wait for it"):
        pull(Shelf(data), copy)
