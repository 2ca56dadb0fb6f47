"""The past on the command line: what to ask others for, read from a list or from what is known, twice the same."""

import gzip
import json
from contextlib import closing
from pathlib import Path

import pytest

from archive.crawl_state.frontier import Frontier
from archive.crawl_state.revisits import Listed
from archive.data_folder import DataFolder
from archive.exchange import Hint
from archive.record.store import open_record
from archive.times import now
from tests.support.typed_commands import Typed

OLD = "http://orient-news.net:80/ar/news_show"
LIST = f"""net,orient-news)/ar 20180115101112 {OLD}/142795/0/x text/html 200 BQFAIZL26SVW4JXBGAA6UYQZ3KKYABCD 24310
net,orient-news)/ar 20190115101112 {OLD}/142795/0/x text/html 404 BQFAIZL26SVW4JXBGAA6UYQZ3KKYABCD 900
net,orient-news)/ar 20180115101112 http://orient-news.net:80/ar text/html 200 BQFAIZL26SVW4JXBGAA6UYQZ3KKYABCD 900
org,other)/ 20180115101112 http://other.example/ text/html 200 BQFAIZL26SVW4JXBGAA6UYQZ3KKYABCD 900
"""
RAW = f"https://web.archive.org/web/20180115101112id_/{OLD}/142795/0/x"


@pytest.fixture
def data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> DataFolder:
    """A record that holds nothing of the outlet, whose feed listed one article."""
    folder = DataFolder(tmp_path / "data").make()
    open_record(folder.record).close()
    with closing(Frontier(folder.service)) as frontier:
        listed = [Listed("ar/1", "https://orient-news.net/ar/news_show/1/0/a", Hint(published="2017-01-02"), "")]
        frontier.backfill("orient", "https://orient-news.net/sitemap.xml", listed, now())
    monkeypatch.setenv("WARRAQ_DATA", str(folder.root))
    monkeypatch.chdir(tmp_path)
    return folder


def test_an_outlets_past_is_a_table_lines_and_a_plain_list(data: DataFolder, typed: Typed) -> None:
    status, out, err = typed("past", "orient", "--to", "ask.txt")
    assert (status, err) == (0, "")
    assert "orient: articles known of and not held: 1." in out
    assert Path("ask.txt").read_text() == "https://orient-news.net/ar/news_show/1/0/a\n"
    (line,) = [json.loads(line) for line in typed("past", "orient", "--json")[1].splitlines()]
    expected = {"outlet": "orient", "host": "orient-news.net", "year": "2017", "articles": 1, "addresses": 1}
    assert {name: line[name] for name in expected} == expected
    assert (line["listed"], line["met"], line["urls"]) == (1, 0, ["https://orient-news.net/ar/news_show/1/0/a"])
    assert data.record.exists()


@pytest.mark.usefixtures("data")
def test_the_gaps_of_an_outlet_stand_behind_its_addresses(data: DataFolder, typed: Typed) -> None:
    with closing(open_record(data.record)) as store:
        store.note_failed_gap("orient", now(), None, "forbidden", now())
    lines = [json.loads(line) for line in typed("past", "orient", "--json")[1].splitlines()]
    assert [line["gap"]["cause"] for line in lines if "gap" in line] == ["forbidden"]
    assert "forbidden" in typed("past", "orient")[1]


@pytest.mark.usefixtures("data")
@pytest.mark.parametrize("packed", [False, True])
def test_a_list_says_what_is_missing_and_writes_what_to_ask_for(typed: Typed, packed: bool) -> None:
    Path("list").write_bytes(gzip.compress(LIST.encode()) if packed else LIST.encode())
    for _ in range(2):
        status, out, err = typed("past", "list", "--to", "ask.txt")
        assert (status, err) == (0, "")
        assert Path("ask.txt").read_text() == f"{RAW}\n"
    assert "2 captures of articles that are not held." in out
    assert "1 captures of hosts that are no outlet's." in out
    found = [json.loads(line) for line in typed("past", "list", "--json")[1].splitlines()]
    assert [(one["state"], one["key"], one["status"]) for one in found] == [
        ("missing", "ar/142795", 200),
        ("missing", "ar/142795", 404),
        ("no_article", None, 200),
        ("no_outlet", None, 200),
    ]
    assert found[0]["ask"] == RAW


@pytest.mark.usefixtures("data")
def test_bad_lines_are_counted_and_named_and_the_rest_is_read(typed: Typed) -> None:
    Path("list").write_text(LIST + "nonsense\n" + LIST.replace("2018", "2999"))
    status, out, err = typed("past", "list", "--to", "ask.txt")
    assert status == 5
    assert "list, line 5: 1 fields where the list has 7" in err
    assert "4 lines of list name no capture; everything else was read. Mend or fetch again" in err
    assert Path("ask.txt").read_text() == f"{RAW}\n"
    assert "3 captures of articles that are not held." in out


@pytest.mark.usefixtures("data")
def test_of_many_bad_lines_the_first_are_named(typed: Typed) -> None:
    Path("list").write_text(LIST.replace(" 2018", " 2999") * 30)
    status, _, err = typed("past", "list", "--to", "ask.txt")
    assert status == 5
    assert err.count("is no moment, read as YYYYMMDDhhmmss, or cannot be true") == 20
    assert "90 lines of list name no capture; everything else was read. The first 20 are named here." in err


@pytest.mark.usefixtures("data")
def test_an_answer_in_place_of_a_list_is_one_sentence_and_writes_nothing(typed: Typed) -> None:
    Path("list").write_text("<html><title>504 Gateway Time-out</title>" + "<p>later</p>\n" * 300)
    status, _, err = typed.told("past", "list", "--to", "ask.txt")
    assert (status, err.count("\n"), Path("ask.txt").exists()) == (5, 1, False)
    assert "'504 Gateway Time-out'. Ask the same index again" in err


@pytest.mark.usefixtures("data")
@pytest.mark.parametrize(
    ("words", "status", "says"),
    [
        (["nobody"], 4, "There is no outlet called"),
        (["lists/none.txt"], 5, "There is no file lists/none.txt"),
        (["orient", "--to", "no/folder/x"], 4, "cannot be written"),
        (["orient", "--data", "elsewhere"], 4, "There is no archive in elsewhere yet"),
    ],
)
def test_what_cannot_be_done_is_told_with_what_to_do(typed: Typed, words: list[str], status: int, says: str) -> None:
    found = typed.told("past", *words)
    assert (found[0], says in found[2]) == (status, True)


def test_a_list_needs_no_archive(typed: Typed, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    Path("list").write_text(LIST)
    status, out, _ = typed("past", "list", "--data", "none")
    assert (status, "2 captures of articles that are not held." in out) == (0, True)
    assert not Path("none").exists()
