"""Articles that send on: in circles, out of the outlet, to this machine and its files, to addresses that are none."""

from tests.support.hostile.answer import Hostile, html, raw, redirect
from tests.support.hostile.pages import article
from tests.support.hostile.wire import Send, Wire

MOVED = "moved redirects private_address connection"


def _to(name: str, location: str | bytes, words: str = MOVED, beyond: dict[str, Send] | None = None) -> Hostile:
    return Hostile(name, "article", redirect(location), words, beyond=beyond or {})


def _deeper(wire: Wire) -> None:
    """Another address each time."""
    redirect("{here}x/")(wire)


def _slowly(wire: Wire) -> None:
    wire.wait(9)
    _deeper(wire)


def _chain(answer: Send) -> dict[str, Send]:
    return {"x/" * hop: answer for hop in range(1, 9)}


TWO_LOCATIONS = b"HTTP/1.1 302 X\r\nLocation: a\r\nLocation: file:///x\r\nContent-Length: 0\r\n\r\n"
ANSWERS = (
    _to("to-itself", "{home}{here}", "redirects"),
    _to("to-and-fro", "{here}a/", "redirects", {"a/": redirect("../b/"), "b/": redirect("../a/")}),
    Hostile("ever-deeper", "article", _deeper, "redirects", beyond=_chain(_deeper)),
    Hostile("ever-deeper-and-slowly", "article", _slowly, "redirects timeout", slow=True, beyond=_chain(_slowly)),
    _to("to-a-file", "file:///etc/passwd"),
    _to("to-data", "data:text/html,<p>x</p>"),
    _to("to-a-script", "javascript:alert(1)"),
    _to("to-ftp", "ftp://127.0.0.1/x"),
    _to("to-another-port", "http://127.0.0.1:1{here}"),
    _to("to-metadata", "http://169.254.169.254/latest/meta-data/"),
    _to("to-a-number", "http://2130706433{here}"),
    _to("to-another-host", "https://other.example{here}"),
    _to("to-a-user", "http://user:secret@127.0.0.1{here}"),
    _to("to-no-scheme", "//other.example{here}"),
    _to("to-a-broken-address", "http://[::1"),
    _to("to-a-port-beyond", "http://127.0.0.1:99999{here}"),
    _to("to-15-kb", "{here}" + "x" * 15_000, MOVED + " http_404"),
    _to("to-nothing", "", MOVED),
    _to("to-controls", b"{here}\x01\x7f\t\x0b", MOVED + " http_404"),
    _to("to-home", "{home}/", "home_redirect http_404"),
    _to("to-arabic-bytes", "{here}خبر/", "new", {"%D8%AE%D8%A8%D8%B1/": html(article)}),
    _to("to-1256-bytes", b"{here}\xce\xc8\xd1/", "new http_404 " + MOVED, {"%CE%C8%D1/": html(article)}),
    Hostile("without-a-location", "article", raw(b"HTTP/1.1 302 X\r\nContent-Length: 0\r\n\r\n"), "moved"),
    Hostile("with-two-locations", "article", raw(TWO_LOCATIONS), MOVED + " http_404"),
    Hostile(
        "to-a-hanging-page",
        "article",
        redirect("{here}late/"),
        "timeout",
        slow=True,
        beyond={"late/": lambda wire: wire.wait(100)},
    ),
    _to("to-what-is-too-large", "{here}big/", "too_large", {"big/": html(lambda: bytes(9_000_000))}),
)
