"""JSON lines as exchanges: objects with url and html, or with url, title and text (docs/running.md has the fields)."""

import gzip
import json
import zlib
from collections.abc import Callable, Iterator, Mapping
from datetime import datetime, time
from typing import IO, Any
from zoneinfo import ZoneInfo

from archive.exchange import Exchange, Hint
from archive.identity.archived_addresses import archived_address
from archive.identity.urls import is_web_address
from archive.ingest._day_order import in_order, months_lead
from archive.ingest._foreign_page import Bad, ForeignPage
from archive.ingest._jsonl_fields import NotUnderstood, date_text, instant, language, people, plain, words
from archive.ingest._web_archive_captures import taken_at
from archive.ingest.rereading import GIVEN
from archive.model import Published, Reading
from archive.reading.dates import parse_date
from archive.reading.extract import LONGEST_TEXT
from archive.text.languages import language_of
from archive.times import now

LINE_LIMIT = 32 * 1024 * 1024
LONGEST_TITLE = 500
# What lines call the time at which a text was last changed.
MODIFIED = ("modified", "modified_at", "updated_at", "dateModified")
DATES = ("published", *MODIFIED)
# The zone in which an outlet writes its times, by an address of it.
ZoneOf = Callable[[str], str]


def read_lines(stream: IO[bytes], packed: bool, zone_of: ZoneOf) -> Iterator[ForeignPage | Bad]:
    """Every line, in order; where the file breaks off or is damaged is told last."""
    lines: IO[bytes] = gzip.GzipFile(fileobj=stream) if packed else stream  # type: ignore[assignment]
    turned = months_lead(stream, packed)
    number = 0
    try:
        while line := lines.readline(LINE_LIMIT):
            number += 1
            if len(line) == LINE_LIMIT and not line.endswith(b"\n"):
                yield Bad(f"line {number}", f"longer than {LINE_LIMIT >> 20} MB")
                _skip_line(lines)
            elif line.strip():
                yield _from_line(line, f"line {number}", zone_of, turned)
    except (EOFError, OSError, zlib.error) as problem:
        yield Bad(f"line {number + 1}", f"the file breaks off or is damaged ({problem})")


def _skip_line(lines: Any) -> None:
    while (rest := lines.readline(LINE_LIMIT)) and not rest.endswith(b"\n"):
        pass


def _from_line(line: bytes, where: str, zone_of: ZoneOf, turned: bool) -> ForeignPage | Bad:
    try:
        row = json.loads(line)
    except (ValueError, RecursionError) as problem:
        return Bad(where, f"not JSON ({problem})")
    url = str(row.get("url")).strip() if isinstance(row, dict) else ""
    if not is_web_address(url):
        return Bad(where, "needs an object with an http(s) `url`")
    html, text = row.get("html"), row.get("text")
    if not isinstance(html or text, str):
        return Bad(where, "needs `html`, or `title` and `text`")
    try:
        return _page(url, in_order(row, DATES) if turned else row, line.strip(), zone_of)
    except NotUnderstood as problem:
        return Bad(where, f"{problem}; mend it, or leave the field out")
    except Exception as problem:  # Foreign values find every fault of every library: it costs the line alone.
        return Bad(where, f"could not be read ({type(problem).__name__}: {str(problem)[:200]})")


def _page(url: str, row: Mapping[str, object], line: bytes, zone_of: ZoneOf) -> ForeignPage:
    html, inside = row.get("html"), archived_address(url)
    url = inside.url if inside else url
    written, received_at, zone = date_text("published", row.get("published")), now(), zone_of(url)
    # Of a page that another archive showed, a time beside its address is when somebody got it from there.
    fetched_at = (taken_at(inside) if inside else None) or instant("fetched_at", row.get("fetched_at"))
    stated_at = fetched_at or _modified(row, received_at, zone)
    at = stated_at or received_at
    published = _published("published", written, at, zone)
    # Without a page, the line itself is the evidence that is kept.
    body, content_type = (
        (html.encode(errors="replace"), "text/html; charset=utf-8")
        if isinstance(html, str) and html
        else (line, "application/json")
    )
    # A page with the time at which it was captured is a capture. Without one, and a text in any case, it was given.
    is_capture = bool(html) and fetched_at is not None
    exchange = Exchange(
        url=url,
        status=200 if is_capture else 0,
        headers=(("Content-Type", content_type),),
        body=body,
        fetched_at=at,
        via="import" if is_capture else "given",
        received_at=received_at,
        is_resource=True,
    )
    hint = Hint(title=words("title", row.get("title")), published=written)
    return ForeignPage(exchange, None if html else _reading(row, hint.title, published), hint, dated=is_capture)


def _published(name: str, written: str, taken_at: datetime, zone: str) -> Published | None:
    found = parse_date(written, taken_at, zone, source="given") if written else None
    if written and found is None:
        raise NotUnderstood(f"its `{name}` ({written[:60]!r}) is no date that is understood or can be true")
    return found


def _modified(row: Mapping[str, object], received_at: datetime, zone: str) -> datetime | None:
    """When the line says that its text was last changed; of a day the beginning. None where it does not say."""
    for name in MODIFIED:
        found = _published(name, date_text(name, row.get(name)), received_at, zone)
        if found:
            return found.instant or datetime.combine(found.day, time(), ZoneInfo(zone))
    return None


def _reading(row: Mapping[str, object], title: str, published: Published | None) -> Reading:
    lines = [line.strip() for line in plain(str(row.get("text"))).splitlines() if line.strip()]
    title = title or (lines[0] if lines else "")
    paragraphs = lines[1:] if lines and lines[0] == title else lines
    text = "\n".join(paragraphs)[:LONGEST_TEXT]
    return Reading(
        title=title[:LONGEST_TITLE],
        text=text,
        published=published,
        authors=people("author", row.get("author")) or people("authors", row.get("authors")),
        credit=words("credit", row.get("credit")),
        lang=language_of(f"{title}\n{text}", (language("lang", row.get("lang")),)),
        strategy=GIVEN,
    )
