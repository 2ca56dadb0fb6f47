"""An exchange as the bytes of WARC records (ISO 28500, 1.1), not packed."""

import io
import json
import string
from collections.abc import Mapping
from http import HTTPStatus
from importlib.metadata import version
from typing import Any
from urllib.parse import quote, urlsplit

from warcio.statusandheaders import StatusAndHeaders
from warcio.utils import Digester
from warcio.warcwriter import WARCWriter

from archive.exchange import Exchange, Headers, header
from archive.times import stamp
from archive.warc.originals import Original, fields_of_revisit

# What reaches us of an answer is not all of it; a reader of the file must know.
WHAT_IS_MISSING = (
    "Bodies are content-encoded as served; transfer encoding was removed; case and order of header names may differ; "
    "reason phrases are the standard ones. The records of a capture stand together, the answer last; the metadata "
    "record holds, as JSON, what else was noted of it."
)

_ASCII = "".join(map(chr, range(128)))


def response_record(exchange: Exchange) -> bytes:
    return _written(
        exchange.url,
        "response",
        payload=io.BytesIO(exchange.body),
        http_headers=_answer_head(exchange),
        warc_headers_dict=_fields(exchange),
    )


def revisit_record(exchange: Exchange, original: Original) -> bytes:
    """The answer without its body, which is the original's byte for byte. Its headers are kept as in any record."""
    buffer = io.BytesIO()
    writer = _Writer(buffer)
    record = writer.create_revisit_record(
        exchange.url,
        digest=original.digest,
        refers_to_uri=original.url,
        refers_to_date=original.date,
        http_headers=_answer_head(exchange),
        warc_headers_dict={**_fields(exchange), **fields_of_revisit(original)},
    )
    writer.write_record(record)
    return buffer.getvalue()


def resource_record(exchange: Exchange) -> bytes:
    """What came without an HTTP answer: a text or a page that somebody gave."""
    return _written(
        exchange.url,
        "resource",
        payload=io.BytesIO(exchange.body),
        warc_content_type=header(exchange.headers, "content-type"),
        warc_headers_dict={"WARC-Date": stamp(exchange.fetched_at)},
    )


def request_record(exchange: Exchange, of: str) -> bytes:
    """What was asked, of the answer whose record has this id."""
    parts = urlsplit(exchange.url)
    # An address goes out in ASCII.
    target = quote((parts.path or "/") + (f"?{parts.query}" if parts.query else ""), safe=string.punctuation)
    head = StatusAndHeaders(f"GET {target} HTTP/1.1", list(exchange.asked.headers), is_http_request=True)
    fields = {"WARC-Date": stamp(exchange.fetched_at), "WARC-Concurrent-To": of}
    return _written(exchange.url, "request", http_headers=head, warc_headers_dict=fields)


def metadata_record(exchange: Exchange, of: str, noted: Mapping[str, object]) -> bytes:
    """What else was noted of the answer whose record has this id: a field with one line of JSON.

    Any other type than warc-fields would be shown by players as what the address answered at that time.
    """
    content = f"capture: {json.dumps(noted, ensure_ascii=False)}\r\n".encode()
    fields = {"WARC-Date": stamp(exchange.fetched_at), "WARC-Concurrent-To": of}
    return _written(
        exchange.url,
        "metadata",
        payload=io.BytesIO(content),
        warc_content_type="application/warc-fields",
        warc_headers_dict=fields,
    )


def warcinfo_record(filename: str) -> bytes:
    buffer = io.BytesIO()
    writer = _Writer(buffer)
    facts = {
        "software": f"warraq/{version('warraq')}",
        "format": "WARC File Format 1.1",
        "description": WHAT_IS_MISSING,
    }
    writer.write_record(writer.create_warcinfo_record(filename, facts))
    return buffer.getvalue()


def id_of(record: bytes) -> str:
    """The id that a record of ours gives itself."""
    head = record.partition(b"\r\n\r\n")[0].split(b"\r\n")
    return next(line.partition(b": ")[2] for line in head if line.startswith(b"WARC-Record-ID: ")).decode("ascii")


def head_bytes(exchange: Exchange) -> bytes:
    """Status line and headers as they stand in a record of the exchange, the empty line behind them included."""
    return bytes(_answer_head(exchange).to_ascii_bytes())


class _Writer(WARCWriter):  # type: ignore[misc]
    """Not packed; SHA-1, the library's digest, can be made to agree for two answers."""

    def __init__(self, buffer: io.BytesIO) -> None:
        super().__init__(buffer, gzip=False, warc_version="WARC/1.1")

    @staticmethod
    def _create_digester() -> Digester:
        return Digester("sha256")


def _written(url: str, kind: str, **parts: Any) -> bytes:
    buffer = io.BytesIO()
    writer = _Writer(buffer)
    writer.write_record(writer.create_warc_record(url, kind, **parts))
    return buffer.getvalue()


def _fields(exchange: Exchange) -> dict[str, str]:
    fields = {"WARC-Date": stamp(exchange.fetched_at)}
    if exchange.asked.server:
        fields["WARC-IP-Address"] = exchange.asked.server
    return fields


def _answer_head(exchange: Exchange) -> StatusAndHeaders:
    return StatusAndHeaders(
        f"{exchange.status} {_reason_phrase(exchange.status)}", _without_transfer_encoding(exchange.headers), "HTTP/1.1"
    )


def _reason_phrase(status: int) -> str:
    try:
        return HTTPStatus(status).phrase
    except ValueError:
        return "Unknown"


def _without_transfer_encoding(headers: Headers) -> list[tuple[str, str]]:
    # The library makes values ASCII, but for one with a parameter behind other letters, and no names.
    return [(_in_ascii(name), _in_ascii(value)) for name, value in headers if name.lower() != "transfer-encoding"]


def _in_ascii(text: str) -> str:
    return text if text.isascii() else quote(text, safe=_ASCII, errors="surrogatepass")
