"""Records and files as other people's tools write them, made byte by byte so that nothing of ours corrects them."""

import base64
import gzip
import hashlib
import io
import json
import zipfile
from collections.abc import Iterable

from archive.warc.zstd import zstd

DATE = "2019-03-04T05:06:07Z"
PARAGRAPH = "قال مجلس المدينة إن ورشات الصيانة أنهت اليوم إصلاح خط المياه الرئيسي في الحي بعد عمل استمر أسبوعا كاملا. "


def article(number: int, more: str = "") -> bytes:
    """A made page that is an article."""
    words = f"<p>{PARAGRAPH * 4} {more or number}</p>"
    return f"<html><body><article><h1>عودة المياه {number}</h1>{words}</article></body></html>".encode()


def chunked(body: bytes) -> bytes:
    half = len(body) // 2
    return b"".join(b"%x\r\n%b\r\n" % (len(part), part) for part in (body[:half], body[half:], b""))


def digest(body: bytes, algorithm: str = "sha1", form: str = "base32") -> str:
    raw = hashlib.new(algorithm, body, usedforsecurity=False).digest()
    written = {"base32": base64.b32encode(raw).decode(), "hex": raw.hex(), "base64": base64.b64encode(raw).decode()}
    return f"{algorithm}:{written[form]}"


def http(body: bytes, *headers: str, status: str = "HTTP/1.1 200 OK") -> bytes:
    lines = [status, "Content-Type: text/html; charset=utf-8", *headers]
    return "\r\n".join([*lines, "", ""]).encode() + body


def warc_record(block: bytes, *named: str, url: str, kind: str = "response", date: str = DATE) -> bytes:
    lines = [
        "WARC/1.1",
        f"WARC-Type: {kind}",
        f"WARC-Target-URI: {url}",
        f"WARC-Date: {date}",
        "WARC-Record-ID: <urn:uuid:12345678-1234-5678-1234-567812345678>",
        "Content-Type: application/http; msgtype=response",
        *named,
        f"Content-Length: {len(block)}",
    ]
    return "\r\n".join([*lines, "", ""]).encode() + block + b"\r\n\r\n"


def arc_file(urls: Iterable[tuple[str, bytes]], *, packed: bool) -> bytes:
    """Version 1 of ARC: a line of address, server, fourteen digits, type and length, then the answer."""
    version = b"1 0 made\nURL IP-address Archive-date Content-type Archive-length\n\n"
    head = b"filedesc://made.arc 0.0.0.0 20190304050607 text/plain %d\n" % len(version)
    records = [head + version + b"\n"]
    for url, body in urls:
        block = http(body)
        records.append(f"{url} 192.0.2.1 20190304050607 text/html {len(block)}\n".encode() + block + b"\n")
    return b"".join(gzip.compress(one) for one in records) if packed else b"".join(records)


def zst_file(records: Iterable[bytes], dictionary: bytes = b"", *, packed_dictionary: bool = False) -> bytes:
    """A frame a record, behind a dictionary in a skippable frame where there is one."""
    front, with_dictionary = b"", None
    if dictionary:
        content = zstd.compress(dictionary) if packed_dictionary else dictionary
        front = b"\x5d\x2a\x4d\x18" + len(content).to_bytes(4, "little") + content
        with_dictionary = zstd.ZstdDict(dictionary)
    return front + b"".join(zstd.compress(one, zstd_dict=with_dictionary) for one in records)


def wacz_file(files: dict[str, bytes], method: int = zipfile.ZIP_STORED) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", method) as archive:
        archive.writestr("datapackage.json", json.dumps({"profile": "data-package", "wacz_version": "1.1.1"}))
        archive.writestr("pages/pages.jsonl", '{"format": "json-pages-1.0"}\n')
        for name, content in files.items():
            archive.writestr(name, content)
    return buffer.getvalue()
