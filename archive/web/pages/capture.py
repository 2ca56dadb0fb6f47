"""GET /capture/N: one capture: what came, when, whether it is untouched, and the page itself, inert, in a frame.

/capture/N/page is the kept page for that frame, /capture/N/raw its source as text, /capture/N.warc.gz the record as it
is stored, /article/ID/captures leads to the newest capture of an article.
"""

import asyncio
from collections.abc import Sequence
from functools import partial

from archive.reading.inert_page import InertPage
from archive.warc.kept_record import NotKept
from archive.web.app.compat import Datasette, Request, Response, data_folder
from archive.web.app.connection import look_up, query
from archive.web.app.headers import FRAMING_POLICY, KEPT, Send, as_file, start_answer
from archive.web.app.language import language
from archive.web.app.page import page, permalink, problem
from archive.web.app.parameters import Unclear, clear, cursor_of, parameters
from archive.web.app.redacted import missing
from archive.web.charts.capture_line import capture_line
from archive.web.queries.capture_rows import noted_of
from archive.web.queries.captures import (
    CaptureOfOutlet,
    CaptureWithOthers,
    Seen,
    capture_of_outlet,
    capture_with_others,
    newest_capture,
)
from archive.web.queries.kept_records import Kept, in_thread, inert_page, read_back, stored, text_of
from archive.web.queries.version_entries import entries
from archive.web.queries.version_history import holds_text

PAGE_OF_TABLE = 20
EXCERPT = 2_000
# The steps of the check, and what makes each fail.
STEPS = (
    ("file", ("no_file", "unreadable")),
    ("record", ("not_whole", "original", "digest")),
    ("bytes", ("other_record", "sha256")),
)


@clear
async def view(datasette: Datasette, request: Request) -> Response:
    """What is known of one capture, its page in a frame, and all others of the same article or address."""
    found = await query(datasette, partial(capture_with_others, capture_id=_id(request)))
    if found is None:
        raise Unclear("no_capture", 404, id=_id(request))
    kept, frame = await in_thread(partial(_kept_and_framed, datasette, found.capture))
    number = cursor_of(parameters(request), "page") or 1
    values = {**_shown(found, kept, frame, number), "permalink": permalink(request, f"/capture/{_id(request)}")}
    answer = await page(datasette, request, "capture", {"section": "search", **values})
    answer.headers["content-security-policy"] = FRAMING_POLICY
    return answer


def _kept_and_framed(datasette: Datasette, capture: CaptureOfOutlet) -> tuple[Kept, InertPage | None]:
    kept = read_back(data_folder(datasette).warc, capture)
    return kept, inert_page(kept, capture["content_type"]) if kept.form == "html" else None


def _shown(found: CaptureWithOthers, kept: Kept, frame: InertPage | None, number: int) -> dict[str, object]:
    capture, origin = found.capture, found.capture["via"]
    first = min(number - 1, max(len(found.others) - 1, 0) // PAGE_OF_TABLE) * PAGE_OF_TABLE
    texts = [version for version in found.versions if holds_text(version)]
    excerpt = _excerpt(kept, capture["content_type"])
    seen = next((one for one in found.others if one.capture["id"] == capture["id"]), None)
    return {
        "found": found,
        "capture": capture,
        "article": found.article,
        "origin": origin,
        "seen": seen,
        "texts": texts,
        "entries": entries(texts),
        "read": next((one for one in texts if seen and one["n"] == seen.version), None),
        "kept": kept,
        "frame": frame,
        "is_framed": frame is not None or (kept.form == "text" and origin != "given"),
        "excerpt": excerpt,
        "is_cut": len(kept.body) > 4 * EXCERPT or len(excerpt) == EXCERPT,
        "steps": _steps(kept, capture),
        "line": capture_line(found.others, capture["id"], rtl=language().dir == "rtl"),
        "rows": found.others[first : first + PAGE_OF_TABLE],
        "number": first // PAGE_OF_TABLE + 1,
        "pages": -(-len(found.others) // PAGE_OF_TABLE),
        "page_before": _with_page(found.others, capture["id"]) if kept.form == "none" else None,
    }


def _with_page(others: Sequence[Seen], capture_id: int) -> Seen | None:
    """The last capture before this one that kept a page."""
    place = next((place for place, one in enumerate(others) if one.capture["id"] == capture_id), len(others))
    kept = (one for one in others[place + 1 :] if one.capture["status"] == 200 and one.capture["warc_file"])
    return next((one for one in kept if one.found != "held"), None)


def _excerpt(kept: Kept, content_type: str) -> str:
    return text_of(kept.body[: 4 * EXCERPT], content_type)[:EXCERPT] if kept.form in ("html", "text") else ""


def _steps(kept: Kept, capture: CaptureOfOutlet) -> list[tuple[str, bool]]:
    """The steps of the check that were reached, each with whether it held; none where nothing was kept."""
    if not capture["warc_file"]:
        return []
    failed = next((place for place, (_, faults) in enumerate(STEPS) if kept.fault in faults), len(STEPS))
    return [(name, place != failed) for place, (name, _) in enumerate(STEPS[: failed + 1])]


@clear
async def kept_page(datasette: Datasette, request: Request) -> Response:
    """The kept page, inert: HTML as HTML, what else is text as text, anything else as a file to download."""
    capture = await _capture(datasette, request)
    kept, frame = await in_thread(partial(_kept_and_framed, datasette, capture))
    if frame is not None:
        return Response(frame.html.encode("utf-8", "replace"), 200, dict(KEPT), "text/html; charset=utf-8")
    if kept.form in ("html", "empty", "none"):
        raise Unclear("no_kept_page", 404, id=capture["id"])
    return await _source(kept, capture)


@clear
async def raw(datasette: Datasette, request: Request) -> Response:
    """The body without its content coding: as text, or as a file where it is none."""
    capture = await _capture(datasette, request)
    kept = await in_thread(partial(read_back, data_folder(datasette).warc, capture))
    if kept.form in ("empty", "none"):
        raise Unclear("no_kept_page", 404, id=capture["id"])
    return await _source(kept, capture)


async def _source(kept: Kept, capture: CaptureOfOutlet) -> Response:
    if kept.form in ("html", "text"):
        text = await in_thread(partial(text_of, kept.body, capture["content_type"]))
        return Response(text.encode("utf-8", "replace"), 200, dict(KEPT), "text/plain; charset=utf-8")
    body = kept.record.payload if kept.record and kept.form == "coded" else kept.body
    return Response(body, 200, {**KEPT, **as_file(f"warraq-capture-{capture['id']}.bin")}, "application/octet-stream")


async def record(datasette: Datasette, request: Request, send: Send) -> Response | None:
    """The record as it is stored, after its request and what was noted of it: gzip members of a WARC file, which are a
    whole WARC file by themselves. Before one that only refers to an earlier record, that record."""
    capture_id = _id(request)
    capture = await look_up(datasette, partial(capture_of_outlet, capture_id=capture_id))
    if capture is None:
        return await missing(datasette, request, "no_capture", 404, id=capture_id)
    try:
        noted = await look_up(datasette, partial(noted_of, capture_id=capture_id))
        before = noted.row["warc_before"] if noted else 0
        length, pieces = await in_thread(partial(stored, data_folder(datasette).warc, capture, before))
    except NotKept:
        return await problem(datasette, request, "no_kept_record", 404, id=capture_id)
    headers = {
        **KEPT,
        **as_file(f"warraq-capture-{capture_id}.warc.gz"),
        "content-type": "application/gzip",
        "content-length": str(length),
    }
    await start_answer(send, 200, headers)
    while request.method != "HEAD" and (piece := await asyncio.to_thread(next, pieces, b"")):
        await send({"type": "http.response.body", "body": piece, "more_body": True})
    await send({"type": "http.response.body", "body": b""})
    return None


@clear
async def newest(datasette: Datasette, request: Request) -> Response:
    """To the newest capture of an article that holds its page, else to its newest."""
    article_id = _id(request)
    found = await look_up(datasette, partial(newest_capture, article_id=article_id))
    if found is None:
        raise Unclear("no_captures", 404, id=article_id)
    return Response.redirect(f"/capture/{found}")


async def _capture(datasette: Datasette, request: Request) -> CaptureOfOutlet:
    capture = await look_up(datasette, partial(capture_of_outlet, capture_id=_id(request)))
    if capture is None:
        raise Unclear("no_capture", 404, id=_id(request))
    return capture


def _id(request: Request) -> int:
    return int(request.url_vars["id"])
