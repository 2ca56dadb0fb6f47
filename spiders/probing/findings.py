"""What a probe of an outlet found, in plain values. Knows nothing of Scrapy: the parent process reads it too."""

from dataclasses import dataclass, field
from typing import cast

from archive.exchange import Page
from archive.model import Route, RouteKind


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """One probe: what was asked, and the word for what came (`ok`, a cause of http/causes.py, or a held reason).

    `probe` is robots, home, a route's kind, or article. `source` is configured, announced or guessed, empty for what is
    no route. `articles` counts the articles a route listed, `newest` is the date of its first one as it is written
    there, `links` a listing's selector. `note` says more, for people. `leads_to` is where a redirect led that was not
    followed.
    """

    probe: str
    url: str
    result: str
    source: str = ""
    edition: str = ""
    articles: int | None = None
    newest: str = ""
    links: str = ""
    note: str = ""
    leads_to: str = ""

    def route(self) -> Route:
        """The route that was asked. Only for findings that have a source."""
        return Route(kind=cast("RouteKind", self.probe), url=self.url, edition=self.edition, links=self.links)


@dataclass(slots=True)
class Survey:
    """Everything a probe brought home: findings in the order made, the front page, article pages, listed addresses."""

    findings: list[Finding] = field(default_factory=list)
    home: Page | None = None
    pages: list[Page] = field(default_factory=list)
    listed: list[str] = field(default_factory=list)
    cause: str = ""

    def add(self, finding: Finding) -> None:
        self.findings.append(finding)
