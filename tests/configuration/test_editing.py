"""Single keys are changed, and whatever else stands in the file stays as it was written."""

import os
import tomllib
from collections.abc import Callable
from importlib.resources import files

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archive.configuration.editing import change, changed
from archive.configuration.faults import KeyPath
from archive.data_folder import DataFolder
from archive.errors import BadConfiguration

EXAMPLE = files("archive.configuration").joinpath("example.toml").read_text(encoding="utf-8")
Write = Callable[[str], None]
# Forms in which people write the same, with comments of their own.
PIECES = (
    "# mine\n",
    'contact = "a@b.example"  # who\n',
    "\n",
    "[limits] # what\nmemory_mb = 300\n",
    '[outlets.sana]\nevery = "30m" # often\n\n# the end\n',
    "[outlets.orient]\n# nothing yet\n",
    'outlets.rozana.every = "1h" # dots\n',
    'outlets.shaam = { every = "3h", enabled = true } # a line\n',
    '[retention]\nruns_days = 3\n# [outlets.snhr]\n# every = "9m"\n',
)
PATHS = (
    ("contact",),
    *(("outlets", name, "every") for name in ("sana", "orient", "rozana", "shaam", "snhr")),
    ("outlets", "sana", "enabled"),
    ("outlets", "shaam", "enabled"),
)


@st.composite
def texts(draw: st.DrawFn) -> str:
    """TOML that is some of the pieces in some order, those without a heading first."""
    chosen = draw(st.permutations(PIECES))[: draw(st.integers(0, len(PIECES)))]
    return "".join(sorted(chosen, key=lambda piece: piece.startswith("[")))


def with_value(tables: dict[str, object], path: KeyPath, value: object) -> dict[str, object]:
    inner = tables.get(path[0], {})
    assert len(path) == 1 or isinstance(inner, dict)
    return tables | {path[0]: with_value(inner, path[1:], value) if len(path) > 1 else value}  # type: ignore[arg-type]


def comments(text: str) -> list[str]:
    return [line.partition("#")[2] for line in text.splitlines() if "#" in line]


@given(texts(), st.sampled_from(PATHS))
def test_one_key_is_another_one_and_every_comment_and_every_other_key_stays(text: str, path: KeyPath) -> None:
    value = "c@d.example" if path == ("contact",) else "45m" if path[-1] == "every" else False
    try:
        found = changed(text, path, value)
    except BadConfiguration as problem:
        pytest.fail(f"{problem}\n{text}")
    assert tomllib.loads(found) == with_value(tomllib.loads(text), path, value)
    assert sorted(comments(found)) == sorted(comments(text))


def test_what_stands_within_braces_is_changed_there() -> None:
    text = '# mine\noutlets = { sana = { every = "1h" } } # all\n'
    for path, value in ((("outlets", "sana", "every"), "2h"), (("outlets", "shaam", "enabled"), False)):
        found = changed(text, path, value)
        assert tomllib.loads(found) == with_value(tomllib.loads(text), path, value)
        assert comments(found) == comments(text)


def test_what_is_so_already_is_not_written_anew() -> None:
    text = "contact='a@b.example'"
    assert changed(text, ("contact",), "a@b.example") is text


def test_a_key_of_the_example_goes_where_the_example_shows_it() -> None:
    lines = changed(EXAMPLE, ("contact",), "c@d.example").splitlines()
    place = lines.index('contact = "c@d.example"')
    assert lines[place - 1].startswith("# contact = ")
    assert [line for n, line in enumerate(lines) if n != place] == EXAMPLE.splitlines()


def test_a_new_key_follows_the_others_of_its_heading_and_not_the_comments_below_them() -> None:
    text = '[outlets.sana]\nevery = "1h"\n\n# [limits]\n# memory_mb = 3\n'
    assert changed(text, ("outlets", "sana", "enabled"), False).splitlines()[:3] == [
        "[outlets.sana]",
        'every = "1h"',
        "enabled = false",
    ]


def test_a_file_is_made_where_there_is_none_and_only_its_group_may_read_it(folder: DataFolder) -> None:
    found = change(folder, {("outlets", "sana", "enabled"): False, ("outlets", "orient", "every"): "3h"})
    file = folder.root / "warraq.toml"
    assert file.stat().st_mode & 0o777 == 0o640
    assert (found.configuration.outlet("sana").enabled, found.configuration.outlet("orient").every) == (False, "3h")
    assert [path.name for path in folder.root.iterdir() if path.name.startswith(".warraq")] == []


def test_a_link_and_its_mode_stay(folder: DataFolder) -> None:
    kept = folder.root / "elsewhere.toml"
    kept.write_text("# mine\n")
    kept.chmod(0o604)
    (folder.root / "warraq.toml").symlink_to(kept)
    change(folder, {("contact",): "a@b.example"})
    assert (folder.root / "warraq.toml").is_symlink()
    assert (kept.stat().st_mode & 0o777, "a@b.example" in kept.read_text()) == (0o604, True)


@pytest.mark.skipif(os.geteuid() != 0, reason="only root may give files away")
def test_what_root_writes_stays_the_file_of_who_runs_the_service(folder: DataFolder) -> None:
    os.chown(folder.root, 4242, 4243)
    change(folder, {("contact",): "a@b.example"})
    file = folder.root / "warraq.toml"
    assert (file.stat().st_uid, file.stat().st_gid) == (4242, 4243)
    os.chown(file, 4244, 4245)
    change(folder, {("contact",): "c@d.example"})
    assert (file.stat().st_uid, file.stat().st_gid) == (4244, 4245)


@pytest.mark.parametrize("text", ["contact = nobody", "contact = 5\n", "retention = 3\n", "outlets = 5\n"])
def test_a_file_that_is_or_would_be_wrong_is_left_as_it_is(folder: DataFolder, write: Write, text: str) -> None:
    write(text)
    with pytest.raises(BadConfiguration):
        change(folder, {("outlets", "sana", "enabled"): False})
    assert (folder.root / "warraq.toml").read_text() == text


def test_the_key_that_was_wrong_can_be_mended(folder: DataFolder, write: Write) -> None:
    write("contact = 5 # mine\n")
    change(folder, {("contact",): "a@b.example"})
    assert (folder.root / "warraq.toml").read_text() == 'contact = "a@b.example" # mine\n'
