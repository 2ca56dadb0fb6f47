"""Answers of a WordPress interface that are hostile: depths, numbers, types and letters that nobody expects."""

from tests.support.hostile.answer import Bytes, Hostile, endless, head, served, with_home

GOOD = '{"id":10001,"link":"{home}/10001/","title":{"rendered":"خبر"}}'
BAD = "parse empty_feed no_articles"


def _posts(name: str, body: Bytes, words: str = "ok", waits_for: str = "") -> Hostile:
    send = with_home(body, lambda text: served(text, "application/json"))
    return Hostile(name, "rest", send, words, waits_for=waits_for)


def _post(name: str, post: str, words: str = "ok", waits_for: str = "") -> Hostile:
    """A hostile post before a good one, which must be taken."""
    return _posts(name, lambda: f"[{post},{GOOD}]", words, waits_for)


ANSWERS = (
    _posts("rest-nested-lists", lambda: b"[" * 100_000, "parse"),
    _posts("rest-nested-objects", lambda: b'{"a":' * 100_000, "parse"),
    _posts("rest-nested-and-sound", lambda: b"[" * 900 + b"]" * 900, BAD),
    _posts("rest-an-error", b'{"code":"rest_forbidden"}', "parse"),
    _posts("rest-null", b"null", "parse"),
    _posts("rest-of-30-mb", lambda: b'[{"title":"' + b"x" * 30_000_000 + b'"}]', BAD + " ok"),
    _posts(
        "rest-500,000-posts", lambda: f"[{GOOD},".encode() + b'{"link":"{home}/30001/"},' * 500_000 + b"0]", "ok parse"
    ),
    _posts("rest-3,000,000-lists", lambda: b"[" + b"[]," * 3_000_000 + b"0]", BAD),
    _posts("rest-endless-escapes", lambda: b'["' + b"\\u0627" * 3_000_000 + b'"]', BAD),
    _posts("rest-is-a-page", b"<html><body><p>x</p></body></html>", "parse"),
    _posts("rest-of-nothing", b"", "parse"),
    _posts("rest-every-byte", lambda: bytes(range(256)) * 999, "parse"),
    _posts("rest-utf-16", lambda: f"[{GOOD}]".replace("{home}", "x").encode("utf-16"), "parse no_articles"),
    _post("post-number-beyond", '{"link":1e999,"date_gmt":-1e999,"title":{"rendered":1e999}}'),
    _post("post-number-of-100,000-digits", '{"link":' + "9" * 100_000 + "}", "ok parse"),
    _post("post-not-a-number", '{"link":NaN,"title":Infinity}'),
    _post("post-of-other-types", '[1],null,{"link":["x"],"title":[[]],"date":{}},{"link":{"a":1}}'),
    _post(
        "post-surrogate",
        '{"link":"{home}/30001/","title":{"rendered":"\\ud83d x"}}',
        waits_for="titles freed of surrogates",
    ),
    _post("post-nul", '{"link":"{home}/30001/\\u0000","title":{"rendered":"\\u0000\\u0001"}}'),
    _post(
        "post-title-of-less-than", '{"link":"{home}/30001/","title":{"rendered":"' + "<" * 400_000 + '"}}', "ok parse"
    ),
    _post("post-title-of-5-mb", '{"link":"{home}/30001/","title":{"rendered":"' + "x" * 5_000_000 + '"}}'),
    _post("post-link-of-a-file", '{"link":"file:///etc/passwd"}'),
    _post("post-same-name-100,000-times", "{" + '"link":"{home}/30001/",' * 100_000 + '"a":1}'),
    Hostile(
        "rest-endless", "rest", endless(head(200, (("Content-Type", "application/json"),)), b'{"a":1},'), "too_large"
    ),
)
