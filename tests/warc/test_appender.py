"""The WARC files: what is appended comes back, what was torn is cut, what was lost is noticed."""

import gzip
import io
import os
import resource
from datetime import UTC, datetime
from pathlib import Path

import pytest

from archive.errors import DiskFull, WarcDamaged
from archive.exchange import Capture, Exchange, RequestDetails
from archive.warc.appender import WarcAppender, close_file, repair
from archive.warc.files import all_names, files_of, lying, open_name
from archive.warc.kept_record import read_kept
from archive.warc.reader import exchanges, read_exchange

AT = datetime(2026, 11, 22, 8, 40, tzinfo=UTC)
TEXT = "عاد ضخّ المياه إلى الأحياء الشرقية".encode()


def an_exchange(url: str = "https://a.example/خبر", body: bytes = TEXT) -> Exchange:
    headers = (
        ("Content-Type", "text/html; charset=utf-8"),
        ("Content-Encoding", "gzip"),
        ("Set-Cookie", "a"),
        ("Set-Cookie", "b"),
    )
    return Exchange(
        url=url,
        status=200,
        headers=headers,
        body=gzip.compress(body, mtime=0),
        fetched_at=AT,
        asked=RequestDetails(server="127.0.0.1"),
    )


def appended(folder: Path, *bodies: bytes) -> list[Capture]:
    appender = WarcAppender(folder, "sample")
    captures = [appender.append(an_exchange(body=body)) for body in bodies]
    appender.close()
    return captures


def read_kept_body(folder: Path, capture: Capture) -> bytes:
    record = read_kept(folder, capture.warc_file, capture.warc_offset, capture.warc_length)
    return gzip.decompress(record.payload)


def end_of(capture: Capture) -> int:
    return capture.warc_offset + capture.warc_length


def back(folder: Path, capture: Capture) -> Exchange:
    return read_exchange(folder, capture.warc_file, capture.warc_offset, capture.warc_length)


def test_a_capture_is_read_back_decoded_with_its_time_and_address(tmp_path: Path) -> None:
    (capture,) = appended(tmp_path, TEXT)
    found = back(tmp_path, capture)
    assert (found.body, found.fetched_at, found.status) == (TEXT, AT, 200)
    assert capture.warc_file == "2026/11/sample-20261122.warc.gz"
    assert found.url == "https://a.example/خبر"


def test_the_file_holds_the_bytes_exactly_as_served(tmp_path: Path) -> None:
    (capture,) = appended(tmp_path, TEXT)
    record = gzip.decompress((tmp_path / capture.warc_file).read_bytes()[capture.warc_offset :])
    assert an_exchange().body in record
    assert record.count(b"Set-Cookie") == 2
    assert b"WARC-IP-Address: 127.0.0.1" in record


def test_each_record_is_a_gzip_member_of_its_own_behind_a_warcinfo(tmp_path: Path) -> None:
    first, second = appended(tmp_path, b"one", b"two")
    assert first.warc_offset > 0
    assert second.warc_offset - second.warc_before == end_of(first)
    assert [found.body for found in exchanges(io.BytesIO((tmp_path / first.warc_file).read_bytes()))] == [
        b"one",
        b"two",
    ]


def test_bytes_behind_the_last_acknowledged_one_are_cut_off(tmp_path: Path) -> None:
    first, second = appended(tmp_path, b"one", b"two")
    path = tmp_path / first.warc_file
    # The power went while the second record was written, or one of those that stand before it.
    for torn in (second.warc_offset + 20, second.warc_offset, second.warc_offset - 20, end_of(first) + 1):
        whole = path.read_bytes()
        os.truncate(path, torn)
        assert repair(path, end_of(first)) == torn - end_of(first)
        assert path.stat().st_size == end_of(first)
        path.write_bytes(whole)
    repair(path, end_of(first))
    third = appended(tmp_path, b"three")[0]
    assert third.warc_offset - third.warc_before == end_of(first)


def test_a_file_of_which_nothing_was_acknowledged_starts_anew(tmp_path: Path) -> None:
    (capture,) = appended(tmp_path, b"one")
    path = tmp_path / capture.warc_file
    repair(path, 0)
    assert not path.exists()
    (again,) = appended(tmp_path, b"two")
    assert back(tmp_path, again).body == b"two"


def test_a_file_shorter_than_the_record_says_is_loss_and_stops(tmp_path: Path) -> None:
    (capture,) = appended(tmp_path, b"one")
    with pytest.raises(WarcDamaged, match="Restore it from a backup"):
        repair(tmp_path / capture.warc_file, capture.warc_offset + capture.warc_length + 1)


def test_a_flipped_bit_in_a_kept_page_is_noticed(tmp_path: Path) -> None:
    (capture,) = appended(tmp_path, TEXT * 50)
    path = tmp_path / capture.warc_file
    damaged = bytearray(path.read_bytes())
    damaged[capture.warc_offset + capture.warc_length // 2] ^= 1
    path.write_bytes(damaged)
    with pytest.raises(WarcDamaged):
        back(tmp_path, capture)


def test_a_full_disk_leaves_the_file_as_it_was(tmp_path: Path) -> None:
    (capture,) = appended(tmp_path, b"one")
    path = tmp_path / capture.warc_file
    size = path.stat().st_size
    appender = WarcAppender(tmp_path, "sample")
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    # A limit on file size cuts the write in the middle, as the last free block does.
    resource.setrlimit(resource.RLIMIT_FSIZE, (size + 100, hard))
    try:
        with pytest.raises(DiskFull, match="nothing kept is lost"):
            appender.append(an_exchange(body=b"two"))
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
    assert lying(path).stat().st_size == size
    appender.close()


def test_whole_records_that_are_cut_off_are_put_aside_and_torn_ones_are_not(tmp_path: Path) -> None:
    first, second, third = appended(tmp_path, b"one", b"two", b"three")
    path = tmp_path / first.warc_file
    os.truncate(path, third.warc_offset + 20)
    repair(path, third.warc_offset)
    assert list(path.parent.glob("*.cut-*")) == []
    # As after the restoring of an older copy of the record: it does not know of the second.
    repair(path, second.warc_offset)
    (aside,) = path.parent.glob("*.cut-*")
    assert [found.body for found in exchanges(io.BytesIO(aside.read_bytes()))] == [b"two"]


def test_a_disk_that_was_full_at_the_beginning_of_a_file_leaves_one_that_begins_rightly(tmp_path: Path) -> None:
    appender = WarcAppender(tmp_path, "sample")
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (100, hard))
    try:
        with pytest.raises(DiskFull):
            appender.append(an_exchange())
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
    capture = appender.append(an_exchange())
    appender.close()
    assert b"WARC-Type: warcinfo" in gzip.decompress((tmp_path / capture.warc_file).read_bytes()[: capture.warc_offset])


def test_an_appender_that_was_closed_opens_its_file_again(tmp_path: Path) -> None:
    appender = WarcAppender(tmp_path, "sample")
    appender.append(an_exchange())
    appender.close()
    capture = appender.append(an_exchange(body=b"two"))
    appender.close()
    assert back(tmp_path, capture).body == b"two"


def test_a_file_that_is_written_says_so_in_its_name_and_is_read_and_listed_under_the_one_it_will_have(
    tmp_path: Path,
) -> None:
    appender = WarcAppender(tmp_path, "sample")
    capture = appender.append(an_exchange(body=b"one"))
    path = tmp_path / capture.warc_file
    for is_written in (True, False):
        assert [open_name(path).exists(), path.exists()] == [is_written, not is_written]
        assert back(tmp_path, capture).body == read_kept_body(tmp_path, capture) == b"one"
        assert files_of(tmp_path, "sample") == files_of(tmp_path, "sample", AT) == [path]
        assert all_names(tmp_path) == {capture.warc_file}
        appender.close()


def test_a_file_whose_writer_was_killed_is_cut_and_closed_and_one_closed_before_is_taken_up_again(
    tmp_path: Path,
) -> None:
    killed = WarcAppender(tmp_path, "sample")
    first, second = (killed.append(an_exchange(body=body)) for body in (b"one", b"two"))
    path = tmp_path / first.warc_file
    repair(path, end_of(first))
    close_file(path)
    assert path.stat().st_size == end_of(first)
    assert path.with_name(f"{path.name}.cut-{end_of(first)}").exists()
    again = WarcAppender(tmp_path, "sample")
    third = again.append(an_exchange(body=b"three"))
    assert (third.warc_file, open_name(path).exists()) == (first.warc_file, True)
    again.close()
    assert back(tmp_path, third).body == b"three"
    killed.close()
    assert second.warc_file == first.warc_file


def test_a_file_gets_no_name_that_another_has(tmp_path: Path) -> None:
    (capture,) = appended(tmp_path, b"one")
    path = tmp_path / capture.warc_file
    open_name(path).write_bytes(b"another")
    close_file(path)
    assert back(tmp_path, capture).body == b"one"
    assert open_name(path).read_bytes() == b"another"


def test_what_comes_when_a_file_is_full_goes_into_the_next_and_is_read_back_from_there(tmp_path: Path) -> None:
    captures = []
    # As two processes, the second of which finds the files of the first.
    for bodies in ((b"one", b"two"), (b"three", b"four", b"five")):
        appender = WarcAppender(tmp_path, "sample", full_at=2_000)
        captures += [appender.append(an_exchange(body=body)) for body in bodies]
        appender.close()
    names = [capture.warc_file for capture in captures]
    assert names == [f"2026/11/sample-20261122{part}.warc.gz" for part in ("", "", "-2", "-2", "-3")]
    assert [back(tmp_path, capture).body for capture in captures] == [b"one", b"two", b"three", b"four", b"five"]
    for name in set(names):
        assert b"WARC-Type: warcinfo" in gzip.decompress((tmp_path / name).read_bytes())[:400]
