"""What goes wrong on real sites, on command: each fault turns the answer a site would have given into a worse one."""

import threading
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Literal, get_args

from tests.support.outlet_server import markup
from tests.support.outlet_server.site import HTML, Reply, Site

FaultKind = Literal[
    "403", "429", "503", "hang", "cut", "charset", "challenge", "soft404", "home", "moved", "template", "empty_feed"
]
KINDS: tuple[FaultKind, ...] = get_args(FaultKind)


@dataclass(slots=True, kw_only=True)
class Fault:
    """One standing fault. It meets paths that begin with `path` (decoded) `times` times; 0: until reset.

    `seconds` is the Retry-After of 429 and 503, and how long a hanging answer hangs.
    """

    kind: FaultKind
    path: str = ""
    times: int = 0
    seconds: float = 2.0
    met: int = 0


class Faults:
    """The standing faults of one site."""

    def __init__(self) -> None:
        self._standing: list[Fault] = []
        self._lock = threading.Lock()

    def add(self, fault: Fault) -> None:
        with self._lock:
            self._standing.append(fault)

    def clear(self) -> None:
        with self._lock:
            self._standing.clear()

    def spoil(self, reply: Reply, path: str, site: Site) -> Reply:
        """The answer as the first fault that meets it leaves it."""
        with self._lock:
            for fault in self._standing:
                if path.startswith(fault.path) and _meets(fault, reply):
                    fault.met += 1
                    return SPOIL[fault.kind](fault, reply, site)
        return reply


def _meets(fault: Fault, reply: Reply) -> bool:
    spent = fault.times and fault.met >= fault.times
    return not spent and (fault.kind in WHOLE_SITE or reply.kind == "article")


def _refused(fault: Fault, _reply: Reply, _site: Site) -> Reply:
    headers = (("Retry-After", f"{fault.seconds:.0f}"),)
    body = f"<html><head><title>{fault.kind}</title></head><body><h1>{fault.kind}</h1></body></html>"
    return Reply(status=int(fault.kind), headers=headers, body=body.encode())


def _forbidden(_fault: Fault, _reply: Reply, _site: Site) -> Reply:
    return Reply(status=403, body=b"<html><head><title>403 Forbidden</title></head><body>nginx</body></html>")


def _hanging(fault: Fault, reply: Reply, _site: Site) -> Reply:
    return replace(reply, hang=fault.seconds)


def _cut(_fault: Fault, reply: Reply, _site: Site) -> Reply:
    return replace(reply, cut=True)


def _wrong_charset(_fault: Fault, reply: Reply, _site: Site) -> Reply:
    lie = "windows-1256" if reply.content_type == HTML else "utf-8"
    return replace(reply, content_type=f"text/html; charset={lie}")


def _challenge(_fault: Fault, _reply: Reply, _site: Site) -> Reply:
    headers = (("cf-mitigated", "challenge"), ("Cache-Control", "private, no-store"))
    return Reply(status=403, headers=headers, body=markup.fill("challenge").encode())


def _soft_404(_fault: Fault, _reply: Reply, _site: Site) -> Reply:
    return replace(markup.not_found(), status=200)


def _home(_fault: Fault, _reply: Reply, site: Site) -> Reply:
    return markup.redirect(f"{site.home}/", 302)


SPOIL: dict[FaultKind, Callable[[Fault, Reply, Site], Reply]] = {
    "403": _forbidden,
    "429": _refused,
    "503": _refused,
    "hang": _hanging,
    "cut": _cut,
    "charset": _wrong_charset,
    "challenge": _challenge,
    "soft404": _soft_404,
    "home": _home,
}
# These meet every answer, robots.txt and feeds too; the others meet articles only.
WHOLE_SITE: frozenset[FaultKind] = frozenset({"403", "429", "503", "hang", "challenge", "cut"})
