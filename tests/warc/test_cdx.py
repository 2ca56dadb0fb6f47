"""Lists of captures of other archives: every form says the same, and what else stands in a file is named by line."""

import gzip
import json
from collections.abc import Callable, Sequence
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archive.errors import BadInput
from archive.warc.cdx import LONGEST_LINE, CaptureList, ListedCapture, Unread
from tests.support.mangled_bytes import mangled
from tests.support.property_rounds import cpu_seconds

DIGEST = "BQFAIZL26SVW4JXBGAA6UYQZ3KKYABCD"
FIELDS = ("urlkey", "timestamp", "original", "mimetype", "statuscode", "digest", "length")
Rows = Sequence[ListedCapture]


def listed(number: int, *, status: int | None = 200) -> ListedCapture:
    return ListedCapture(
        url=f"http://outlet.example:80/ar/news_show/{number}/0/x",
        taken_at=datetime(2018, 1, 15, 10, 11, number % 60, tzinfo=UTC),
        status=status,
        mime="text/html" if status else "warc/revisit",
        digest=DIGEST,
        length=24_310 + number,
    )


def of_record(one: ListedCapture) -> ListedCapture:
    return ListedCapture(
        url=one.url,
        taken_at=one.taken_at,
        status=one.status,
        mime=one.mime,
        digest=one.digest,
        length=one.length,
        warc_file="crawl-data/CC-MAIN-2018-05/segments/1/warc/CC-MAIN-20180115-00007.warc.gz",
        offset=700 + (one.length or 0),
    )


def values(one: ListedCapture) -> list[str]:
    time = f"{one.taken_at:%Y%m%d%H%M%S}"
    return ["example,outlet)/ar", time, one.url, one.mime, str(one.status or "-"), one.digest, str(one.length)]


def as_text(rows: Rows) -> str:
    return "".join(" ".join(values(one)) + "\n" for one in rows)


def as_json(rows: Rows) -> str:
    return "[" + ",\n".join(json.dumps(row) for row in (FIELDS, *map(values, rows))) + "]\n"


def as_headless_json(rows: Rows) -> str:
    return "[" + ",\n".join(json.dumps(values(one)) for one in rows) + "]\n"


def as_json_on_one_line(rows: Rows) -> str:
    return json.dumps([FIELDS, *map(values, rows)])


def as_spread_json(rows: Rows) -> str:
    return json.dumps([FIELDS, *map(values, rows)], indent=2)


def as_json_in_lone_brackets(rows: Rows) -> str:
    return "[\n" + ",\n".join(json.dumps(row) for row in (FIELDS, *map(values, rows))) + "\n]\n"


def as_named_columns(rows: Rows) -> str:
    return " ".join(FIELDS) + "\n" + as_text(rows)


def as_letters(rows: Rows) -> str:
    lines = [" CDX N b a m s k r M S V g"]
    for one in map(of_record, rows):
        lines.append(" ".join([*values(one)[:6], "-", "-", str(one.length), str(one.offset), one.warc_file]))
    return "\n".join(lines)


def as_letters_without_header(rows: Rows) -> str:
    return as_letters(rows).partition("\n")[2]


def _object(one: ListedCapture) -> dict[str, str]:
    found = {"url": one.url, "mime": one.mime, "digest": one.digest, "length": str(one.length)}
    found |= {"mime-detected": "text/html", "offset": str(one.offset), "filename": one.warc_file, "languages": "ara"}
    return found | ({"status": str(one.status)} if one.status else {})


def as_cdxj(rows: Rows) -> str:
    lines = (f"{' '.join(values(one)[:2])} {json.dumps(_object(one))}" for one in map(of_record, rows))
    return "!OpenWayback-CDXJ 1.0\n" + "".join(f"{line}\n" for line in lines)


def as_json_lines(rows: Rows) -> str:
    return "\n".join(json.dumps(_object(one) | {"timestamp": values(one)[1]}) for one in map(of_record, rows))


PLAIN = (
    *(as_text, as_json, as_headless_json, as_json_on_one_line, as_spread_json),
    *(as_json_in_lone_brackets, as_named_columns),
)
OF_RECORDS = (as_letters, as_letters_without_header, as_cdxj, as_json_lines)
CAPTURES = st.lists(
    st.builds(
        lambda number, status: listed(number, status=status), st.integers(1, 999_999), st.sampled_from((200, 404))
    ),
    min_size=1,
    max_size=6,
)
forms = pytest.mark.parametrize("form", [*PLAIN, *OF_RECORDS], ids=lambda form: form.__name__)


def read(content: bytes) -> list[ListedCapture | Unread]:
    with TemporaryDirectory() as folder:
        path = Path(folder, "list")
        path.write_bytes(content)
        with CaptureList(path) as found:
            return list(found.captures())


def why(found: ListedCapture | Unread) -> str:
    assert isinstance(found, Unread)
    return found.why


@forms
@given(rows=CAPTURES)
def test_what_a_list_says_comes_back_from_every_form_packed_or_not(form: Callable[[Rows], str], rows: Rows) -> None:
    content = form(rows).encode()
    # Common Crawl packs its lines in members of three thousand, one behind the other.
    packed = b"".join(gzip.compress(line, mtime=0) for line in content.splitlines(keepends=True))
    assert read(content) == read(packed) == [of_record(one) if form in OF_RECORDS else one for one in rows]


WHOLE = [form([listed(n) for n in range(1, 5)]).encode() for form in (*PLAIN, *OF_RECORDS)]


@given(content=mangled([*WHOLE, *(gzip.compress(one, mtime=0) for one in WHOLE)]))
def test_mangled_lists_give_captures_that_can_be_or_a_line_and_a_reason(content: bytes) -> None:
    with cpu_seconds(20), suppress(BadInput):
        for found in read(content):
            if isinstance(found, Unread):
                assert found.line >= 1
                assert found.why
            else:
                assert found.url
                assert found.taken_at is None or found.taken_at.year >= 1990
                assert all(number is None or number >= 0 for number in (found.status, found.offset, found.length))


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        (f"20180115101112 {listed(1).url}", ListedCapture(url=listed(1).url, taken_at=listed(12).taken_at)),
        (listed(1).url, ListedCapture(url=listed(1).url)),
        (f"{listed(1).url} 404", ListedCapture(url=listed(1).url, status=404)),
        (f"{listed(1).url} 24310", ListedCapture(url=listed(1).url, length=24_310)),
        (f"text/html {listed(1).url}", ListedCapture(url=listed(1).url, mime="text/html")),
    ],
)
def test_some_fields_alone_are_known_by_what_they_look_like(line: str, expected: ListedCapture) -> None:
    assert read(f"{line}\n".encode() * 3) == [expected] * 3


def test_a_long_array_is_read_row_by_row_whatever_stands_alone_on_a_line() -> None:
    rows = [listed(number) for number in range(1, 200)]
    assert read(as_json_in_lone_brackets(rows).encode()) == read(as_spread_json(rows).encode()) == rows


def test_a_revisit_has_no_status_of_its_own() -> None:
    (found,) = read(as_text([listed(1, status=None)]).encode())
    assert found == listed(1, status=None)


def test_a_bad_line_costs_itself_alone_and_is_named() -> None:
    good = as_text([listed(1)])
    bad = [
        good.replace("20180115101101", "20189915101112"),
        good.replace("20180115101101", "29990115101112"),
        good.replace(" 200 ", " two "),
        "a b c\n",
        "x" * LONGEST_LINE + "y\n",
    ]
    found = read((good * 9 + "".join(bad) + good).encode())
    assert [one.line for one in found if isinstance(one, Unread)] == [10, 11, 12, 13, 14]
    assert [why(one) for one in found[9:14]] == [
        "its time ('20189915101112') is no moment, read as YYYYMMDDhhmmss, or cannot be true",
        "its time ('29990115101112') is no moment, read as YYYYMMDDhhmmss, or cannot be true",
        "its statuscode ('two') is no number",
        "3 fields where the list has 7",
        "longer than 64 KB",
    ]
    assert found[-1] == listed(1)


@pytest.mark.parametrize("resumed", ["\nexample%2Coutlet%29%2Far+20180115101112%21\n", "\n[],\n"])
def test_a_key_to_resume_by_is_no_capture_and_says_that_the_list_was_cut(resumed: str) -> None:
    if "[" in resumed:
        content = as_json([listed(1)]).rstrip("]\n") + '],\n[],\n["example%2Coutlet"]]\n'
    else:
        content = as_text([listed(1)]) + resumed
    found = read(content.encode())
    assert found[0] == listed(1)
    assert "the list was cut here" in why(found[1])


def test_a_list_without_addresses_is_told_what_to_ask_for() -> None:
    with pytest.raises(BadInput, match="fl=timestamp,original"):
        read(b"example,outlet)/ar 20180115101112\n" * 3)


@forms
@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "utf-16-be"])
def test_a_list_that_a_console_wrote_in_utf_16_says_the_same(form: Callable[[Rows], str], encoding: str) -> None:
    rows = [listed(number) for number in range(1, 5)]
    assert read(form(rows).encode(encoding)) == read(form(rows).encode())


def test_a_list_of_nothing_is_one_and_a_file_without_a_line_is_none() -> None:
    assert read(b"[]") == read(b"[]\n") == []
    with pytest.raises(BadInput, match="is empty"):
        read(b"\n")
    with pytest.raises(BadInput, match="at its very start"):
        read(gzip.compress(as_text([listed(1)]).encode())[:12])


def test_a_packed_list_that_breaks_off_gives_what_was_whole_and_says_where_it_ends() -> None:
    packed = gzip.compress(as_text([listed(n) for n in range(1, 900)]).encode())
    found = read(packed[: len(packed) // 2])
    assert found[0] == listed(1)
    assert "breaks off" in why(found[-1])


def test_the_columnar_index_is_refused_with_what_to_take_in_its_place(tmp_path: Path) -> None:
    path = tmp_path / "part-00000.parquet"
    path.write_bytes(b"PAR1 and so on PAR1")
    with pytest.raises(BadInput, match=r"cdx-\*\.gz"):
        CaptureList(path)
    with pytest.raises(BadInput, match="cannot be read"):
        CaptureList(tmp_path / "nothing")
