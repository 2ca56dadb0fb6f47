"""Five sample outlets on this machine, with a control endpoint and a new home for a site that moves."""

import threading
from contextlib import suppress
from random import Random
from types import TracebackType
from typing import Self
from urllib.parse import unquote, urlencode

from tests.support.outlet_server import addresses, aspx, gutenberg, listing, portal, wordpress
from tests.support.outlet_server.corpus import Article
from tests.support.outlet_server.faults import KINDS, Fault, FaultKind, Faults
from tests.support.outlet_server.listener import Listener, Logged
from tests.support.outlet_server.markup import address, not_found, redirect
from tests.support.outlet_server.site import Reply, Site, Theme, own_articles

THEMES: dict[str, Theme] = {
    "sample_wp": wordpress.THEME,
    "sample_portal": portal.THEME,
    "sample_gutenberg": gutenberg.THEME,
    "sample_aspx": aspx.THEME,
    "sample_listing": listing.THEME,
}
# Below the range from which systems take the ports of outgoing connections.
FREE_PORTS = range(20_000, 32_000)


class OutletServer:
    """The sample outlets, listening while the context lasts.

    `base_port` None or 0 takes seven consecutive free ports. Raises OSError where a wanted port is taken. Every command
    without an article takes the one whose file gives it that part (`role`); unknown sites and articles raise KeyError,
    commands that cannot be, ValueError.
    """

    def __init__(self, base_port: int | None = None) -> None:
        self.requests: list[Logged] = []
        self._lock = threading.Lock()
        self._listeners = self._listen(base_port) if base_port else self._listen_anywhere()
        self.base_port = self._listeners[0].port
        self._sites: dict[str, Site] = {}
        self._faults = {name: Faults() for name in addresses.SITES}
        self._moved = ""
        self.reset()

    def __enter__(self) -> Self:
        for listener in self._listeners:
            listener.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        for listener in self._listeners:
            listener.stop()

    def home(self, site: str) -> str:
        """The address a site, the control endpoint or the moved home listens at, without a final slash."""
        return addresses.home(site, self.base_port)

    def articles(self, site: str) -> list[Article]:
        """What the site shows now, newest first."""
        return self._sites[site].listed()

    def url(self, site: str, article_id: str) -> str:
        """The full address of an article, published or held back."""
        article = next((one for one in own_articles(site) if one.id == article_id), None)
        if article is None:
            raise KeyError(f"{site}/{article_id}")
        return self._sites[site].home + address(THEMES[site].path_of(article))

    def oldest(self, site: str) -> str:
        """The full address of the oldest article the site shows."""
        return self.url(site, self.articles(site)[-1].id)

    def edit(self, site: str = "", article_id: str = "") -> str:
        """Edit an article as its file says. Returns its address."""
        site, article_id = self._chosen("edited", site, article_id)
        self._sites[site].edit(article_id)
        return self.url(site, article_id)

    def rewrite(self, article: Article) -> str:
        """Show an article as it is given from now on. Returns its address."""
        self._sites[article.site].rewrite(article)
        return self.url(article.site, article.id)

    def delete(self, site: str = "", article_id: str = "", status: int = 410) -> str:
        """Take an article away: lists drop it, its address answers `status`. Returns its address."""
        if status not in (404, 410):
            raise ValueError(f"a deleted article answers 404 or 410, not {status}")
        site, article_id = self._chosen("deleted", site, article_id)
        self._sites[site].delete(article_id, status)
        return self.url(site, article_id)

    def new(self, site: str = "sample_wp") -> str:
        """Publish the article the site holds back. Returns its address."""
        return self.url(site, self._sites[site].publish_held_back().id)

    def fault(self, site: str, kind: FaultKind, path: str = "", times: int = 0, seconds: float = 2.0) -> None:
        """Let something go wrong on a site, `times` times or until reset; see `faults.Fault`.

        `moved` sends every address on to the moved home, `template` redesigns articles, `empty_feed` empties the lists:
        these three know no path and no times.
        """
        if kind not in KINDS:
            raise ValueError(f"no such fault: {kind!r}; there are {', '.join(KINDS)}")
        if kind == "moved":
            self._move(site)
        elif kind == "template":
            self._sites[site].new_template = True
        elif kind == "empty_feed":
            self._sites[site].empty_feed = True
        else:
            self._faults[site].add(Fault(kind=kind, path=path, times=times, seconds=seconds))

    def _move(self, site: str) -> None:
        if self._moved not in ("", site):
            raise ValueError(f"{self._moved} lives at the new home already")
        self._sites[site].home, self._moved = self.home(addresses.MOVED), site

    def reset(self) -> None:
        """Make every site as it was at first, and forget the requests."""
        self._sites = {name: Site(name, self.home(name)) for name in addresses.SITES}
        self._moved = ""
        for faults in self._faults.values():
            faults.clear()
        with self._lock:
            self.requests.clear()

    def reply(self, listener: str, path: str, query: dict[str, str]) -> Reply:
        """The answer of whoever listens there to one GET, faults included. `path` is still percent-encoded."""
        name = self._moved if listener == addresses.MOVED else listener
        if not name:
            return not_found()
        if listener == self._moved:
            tail = f"?{urlencode(query)}" if query else ""
            return redirect(self.home(addresses.MOVED) + path + tail)
        site, decoded = self._sites[name], unquote(path)
        reply = self._standing(site, THEMES[name], decoded, query)
        return self._faults[name].spoil(reply, decoded, site)

    def log(self, entry: Logged) -> None:
        with self._lock:
            self.requests.append(entry)

    def _standing(self, site: Site, theme: Theme, path: str, query: dict[str, str]) -> Reply:
        reply = theme.answer(site, path, query) or not_found()
        gone = site.deleted.get(reply.article_id)
        return not_found("حُذف هذا الخبر", gone) if gone else reply

    def _chosen(self, role: str, site: str, article_id: str) -> tuple[str, str]:
        if bool(site) != bool(article_id):
            raise ValueError("name both the site and the article, or neither")
        if site:
            return site, self._sites[site].published[article_id].id
        playing = (one for name in addresses.SITES for one in own_articles(name) if one.role == role)
        article = next(playing)
        return article.site, article.id

    def _listen(self, base: int) -> list[Listener]:
        listeners: list[Listener] = []
        try:
            for number, name in enumerate(addresses.LISTENERS):
                listeners.append(Listener(self, name, base + number))
        except OSError:
            for listener in listeners:
                listener.server_close()
            raise
        return listeners

    def _listen_anywhere(self) -> list[Listener]:
        for base in Random().sample(FREE_PORTS, 100):
            with suppress(OSError):
                return self._listen(base)
        raise OSError("found no seven free ports in a row")
