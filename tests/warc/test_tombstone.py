"""A record is overwritten in its place, whatever its length, and every reader goes on behind it."""

import gzip
import io
from pathlib import Path

import pytest
from warcio.archiveiterator import ArchiveIterator

from archive.errors import WarcDamaged, WarraqError
from archive.warc.tombstone import SHORTEST, member_at, overwrite, tombstone

DAY = "2026-11-26"
LENGTHS = [*range(SHORTEST, SHORTEST + 200), *range(65_500, 65_620), *range(131_050, 131_180), 2_000_003]


def test_a_tombstone_has_every_length_and_is_one_whole_record() -> None:
    for length in LENGTHS:
        member = tombstone(length, "2026/11/one.warc.gz:0", "erase", "court", DAY)
        assert len(member) == length
        assert gzip.decompress(member).startswith(b"WARC/1.1\r\nWARC-Type: metadata\r\n")
        records = [record.content_stream().read() for record in ArchiveIterator(io.BytesIO(member * 2))]
        assert len(records) == 2
        assert records[0].rstrip() in b"redacted: erase, court"


def test_the_same_is_made_each_time() -> None:
    assert tombstone(500, "a:1", "seal", "safety", DAY) == tombstone(500, "a:1", "seal", "safety", DAY)


def test_what_is_too_short_is_refused() -> None:
    with pytest.raises(WarraqError):
        tombstone(100, "a:1", "seal", "safety", DAY)


def test_what_lies_beside_it_stays(tmp_path: Path) -> None:
    path = tmp_path / "one.warc.gz"
    path.write_bytes(b"a" * 300 + b"b" * 300 + b"c" * 300)
    overwrite(path, 300, tombstone(300, "one:300", "erase", "court", DAY))
    assert (member_at(path, 0, 300), member_at(path, 600, 300)) == (b"a" * 300, b"c" * 300)
    with pytest.raises(WarcDamaged):
        overwrite(path, 700, b"x" * 300)
    with pytest.raises(WarcDamaged):
        member_at(path, 700, 300)
