"""A week of captures of a sample outlet as another archive would hand them over: two articles go, one comes back."""

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from urllib.error import HTTPError
from urllib.request import urlopen

from archive.times import now, stamp
from tests.support.outlet_server import OutletServer
from tests.support.warc_files import http, warc_record

SITE = "sample_gutenberg"
# Days ago: all were there; then three looks over more than two days.
BEGAN, LOOKS = 6, (5, 4, 2)


def write(server: OutletServer, path: Path) -> list[str]:
    """Write the WARC file. Takes the two articles that go from the server; returns their numbers."""
    *_, there, back, first, second = (one.id for one in server.articles(SITE))
    pages = {number: _answer(server.url(SITE, number)) for number in (there, back, first, second)}
    for number in (first, second):
        server.delete(SITE, number, 404)
    nothing = _answer(server.url(SITE, first))
    # Days ago and what was then answered.
    looks = [(BEGAN, pages), (LOOKS[0], {there: pages[there]} | dict.fromkeys((back, first, second), nothing))]
    looks += [(days, pages | dict.fromkeys((first, second), nothing)) for days in LOOKS[1:]]
    path.write_bytes(b"".join(_records(server, looks)))
    return [first, second]


def _records(server: OutletServer, looks: list[tuple[int, dict[str, bytes]]]) -> Iterator[bytes]:
    start = now()
    for days, answers in looks:
        for minute, (number, answer) in enumerate(answers.items()):
            at = start - timedelta(days=days) + timedelta(minutes=minute)
            yield warc_record(answer, url=server.url(SITE, number), date=stamp(at))


def _answer(url: str) -> bytes:
    try:
        with urlopen(url) as answer:  # noqa: S310 - our own server
            return http(answer.read())
    except HTTPError as missing:
        return http(missing.read(), status=f"HTTP/1.1 {missing.code} {missing.reason}")
