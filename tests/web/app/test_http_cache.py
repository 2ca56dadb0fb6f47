"""What a browser says it holds already: understood, or as if it had said nothing."""

import pytest

from archive.web.app.http_cache import instant_of
from tests.support.reading_room import Site

ABSURD = (
    *("x", "", "Thu, 01 Jan 0000 00:00:00 GMT", "Fri, 31 Dec 99999 23:59:59 GMT", "9" * 5_000, "Sun Nov 6 1994"),
    *("Sun, 99 Nov 1994 08:49:37 GMT", "Sun, 06 Nov 1994 08:49:37 +9999999999", "0", ",,,,", ": : :"),
    *("Sun, 06 Nov 1994 08:49:37", "Sun, 06 Nov 1994 25:61:61 GMT", "1 1 1 1:1:1:1:1", "Sun, 06 Foo 1994 08:49:37 GMT"),
)


@pytest.mark.parametrize("date", ABSURD)
def test_a_date_that_is_none_is_ignored(site: Site, date: str) -> None:
    assert instant_of(date.encode()) is None
    for path in ("/api/1/outlets", "/", "/warraq/articles", "/-/static-plugins/warraq/warraq.css"):
        assert site.get(path, headers={"If-Modified-Since": date}).status_code == 200, path


def test_a_date_is_read() -> None:
    read = instant_of(b"Sun, 06 Nov 1994 08:49:37 GMT")
    assert read is not None
    assert read.isoformat() == "1994-11-06T08:49:37+00:00"


@pytest.mark.parametrize("tag", ["W/", 'W/"x', '"' * 3_000, "\xff", "", "x, y, z", '"a"' * 900])
def test_a_tag_that_is_none_is_ignored(site: Site, tag: str) -> None:
    for path in ("/api/1/outlets", "/", "/warraq/articles"):
        assert site.get(path, headers={"If-None-Match": tag.encode("latin-1")}).status_code == 200, path
