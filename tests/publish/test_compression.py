"""A snapshot packed is the same file."""

from pathlib import Path

from archive.publish import _compression
from archive.warc.zstd import zstd


def test_a_packed_snapshot_is_the_snapshot(tmp_path: Path) -> None:
    content = bytes(range(256)) * 5_000
    (tmp_path / "plain").write_bytes(content)
    _compression.pack(tmp_path / "plain", tmp_path / "packed")
    assert zstd.decompress((tmp_path / "packed").read_bytes()) == content
