"""What another Warraq serves, asked for plainly: one request at a time, no crawl, and never of a private address."""

import http.client
import urllib.error
import urllib.request
from collections.abc import Iterator
from importlib.metadata import version
from typing import IO
from urllib.parse import urlsplit

from archive.errors import BadConfiguration, WarraqError
from archive.publish.fetching import Interrupted
from spiders.http.public_addresses import is_public, judge_address, private_allowed

SECONDS = 60.0
CHUNK_BYTES = 256 * 1024
DOWNLOADS = "/downloads"

# Why an address is not asked (public_addresses.judge_address), as a person is told.
WHYS = {
    "port": "archives are asked at the ports of the web alone (80 and 443)",
    "private address": "it is an address of a network of one's own",
    "scheme": "it begins with neither https:// nor http://",
    "user information": "it has a name or a password in it",
    "no host": "no host stands in it",
    "broken address": "it is no address",
}


class OtherArchive:
    """The downloads of an archive by its address: that of its front page, of its downloads or of its manifest."""

    def __init__(self, address: str) -> None:
        """Raises BadConfiguration for an address that is none, or must not be asked."""
        given = address if "://" in address else f"https://{address}"
        parts = urlsplit(given)
        base = parts.path.removesuffix("/manifest.json").removesuffix("/latest.json").rstrip("/")
        base = base.removesuffix(DOWNLOADS).removesuffix("/en")
        self.name = f"{parts.scheme}://{parts.netloc}{base}"
        _demand_public(self.name)
        # An environment's proxy is the operator's own, and may be private.
        guarded = [] if urllib.request.getproxies() else [_GuardedHttp(), _GuardedHttps()]
        self._opener = urllib.request.build_opener(_Redirects(), *guarded)

    def read(self, file: str, first: int, sha256: str = "") -> Iterator[bytes]:
        """The bytes of a published file from `first` on. Raises Interrupted, or WarraqError where it is not there."""
        headers = {"User-Agent": f"warraq/{version('warraq')} (pull)", "Accept-Encoding": "identity"}
        if first:
            headers |= {"Range": f"bytes={first}-", "If-Range": f'"{sha256}"'}
        request = urllib.request.Request(f"{self.name}{DOWNLOADS}/{file}", headers=headers)  # noqa: S310 - judged
        try:
            with self._opener.open(request, timeout=SECONDS) as answer:
                if first and answer.status != http.HTTPStatus.PARTIAL_CONTENT:
                    _skip(answer, first)
                while chunk := answer.read(CHUNK_BYTES):
                    yield chunk
        except urllib.error.HTTPError as problem:
            problem.close()
            raise WarraqError(
                f"{self.name} answers {problem.code} for {file}. Is it a Warraq that has published something?"
            ) from problem
        except (OSError, http.client.HTTPException) as problem:
            reason = getattr(problem, "reason", problem)
            # Of a system's error its words alone.
            reason = getattr(reason, "strerror", None) or reason
            raise Interrupted(f"{self.name} cannot be reached ({reason}). Try again when it answers.") from problem


def _skip(answer: IO[bytes], count: int) -> None:
    """Past what is here already, where all of a file was sent instead of a part."""
    while count > 0 and (chunk := answer.read(min(CHUNK_BYTES, count))):
        count -= len(chunk)


def _demand_public(url: str) -> None:
    why = judge_address(url)
    if why:
        raise BadConfiguration(
            f"{url} cannot be asked: {WHYS.get(why, why)}. Name the address of an archive: https://archive.example"
        )


class _Redirects(urllib.request.HTTPRedirectHandler):
    def redirect_request(
        self,
        req: urllib.request.Request,
        fp: IO[bytes],
        code: int,
        msg: str,
        headers: http.client.HTTPMessage,
        newurl: str,
    ) -> urllib.request.Request | None:
        _demand_public(newurl)
        return super().redirect_request(req, fp, code, msg, headers, newurl)


class _Guarded(http.client.HTTPConnection):
    """Whatever a name resolves to: no byte is sent to a private address."""

    def connect(self) -> None:
        super().connect()
        if not private_allowed() and not is_public(self.sock.getpeername()[0]):
            self.close()
            raise BadConfiguration(f"{self.host} is a private address, which is not asked.")


class _GuardedTls(http.client.HTTPSConnection, _Guarded):
    """The same, of a connection that is to be encrypted: judged before the first byte of that."""


class _GuardedHttp(urllib.request.HTTPHandler):
    def http_open(self, req: urllib.request.Request) -> http.client.HTTPResponse:
        return self.do_open(_Guarded, req)


class _GuardedHttps(urllib.request.HTTPSHandler):
    def https_open(self, req: urllib.request.Request) -> http.client.HTTPResponse:
        return self.do_open(_GuardedTls, req)
