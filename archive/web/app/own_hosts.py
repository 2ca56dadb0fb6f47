"""The hosts at which this archive is read, so that an address of one of its own pages is known."""

from urllib.parse import urlsplit

from archive.configuration import current
from archive.web.app.compat import Datasette, Request, data_folder, download


def own_hosts(datasette: Datasette, request: Request) -> frozenset[str]:
    """Where the reader is now, where the operator says that the archive stands, or where a downloaded file is from."""
    taken = download(datasette)
    named = taken.source if taken else current(data_folder(datasette)).public_address
    return frozenset(filter(None, (str(request.host).lower(), _host(named))))


def _host(site: str) -> str:
    try:
        return urlsplit(site).netloc.lower()
    except ValueError:
        return ""
