"""Every page of the reading room in every state that looks different, over made archives; and what is no page."""

from collections.abc import Iterator
from contextlib import ExitStack, closing, contextmanager
from dataclasses import dataclass
from pathlib import Path

from archive.alerts.delivery import save
from archive.alerts.saved_search import Wanted
from archive.data_folder import DataFolder
from archive.desk.frozen import Search, freeze
from archive.desk.resolving import identities_of
from archive.desk.store import ONE_READER, Desk
from archive.evidence.checkpoint import sign
from archive.publish.downloaded import read_archive
from archive.publish.snapshot import publish
from archive.record.store import open_record
from archive.search.batch.jobs import Jobs, SubmittedList, folder_for
from archive.search.batch.process import count
from archive.search.name_lists import read_list
from tests.support import (
    busy_outlets,
    channel_archive,
    counted_pages,
    edited_archive,
    followed_archive,
    judged_archive,
    made_archive,
    many_months,
    operated_archive,
    origins_archive,
    storied_archive,
)
from tests.support.captured_pages import URL, numbers, one
from tests.support.http_reading_room import serving
from tests.support.marked_desk import AT, mark
from tests.support.odd_articles import CLOSED
from tests.support.page_paths import EMPTY, ERRORS, GONE, NAMES, NEWS, READABLE, SQL, TAKEN, UNREADABLE
from tests.support.pasted_states import OUTLETS
from tests.support.reading_room import Site
from tests.support.taken_file import take as take_home

PRESS_SAVE, PRESS_END = ("main form[method=post] button", "aside form[method=post] button")


@dataclass(frozen=True, slots=True)
class Look:
    """A page as a reader comes to it: whose, where, what it answers with, the button that leads on from there."""

    site: str
    path: str
    status: int = 200
    press: str = ""

    def __str__(self) -> str:
        return f"{self.site} {self.path}{' pressed' if self.press else ''}"


def listed(site: Site) -> str:
    """The token of a list of names that was counted, with names that nothing has and lines that are none."""
    asked, jobs = read_list(NAMES), Jobs(folder_for(site.data / "warraq.db"))
    token = jobs.add(SubmittedList(asked.names, asked.remarks, source="منشآت.csv"))
    count(site.data / "warraq.db", jobs, token, lambda: False)
    return token


class Room:
    """The made archives by name, where each is served, and all there is to be looked at in them."""

    def __init__(self, sites: dict[str, Site], file: Path, heard_of: str) -> None:
        self.sites, self.news, self.file, self.heard_of = sites, sites["news"], file, heard_of
        self.addresses: dict[str, str] = {}
        self._names = {
            **{slug: str(n) for slug, n in self.news.ids.items()},
            "kept": str(one(self.news, URL)),
            "file": file.name,
            "list": listed(self.news),
            **followed_archive.follow(sites["months"]),
        }
        self.looks = list(self._all())

    def address(self, look: Look, prefix: str = "") -> str:
        """The whole address; a saved search is made anew, as looking at it may end it."""
        return self.addresses[look.site] + prefix + self.filled(look.path)

    def filled(self, path: str) -> str:
        if "{token}" in path:
            path = path.replace(
                "{token}", save(DataFolder(self.news.data), Wanted(question="القوات", edits=True)).token
            )
        return path.format(**self._names)

    def _all(self) -> Iterator[Look]:
        yield from (Look("news", self.filled(path)) for path in NEWS)
        yield from (Look("news", path, status) for path, status in ERRORS.items())
        yield Look("news", "/saved?q=((", 400, PRESS_SAVE)
        yield Look("news", "/saved/{token}")
        yield Look("news", "/saved/{token}", 200, PRESS_END)
        yield Look("news", f"/saved/{self.heard_of}")
        yield from (Look("news", f"/capture/{number}") for number in self._captures())
        yield from self._origins()
        yield from (Look("judged", path) for path in judged_archive.pages(self.sites["judged"]))
        yield from (Look("edited", path) for path in edited_archive.pages(self.sites["edited"]))
        yield from (Look("channel", path) for path in channel_archive.pages(self.sites["channel"]))
        yield from (Look("empty", path) for path in EMPTY)
        yield Look("empty", f"/article/{GONE}", 410)
        yield from (
            Look("busy", path) for path in ("/changes", "/changes?kind=numbers", "/outlet/furat", "/outlet/shamil")
        )
        months = ("/search", "/search?q=الجسر&from=2025", "/words?q=الجسر", *counted_pages.MONTHS)
        yield from (Look("months", path) for path in months)
        yield from (Look("months", self.filled(path)) for path in followed_archive.PATHS)
        yield from (Look("taken", self.filled(path)) for path in TAKEN)
        yield from (Look("taken", path, 404) for path in ("/health", "/downloads", "/desk?list=9"))
        yield from (Look("operated", *page) for page in operated_archive.PAGES)
        yield from (Look("sql", path) for path in ("/warraq", SQL, SQL + READABLE))
        yield Look("sql", SQL + UNREADABLE, 400)

    def _captures(self) -> Iterator[int]:
        yield from numbers(self.news, URL)
        for url in ("https://qasyoun.example/bridge", "https://hawran.example/given-1", f"{URL}/empty", f"{URL}/coded"):
            yield one(self.news, url)
        for name in ("feed", "pdf", "bread/asked"):
            yield one(self.news, f"https://furat24.example/{name}")
        for slug in (*storied_archive.FAULTS, "fair"):
            yield int(made_archive.captures_of(self.news.data, self.news.ids[slug])[-1].rpartition("/")[2])

    def _origins(self) -> Iterator[Look]:
        site = self.sites["origins"]
        paths = ("/", "/past", "/outlets", "/outlet/vanished.example", "/search?q=المياه")
        yield from (Look("origins", path) for path in paths)
        for name in ("stated", "twice", "undated", "vanished", "imported", "both", "beside", "between"):
            yield Look("origins", f"/article/{site.ids[name]}")
        yield Look("origins", f"/article/{site.ids['twice']}/diff/1..2")
        yield Look("origins", f"/article/{site.ids['twice']}/versions/1")
        yield Look("origins", f"/article/{site.ids['imported']}/missing")


@contextmanager
def opened(folder: Path) -> Iterator[Room]:
    """All of it made in an empty folder, and served until the end of the block."""
    news, heard_of = storied_archive.make(_made(folder / "news"))
    file = news.data / "published" / publish(DataFolder(news.data)).file
    sign(DataFolder(news.data), "https://archive.example")
    bare = _made(folder / "empty")
    with closing(open_record(bare / "warraq.db")) as store:
        store.db.execute("INSERT INTO redactions VALUES('article', ?, 'erase', 'safety', '2026-11-25')", (GONE,))
    many_months.make(_made(folder / "months"))
    (folder / "taken").mkdir()
    taken = take_home(file, folder / "taken")
    with Desk(taken.with_name("desk.db"), ONE_READER) as desk, closing(read_archive(taken)) as record:
        mark(desk, record, *(news.ids[slug] for slug in ("water", "fair", "lentils", "snow")))
        found = identities_of(record, [news.ids["water"], news.ids["snow"]])
        frozen = freeze(desk, Search("القوات", "?q=القوات", AT, 40), found, AT)
    sites = {
        "news": news,
        "origins": origins_archive.make(_made(folder / "origins") / "data"),
        "empty": Site(bare, {}),
        "channel": channel_archive.make(_made(folder / "channel") / "data"),
        "edited": edited_archive.make(_made(folder / "edited") / "data"),
        "judged": judged_archive.make(_made(folder / "judged") / "data"),
        "busy": busy_outlets.make(_made(folder / "busy")),
        "months": Site(folder / "months", {}),
        "taken": Site(taken, news.ids),
        "operated": operated_archive.make(_made(folder / "operated") / "data"),
        "sql": news,
    }
    # One of them is a demo and says so on top.
    (sites["origins"].data / "SAMPLE").touch()
    room = Room(sites, file, heard_of)
    room.looks.append(Look("taken", f"/frozen/{frozen}"))
    with ExitStack() as stack:
        for name, site in sites.items():
            known = (
                operated_archive.served(site)
                if name == "operated"
                else serving(site.data, allow_sql=name == "sql", outlets=(*OUTLETS, CLOSED))
            )
            room.addresses[name] = stack.enter_context(known)
        yield room


def _made(folder: Path) -> Path:
    folder.mkdir()
    return folder
