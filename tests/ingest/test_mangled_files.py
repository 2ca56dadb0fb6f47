"""Files to import, mangled in every way: each thing in them is a page that can be stored or a fault with its place."""

import gzip
import json
import math
from collections.abc import Callable, Iterable, Sequence
from contextlib import suppress
from datetime import UTC, datetime
from itertools import pairwise
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from archive.data_folder import DataFolder
from archive.errors import BadInput
from archive.ingest._jsonl import LINE_LIMIT, LONGEST_TITLE
from archive.ingest.foreign_files import Bad, ForeignFile, ForeignPage
from archive.ingest.importer import Importer
from archive.ingest.session import Writer
from archive.reading.extract import LONGEST_TEXT
from archive.times import FIRST_WEB_PAGE, now
from archive.warc.reader import BODY_LIMIT
from archive.warc.zstd import zstd
from tests.support.made_pages import OUTLET, TEXT, rows
from tests.support.mangled_bytes import mangled, odd_texts
from tests.support.property_rounds import MINUTES, cpu_seconds
from tests.support.warc_files import arc_file, article, chunked, digest, http, wacz_file, warc_record, zst_file

HOME = "https://sample.example"
FEW = settings(max_examples=100 if MINUTES else 12)


def record(number: int, more: str = "") -> bytes:
    """A WARC record of one page: plain, in chunks, coded, with digests."""
    body = article(number, more)
    blocks = (
        http(body, f"Content-Length: {len(body)}"),
        http(chunked(body), "Transfer-Encoding: chunked"),
        http(gzip.compress(body, mtime=0), "Content-Encoding: gzip"),
    )
    block = blocks[number % 3]
    named = (f"WARC-Block-Digest: {digest(block)}", f"WARC-Payload-Digest: {digest(body)}")
    date = f"2019-03-{number % 28 + 1:02}T05:06:07Z"
    return warc_record(block, *named[: number % 4], url=f"{HOME}/{70000 + number}/", date=date)


def line(number: int) -> bytes:
    page: dict[str, object] = {
        "url": f"{HOME}/{70000 + number}/",
        "title": f"خبر {number}",
        "published": "2020-06-07T10:00:00+03:00",
    }
    given_fields = {"text": f"{TEXT} {number}", "author": ["أحمد"], "lang": "ar", "fetched_at": 1595664550}
    page |= {"html": article(number).decode()} if number % 2 else given_fields
    return json.dumps(page, ensure_ascii=number % 3 == 0).encode()


DICTIONARY = zstd.train_dict([record(number) for number in range(40)], 4_000).dict_content
# How records become a file, by its name.
FORMS: dict[str, Callable[[Sequence[bytes]], bytes]] = {
    "a.warc": b"".join,
    "a.warc.gz": lambda records: b"".join(gzip.compress(one, mtime=0) for one in records),
    "one-member.warc.gz": lambda records: gzip.compress(b"".join(records), mtime=0),
    "a.warc.zst": zst_file,
    "dictionary.warc.zst": lambda records: zst_file(records, DICTIONARY),
    "a.wacz": lambda records: wacz_file({"archive/a.warc.gz": FORMS["a.warc.gz"](records)}),
    "a.jsonl": b"\n".join,
    "a.jsonl.gz": lambda lines: gzip.compress(b"\n".join(lines), mtime=0),
}
BY_RECORD = ("a.warc.gz", "a.warc.zst", "dictionary.warc.zst", "a.jsonl")
ARC = {
    "a.arc": arc_file([(f"{HOME}/{70000 + n}/", article(n)) for n in range(3)], packed=False),
    "a.arc.gz": arc_file([(f"{HOME}/{70000 + n}/", article(n)) for n in range(3)], packed=True),
}


def sources(name: str, numbers: Iterable[int]) -> list[bytes]:
    return [line(n) if "jsonl" in name else record(n) for n in numbers]


SAMPLES = {name: form(sources(name, range(3))) for name, form in FORMS.items()} | ARC


def written_down(found: ForeignPage) -> list[str]:
    """Every text of a page that came in, but for its bytes."""
    exchange, reading, hint = found.exchange, found.reading, found.hint
    values = [*(text for pair in exchange.headers for text in pair), exchange.incomplete]
    values += [hint.title, hint.published, hint.modified]
    if reading:
        values += [reading.title, reading.text, *reading.authors, reading.credit, reading.lang]
    return values


def things(name: str, content: bytes) -> list[ForeignPage | Bad]:
    """What a file gives, each value checked; nothing where it is refused whole, as another thing than captures."""
    found: list[ForeignPage | Bad] = []
    with TemporaryDirectory() as folder, cpu_seconds(8), suppress(BadInput):
        path = Path(folder) / name
        path.write_bytes(content)
        with ForeignFile(path) as stream:
            found = list(stream.things())
    for one in found:
        if isinstance(one, Bad):
            assert one.where
            assert one.why
            assert len(one.where + one.why) < 1_000
            continue
        assert len(one.exchange.body) <= max(BODY_LIMIT, LINE_LIMIT)
        assert FIRST_WEB_PAGE <= one.exchange.fetched_at <= datetime.now(UTC).replace(year=now().year + 1)
        if one.reading:
            assert len(one.reading.title) <= LONGEST_TITLE
            assert len(one.reading.text) <= LONGEST_TEXT
            for text in written_down(one):
                text.encode()
                assert "\0" not in text
    return found


def addresses(found: Iterable[ForeignPage | Bad]) -> list[str]:
    return [one.exchange.url for one in found if isinstance(one, ForeignPage)]


@pytest.mark.parametrize("name", SAMPLES)
def test_what_is_mangled_below_is_read_when_it_is_whole(name: str) -> None:
    assert addresses(things(name, SAMPLES[name])) == [f"{HOME}/{70000 + n}/" for n in range(3)]


@pytest.mark.parametrize("name", SAMPLES)
@given(data=st.data())
def test_a_mangled_file_gives_pages_and_named_faults_and_nothing_else(name: str, data: st.DataObject) -> None:
    things(name, data.draw(mangled([SAMPLES[name], *SAMPLES.values()], most=3)))


@pytest.mark.parametrize("name", BY_RECORD)
@given(data=st.data())
def test_damage_to_one_record_costs_no_other(name: str, data: st.DataObject) -> None:
    whole = [FORMS[name]([one]) for one in sources(name, range(4))]
    end = b"\n" if "jsonl" in name else b""
    hurt = data.draw(st.integers(0, 3))
    damaged = data.draw(mangled([whole[hurt]], most=2))
    # Of a file's form its first bytes tell, and a dictionary stands in front of the first record.
    assume(hurt > 0)
    assume(b"\n" not in damaged if end else True)
    content = end.join(damaged if n == hurt else one for n, one in enumerate(whole))
    found = addresses(things(name, content))
    assert [f"{HOME}/{70000 + n}/" for n in range(4) if n != hurt] == [
        url for url in found if url in {f"{HOME}/{70000 + n}/" for n in range(4) if n != hurt}
    ]


@pytest.mark.parametrize("name", ["a.jsonl"])
@given(
    field=st.sampled_from(
        ("url", "title", "text", "html", "published", "fetched_at", "author", "authors", "lang", "credit")
    ),
    value=st.recursive(
        st.none()
        | st.booleans()
        | st.integers()
        | st.sampled_from((10**400, -(10**400), 1e308, math.nan, math.inf))
        | st.floats()
        | odd_texts("2020-06-07", "Sun, 07 Jun 2015 08:09:10 +0300", "1433664550", "<p>نص</p>", HOME + "/70001/"),
        lambda inner: (
            st.lists(inner, max_size=3)
            | st.dictionaries(st.sampled_from(("$date", "$numberLong", "name", "a")), inner, max_size=2)
        ),
        max_leaves=5,
    ),
)
def test_any_value_of_any_field_is_understood_or_named_and_the_next_line_is_taken(
    name: str, field: str, value: object
) -> None:
    odd: dict[str, Any] = json.loads(line(2)) | {field: value}
    found = things(name, json.dumps(odd).encode() + b"\n" + line(4))
    assert len(found) == 2
    assert addresses(found)[-1] == f"{HOME}/70004/"


PAGES = st.lists(
    st.tuples(st.integers(1, 4), st.sampled_from(("", "وأضاف أن العمل استمر يومين"))), min_size=1, max_size=6
)


def imported(folder: Path, files: Sequence[tuple[str, bytes]]) -> list[list[dict[str, Any]]]:
    """What the record says of articles and captures after these files were imported."""
    with Writer(DataFolder(folder / "data"), "import") as writer:
        for number, (name, content) in enumerate(files):
            path = folder / f"{number}-{name}"
            path.write_bytes(content)
            list(Importer(writer, {"sample": OUTLET}).run(path))
    counted = (
        "SELECT key, title, body, status, versions, first_seen_at, last_seen_at FROM articles ORDER BY key",
        "SELECT url, fetched_at, status, body_sha256 FROM captures ORDER BY url, fetched_at",
    )
    return [rows(folder / "data", sql) for sql in counted]


@FEW
@given(pages=PAGES, data=st.data())
def test_the_parts_of_an_import_give_what_the_whole_gives(pages: list[tuple[int, str]], data: st.DataObject) -> None:
    records = [
        warc_record(http(article(number, more)), url=f"{HOME}/{70000 + number}/", date=f"2019-03-{day:02}T05:06:07Z")
        for day, (number, more) in enumerate(pages, 1)
    ]
    cuts = sorted({0, len(records), *data.draw(st.lists(st.integers(0, len(records)), max_size=3))})
    names = st.sampled_from(("a.warc", "a.warc.gz", "one-member.warc.gz", "a.warc.zst", "a.wacz"))
    parts = [records[start:end] for start, end in pairwise(cuts)]
    named = [data.draw(names) for _ in parts]
    with TemporaryDirectory() as one, TemporaryDirectory() as other:
        whole = imported(Path(one), [("a.warc.gz", FORMS["a.warc.gz"](records))])
        parted = imported(Path(other), [(name, FORMS[name](part)) for name, part in zip(named, parts, strict=True)])
    assert parted == whole


@FEW
@given(st.data())
def test_whatever_enters_the_record_can_be_read_there(data: st.DataObject) -> None:
    name = data.draw(st.sampled_from(("a.warc", "a.jsonl")))
    content = data.draw(mangled([SAMPLES[name]], most=3))
    with TemporaryDirectory() as folder:
        articles, captures = imported(Path(folder), [(name, content), ("b.jsonl", line(8))])
    assert f"{HOME}/70008/" in {row["url"] for row in captures}
    for value in (value for row in [*articles, *captures] for value in row.values() if isinstance(value, str)):
        value.encode()
        assert "\0" not in value


def test_the_reason_of_a_fault_is_a_sentence_however_much_of_the_file_a_library_quotes() -> None:
    """zipfile quotes as much of the file as it says the name is long: here it says another length in two places."""
    content = bytearray(SAMPLES["a.wacz"])
    length_of_name = content.index(b"PK\x03\x04", content.index(b"archive/a.warc.gz") - 40) + 26
    content[length_of_name : length_of_name + 2] = (2_000).to_bytes(2, "little")
    (fault,) = things("a.wacz", bytes(content))
    assert isinstance(fault, Bad)
    assert fault.why.endswith("…")
