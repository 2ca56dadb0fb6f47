"""A TOML file as it was written: where each key stands, in every form; and any bytes at all."""

import json
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from archive.configuration._document import LARGEST, Document, UnreadableError, parse_document, read_document
from archive.configuration._keys import KEYS
from archive.configuration.in_force import VARIABLES
from archive.configuration.reading import FILE_NAME, examine
from archive.data_folder import DataFolder
from tests.support.property_rounds import cpu_seconds

NAMES = st.sampled_from(("a", "b", "c", "contact", '"d e"', "'f.g'", "h-i"))
# What fills one line, or several; with signs in it that mean something elsewhere.
VALUES = st.sampled_from(
    (
        "1",
        "true",
        '"x # [ { = \\" \'"',
        "'y \" #'",
        '"""\nz = 1\n[ not ]\n"""',
        "'''\n# no\n\"\n'''",
        "[\n 1, # one\n 2,\n]",
        "{ inner = 3 }",
        '["a]", "[b"]',
        "1979-05-27T07:32:00Z",
    )
)
BETWEEN = st.sampled_from(("", "\n", "# c = 1\n", "   # [x] \" ' {\n\n", "\t\n"))
SECTIONS = (
    "",
    "[outlets]",
    "[outlets.sana]",
    "[limits]",
    "[operator]",
    "[retention]",
    "[nightly]",
    "[accounts]",
    "[x]",
)
WORDS = st.sampled_from(
    ("true", "1", '"a"', "[]", "{}", "nan", "-1", "07:00:00", '"07:00"', "[[]]", '"' + "x" * 300 + '"')
)


@st.composite
def documents(draw: st.DrawFn) -> tuple[str, dict[str, int]]:
    """A text and the line of each of its keys at the top."""
    text, lines = draw(BETWEEN), {}
    for name in draw(st.lists(NAMES, unique=True)):
        lines[name.strip("\"'")] = text.count("\n") + 1
        text += f"{name} = {draw(VALUES)}{draw(st.sampled_from(('', '  # said')))}\n{draw(BETWEEN)}"
    return text, lines


@given(documents())
def test_the_line_of_a_key_is_the_one_it_begins_on(made: tuple[str, dict[str, int]]) -> None:
    text, lines = made
    document = parse_document(text)
    assert {name: document.line_of((name,)) for name in lines} == lines
    assert document.line_of(("nothing",)) == 0


def test_keys_under_headings_with_dots_and_in_tables_on_one_line_are_found() -> None:
    document = parse_document('[limits]\nquota_mb.sana = 1\n\n[outlets]\nx = { every = "1h" }\n["a b".c]\nd = 1')
    assert document.line_of(("limits", "quota_mb", "sana")) == 2
    assert document.line_of(("outlets", "x", "every")) == 5
    assert document.line_of(("a b", "c")) == 6
    assert document.line_of(("a b", "c", "d")) == 7
    assert document.line_of(("limits",)) == 1


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.binary(max_size=200) | st.text(max_size=200).map(lambda text: text.encode("utf-8", "surrogatepass")))
def test_any_bytes_are_read_or_told_in_a_sentence(folder: DataFolder, raw: bytes) -> None:
    file = folder.root / FILE_NAME
    file.write_bytes(raw)
    for fault in examine(folder).faults:
        assert str(fault).endswith((".", "?", "]."))
        assert str(file) in str(fault)
        assert str(fault).isprintable()


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.lists(
        st.tuples(
            st.sampled_from(SECTIONS),
            st.lists(st.tuples(st.sampled_from([path[-1] for path in KEYS if path[-1] != "*"]), WORDS), max_size=4),
        ),
        max_size=5,
    )
)
def test_whatever_stands_at_the_keys_is_taken_or_told(
    folder: DataFolder, said: list[tuple[str, list[tuple[str, str]]]]
) -> None:
    text = "\n".join("\n".join((heading, *(f"{key} = {word}" for key, word in pairs))) for heading, pairs in said)
    (folder.root / FILE_NAME).write_text(text)
    found = examine(folder)
    assert all(fault.problem and fault.wanted for fault in found.faults)
    # What is not said to be wrong is there.
    assert json.dumps(str(found.configuration))


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    name=st.sampled_from(VARIABLES[1:]),
    text=st.text(st.characters(exclude_characters="\0", codec="utf-8"), max_size=80),
)
def test_whatever_a_variable_holds_is_taken_or_told(folder: DataFolder, name: str, text: str) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv(name, text)
        assert all(fault.source == name and str(fault).isprintable() for fault in examine(folder).faults)


def test_a_large_file_with_a_fault_at_its_end_takes_no_time(folder: DataFolder) -> None:
    filler = "# a comment of some length to fill the file\n" * 4000 + "x = [\n" + "  1,\n" * 12_000 + "]\n"
    (folder.root / FILE_NAME).write_text(filler + "y = 1\n")
    with cpu_seconds(8):
        assert [fault.line for fault in examine(folder).faults] == [4001, 16003]


def test_what_no_person_writes_is_refused_before_it_is_read(tmp_path: Path) -> None:
    for text, says in (("#" * (LARGEST + 1), "over 256 KB"), ("x = " + "[" * 100_000, "too deep")):
        file = tmp_path / "w.toml"
        file.write_text(text)
        with pytest.raises(UnreadableError, match=says):
            read_document(file)
    with pytest.raises(UnreadableError, match="is no file"):
        read_document(Path("/dev/zero"))


def test_no_file_has_no_keys() -> None:
    assert Document().line_of(("contact",)) == 0
