"""Bytes on a connection that are hardly a request, or none: targets, versions, headers and bodies nobody may send."""

from tests.support.fuzzed_requests import MARKER


def sent(head: str, *headers: str, body: str = "") -> bytes:
    lines = [head, "Host: x", "Connection: close", *headers, f"X-Reader: {MARKER}", "", body]
    return "\r\n".join(lines).encode("latin-1")


TARGETS = ("http://x/a", "http://[::1/", "http://", "*", "a:1", "//", "/\\x/")
BROKEN_HEADERS = (MARKER, f"X: a\r\n {MARKER}", f"X: \0{MARKER}", "X: " + "a" * 70_000)
FORM = "Content-Type: application/x-www-form-urlencoded"
RAW = [
    *(sent(f"GET {target} HTTP/1.1") for target in TARGETS),
    *(sent(f"{method} / HTTP/1.1") for method in ("get", "CONNECT", "TRACE", "X" * 900, "OPTIONS")),
    *(sent(f"GET /{MARKER} {version}") for version in ("HTTP/3.0", "HTTP/9.9", "HTTP/1.1 x", "", "http/1.1")),
    *(sent("GET / HTTP/1.1", header) for header in BROKEN_HEADERS),
    sent("GET / HTTP/1.1", *(f"X{number}: {MARKER}" for number in range(3_000))),
    sent(f"GET /{'a' * 70_000} HTTP/1.1"),
    sent(f"GET /?{'&'.join(['a=1'] * 15_000)} HTTP/1.1"),
    *(
        sent(f"GET /warraq/articles?{'&'.join([f'{one}=1'] * 1_500)} HTTP/1.1")
        for one in ("_col", "title__gt", "_sort")
    ),
    sent("GET / HTTP/1.1", "Transfer-Encoding: chunked", body="5\r\nhello\r\n0\r\n\r\n"),
    sent("POST /saved HTTP/1.1", "Transfer-Encoding: chunked", body="zz\r\n"),
    *(
        sent("POST /saved HTTP/1.1", f"Content-Length: {length}", body="q=a")
        for length in ("-1", "9" * 5_000, "3, 4", "x")
    ),
    *(
        sent("POST /saved HTTP/1.1", FORM, f"Cookie: {cookie}", f"Content-Length: {len(body)}", body=body)
        for cookie in ("a=1", "ds_csrftoken=x", "\xff")
        for body in ("q=\xff\xfe", "q=%FF%00", "", "&&&=", "csrftoken=\xff", f"q={MARKER}&outlet=%00")
    ),
    *(
        sent("POST /saved HTTP/1.1", f"Content-Type: {kind}", "Cookie: a=1", "Content-Length: 9", body="012345678")
        for kind in ("multipart/form-data", "multipart/form-data; boundary=", "multipart/form-data; boundary=\xff", "x")
    ),
    sent("POST /saved HTTP/1.1", "X-CSRFToken: \xff", "Cookie: ds_csrftoken=x", "Content-Length: 3", body="q=a"),
    sent(f"POST /saved/{'A' * 22}/end HTTP/1.1", "Content-Length: 0"),
    b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n",
    b"\x16\x03\x01\x02\x00\x01\xfc\x03\x03",
    b"\0\0\0\0\r\n\r\n",
    f"GET /{MARKER}\r\n\r\n".encode(),
]
