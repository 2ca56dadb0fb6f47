"""An outlet round one or more hostile answers: they stand first in what its crawl meets, good articles behind them."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass

from tests.support.crawling import FEED, Archive
from tests.support.hostile.answer import Hostile, Place
from tests.support.hostile.tls import context_for
from tests.support.hostile.wire import HostileSite, plain
from tests.support.scripted_site import Answer, feed, page

FIRST_HOSTILE, FIRST_GOOD = 20_001, 10_001
LISTING = 'Route(kind="listing", url="/", links="h2 a"),'
ROUTES: dict[Place, tuple[str, str]] = {
    "feed": ("/feed/", FEED + LISTING),
    "sitemap": ("/news.xml", 'Route(kind="news-sitemap", url="/news.xml"),' + LISTING),
    "rest": ("/wp-json/posts", 'Route(kind="wp-rest", url="/wp-json/posts"),' + LISTING),
    "listing": ("/", LISTING + FEED),
    "home": ("/", FEED),
    "past": ("/news.xml", 'Route(kind="news-sitemap", url="/news.xml"),'),
    "robots": ("/robots.txt", FEED),
    "connection": ("", FEED),
}


@dataclass(frozen=True, slots=True)
class Staged:
    """An outlet that is served, and which of its articles is which; `paths` is where each hostile answer stands."""

    outlet: str
    site: HostileSite
    answers: tuple[Hostile, ...] = ()
    paths: tuple[str, ...] = ()

    @property
    def numbers(self) -> list[tuple[int, int]]:
        """The numbers of each hostile article and of the good one behind it, in the order of the feed."""
        return [(FIRST_HOSTILE + n, FIRST_GOOD + n) for n in range(len(self.answers))]

    def turn_hostile(self) -> None:
        """For answers that come as an edit: from now on the page known so far is hostile, and the feed announces it."""
        hostile, good = self.numbers[0]
        self.site.answers["/feed/"] = plain(feed(self.site.home, [hostile, good], note="تصحيح"))
        self.site.answers[f"/{hostile}/"] = self.answers[0].send
        self.site.answers[f"/{good}/"] = plain(page(good))

    def publish(self, number: int) -> None:
        """For an honest outlet: one more article."""
        self.site.answers["/feed/"] = plain(feed(self.site.home, [FIRST_GOOD + number]))
        self.site.answers[f"/{FIRST_GOOD + number}/"] = plain(page(FIRST_GOOD + number))


@contextmanager
def staged(archive: Archive, outlet: str, answers: Sequence[Hostile]) -> Iterator[Staged]:
    """Serve an outlet round `answers`: any number of articles, or one answer of another place."""
    first = answers[0]
    site = HostileSite(context_for(first.certificate) if first.certificate else None)
    with site.running():
        site.greet = first.greet or site.greet
        site.answers["/robots.txt"] = plain(Answer(404))
        if first.place in ("article", "edit"):
            routes, paths = FEED, _articles(site, answers)
        else:
            path, routes = ROUTES[first.place]
            _routes(site)
            if first.place == "home":
                # Asked for other routes only where none of those known answers.
                del site.answers["/feed/"]
            site.answers[path] = first.send
            paths = (path,)
        for answer, path in zip(answers, paths, strict=True):
            site.answers |= {path + further: send for further, send in answer.beyond.items()}
            site.answers |= answer.around
        archive.outlet(site.home, routes, outlet)
        yield Staged(outlet, site, tuple(answers), paths)


@contextmanager
def honest(archive: Archive, outlet: str) -> Iterator[Staged]:
    """Serve an outlet that publishes when it is told to."""
    site = HostileSite()
    with site.running():
        site.answers["/robots.txt"] = plain(Answer(404))
        archive.outlet(site.home, FEED, outlet)
        yield Staged(outlet, site)


def _articles(site: HostileSite, answers: Sequence[Hostile]) -> tuple[str, ...]:
    listed: list[int] = []
    for n, answer in enumerate(answers):
        hostile, good = FIRST_HOSTILE + n, FIRST_GOOD + n
        is_edit = answer.place == "edit"
        site.answers |= {f"/{hostile}/": answer.before or plain(page(hostile)) if is_edit else answer.send}
        site.answers |= {f"/{good}/": plain(page(good))}
        listed += [hostile] if is_edit else [hostile, good]
    site.answers["/feed/"] = plain(feed(site.home, listed))
    return tuple(f"/{FIRST_HOSTILE + n}/" for n in range(len(answers)))


def _routes(site: HostileSite) -> None:
    link = f"<h2><a href='/{FIRST_GOOD}/'>خبر</a></h2>".encode()
    site.answers |= {"/feed/": plain(feed(site.home, [FIRST_GOOD])), "/": plain(Answer(200, link))}
    site.answers[f"/{FIRST_GOOD}/"] = plain(page(FIRST_GOOD))
