"""Articles that come over a hostile wire: broken status lines, headers and chunks, resets, drops and floods."""

from tests.support.hostile.answer import Hostile, dripping, endless, head, html, raw, served
from tests.support.hostile.pages import article
from tests.support.hostile.wire import Send, Wire

HTML = (("Content-Type", "text/html; charset=utf-8"),)
CHUNKED = (*HTML, ("Transfer-Encoding", "chunked"))
GONE = "connection"


def _chunk(data: bytes) -> bytes:
    return b"%x\r\n%b\r\n" % (len(data), data)


def _with_length(length: object, body: bytes | None = None) -> bytes:
    return head(200, (*HTML, ("Content-Length", str(length)))) + (article() if body is None else body)


def _reset_after(data: bytes) -> Send:
    def send(wire: Wire) -> None:
        wire.send(data)
        wire.wait(0.05)
        wire.reset()

    return send


def _slowly_cut(seconds: float) -> Send:
    """Cut off, but late: whoever tries again waits as long each time."""

    def send(wire: Wire) -> None:
        wire.send(_with_length(10_000))
        wire.wait(seconds)

    return send


def _smuggled(wire: Wire) -> None:
    """A second answer nobody asked for, in wait for the next request on this connection."""
    page = article()
    false = page.replace("خبر".encode(), "خبر مدسوس".encode())
    wire.send(_with_length(len(page), page) + _with_length(len(false), false))
    wire.stays_open = True


def _many_cookies() -> bytes:
    cookies = "".join(f"Set-Cookie: c{n}={'x' * 4_000}; Domain=.com\r\n" for n in range(3_000)).encode()
    return b"HTTP/1.1 200 X\r\n" + cookies + b"\r\n" + article()


def _headers(total: int) -> bytes:
    lines = b"".join(b"X-%d: %b\r\n" % (n, b"x" * 8_000) for n in range(total // 8_000))
    return b"HTTP/1.1 200 X\r\n" + lines + b"\r\n" + article()


STATUS_LINES = (
    Hostile("http-0.9", "article", raw(article), GONE),
    Hostile("garbage-status-line", "article", raw(b"\x00\xff\xfe GARBAGE\r\n\r\n"), GONE),
    Hostile("status-is-no-number", "article", raw(lambda: b"HTTP/1.1 2e2 OK\r\n\r\n" + article()), GONE),
    Hostile("status-of-1-mb", "article", raw(b"HTTP/1.1 200 " + b"x" * 1_000_000 + b"\r\n\r\n"), GONE + " too_large"),
    Hostile("status-0", "article", raw(lambda: b"HTTP/1.1 0 X\r\n\r\n" + article()), GONE + " http_0"),
    Hostile("status-999", "article", served(article, status=999), "http_999"),
    Hostile("status-minus-1", "article", raw(b"HTTP/1.1 -1 X\r\nContent-Length: 0\r\n\r\n"), GONE + " http_-1"),
    Hostile("version-9.9", "article", raw(lambda: b"HTTP/9.9 200 OK\r\n\r\n" + article()), "new " + GONE),
    Hostile("other-protocol", "article", raw(b"SSH-2.0-OpenSSH_9.9\r\n"), GONE),
    Hostile("tls-alert-in-the-clear", "article", raw(b"\x15\x03\x03\x00\x02\x02\x28"), GONE),
    Hostile(
        "line-feeds-only", "article", raw(lambda: b"HTTP/1.1 200 OK\nContent-Type: text/html\n\n" + article()), "new"
    ),
    Hostile(
        "switching-protocols",
        "article",
        raw(b"HTTP/1.1 101 X\r\nUpgrade: x\r\n\r\n" + b"\x00" * 1_000),
        GONE + " http_101",
    ),
    Hostile(
        "early-hints-10,000",
        "article",
        raw(lambda: b"HTTP/1.1 103 X\r\nLink: </x>\r\n\r\n" * 10_000 + _with_length(0, b"")),
        "empty new too_large",
    ),
    Hostile("early-hints-endless", "article", endless(b"", b"HTTP/1.1 100 Continue\r\n\r\n"), "timeout too_large"),
)
STATUSES = (
    Hostile("unasked-304", "article", raw(b"HTTP/1.1 304 X\r\n\r\n"), "unasked_304"),
    Hostile("no-content-204", "article", raw(b"HTTP/1.1 204 X\r\n\r\n"), "http_204"),
    Hostile("reset-content-205", "article", served(article, status=205), "http_205"),
    Hostile(
        "partial-206", "article", served(article, status=206, more=(("Content-Range", "bytes 0-9/99"),)), "http_206"
    ),
    Hostile("im-used-226", "article", served(article, status=226), "http_226"),
    Hostile("teapot-418", "article", served(article, status=418), "http_418"),
    Hostile("multiple-choices-300", "article", served(article, status=300), "moved http_300"),
    Hostile(
        "use-proxy-305", "article", served(article, status=305, more=(("Location", "http://127.0.0.1:1/"),)), "moved"
    ),
    Hostile("network-login-511", "article", served(article, status=511), "http_511"),
    Hostile("server-error-500", "article", served(article, status=500), "http_500"),
    Hostile(
        "retry-after-beyond",
        "article",
        served(b"", status=503, more=(("Retry-After", "soon; 99999999999999999999"),)),
        "http_503",
    ),
    Hostile(
        "retry-after-in-the-past",
        "article",
        served(b"", status=503, more=(("Retry-After", "Sun, 06 Nov 1994 08:49:37 GMT"),)),
        "http_503",
    ),
)
HEADERS = (
    Hostile("headers-of-40-mb", "article", raw(lambda: _headers(40_000_000)), "too_large"),
    Hostile(
        "headers-endless", "article", endless(b"HTTP/1.1 200 X\r\n", b"X-A: " + b"x" * 8_000 + b"\r\n"), "too_large"
    ),
    Hostile("headers-endless-and-small", "article", endless(b"HTTP/1.1 200 X\r\n", b"a:b\r\n"), "too_large"),
    Hostile(
        "header-folded-endless",
        "article",
        endless(b"HTTP/1.1 200 X\r\nX-A: x\r\n", b" " + b"x" * 1_000 + b"\r\n"),
        "too_large",
    ),
    Hostile("header-line-endless", "article", endless(b"HTTP/1.1 200 X\r\nX-A: ", b"x" * 1_000), GONE + " too_large"),
    Hostile("cookies-3,000", "article", raw(_many_cookies), "too_large"),
    Hostile("header-without-a-colon", "article", raw(lambda: b"HTTP/1.1 200 X\r\nnonsense\r\n\r\n" + article()), "new"),
    Hostile(
        "headers-of-any-bytes",
        "article",
        raw(lambda: b"HTTP/1.1 200 X\r\nX-\xd8\xa7: \xff\x00\x01\r\nETag: \xff\r\n\r\n" + article()),
        "new " + GONE,
    ),
    Hostile("headers-slowly", "article", dripping(b"HTTP/1.1 200 X\r\nX-A: ", b"x"), "timeout", slow=True),
    Hostile("header-every-second", "article", dripping(b"HTTP/1.1 200 X\r\n", b"X-A: b\r\n"), "timeout", slow=True),
    Hostile(
        "header-names-bomb",
        "article",
        raw(lambda: b"HTTP/1.1 200 X\r\n" + b"".join(b"X%d: y\r\n" % n for n in range(20_000)) + b"\r\n" + article()),
        "too_large new",
    ),
)
LENGTHS = (
    Hostile("length-too-long", "article", raw(lambda: _with_length(90_000)), "cut_off"),
    Hostile("length-too-short", "article", raw(lambda: _with_length(900)), "new too_short empty extract_failed"),
    Hostile("length-negative", "article", raw(lambda: _with_length(-5)), GONE),
    Hostile("length-of-a-million-digits", "article", raw(lambda: _with_length("9" * 10_000)), GONE + " too_large"),
    Hostile(
        "lengths-that-differ",
        "article",
        raw(lambda: head(200, (*HTML, ("Content-Length", "5"), ("Content-Length", "7"))) + article()),
        GONE,
    ),
    Hostile(
        "length-and-chunks",
        "article",
        raw(lambda: head(200, (*CHUNKED, ("Content-Length", "5"))) + _chunk(article()) + b"0\r\n\r\n"),
        "new " + GONE,
    ),
    Hostile("length-of-1-tb", "article", raw(lambda: _with_length(10**12)), "too_large"),
    Hostile("body-of-9-mb", "article", html(lambda: b"<p>" + bytes(9_000_000)), "too_large"),
    Hostile("body-endless", "article", endless(head(200, HTML), b"<p>x</p>"), "too_large"),
)
CHUNKS = (
    Hostile("chunks-endless", "article", endless(head(200, CHUNKED), _chunk(b"x" * 1_000)), "too_large"),
    Hostile(
        "chunks-of-one-byte",
        "article",
        raw(lambda: head(200, CHUNKED) + b"1\r\nx\r\n" * 300_000 + b"0\r\n\r\n"),
        "repeated not_html",
    ),
    Hostile("chunks-cut", "article", raw(lambda: head(200, CHUNKED) + _chunk(article())), "cut_off"),
    Hostile("chunk-cut-inside", "article", raw(lambda: head(200, CHUNKED) + _chunk(article())[:900]), "cut_off"),
    Hostile(
        "chunk-length-no-number", "article", raw(lambda: head(200, CHUNKED) + b"xyz\r\n" + article()), GONE + " cut_off"
    ),
    Hostile(
        "chunk-length-negative", "article", raw(lambda: head(200, CHUNKED) + b"-5\r\n" + article()), GONE + " cut_off"
    ),
    Hostile(
        "chunk-length-beyond",
        "article",
        raw(lambda: head(200, CHUNKED) + b"f" * 30 + b"\r\n" + article()),
        GONE + " cut_off too_large",
    ),
    Hostile(
        "chunk-extension-of-1-mb",
        "article",
        raw(lambda: head(200, CHUNKED) + b"5;" + b"x" * 1_000_000 + b"\r\nabcde\r\n0\r\n\r\n"),
        GONE + " cut_off",
    ),
    Hostile(
        "trailers-endless",
        "article",
        endless(head(200, CHUNKED) + _chunk(article()) + b"0\r\n", b"X-A: b\r\n"),
        GONE + " cut_off too_large",
    ),
    Hostile(
        "transfer-coded-gzip",
        "article",
        raw(lambda: head(200, (*HTML, ("Transfer-Encoding", "gzip, chunked"))) + _chunk(article())),
        GONE,
    ),
)
TIME = (
    Hostile("reset-at-once", "article", _reset_after(b""), GONE),
    Hostile("reset-in-the-headers", "article", _reset_after(b"HTTP/1.1 200 X\r\nX"), GONE),
    Hostile("reset-in-the-body", "article", _reset_after(_with_length(90_000)), "cut_off " + GONE),
    Hostile("closed-without-a-word", "article", raw(b""), GONE),
    Hostile("never-answers", "article", dripping(b"", b""), "timeout", slow=True),
    Hostile("body-never-comes", "article", dripping(_with_length(90_000, b""), b""), "timeout", slow=True),
    Hostile("one-byte-a-second", "article", dripping(_with_length(90_000, b""), b"x"), "timeout", slow=True),
    Hostile("one-chunk-a-second", "article", dripping(head(200, CHUNKED), b"1\r\nx\r\n"), "timeout", slow=True),
    Hostile("cut-after-14-seconds", "article", _slowly_cut(14), "timeout cut_off", slow=True),
    Hostile("smuggled-answer", "article", _smuggled, "new"),
    Hostile(
        "kept-open-for-ever", "article", dripping(b"HTTP/1.1 204 X\r\nConnection: keep-alive\r\n\r\n", b""), "http_204"
    ),
)
ANSWERS = (*STATUS_LINES, *STATUSES, *HEADERS, *LENGTHS, *CHUNKS, *TIME)
