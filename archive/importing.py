"""Other people's captures enter the archive, outlets that no longer exist among them, keeping their capture times.

What was good in a file is kept; what was not is counted and named. Importing a file twice changes nothing.
"""

import hashlib
from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from urllib.parse import urlsplit

from archive.foreign import Bad, ForeignFile, Given
from archive.identity import TWIN_HOSTS, belongs, is_web_address, owner_of
from archive.ingest import Intake
from archive.instants import stamp
from archive.model import Outcome, Outlet, Page
from archive.writer import Writer

BATCH = 100


class Importer:
    """Takes files into the record. `outlets` are those known; `only` forces every address to one of them."""

    def __init__(self, writer: Writer, outlets: Mapping[str, Outlet], only: Outlet | None = None) -> None:
        self._writer, self._outlets, self._only = writer, dict(outlets), only
        self._intakes: dict[str, Intake] = {}

    def run(self, path: Path) -> Iterator[tuple[Outcome | Bad, int]]:
        """Yields each outcome or Bad with the number of input bytes read so far. Commits every BATCH pages."""
        stream = ForeignFile(path)
        things = iter(stream.things())
        with stream:
            while True:
                with self._writer.batch():
                    done = [self._one(thing) for _, thing in zip(range(BATCH), things, strict=False)]
                yield from ((outcome, stream.position) for outcome in done)
                if len(done) < BATCH:
                    return

    def _one(self, thing: Given | Bad) -> Outcome | Bad:
        if isinstance(thing, Bad):
            return thing
        exchange = thing.exchange
        if not is_web_address(exchange.url):
            return Bad(exchange.url[:200] or "a record", "its address is not an http(s) URL")
        if self._known(thing):
            return Outcome(kind="unchanged", url=exchange.url)
        intake = self._intake(exchange.url)
        intake.keep(exchange)
        page = Page(
            url=exchange.url,
            final_url=exchange.url,
            status=exchange.status,
            headers=() if thing.reading else exchange.headers,
            # A text somebody else extracted has no page to be judged by.
            body=b"" if thing.reading else exchange.body,
            fetched_at=exchange.fetched_at,
            hint=thing.hint,
        )
        return intake.consider(page, thing.reading) if thing.reading else intake.take(page)

    def _known(self, thing: Given) -> bool:
        """Was this very thing imported before? Where its time is not given, its bytes tell."""
        column, value = (
            ("fetched_at", stamp(thing.exchange.fetched_at)) if thing.dated else ("body_sha256", _sha256(thing))
        )
        sql = f"SELECT 1 FROM captures WHERE url = ? AND via = 'import' AND {column} = ?"  # noqa: S608 - one of two names
        return self._writer.store.row(sql, thing.exchange.url, value) is not None

    def _intake(self, url: str) -> Intake:
        outlet = self._outlet_for(url)
        found = self._intakes.get(outlet.name)
        if found is None or found.outlet != outlet:
            found = self._intakes[outlet.name] = Intake(self._writer.data.root, outlet, self._writer)
        return found

    def _outlet_for(self, url: str) -> Outlet:
        if self._only is not None:
            if not belongs(url, self._only):
                self._only = replace(self._only, hosts=(*self._only.hosts, _host(url)))
            return self._only
        known = owner_of(url, self._outlets.values())
        if known is None:
            known = self._outlets[_host(url)] = unknown_outlet(url)
        return known


def unknown_outlet(url: str) -> Outlet:
    """An outlet that nobody described enters under its host's name, so that no article is lost."""
    host = _host(url)
    return Outlet(
        name=host,
        title=host,
        title_en=host,
        home=f"https://{host}/",
        hosts=(host,),
        routes=(),
        enabled=False,
        disabled_because="known from imports only",
    )


def _host(url: str) -> str:
    return TWIN_HOSTS.sub("", urlsplit(url).netloc.rpartition("@")[2].lower())


def _sha256(thing: Given) -> str:
    return hashlib.sha256(thing.exchange.body).hexdigest()
