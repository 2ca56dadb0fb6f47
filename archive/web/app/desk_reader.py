"""Who has a desk: each account of an instance with accounts, and the one reader of a downloaded file.

A downloaded file has no sign-in, so its desk answers to this machine's own names alone, whatever a page from elsewhere
makes a browser ask for.
"""

from urllib.parse import urlsplit

from archive.desk.store import ONE_READER
from archive.web.app.access import access_of, account_of
from archive.web.app.compat import Datasette, Request, download

OWN_NAMES = ("localhost", "127.0.0.1", "::1")
READING = ("GET", "HEAD")


def may_have_desk(datasette: Datasette, request: Request) -> bool:
    """Are there desks here, whoever asks?"""
    return is_at_home(request) if download(datasette) else bool(access_of(datasette).accounts)


def is_at_home(request: Request) -> bool:
    """Is it asked for under a name that leads nowhere but to this machine?"""
    return urlsplit(f"//{request.host}").hostname in OWN_NAMES


def has_desk(datasette: Datasette, request: Request) -> bool:
    """Does who asks have a desk here? Asked for every page, so that it can lead there."""
    return is_at_home(request) if download(datasette) else account_of(request) is not None


def reader_of(datasette: Datasette, request: Request) -> str | None:
    """Whose desk it is; None for who is not signed in. A password sent along reads, and writes nothing."""
    if not may_have_desk(datasette, request):
        return None
    if download(datasette):
        return ONE_READER
    by_password = request.actor["id"] if request.actor and request.method in READING else None
    return account_of(request) or by_password
