"""Forms of other people's files: ARC, WACZ, `.warc.zst`; what is damaged in one costs only itself."""

import gzip
import io
import zipfile

import pytest

from archive.errors import WarcDamaged
from archive.exchange import Exchange
from archive.warc.foreign_forms import record_streams
from archive.warc.reader import salvaged
from archive.warc.zstd import zstd
from tests.support.warc_files import arc_file, article, http, wacz_file, warc_record, zst_file

URLS = [f"https://sample.example/7000{n}/" for n in range(3)]
RECORDS = [warc_record(http(article(n)), url=url) for n, url in enumerate(URLS)]


def read(content: bytes) -> list[str]:
    """The address of each record, or what is wrong."""
    found: list[str] = []
    for _, stream in record_streams(io.BytesIO(content)):
        things = [stream] if isinstance(stream, WarcDamaged) else salvaged(stream)
        found += [thing.url if isinstance(thing, Exchange) else f"bad: {thing}" for thing in things]
    return found


def test_arc_files_are_read_plain_and_packed() -> None:
    pages = [(url, article(n)) for n, url in enumerate(URLS)]
    assert read(arc_file(pages, packed=False)) == read(arc_file(pages, packed=True)) == URLS


def test_the_time_and_body_of_an_arc_record_are_its_own() -> None:
    (stream,) = (stream for _, stream in record_streams(io.BytesIO(arc_file([(URLS[0], article(7))], packed=False))))
    assert not isinstance(stream, WarcDamaged)
    (found,) = salvaged(stream)
    assert isinstance(found, Exchange)
    assert (f"{found.fetched_at:%Y-%m-%d %H:%M:%S}", found.body) == ("2019-03-04 05:06:07", article(7))


def test_a_damaged_arc_member_costs_only_itself() -> None:
    content = arc_file([(url, article(n)) for n, url in enumerate(URLS)], packed=True)
    starts = [at for at in range(len(content)) if content.startswith(b"\x1f\x8b\x08", at)]
    broken = bytearray(content)
    broken[starts[2] + 30 : starts[2] + 60] = b"\xff" * 30
    found = read(bytes(broken))
    assert [one for one in found if not one.startswith("bad")] == [URLS[0], URLS[2]]


def test_zstd_files_are_read_with_a_dictionary_and_without() -> None:
    dictionary = zstd.train_dict([http(article(n)) for n in range(200)], 4_096).dict_content
    assert read(zst_file(RECORDS)) == URLS
    assert read(zst_file(RECORDS, dictionary)) == URLS
    assert read(zst_file(RECORDS, dictionary, packed_dictionary=True)) == URLS


def test_a_damaged_zstd_frame_costs_only_itself_and_a_cut_one_is_named() -> None:
    first, *others = (zst_file([record]) for record in RECORDS)
    broken = first[:60] + b"\xff" * 20 + first[80:]
    assert [one.startswith("bad") for one in read(b"".join((broken, *others)))] == [True, False, False]
    assert [one.startswith("bad") for one in read(b"".join((first, *others))[:-5])] == [False, False, True]


@pytest.mark.parametrize("start", [b"\0", b"\x28\xb5\x2f\xfe", b"\x50\x2a\x4d\x18\xff\xff\xff\x7f"])
def test_a_zstd_frame_whose_first_bytes_are_damaged_hides_no_later_one(start: bytes) -> None:
    first, second, third = (zst_file([record]) for record in RECORDS)
    damaged = start + second[len(start) :]
    assert [one.startswith("bad") for one in read(first + damaged + third)] == [False, True, False]
    assert read(first + b"\x50\x2a\x4d\x18\x03\0\0\0abc" + third + b"\0" * 99) == [URLS[0], URLS[2]]


def test_a_dictionary_that_cannot_be_used_is_said_to_be() -> None:
    skippable = b"\x5d\x2a\x4d\x18" + (8).to_bytes(4, "little") + b"\x37\xa4\x30\xec" + b"\xff" * 4
    assert [one.startswith("bad") for one in read(skippable + zst_file(RECORDS[:1]))] == [True]


def test_wacz_files_give_the_records_of_every_file_inside() -> None:
    inside = {
        "archive/a.warc.gz": b"".join(map(gzip.compress, RECORDS[:2])),
        "archive/b.warc": RECORDS[2],
        "archive/c.warc.zst": zst_file(RECORDS[:1]),
    }
    for method in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
        assert read(wacz_file(inside, method)) == [*URLS, URLS[0]]


def test_a_zip_that_is_cut_is_no_wacz_or_holds_a_bomb_is_said_to_be() -> None:
    whole = wacz_file({"archive/a.warc": RECORDS[0]})
    bomb = wacz_file({"archive/a.warc": b"\0" * (20 << 20)}, zipfile.ZIP_DEFLATED)
    for content in (whole[:-30], wacz_file({"a.txt": b"x"}), bomb, wacz_file({"archive/a.warc": whole})):
        (found,) = read(content)
        assert found.startswith("bad: ")
