"""What is packed of an exchange can be checked with nothing but the bytes of the WARC file."""

import gzip
import hashlib
from pathlib import Path

from archive.exchange import Capture
from tests.warc.test_appender import TEXT, an_exchange, appended


def sha256(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


def written(folder: Path, capture: Capture) -> bytes:
    stored = (folder / capture.warc_file).read_bytes()
    return stored[capture.warc_offset - capture.warc_before : capture.warc_offset + capture.warc_length]


def test_every_hash_of_a_capture_is_that_of_bytes_in_the_file(tmp_path: Path) -> None:
    capture = appended(tmp_path, b"one", TEXT)[1]
    members = written(tmp_path, capture)
    record = gzip.decompress(members[capture.warc_before :])
    head, _, body = record.partition(b"\r\n\r\n")[2].partition(b"\r\n\r\n")
    assert sha256(members) == capture.hashes.member
    assert sha256(record) == capture.hashes.record
    assert sha256(head + b"\r\n\r\n") == capture.hashes.headers
    assert sha256(body.removesuffix(b"\r\n\r\n")) == capture.body_sha256 == sha256(an_exchange(body=TEXT).body)
    assert capture.hashes.decoded == sha256(TEXT)
