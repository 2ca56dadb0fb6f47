"""The verb `config`: what is wrong, what holds, and a file to begin with."""

import json
from pathlib import Path

import pytest

from tests.support.typed_commands import Typed


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    for name in ("WARRAQ_CONTACT", "WARRAQ_CONFIG", "WARRAQ_ALLOW_PRIVATE", "WARRAQ_OUTLETS"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("WARRAQ_DATA", str(tmp_path))
    return tmp_path


def test_check_says_all_that_is_wrong_at_once_and_ends_with_4(folder: Path, typed: Typed) -> None:
    (folder / "warraq.toml").write_text('contact = "x"\n[outlets.sana]\nevery = "often"\nevri = 1\n')
    status, out, _ = typed("config", "check")
    assert (status, out.count("warraq.toml, line")) == (4, 3)
    status, out, _ = typed("config", "check", "--json")
    told = json.loads(out)
    assert (status, told["ok"], [fault["line"] for fault in told["faults"]]) == (4, False, [1, 4, 3])
    assert set(told["faults"][0]) == {"source", "line", "key", "problem", "wanted", "sentence"}


def test_check_misses_a_contact_but_not_in_tests_on_this_machine(
    folder: Path, typed: Typed, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert (typed("config", "check")[0], "contact is missing" in typed("config", "check")[1]) == (4, True)
    (folder / "warraq.toml").write_text('contact = "a@b.sy"\n')
    assert typed("config", "check")[:2] == (0, "Nothing is wrong.\n")
    (folder / "warraq.toml").write_text('contact = "a@b.sy"\n[limits\n')
    status, out, _ = typed("config", "check")
    assert (status, "is no TOML" in out, "contact is missing" in out) == (4, True, False), (
        "what cannot be read may name one"
    )
    (folder / "warraq.toml").unlink()
    monkeypatch.setenv("WARRAQ_ALLOW_PRIVATE", "1")
    assert typed("config", "check")[:2] == (0, f"There is no {folder}/warraq.toml, and nothing is wrong.\n")


def test_a_file_without_a_line_is_there(folder: Path, typed: Typed, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("WARRAQ_ALLOW_PRIVATE", "1")
    (folder / "warraq.toml").touch()
    assert typed("config", "check")[:2] == (0, "Nothing is wrong.\n")


def test_check_looks_at_another_file_before_it_is_put_in_place(folder: Path, typed: Typed) -> None:
    new = folder / "new.toml"
    new.write_text('contact = "a@b.sy"\n')
    assert typed("config", "check", str(new))[0] == 0
    new.write_text('contact = "a@b.sy"\nx = 1\n')
    assert typed("config", "check", str(new))[:1] == (4,)
    assert typed("config", "check", str(folder / "none.toml"))[0] == 4


def test_show_says_what_holds_and_from_where_and_hides_passwords(folder: Path, typed: Typed) -> None:
    (folder / "warraq.toml").write_text('contact = "a@b.sy"\nping = "https://p.example/hunter2"\n')
    status, out, err = typed("config", "show", "--json")
    rows = {row["key"]: row for row in map(json.loads, out.splitlines())}
    assert status == 0
    assert rows["contact"] == {"key": "contact", "value": "a@b.sy", "from": f"{folder}/warraq.toml, line 1"}
    assert rows["limits.memory_mb"]["from"] == "default"
    assert "hunter2" not in out + err
    assert "line 1" in typed("config", "show")[1]
    (folder / "warraq.toml").write_text('contact = "a@b.sy"\nx = 1\n')
    status, out, err = typed("config", "show")
    assert (status, "a@b.sy" in out, "x is unknown" in err) == (4, True, True)


def test_show_says_where_a_variable_wins_over_the_file(
    folder: Path, typed: Typed, monkeypatch: pytest.MonkeyPatch
) -> None:
    (folder / "warraq.toml").write_text('contact = "a@b.sy"\n')
    monkeypatch.setenv("WARRAQ_CONTACT", "c@d.sy")
    _, out, err = typed("config", "show", "--json")
    assert json.loads(out.splitlines()[0])["from"] == "WARRAQ_CONTACT"
    assert "WARRAQ_CONTACT wins" in err


def test_init_writes_a_commented_file_and_never_over_one(folder: Path, typed: Typed) -> None:
    assert typed("config", "init", "--json")[:2] == (0, f'{{"file": "{folder}/warraq.toml"}}\n')
    text = (folder / "warraq.toml").read_text()
    assert text.count("\n# contact = ") == 1
    (folder / "warraq.toml").write_text("# mine\n")
    status, _, err = typed("config", "init")
    assert (status, "nothing was written" in err, (folder / "warraq.toml").read_text()) == (4, True, "# mine\n")
