"""What a WACZ says of its captures: the index (CDXJ) and the list of pages (WACZ 1.1.1, sections 5.2 and 5.3)."""

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from urllib.parse import urlsplit

from archive.evidence.bundle._members import Cut

DIGITS = re.compile(r"\D")
HTML = ("text/html", "application/xhtml")


def cdx_lines(cuts: Iterable[Cut], file: str) -> bytes:
    """A line for each capture whose record is in `file`, sorted."""
    return "".join(sorted(_line(cut, file) for cut in cuts if cut.at is not None and _is_answer(cut))).encode()


def _is_answer(cut: Cut) -> bool:
    return cut.named.get("warc-type") in ("response", "revisit", "resource")


def _line(cut: Cut, file: str) -> str:
    capture = cut.capture
    is_revisit = cut.named.get("warc-type") == "revisit"
    fields = {
        "url": capture["url"],
        "mime": "warc/revisit" if is_revisit else str(capture["content_type"]).partition(";")[0].strip() or "unk",
        "status": str(capture["status"] or 200),
        "digest": cut.named.get("warc-payload-digest", f"sha256:{capture['body_sha256']}"),
        "length": str(cut.piece.length if cut.piece else 0),
        "offset": str(cut.at),
        "filename": file,
    }
    return f"{url_key(str(capture['url']))} {timestamp(cut)} {json.dumps(fields, ensure_ascii=False)}\n"


def url_key(url: str) -> str:
    """`com,example)/path?a=1`: sorts an outlet's addresses together (Sort-friendly URI Reordering Transform)."""
    parts = urlsplit(url.lower())
    host = ",".join(reversed((parts.hostname or "").removeprefix("www.").split(".")))
    port = f":{parts.port}" if parts.port else ""
    query = "&".join(sorted(parts.query.split("&"))) if parts.query else ""
    return f"{host}{port}){parts.path or '/'}{'?' if query else ''}{query}".replace(" ", "%20")


def timestamp(cut: Cut) -> str:
    """The fourteen digits of its time."""
    return DIGITS.sub("", str(cut.named.get("warc-date") or cut.capture["fetched_at"]))[:14]


def page_lines(cuts: Iterable[Cut], titles: Mapping[int, str], title: str) -> bytes:
    """The list of pages, the newest last: every capture that brought one. `titles` by number of the capture."""
    head = {"format": "json-pages-1.0", "id": "pages", "title": "All Pages"}
    return "".join(
        json.dumps(line, ensure_ascii=False) + "\n" for line in (head, *_pages(cuts, titles, title))
    ).encode()


def _pages(cuts: Iterable[Cut], titles: Mapping[int, str], title: str) -> Iterator[Mapping[str, object]]:
    for cut in pages(cuts):
        number = int(cut.capture["id"] or 0)
        yield {
            "id": f"capture-{number}",
            "url": cut.capture["url"],
            "ts": cut.capture["fetched_at"],
            "title": titles.get(number) or title,
        }


def pages(cuts: Iterable[Cut]) -> list[Cut]:
    """The captures that a reader of a WACZ can show."""
    return [
        cut
        for cut in cuts
        if cut.at is not None and cut.capture["status"] == 200 and str(cut.capture["content_type"]).startswith(HTML)
    ]
