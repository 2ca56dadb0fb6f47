"""A downloaded file as the reading room, and asked by the command: what is shown is true, and nothing is written."""

import json
import re
import shutil
import signal
import socket
import struct
import urllib.error
import urllib.request
from pathlib import Path

import pytest
from click.testing import CliRunner
from sqlite_utils import Database

from archive.publish.downloaded import describe
from scheduler.cli import cli
from tests.support import made_archive
from tests.support.command import Command
from tests.support.reading_room import Site
from tests.support.taken_file import publish_made, take, unchanged
from tests.support.waiting import wait_until

QUESTIONS = ("القوات", "دير الزور", "القوّات -المياه", "title:معرض", "kind:edited", "زرافة")
DAY = {"": "هذا هو الأرشيف كما كان يوم", "/en": "this is the archive as of"}


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, dict[str, int]]:
    published, ids = publish_made(tmp_path_factory.mktemp("archive"))
    # What lies beside a download is not its own.
    folder = tmp_path_factory.mktemp("home")
    made_archive.write_health(folder)
    for name in ("readers.db", "published", "SAMPLE"):
        (folder / name).mkdir()
    return take(published, folder), ids


@pytest.fixture(scope="module")
def site(made: tuple[Path, dict[str, int]]) -> Site:
    return Site(*made)


def pages(ids: dict[str, int]) -> list[str]:
    water, snow = ids["water"], ids["snow"]
    return [
        *(
            "/",
            "/search",
            "/search?q=القوات",
            "/outlets",
            "/outlet/hawran",
            "/changes",
            "/stories",
            "/about",
            "/words?q=المياه",
        ),
        *(f"/article/{water}", f"/article/{water}/versions/1", f"/article/{water}/diff/1..2", f"/story/{snow}"),
        *(f"/article/{ids['fair']}/missing", f"/article/{ids['street-26']}/missing", f"/article/{ids['fair']}"),
        *("/changes?kind=missing", "/changes?kind=gone", "/outlet/shamplus"),
        *("/warraq", "/warraq/articles?_search=القوات", "/warraq/about", f"/warraq/articles/{water}"),
    ]


def test_every_page_names_the_day_of_the_file_and_the_file_stays_as_it_was(
    made: tuple[Path, dict[str, int]], site: Site, capfd: pytest.CaptureFixture[str]
) -> None:
    file, ids = made
    with unchanged(file):
        for prefix, words in DAY.items():
            for path in pages(ids):
                answer = site.get(prefix + path)
                assert answer.status_code == 200, path
                assert words in answer.text, path
                assert f'datetime="{describe(file).day}"' in answer.text, path
    assert capfd.readouterr().err == ""


@pytest.mark.parametrize("path", ["/health", "/downloads", "/downloads/x.db", "/saved?q=x", f"/saved/{'x' * 22}"])
def test_what_a_file_cannot_know_says_so_and_no_page_leads_there(site: Site, path: str) -> None:
    answer = site.get(path)
    assert answer.status_code == 404
    assert "هذا ليس في الملف المنزَّل" in answer.text
    door = path.split("?", maxsplit=1)[0].rsplit("/x", 1)[0]
    for shown in ("/", "/search?q=القوات", "/outlets", "/about", "/warraq"):
        assert f'href="{door}' not in site.get(shown).text, shown


def test_a_capture_is_told_without_its_bytes_which_are_nobodys_fault(
    made: tuple[Path, dict[str, int]], site: Site
) -> None:
    (found,) = site.rows("SELECT max(capture_id) AS id FROM versions WHERE article_id = ?", (made[1]["water"],))
    shown = site.get(f"/en/capture/{found['id']}")
    assert shown.status_code == 200
    assert "is not in a downloaded file" in shown.text
    assert not re.search("fault is ours|does not hold|not on this server", shown.text)
    for address in (f"/capture/{found['id']}/page", f"/capture/{found['id']}/raw", f"/capture/{found['id']}.warc.gz"):
        assert "هذا ليس في الملف المنزَّل" in site.get(address).text


def test_the_states_of_another_archive_beside_the_file_are_not_its_own(site: Site) -> None:
    shown = site.text("/en/outlets")
    assert "How they are is not known here" in shown
    assert "refuses" not in shown


def test_the_api_feeds_and_exports_answer_from_the_file(site: Site) -> None:
    assert site.get("/api/1/search?q=القوات").json()["count"] > 2
    assert "<entry" in site.get("/feeds/articles.atom").text
    assert "المياه" in site.get("/exports/articles.csv?q=المياه").text
    assert site.get("/warraq/search").status_code == 403


def test_today_is_the_day_of_the_file_however_old_it_is(made: tuple[Path, dict[str, int]], tmp_path: Path) -> None:
    file = tmp_path / made[0].name
    shutil.copyfile(made[0], file)
    database = Database(file)
    database.execute("UPDATE about SET value = '2020-01-02T10:00:00Z' WHERE name = 'published_at'")
    database.execute("UPDATE about SET value = '2020-01-02' WHERE name = 'published_day'")
    database.conn.commit()
    database.close()
    site = Site(file, made[1])
    assert site.get("/api/1/stories").json()["to"] == "2020-01-02"
    home = site.get("/en/").text
    assert re.search(r"as of <time[^>]*>Thursday 2 January 2020", home)
    assert '<bdi class="iso">2020-01-02</bdi>' in home


def test_a_file_that_does_not_say_its_day_is_not_given_one(made: tuple[Path, dict[str, int]], tmp_path: Path) -> None:
    file = tmp_path / "taken?100%#1.db"
    shutil.copyfile(made[0], file)
    database = Database(file)
    database.execute("DROP TABLE about")
    database.close()
    site = Site(file, made[1])
    assert "does not say its day" in site.get("/en/").text
    # Whatever signs its name holds.
    assert site.get("/warraq/articles").status_code == 200


def test_a_hundred_searches_by_the_command_leave_the_file_as_it_was(made: tuple[Path, dict[str, int]]) -> None:
    file, _ = made
    with unchanged(file):
        for n in range(100):
            question = QUESTIONS[n % len(QUESTIONS)]
            done = CliRunner().invoke(cli, ["search", question, "--data", str(file), "--json"])
            assert done.exit_code == 0, done.output
            assert (json.loads(done.stdout)["count"] == 0) == (question == "زرافة")


def test_history_and_copies_answer_from_the_file_too(made: tuple[Path, dict[str, int]]) -> None:
    file, ids = made
    for words in (["history", str(ids["water"])], ["history", str(ids["water"]), "--diff"], ["copies"]):
        done = CliRunner().invoke(cli, [*words, "--data", str(file), "--json"])
        assert done.exit_code == 0, done.output
        assert done.stdout


@pytest.mark.parametrize("verb", [["crawl"], ["health"], ["publish"], ["import", "x.jsonl"], ["alerts", "list"]])
def test_what_needs_a_data_folder_says_so_of_a_file(made: tuple[Path, dict[str, int]], verb: list[str]) -> None:
    done = CliRunner().invoke(cli, [*verb, "--data", str(made[0])])
    assert "is a file; this needs a data folder" in str(done.exception)


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def test_open_serves_the_file_survives_readers_who_go_and_ends_at_ctrl_c(
    made: tuple[Path, dict[str, int]], tmp_path: Path
) -> None:
    file, ids = made
    port = free_port()
    command = Command(tmp_path / "no-data", 0)
    with unchanged(file):
        serving = command.start("open", str(file), "--port", str(port))
        try:
            wait_until(lambda: answers(port))
            taken = command("open", str(file), "--port", str(port))
            assert taken.returncode == 4
            assert "Name another port with --port" in taken.stderr
            for _ in range(50):
                go_away(port, f"/article/{ids['water']}")
            assert "القـ.ـوات" in get(port, "/search?q=%D8%A7%D9%84%D9%82%D9%88%D8%A7%D8%AA")
            assert serving.poll() is None
        finally:
            serving.send_signal(signal.SIGINT)
            _, err = serving.communicate(timeout=60)
    assert serving.returncode == 0
    assert f"http://127.0.0.1:{port}/" in err
    assert "Traceback" not in err
    assert not command.data.exists()


def get(port: int, path: str) -> str:
    with urllib.request.urlopen(f"http://127.0.0.1:{port}{path}", timeout=10) as answer:
        text: str = answer.read().decode()
        return text


def answers(port: int) -> bool:
    try:
        get(port, "/about")
    except (urllib.error.URLError, OSError):
        return False
    return True


def go_away(port: int, path: str) -> None:
    """Ask, and close before the answer: what is then sent meets a connection that is reset."""
    with socket.create_connection(("127.0.0.1", port)) as asking:
        asking.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        asking.sendall(f"GET {path} HTTP/1.1\r\nHost: x\r\n\r\n".encode() * 4)


def test_a_file_that_is_none_gets_a_sentence_before_anything_listens(tmp_path: Path) -> None:
    done = Command(tmp_path / "no-data", 0)("open", str(tmp_path / "missing.db"))
    assert (done.returncode, done.stdout) == (4, "")
    assert "There is no file" in done.stderr
