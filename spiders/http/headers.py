"""The headers of an answer as the archive keeps them."""

from scrapy.http import Response

from archive.exchange import Headers


def headers_of(response: Response) -> Headers:
    """Header fields in the order received, repeats kept; bytes read as Latin-1 (RFC 9110, 5.5)."""
    return tuple(
        (name.decode("latin-1"), value.decode("latin-1"))
        for name in response.headers
        for value in response.headers.getlist(name)
    )


def links_of(response: Response) -> tuple[str, ...]:
    """The values of an answer's `Link` fields (RFC 8288)."""
    return tuple(value.decode("latin-1") for value in response.headers.getlist("Link"))
