"""The sample outlets' control endpoint: what a test calls in Python, the demo's visitor posts.

curl -X POST "http://127.0.0.1:8746/edit"
curl -X POST "http://127.0.0.1:8746/fault?site=sample_wp&kind=503&path=/feed/&times=2"
"""

from collections.abc import Callable
from typing import TYPE_CHECKING

from tests.support.outlet_server.addresses import SITES
from tests.support.outlet_server.faults import KINDS, FaultKind

if TYPE_CHECKING:
    from tests.support.outlet_server.server import OutletServer

Said = dict[str, object]


def obey(outlets: "OutletServer", method: str, path: str, wishes: dict[str, str]) -> tuple[int, Said]:
    """Carry out one command: HTTP status, and what to say. 400: a bad wish, 404: no such command, 405: not posted."""
    if path == "/":
        return 200, _state(outlets)
    if path not in COMMANDS:
        return 404, {"error": f"no such command: {path}", "commands": list(COMMANDS)}
    if method != "POST":
        return 405, {"error": "commands are posted"}
    try:
        return 200, COMMANDS[path](outlets, dict(wishes))
    except KeyError as error:
        return 400, {"error": f"no such site, article or missing value: {error.args[0]}"}
    except (ValueError, TypeError) as error:
        return 400, {"error": str(error)}


def _state(outlets: "OutletServer") -> Said:
    sites = {site: {"home": outlets.home(site), "articles": len(outlets.articles(site))} for site in SITES}
    return {"sites": sites, "commands": list(COMMANDS), "faults": list(KINDS), "requests": len(outlets.requests)}


def _edit(outlets: "OutletServer", wishes: dict[str, str]) -> Said:
    return {"edited": outlets.edit(wishes.get("site", ""), wishes.get("article", ""))}


def _delete(outlets: "OutletServer", wishes: dict[str, str]) -> Said:
    status = int(wishes.get("status", "410"))
    return {"deleted": outlets.delete(wishes.get("site", ""), wishes.get("article", ""), status), "status": status}


def _new(outlets: "OutletServer", wishes: dict[str, str]) -> Said:
    return {"published": outlets.new(wishes.get("site", "sample_wp"))}


def _fault(outlets: "OutletServer", wishes: dict[str, str]) -> Said:
    kind = _kind(wishes["kind"])
    times, seconds = int(wishes.get("times", "0")), float(wishes.get("seconds", "2"))
    outlets.fault(wishes["site"], kind, wishes.get("path", ""), times, seconds)
    return {"fault": kind, "site": wishes["site"]}


def _kind(text: str) -> FaultKind:
    for kind in KINDS:
        if kind == text:
            return kind
    raise ValueError(f"no such fault: {text!r}; there are {', '.join(KINDS)}")


def _reset(outlets: "OutletServer", wishes: dict[str, str]) -> Said:
    del wishes
    outlets.reset()
    return {"reset": True}


COMMANDS: dict[str, Callable[["OutletServer", dict[str, str]], Said]] = {
    "/edit": _edit,
    "/delete": _delete,
    "/new": _new,
    "/fault": _fault,
    "/reset": _reset,
}
