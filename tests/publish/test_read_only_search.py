"""The downloaded file in a plain sqlite3 shell: the documents' own commands, and not a byte of it changes."""

import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.support.paths import ROOT
from tests.support.taken_file import publish_made, take, unchanged

SHELL = shutil.which("sqlite3")
needs_shell = pytest.mark.skipif(SHELL is None, reason="no sqlite3 shell on this machine: the commands were not run")
# Where the commands for a downloaded file stand.
DOCUMENTS = ("docs/data.md", "docs/search.md", "README.ar.md")
COMMAND = re.compile(r'^(?: {4})?(sqlite3 -readonly \S+\.db "(?:[^"]|"")*")$', re.MULTILINE)
FILE = re.compile(r"\S+\.db")
QUESTIONS = (
    "القوّات",
    "القوات",
    "دير الزور",
    "القوات OR المياه",
    "القوات -المياه",
    "title:معرض",
    "المواق*",
    "«دير الزور»",
)


@pytest.fixture(scope="module")
def taken(tmp_path_factory: pytest.TempPathFactory) -> Path:
    published, _ = publish_made(tmp_path_factory.mktemp("archive"))
    return take(published, tmp_path_factory.mktemp("home"))


def ask(file: Path, sql: str, question: str = "", *, options: tuple[str, ...] = ()) -> list[str]:
    """The lines a shell prints; the question stands where the statement has a question mark, as a reader types it."""
    sql = sql.replace("?", f"'{question}'")
    done = subprocess.run([str(SHELL), *options, str(file), sql], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, ""), done.stderr
    return done.stdout.splitlines()


@needs_shell
@pytest.mark.parametrize("document", DOCUMENTS)
def test_the_commands_of_the_documents_find_something_and_change_nothing(taken: Path, document: str) -> None:
    commands = COMMAND.findall((ROOT / document).read_text(encoding="utf-8"))
    assert commands
    with unchanged(taken):
        for command in commands:
            line = FILE.sub(str(taken), command, count=1)
            done = subprocess.run(["bash", "-c", line], capture_output=True, text=True, check=False)
            assert (done.returncode, done.stderr) == (0, ""), command
            assert done.stdout.strip(), command


@needs_shell
def test_a_hundred_searches_in_a_shell_change_nothing(taken: Path) -> None:
    with unchanged(taken):
        for n in range(100):
            question = QUESTIONS[n % len(QUESTIONS)]
            options = ("-readonly",) if n % 2 else ()
            assert ask(taken, "SELECT id, title, snippet FROM search WHERE q = ? LIMIT 20", question, options=options)


@needs_shell
def test_a_question_as_a_condition_finds_what_the_view_that_is_written_to_finds(taken: Path, tmp_path: Path) -> None:
    copy = tmp_path / "copy.db"
    shutil.copyfile(taken, copy)
    for question in (*QUESTIONS, "", "زرافة", "القوات AND المياه", "(القوات OR المياه) NOT دير"):
        written = ask(copy, "UPDATE search_input SET q = ?; SELECT * FROM search_results", question)
        asked = "SELECT id, outlet, published_day, url, title, snippet FROM search WHERE q = ?"
        assert ask(taken, asked, question) == written, question
        (counted,) = ask(taken, "SELECT count(*) FROM search WHERE q = ?", question)
        (really,) = ask(copy, "SELECT count(*) FROM search_results")
        assert counted == really, question


@needs_shell
def test_the_newest_found_stand_first_and_only_those_shown_are_cut_from_their_texts(taken: Path) -> None:
    ids = [int(line) for line in ask(taken, "SELECT id FROM search WHERE q = ?", "المحالّ OR القوات")]
    assert len(ids) > 20
    assert ids == sorted(ids, reverse=True)
    assert [int(line) for line in ask(taken, "SELECT id FROM search WHERE q = ? LIMIT 3", "المحالّ OR القوات")] == ids[
        :3
    ]


@needs_shell
def test_the_view_without_a_question_is_an_error_and_never_an_empty_answer(taken: Path) -> None:
    done = subprocess.run(
        [str(SHELL), str(taken), "SELECT id FROM search"], capture_output=True, text=True, check=False
    )
    assert done.returncode != 0
    assert done.stdout == ""


def inside(script: str) -> subprocess.CompletedProcess[str]:
    """Run where mounts are our own and end with us."""
    return subprocess.run(["unshare", "-rm", "bash", "-c", script], capture_output=True, text=True, check=False)


@pytest.mark.skipif(sys.platform != "linux", reason="mount namespaces are Linux's")
@needs_shell
def test_a_file_on_a_disk_that_takes_no_writes_is_searched(taken: Path) -> None:
    """Permissions bind everybody but root, a read-only mount root as well."""
    folder = taken.parent
    mounted = f"mount --bind {folder} {folder} && mount -o remount,ro,bind {folder} && ! touch {folder}/x 2>/dev/null"
    if inside(mounted).returncode:
        pytest.skip("this system mounts nothing for us")
    searched = FILE.sub(str(taken), COMMAND.findall((ROOT / "docs/data.md").read_text(encoding="utf-8"))[0], count=1)
    done = inside(f"{mounted} && {searched}")
    assert len(done.stdout.split()) > 1, done.stderr
