"""Requests nobody would send, byte for byte, each made from its own number: a failure is repeated by that number alone.

No HTTP client stands between: one would refuse to send, or mend, most of them.
"""

import random
import socket
from dataclasses import dataclass
from urllib.parse import quote_from_bytes

from tests.support.made_archive import FAIR, WATER

SEED = 20261122
# In every request, and in nothing that the archive could know or say by itself.
MARKER = "zqfw7h3mk9"
SECONDS = 60.0
OURS = (
    *("/", "/search", "/article/1", "/article/{id}", "/article/{id}/versions/1", "/article/{id}/missing"),
    *(
        "/article/{id}/diff",
        "/article/{id}/diff/1..2",
        "/article/{id}.bib",
        "/compare/{id}..1",
        "/story/{id}",
        "/outlets",
        "/outlet/hawran",
    ),
    *("/changes", "/words", "/downloads", "/downloads/{file}", "/health", "/about", "/opensearch.xml", "/saved"),
    *("/feeds/articles.atom", "/feeds/articles.json", "/feeds/changes.atom", "/robots.txt", "/favicon.ico"),
    *("/exports/articles.csv", "/exports/articles.json", "/exports/articles.md", "/api/1/search", "/api/1/outlets"),
    *("/api/1/articles/{id}", "/api/1/changes", "/api/1/verdicts", "/api/1/openapi.json", "/saved/" + "A" * 22, "/api"),
    *("/capture/1", "/capture/1/page", "/capture/1/raw", "/capture/1.warc.gz", "/article/{id}/captures", "/stories"),
    *("/article/{id}/missing", "/article/{id}/versions/1.bib"),
    *("/-/static-plugins/warraq/warraq.css", "/-/versions.json", "/-/threads.json", "/-/static/app.css", "/.json"),
)
DATA_ROOM = (
    *("/warraq", "/warraq.json", "/warraq/articles", "/warraq/articles.json", "/warraq/articles.csv"),
    *("/warraq/versions", "/warraq/captures.json", "/warraq/urls.csv", "/warraq/outlets", "/warraq/copies"),
    *("/warraq/articles/{id}", "/warraq/articles/{id}.json", "/warraq/version_texts", "/warraq/search_alias"),
    *("/warraq/articles_fts", "/warraq/nothing", "/warraq/articles.blob", "/warraq/articles/x", "/warraq/outlets.csv"),
    *("/warraq/articles/{id}.blob", "/warraq/versions/1", "/warraq/captures/1.json", "/warraq.db", "/warraq.csv"),
)
TAILS = (
    *("%00", "%2F", "%2e%2e%2f", "..%2f", "//", "/", "~FF", "~2F", "~", "%", "%FF", "%ED%A0%80", "%E2%80%AE", ",", "."),
    *(".json", ".csv", ".blob", ";x", "%0D%0AX-Y: z", "%5C", "@", "%25", "x" * 2_000, "9" * 400, "/1,2", "-", "'", '"'),
    *("%0A", "%3F", "%23", "[", "]", "{}", "|", "^", "%C0%80", "/-/x", "/:", "%D9%88", "/~00", "/~ED~A0~80"),
)  # fmt: skip
WORDS = (*WATER.split(), *FAIR.split(), "القـ.ـوات", "سوريا", "عربي21", "d.r", "فرات")
SIGNS = (
    '"', "'", "«", "»", "(", ")", "((", "))", "*", "-", "--", "+", ":", "^", "{", "}", "[", "]", "\\", "%", "_", ";",
    "?", "#", "../", "&amp;", "<script>", "javascript:", "https://", "2026-11", "٣", "۳", "أ.ف.ب",
    "title:", "عنوان:", "outlet:", "kind:", "from:", "إلى:", "credit:", "body:", " AND ", " OR ", " NOT ", " NEAR(",
    "\0", "\x02", "\x03", "\x1b", "\n", "\u200f", "\u202e", "\u0640", "\u0651", "\ufdfa", "\ufeff", "\U0001f600",
    "9" * 40, "x" * 400, "كلمة " * 90, "ا*", "ال*", "(" * 60, "NOT " * 40, '"a b" OR ' * 40,
)  # fmt: skip
BYTES = (b"\xff", b"\xed\xa0\x80", b"\xc0\x80", b"\xd8", b"%", b"%u0627")
NUMBERS = (
    *("", "0", "-1", "1", "2", "50", "999999", "9" * 15, "9" * 19, "9" * 30, "9" * 5_000, "1e9", "0x10", "1.5", "inf"),
    *("nan", "٣", "+1", " 1 ", "1,2", "null", "true", "[]", "-9223372036854775809", "18446744073709551616", "x"),
)
TEXTS = (
    *("x", "", "'", '"', "{}", "[]", "[[[[", '{"table":"x"}', '{"table":"versions","column":"kind","value":"edit"}'),
    *("{", "null", "1", "on", "off", "max", "array", "objects", "arrays", "object", "arrayfirst", "title", "body"),
    *("outlet", "rowid", "id", "hawran", "%", "*[", "*" * 60, "%" * 60, "a" * 3_000, "\0", "\r\nX: y", "ا", "\ud7ff"),
    *("2026", "2026-13", "0000-00-00", "9999-12-31", "2026-11-22", "https://hawran.example/snow", "text/html", ","),
)
OUR_PARAMETERS = (
    "q",
    "mode",
    "order",
    "outlet",
    "from",
    "to",
    "before",
    "limit",
    "since",
    "kind",
    "view",
    "by",
    "unit",
)
STOCK_PARAMETERS = (
    *("_search", "_search_title", "_searchmode", "_facet", "_facet_date", "_facet_array", "_facet_size", "_sort"),
    *("_sort_desc", "_sort_by_desc", "_next", "_size", "_where", "_col", "_nocol", "_shape", "_nl", "_fts_table"),
    *("_fts_pk", "_extra", "_extras", "_timelimit", "_through", "_json", "_json_infinity", "_ttl", "_dl", "_header"),
    *("_stream", "_trace", "_label", "_labels", "_nocount", "_nofacet", "_nosuggest", "_filter_column", "_filter_op"),
    *("_filter_value", "_filter_column_1", "_filter_op_1", "_blob_column", "_blob_hash", "_show_hidden", "_hash"),
    *("_context", "_success", "_format", "sql", "all", "title", "id", "body", "nothing", "outlet__exact", "id__gt"),
    *("body__glob", "title__like", "title__contains", "title__arraycontains", "published_day__date", "id__in"),
    *("title__notin", "id__isnull", "__", "_", "id__", "__exact", "title__endswith", "id__not", "title__nothing"),
)
HEADERS: dict[str, tuple[str | bytes, ...]] = {
    "Cookie": (
        *(b"a=\xff", b"\xd8\x27", "a@b=1", "ds_csrftoken=x", "ds_messages=x.y", "ds_actor=x", "=;=;", "a=1; b"),
        *(
            'a="\\777"',
            "path=/",
            "expires=x",
            "a" * 4_000,
            b"ds_csrftoken=\xc3\x28",
            "ds_messages=\x80",
            "\t;",
            "a=b=c",
        ),
    ),
    "Host": ("[::1", "[", "x y", "", ":", "a:99999999", "a/b", "ح", b"\xff", "a@b", "[::1]:80", "x" * 300, "%00", "*"),
    "Range": (
        *("bytes=0-0", "bytes=-1", "bytes=" + "9" * 5_000 + "-", "bytes=0-" + "9" * 5_000, "bytes=-" + "9" * 5_000),
        *("bytes=1-0", "bytes=", "x", "bytes=0-1,3-4", "bytes=²-³", "bytes=-0", "bytes=" + "9" * 30 + "-"),
    ),
    "If-Modified-Since": (
        *("x", "", "Thu, 01 Jan 0000 00:00:00 GMT", "Fri, 31 Dec 99999 23:59:59 GMT", "9" * 5_000, "Sun Nov 6 1994"),
        *("Sun, 99 Nov 1994 08:49:37 GMT", "Sun, 06 Nov 1994 08:49:37 +9999999999", "0", b"\xff", ",,,,", ": : :"),
        *("Sun, 06 Nov 1994 08:49:37", "Sun, 06 Nov 1994 25:61:61 -0000", "1 1 1 1:1:1:1:1"),
    ),
    "If-None-Match": ('"', "*", "W/", 'W/"x', '"' * 3_000, b'"\xff"', "", "x, y, z", '"a"' * 900),
    "If-Range": ("x", '"x"', b"\xff", "Sun, 06 Nov 1994 08:49:37 GMT"),
    "Accept-Language": ("*", "ar;q=x", "en-" * 900, b"\xff", ";;;", "q=", "en;q=9" + "9" * 400),
    "Accept": ("*/*", "x", b"\xff", "text/html;q=x", "application/json"),
    "Accept-Encoding": ("br", "gzip;q=x", "*;q=0", b"\xff"),
    "Content-Type": ("multipart/form-data", "application/json", "x", b"\xff", "text/plain; charset=nothing"),
    "X-Forwarded-Proto": ("https", "javascript", b"\xff", "", "https,http"),
    "X-Forwarded-For": ("1.2.3.4", "x", b"\xff", "[::1", "::1", "," * 900, "1.2.3.4:x"),
    "X-Forwarded-Host": ("x", "[::1"),
    "X-CSRFToken": ("x", b"\xff"),
    "Authorization": ("Basic ====", "Bearer x", b"\xff", "Basic " + "A" * 3_000),
    "Origin": ("null", "x", b"\xff"),
    "Sec-Fetch-Site": ("cross-site", "x"),
    "Upgrade": ("websocket", "h2c"),
    "Connection": ("upgrade", "keep-alive, upgrade", "x"),
    "Expect": ("100-continue", "x"),
    "TE": ("trailers", "x"),
    "User-Agent": ("", b"\xff", "x" * 3_000),
    "Referer": ("javascript:1", b"\xff"),
}
METHODS = ("HEAD", "POST", "PUT", "DELETE", "OPTIONS", "PATCH", "TRACE", "PROPFIND", "get", "CONNECT", "XYZ")


@dataclass(frozen=True, slots=True)
class Request:
    """`sent` is all of it; `target` is for people."""

    number: int
    sent: bytes
    target: str


def fuzzed(number: int, article_id: int, file: str = "x") -> Request:
    """The request of a number: every second one goes to the data room."""
    chance = random.Random(f"{SEED}:{number}")
    in_data_room = number % 2 == 0
    path = _path(chance, in_data_room).format(id=article_id, file=file)
    if chance.random() < 0.2:
        path = chance.choice(("/en", "/en/", "/ku", "//en", "/EN")) + path
    target = path + _query(chance, in_data_room)
    method = chance.choice(METHODS) if chance.random() < 0.08 else "GET"
    version = "HTTP/1.0" if chance.random() < 0.05 else "HTTP/1.1"
    body = b""
    lines = [f"{method} {target} {version}".encode()]
    headers = _headers(chance)
    if "Host" not in {name for name, _ in headers} and not (version == "HTTP/1.0" and chance.random() < 0.5):
        headers.append(("Host", b"localhost"))
    if method in ("POST", "PUT", "PATCH") or chance.random() < 0.02:
        body = _value(chance) + b"&q=" + MARKER.encode()
        headers.append(("Content-Length", str(len(body)).encode()))
    headers += [("X-Reader", MARKER.encode()), ("Connection", b"close")]
    lines += [name.encode() + b": " + value for name, value in headers]
    return Request(number, b"\r\n".join([*lines, b"", body]), f"{method} {target}")


def _path(chance: random.Random, in_data_room: bool) -> str:
    path = chance.choice(DATA_ROOM if in_data_room else OURS)
    for _ in range(chance.choice((0, 0, 0, 1, 2))):
        tail = chance.choice(TAILS).replace("{", "%7B").replace("}", "%7D").replace(" ", "%20")
        path += tail + (MARKER if chance.random() < 0.3 else "")
    return path.replace('"', "%22").replace("|", "%7C")


def _query(chance: random.Random, in_data_room: bool) -> str:
    names = STOCK_PARAMETERS if in_data_room else (*OUR_PARAMETERS, *OUR_PARAMETERS, *STOCK_PARAMETERS)
    pairs = []
    if chance.random() < 0.7:
        pairs.append(("_search" if in_data_room else "q", _question(chance)))
    for name in chance.choices(names, k=chance.choice((0, 1, 1, 2, 3, 5))):
        pairs.append((name, _value(chance)))
        if chance.random() < 0.06:
            pairs.append((name, _value(chance)))
    if not pairs:
        return "" if chance.random() < 0.5 else f"?{MARKER}"
    return "?" + "&".join(f"{name}={quote_from_bytes(value, safe='')}" for name, value in pairs)


def _value(chance: random.Random) -> bytes:
    if chance.random() < 0.05:
        return chance.choice(BYTES) + MARKER.encode()
    if chance.random() < 0.15:
        return _question(chance)
    return chance.choice((*NUMBERS, *TEXTS, MARKER)).encode()


def _question(chance: random.Random) -> bytes:
    """Words and signs in any company, sometimes bytes that are no text at all."""
    parts = [
        chance.choice(BYTES)
        if chance.random() < 0.04
        else (chance.choice(SIGNS) if chance.random() < 0.5 else chance.choice(WORDS)).encode()
        for _ in range(chance.randint(0, 9))
    ]
    return chance.choice((b"", b" ")).join([*parts, MARKER.encode()] if chance.random() < 0.5 else parts)


def _headers(chance: random.Random) -> list[tuple[str, bytes]]:
    found = []
    for name in chance.sample(list(HEADERS), chance.choice((0, 0, 1, 1, 2, 4))):
        value = chance.choice(HEADERS[name])
        raw = value if isinstance(value, bytes) else value.encode()
        if name != "Host" and chance.random() < 0.3:
            raw += MARKER.encode()
        found.append((name, raw.replace(b"\r", b"").replace(b"\n", b"")))
        if chance.random() < 0.05:
            found.append(found[-1])
    return found


def ask(port: int, request: Request) -> tuple[int, bytes]:
    """The status of the answer, 0 where the connection was closed without one, and all that was sent."""
    with socket.create_connection(("127.0.0.1", port), timeout=SECONDS) as connection:
        answer = b""
        try:
            connection.sendall(request.sent)
            while piece := connection.recv(65_536):
                answer += piece
        except ConnectionError:
            pass
    lines = answer.removeprefix(b"HTTP/1.1 100 Continue\r\n\r\n").split(b"\r\n", 1)[0].split(b" ")
    return (int(lines[1]) if len(lines) > 1 and lines[1].isdigit() else 0), answer
