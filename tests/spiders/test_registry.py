"""How outlet files are found, and what is said of one that is broken."""

from pathlib import Path

import pytest

from archive.errors import BadConfiguration
from spiders.registry import PRIVATE_FOLDER, outlet_file, outlets, read_anew
from tests.support.crawling import FEED, OUTLET
from tests.support.private_outlets import IN_A_CLASS, PRIVATE

CLOSED = "from dataclasses import replace\n" + PRIVATE + "OUTLET = replace(OUTLET, closed='{day}')\n"


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv(PRIVATE_FOLDER, str(tmp_path))
    return tmp_path


def test_a_private_file_adds_an_outlet_beside_the_shipped_ones(folder: Path) -> None:
    (folder / "mytown.py").write_text(PRIVATE.format(name="mytown"), encoding="utf-8")
    assert outlets()["mytown"].title == "بلدتي"
    assert outlet_file("mytown").spider is None
    assert "enabbaladi" in outlets()


@pytest.mark.parametrize(
    ("stem", "text", "says"),
    [
        ("other", PRIVATE.format(name="mytown"), r"Rename the file mytown.py, or write name='other'"),
        ("empty", "x = 1", r"It must say OUTLET = Outlet\(…\)"),
        ("text", "OUTLET = 'https://example.org'", r"It must say OUTLET = Outlet\(…\)"),
        ("broken", "def (", "SyntaxError.* Mend it"),
        ("raising", "1 / 0", "ZeroDivisionError.* Mend it"),
        ("mytown", IN_A_CLASS.format(name="mytown"), "Add the line OUTLET, Spider = Mine.outlet, Mine at its end"),
        ("ended", CLOSED.format(name="ended", day="21.11.2023"), "such as 2023-11-21"),
        ("never", CLOSED.format(name="never", day="2023-13"), "such as 2023-11-21"),
        ("enabbaladi", PRIVATE.format(name="enabbaladi"), "another outlet"),
    ],
)
def test_a_broken_outlet_file_is_a_sentence_naming_the_file(folder: Path, stem: str, text: str, says: str) -> None:
    (folder / f"{stem}.py").write_text(text, encoding="utf-8")
    with pytest.raises(BadConfiguration, match=says) as problem:
        outlets()
    assert f"{stem}.py" in str(problem.value)


def test_a_folder_that_is_none_and_an_outlet_that_is_none_are_sentences(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(PRIVATE_FOLDER, "/no/such/folder")
    with pytest.raises(BadConfiguration, match="no folder"):
        outlets()
    monkeypatch.delenv(PRIVATE_FOLDER)
    with pytest.raises(BadConfiguration, match="Known are: aawsat, al7al"):
        outlet_file("nobody")


def test_files_that_changed_are_read_anew_and_a_broken_one_leaves_those_read_before(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(PRIVATE_FOLDER, str(tmp_path))
    text = OUTLET.format(name="made", home="https://made.example", host="made.example", routes=FEED)
    (tmp_path / "made.py").write_text(text)
    assert outlets()["made"].delay == 0.02
    (tmp_path / "made.py").write_text(text.replace("0.02", "0.5"))
    read_anew()
    assert outlets()["made"].delay == 0.5
    (tmp_path / "made.py").write_text("no outlet")
    with pytest.raises(BadConfiguration, match="cannot be loaded"):
        read_anew()
    assert outlets()["made"].delay == 0.5
