"""Whatever is typed: a sentence and an exit status, never a traceback."""

import os
import shutil
import signal
import sqlite3
import subprocess
from contextlib import closing
from pathlib import Path

import pytest

from scheduler.cli import INTERRUPTED
from tests.support.command import WARRAQ
from tests.support.typed_commands import Typed

pytestmark = pytest.mark.usefixtures("made_folder")
NUMBERS = (
    "99999999999999999999",
    "9223372036854775808",
    "²",
    "①",
    "٣",
    "-5",
    "1.5",
    "0",
    "",
    "1e9",
    "9" * 5000,
    "\udcff",
)
TAKE_A_NUMBER = [
    *(
        ["history", "N"],
        ["history", "N", "--diff"],
        ["copies", "N"],
        ["alerts", "remove", "N"],
        ["alerts", "preview", "N"],
    ),
    *(["held", "release", "N"], ["held", "drop", "N"], ["search", "N"], ["search", "x", "--limit", "N"], ["key", "N"]),
    *(["search", "x", "--outlet", "N"], ["run", "--port", "N", "--outlets", "nosuch"], ["open", "N"], ["read", "N"]),
    *(["run", "--outlets", "N-"], ["crawl", "N-"], ["outlets", "check", "N-"], ["replay", "--outlet", "N-"]),
    *(["key", "https://N"], ["history", "https://x.example/N"], ["reindex", "N-"], ["search", "x", "--data", "N"]),
]


@pytest.mark.parametrize("words", TAKE_A_NUMBER, ids=" ".join)
def test_any_number_is_answered_with_a_sentence(typed: Typed, words: list[str]) -> None:
    for number in NUMBERS:
        typed.told(*(word.replace("N", number) for word in words))


@pytest.mark.parametrize("number", ["99999999999999999999", "9223372036854775807", "1", "٤"])
def test_the_number_of_no_article_is_told_as_such(typed: Typed, number: str) -> None:
    for verb in ("history", "copies"):
        status, _, err = typed(verb, number)
        assert (status, "holds no article" in err) == (4, True)


def test_a_misspelt_verb_and_an_option_in_front_of_it_are_told_what_to_write(typed: Typed) -> None:
    status, _, err = typed("serch", "القوات")
    assert (status, "There is no verb 'serch'. Did you mean search" in err) == (2, True)
    assert "Options stand behind the verb: warraq VERB --limit" in typed("--limit", "3", "search", "القوات")[2]


def test_an_article_is_found_by_digits_as_arabic_keyboards_have_them(
    typed: Typed, made: tuple[Path, dict[str, int]]
) -> None:
    number = str(made[1]["water"]).translate(str.maketrans("0123456789", "٠١٢٣٤٥٦٧٨٩"))
    assert typed.told("history", number)[0] == 0


def odd_paths(folder: Path) -> list[Path]:
    """Missing, a folder, empty, binary, cut short, of a name too long: under the names of each form."""
    paths = [folder / "missing.warc", folder / ("x" * 300), Path("/proc/self/mem"), folder / "missing" / "deep.jsonl"]
    for suffix in (".html", ".warc", ".warc.gz", ".warc.zst", ".wacz", ".arc", ".jsonl", ".jsonl.gz", ".db", ".db.gz"):
        for name, content in (("empty", b""), ("binary", bytes(range(256)) * 20), ("gzip", b"\x1f\x8b" + b"\xfe" * 99)):
            (path := folder / f"{name}{suffix}").write_bytes(content)
            paths.append(path)
        (path := folder / f"folder{suffix}").mkdir()
        paths.append(path)
    return paths


TAKE_A_FILE = (["import", "P", "--data", "OWN"], ["open", "P"])
TAKE_A_FOLDER = [
    *(["search", "x"], ["history", "1"], ["copies"], ["health"], ["health", "--held"], ["alerts", "list"], ["publish"]),
    *(["alerts", "preview", "x"], ["alerts", "remove", "1"], ["held", "drop", "1"], ["held", "release", "1"]),
    *(["reindex"], ["replay"], ["crawl", "nosuch"], ["import", "nothing.jsonl"], ["alerts", "send"]),
]


def test_any_path_is_answered_with_a_sentence(typed: Typed, tmp_path: Path) -> None:
    (tmp_path / "odd").mkdir()
    for path in odd_paths(tmp_path / "odd"):
        for words in TAKE_A_FILE:
            filled = {"P": str(path), "OWN": str(tmp_path / "own")}
            status, _, err = typed.told(*(filled.get(word, word) for word in words))
            # An empty file of pages holds none, and that is no error.
            assert status != 0 or (words[0] == "import" and path.stat().st_size == 0), (words, path)
            assert path.name[:9] in err or status == 0, (words, path)


@pytest.mark.parametrize("words", TAKE_A_FOLDER, ids=" ".join)
def test_any_data_folder_is_answered_with_a_sentence(typed: Typed, tmp_path: Path, words: list[str]) -> None:
    """A folder whose files are folders, empty, binary or of another program; a file; one that cannot be."""
    for number, content in enumerate((b"", bytes(range(256)) * 20, b"SQLite format 3\x00" + b"\xfe" * 5000, None)):
        folder = tmp_path / str(number)
        folder.mkdir()
        for name in ("warraq.db", "service.db", "readers.db", "similar.db"):
            (folder / name).mkdir() if content is None else (folder / name).write_bytes(content)
        typed.told(*words, "--data", str(folder))
    other = tmp_path / "other"
    other.mkdir()
    for name in ("warraq.db", "service.db", "readers.db"):
        with closing(sqlite3.connect(other / name)) as database:
            database.execute("CREATE TABLE health(x)")
    typed.told(*words, "--data", str(other))
    for path in ("/dev/null", "/proc/nothing/here", str(tmp_path / ("y" * 300)), str(other / "warraq.db"), "\udcff"):
        typed.told(*words, "--data", path)


@pytest.mark.parametrize("words", [["reindex"], ["replay"]])
def test_what_reads_an_archive_anew_begins_none(typed: Typed, tmp_path: Path, words: list[str]) -> None:
    nowhere = tmp_path / "nowhere"
    status, _, said = typed(*words, "--data", str(nowhere))
    assert status == 4
    assert "There is no archive in" in said
    assert not nowhere.exists()


def test_a_page_that_cannot_be_read_is_told(typed: Typed, tmp_path: Path) -> None:
    for path in ("/proc/self/mem", str(tmp_path), str(tmp_path / "missing.html")):
        status, _, err = typed.told("read", path, "--url", "https://x.example/a")
        assert status in (2, 5), err
    (tmp_path / "binary.html").write_bytes(bytes(range(256)) * 20)
    typed.told("read", str(tmp_path / "binary.html"), "--url", "https://x.example/a")


def run(*words: str, data: Path, **more: object) -> subprocess.Popen[bytes]:
    environment = os.environ | {"WARRAQ_DATA": str(data)}
    return subprocess.Popen([str(WARRAQ), *words], env=environment, stderr=subprocess.PIPE, **more)  # type: ignore[call-overload,no-any-return]


@pytest.mark.parametrize("words", [["search", "الأرصفة", "--limit", "50"], ["health"], ["history", "ID"], ["outlets"]])
def test_a_reader_of_the_output_may_go_at_any_time(made: tuple[Path, dict[str, int]], words: list[str]) -> None:
    words = [str(made[1]["water"]) if word == "ID" else word for word in words]
    reading, writing = os.pipe()
    os.close(reading)
    process = run(*words, data=made[0], stdout=writing)
    os.close(writing)
    _, err = process.communicate(timeout=60)
    assert (process.returncode, err) == (-signal.SIGPIPE, b"")


def test_a_full_disk_behind_the_output_is_told(made: tuple[Path, dict[str, int]]) -> None:
    with Path("/dev/full").open("wb") as full:
        process = run("search", "الأرصفة", "--json", data=made[0], stdout=full)
        _, err = process.communicate(timeout=60)
    assert process.returncode == 3
    assert b"No space left" in err
    assert b"Traceback" not in err


def test_ctrl_c_ends_any_verb_with_a_sentence(typed: Typed, monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupted(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    for where in ("scheduler.commands.search.search", "scheduler.commands.history.versions_of"):
        monkeypatch.setattr(where, interrupted)
    for words in (["search", "x"], ["history", "1"]):
        status, _, err = typed(*words)
        assert (status, "interrupted" in err) == (INTERRUPTED, True)


def test_a_damaged_record_ends_a_verb_with_what_to_do_and_asks_for_no_report(
    made: tuple[Path, dict[str, int]], tmp_path: Path, typed: Typed
) -> None:
    data = Path(shutil.copytree(made[0], tmp_path / "damaged"))
    with closing(sqlite3.connect(data / "warraq.db")) as record:
        (page,) = record.execute("SELECT rootpage FROM sqlite_master WHERE name = 'articles_words_sha256'").fetchone()
        record.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    with (data / "warraq.db").open("r+b") as file:
        file.seek((page - 1) * 4096)
        file.write(bytes(4096))
    status, _, err = typed("publish", "--data", str(data))
    assert (status, "is damaged" in err, "warraq verify" in err, "report" in err) == (9, True, True, False)
