"""A list of names is read line by line, whatever a spreadsheet wrote; what was odd in it is told by its line."""

import pytest

from archive.search.name_lists import MOST_LINES, Name, NoText, Remark, TooManyNames, as_text, decoded, read_list


def read(*lines: str) -> list[tuple[str, str]]:
    return [(name.label, name.text) for name in read_list("\n".join(lines)).names]


def told(*lines: str) -> list[tuple[int, str, str]]:
    return [(one.line, one.why, one.searched) for one in read_list("\n".join(lines)).remarks]


def test_a_label_is_parted_by_a_tab_or_a_semicolon_and_never_by_a_comma() -> None:
    assert read("B-01\tخزّان الفرات", "007;محطة علّوك", "9؛سدّ الرستن", "حمص, المدينة القديمة") == [
        ("B-01", "خزّان الفرات"),
        ("007", "محطة علّوك"),
        ("9", "سدّ الرستن"),
        ("", "حمص, المدينة القديمة"),
    ]


def test_quotation_marks_are_a_phrase_where_no_spreadsheet_wrote_them() -> None:
    assert read('"دير الزور"', 'B;"دير الزور"') == [("", '"دير الزور"'), ("B", '"دير الزور"')]
    assert read('"B";"دير الزور"', 'B;"دير; الزور"') == [("B", "دير الزور"), ("B", "دير; الزور")]
    assert read('B;"""دير الزور"""') == [("B", '"دير الزور"')]


def test_an_empty_column_is_no_column() -> None:
    assert read("حمص\t", "\tحماة") == [("", "حمص"), ("", "حماة")]


@pytest.mark.parametrize(
    ("line", "why", "searched"),
    [
        ("%D8%AD%D9%85%D8%B5", "decoded", "حمص"),
        ("من", "common", ""),
        ("إلى", "common", ""),
        ("the", "common", ""),
        ("«»", "no_word", ""),
        ("-حمص", "no_word", ""),
        ("https://example.org/news/5", "address", ""),
        ("B;حمص;حماة", "columns", "حمص"),
        ("ح" * 400, "long", "ح" * 300),
    ],
)
def test_what_is_not_taken_as_it_stands_is_told_with_what_was_done(line: str, why: str, searched: str) -> None:
    found = read_list(f"دمشق\n{line}")
    assert found.remarks == (Remark(2, found.remarks[0].content, why, searched),)  # type: ignore[arg-type]
    assert [name.text for name in found.names] == ["دمشق", *([searched] if searched else [])]


def test_a_name_of_common_words_is_a_name() -> None:
    assert read("من حمص", "50%", "=cmd") == [("", "من حمص"), ("", "50%"), ("", "=cmd")]


def test_an_empty_line_is_told_by_its_number_and_those_at_the_end_are_none() -> None:
    assert told("حمص", "", "حماة", "", "") == [(2, "empty", "")]
    assert read_list("\r\n \n") == read_list("")


def test_a_name_that_stands_twice_is_asked_once_unless_its_label_differs() -> None:
    assert read("1;حمص", "1;حمص", "2;حمص") == [("1", "حمص"), ("2", "حمص")]
    assert told("1;حمص", "1;حمص", "2;حمص") == [(2, "twice", "")]


def test_a_list_that_is_too_long_is_refused_with_its_number() -> None:
    assert len(read_list("\n".join(f"حي {n}" for n in range(MOST_LINES))).names) == MOST_LINES
    with pytest.raises(TooManyNames, match=r"5,001 lines; at most 5,000"):
        read_list("\n".join(f"حي {n}" for n in range(MOST_LINES + 1)))


def test_a_file_is_read_as_whatever_wrote_it() -> None:
    text = "B-1;حمص"
    for encoding in ("utf-8", "utf-8-sig", "utf-16", "cp1256"):
        assert read_list(decoded(text.encode(encoding))).names == (Name(1, "B-1", "حمص"),)


@pytest.mark.parametrize("content", [b"PK\x03\x04workbook", b"\xd0\xcf\x11\xe0old", b"a\x00b"])
def test_a_workbook_and_what_is_no_text_are_refused(content: bytes) -> None:
    with pytest.raises(NoText, match="save it as CSV"):
        decoded(content)


def test_a_list_can_be_typed_again() -> None:
    names = read_list("B;حمص\nحماة").names
    assert read_list(as_text(names)).names == names
