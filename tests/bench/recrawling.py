"""A second crawl of outlets where nothing changed: how many requests it makes for how many articles already known."""

from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from tests.bench.timing import Claim, at_most
from tests.support.command import ALL, Command
from tests.support.outlet_server import OutletServer
from tests.support.outlet_server.corpus import articles as sample_articles
from tests.support.outlet_server.markup import address
from tests.support.outlet_server.server import THEMES


def claims(folder: Path, articles: int) -> Iterator[Claim]:
    del articles
    with OutletServer() as server:
        command = Command(folder, server.base_port)
        command.lines("crawl", *ALL)
        first = len(server.requests)
        known = command.rows("SELECT count(*) FROM articles")[0][0]
        server.requests.clear()
        command.lines("crawl", *ALL)
        second = list(server.requests)
    statuses = Counter(request.status for request in second)
    told = ", ".join(f"{number} × {status}" for status, number in sorted(statuses.items()))
    pages = {(site, address(THEMES[site].path_of(article))) for (site, _), article in sample_articles().items()}
    read_again = sum((request.site, request.path) in pages for request in second)
    yield Claim(f"requests for {known} unchanged articles", f"{len(second)}", f"the first crawl {first}", told)
    yield Claim("articles fetched again", f"{read_again}", f"known {known}", "", at_most(0, read_again))
