"""An exchange as the bytes of a WARC record (ISO 28500), not packed."""

import io
from http import HTTPStatus
from importlib.metadata import version

from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

from archive.exchange import Exchange, Headers, header
from archive.times import stamp
from archive.warc.originals import Original, fields_of_revisit

# What reaches us of an answer is not all of it; a reader of the file must know.
WHAT_IS_MISSING = (
    "Bodies are content-encoded as served; transfer encoding was removed; case and order of header names may differ; "
    "reason phrases are the standard ones."
)


def response_record(exchange: Exchange) -> bytes:
    buffer = io.BytesIO()
    writer = WARCWriter(buffer, gzip=False)
    http = _answer_head(exchange)
    extra = {"WARC-Date": stamp(exchange.fetched_at)}
    if exchange.asked.server:
        extra["WARC-IP-Address"] = exchange.asked.server
    record = writer.create_warc_record(
        exchange.url, "response", payload=io.BytesIO(exchange.body), http_headers=http, warc_headers_dict=extra
    )
    writer.write_record(record)
    return buffer.getvalue()


def revisit_record(exchange: Exchange, original: Original) -> bytes:
    """The answer without its body, which is the original's byte for byte. Its headers are kept as in any record."""
    buffer = io.BytesIO()
    # The fields that lead to the original are of WARC 1.1.
    writer = WARCWriter(buffer, gzip=False, warc_version="WARC/1.1")
    extra = {"WARC-Date": stamp(exchange.fetched_at), **fields_of_revisit(original)}
    if exchange.asked.server:
        extra["WARC-IP-Address"] = exchange.asked.server
    record = writer.create_revisit_record(
        exchange.url,
        digest=original.digest,
        refers_to_uri=original.url,
        refers_to_date=original.date,
        http_headers=_answer_head(exchange),
        warc_headers_dict=extra,
    )
    writer.write_record(record)
    return buffer.getvalue()


def resource_record(exchange: Exchange) -> bytes:
    """What came without an HTTP answer: a text or a page that somebody gave."""
    buffer = io.BytesIO()
    writer = WARCWriter(buffer, gzip=False)
    record = writer.create_warc_record(
        exchange.url,
        "resource",
        payload=io.BytesIO(exchange.body),
        warc_content_type=header(exchange.headers, "content-type"),
        warc_headers_dict={"WARC-Date": stamp(exchange.fetched_at)},
    )
    writer.write_record(record)
    return buffer.getvalue()


def warcinfo_record(filename: str) -> bytes:
    buffer = io.BytesIO()
    writer = WARCWriter(buffer, gzip=False)
    facts = {
        "software": f"warraq/{version('warraq')}",
        "format": "WARC File Format 1.1",
        "description": WHAT_IS_MISSING,
    }
    writer.write_record(writer.create_warcinfo_record(filename, facts))
    return buffer.getvalue()


def head_bytes(exchange: Exchange) -> bytes:
    """Status line and headers as they stand in a record of the exchange, the empty line behind them included."""
    return bytes(_answer_head(exchange).to_ascii_bytes())


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
    return [(name, value) for name, value in headers if name.lower() != "transfer-encoding"]
