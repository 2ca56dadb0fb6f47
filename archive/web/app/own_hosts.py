"""The hosts at which this archive is read, so that an address of one of its own pages is known."""

import os
from urllib.parse import urlsplit

from archive.publish.about import SITE
from archive.web.app.compat import Datasette, Request, download


def own_hosts(datasette: Datasette, request: Request) -> frozenset[str]:
    """Where the reader is now, where the operator says that the archive stands, and where a downloaded file is from."""
    taken = download(datasette)
    named = (os.environ.get(SITE, ""), taken.source if taken else "")
    return frozenset({str(request.host).lower(), *filter(None, map(_host, named))})


def _host(site: str) -> str:
    try:
        return urlsplit(site).netloc.lower()
    except ValueError:
        return ""
