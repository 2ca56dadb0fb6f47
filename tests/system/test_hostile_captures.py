"""Hostile kept pages in a real browser: nothing opens, nothing is asked for, nobody is so much as connected to.

A share of them runs every time, all with WARRAQ_CAPTURES=all; WARRAQ_CAPTURES='NAME, NAME' chooses.
"""

import os
import re
import socket
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Error, Page

from archive.data_folder import DataFolder
from archive.exchange import Exchange
from archive.ingest.importer import Importer
from archive.ingest.intake import Intake
from archive.ingest.session import Writer
from archive.record.store import open_record
from archive.times import now
from archive.web.app.headers import App, Receive, Scope, Send
from tests.support.chromium import IN_A_BROWSER, chromium
from tests.support.hostile_captures import ALL, Hostile, filled
from tests.support.http_reading_room import serving
from tests.support.made_archive import FURAT
from tests.support.warc_files import http, warc_record
from tests.support.whole_suite import ONLY_WHOLE

pytestmark = IN_A_BROWSER
# Each of these takes another layer to hold: the policy, the clean, the sandbox of the frame.
SHARE = "script inline, css url, svg pictures, targets, preconnect"
WANTED = os.environ.get("WARRAQ_CAPTURES", SHARE)
CHOSEN = [one for one in ALL if WANTED == "all" or one.name in WANTED.split(", ")]
AT_ONCE, OPEN_SECONDS, CLICKED_SECONDS = 12, 5.0, 1.0
TO_CLICK = "a, area, button, input, summary, svg text, mi"
PLACES = """elements => elements.slice(0, 12).map(element => element.getBoundingClientRect())
  .filter(box => box.width && box.height && box.y < 400).map(box => [box.x + box.width / 2, box.y + box.height / 2])"""


@dataclass
class Waiting:
    """Who waits to be reached: every connection, and the first line of every request."""

    address: str
    connections: int = 0
    requests: list[str] = field(default_factory=list)


@pytest.fixture(scope="module")
def waiting() -> Iterator[Waiting]:
    with socket.create_server(("127.0.0.1", 0), backlog=256) as listening:
        found = Waiting(f"http://127.0.0.1:{listening.getsockname()[1]}")
        threading.Thread(target=answer, args=(listening, found), daemon=True).start()
        yield found


def answer(listening: socket.socket, found: Waiting) -> None:
    while True:
        try:
            connection, _ = listening.accept()
        except OSError:
            return
        found.connections += 1
        with connection:
            connection.settimeout(1)
            try:
                found.requests.append(connection.recv(4_096).split(b"\r\n")[0].decode("latin-1"))
                connection.sendall(b"HTTP/1.1 200 OK\r\nContent-Length: 0\r\nConnection: close\r\n\r\n")
            except OSError:
                found.requests.append("(a connection without a request)")


def capture_all(data: Path, captures: list[Hostile]) -> list[int]:
    """The numbers of the captures: pages of HTML are imported from somebody's WARC, others kept as a crawl does."""
    path = data.parent / "theirs.warc"
    pages = [one for one in captures if "html" in one.content_type]
    with path.open("wb") as file:
        for number, one in enumerate(pages):
            lines = [f"{name}: {value}" for name, value in one.headers]
            block = http(one.body, *lines).replace(b"text/html; charset=utf-8", one.content_type.encode(), 1)
            file.write(
                warc_record(block, url=address_of(one), date=f"2019-03-04T05:{number // 60:02}:{number % 60:02}Z")
            )
    with Writer(DataFolder(data), "import") as writer:
        list(Importer(writer, {FURAT.name: FURAT}).run(path))
        intake = Intake(data, FURAT, writer)
        for one in captures:
            if one not in pages:
                headers = (("Content-Type", one.content_type), *one.headers)
                intake.keep(Exchange(url=address_of(one), status=200, headers=headers, body=one.body, fetched_at=now()))
        intake.flush()
    store = open_record(data / "warraq.db")
    try:
        return [next(store.column(int, "SELECT id FROM captures WHERE url = ?", address_of(one))) for one in captures]
    finally:
        store.close()


def address_of(hostile: Hostile) -> str:
    return f"https://furat24.example/{hostile.name.replace(' ', '-')}"


@dataclass
class Site:
    """The reading room, and what it was asked for."""

    address: str
    numbers: dict[str, int]
    asked: list[str]

    @property
    def unforeseen(self) -> list[str]:
        """Requests for anything but a capture, its page in the frame, and what all our pages look like."""
        return [path for path in self.asked if not re.fullmatch(r"/capture/\d+(/page)?|/-/static-plugins/.*", path)]


def noting(app: App, asked: list[str]) -> App:
    async def noted(scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "http":
            asked.append(scope["path"])
        await app(scope, receive, send)

    return noted


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory, waiting: Waiting) -> Iterator[Site]:
    data = tmp_path_factory.mktemp("hostile") / "data"
    captures = [filled(one, waiting.address) for one in CHOSEN]
    numbers = capture_all(data, captures)
    asked: list[str] = []
    with serving(data, lambda app: noting(app, asked)) as address:
        yield Site(address, dict(zip((one.name for one in captures), numbers, strict=True)), asked)


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with chromium() as launched:
        yield launched


@dataclass
class Tabs:
    """The pages that are open at once, and everything that came of them."""

    context: BrowserContext
    site: str
    opened: dict[Page, str] = field(default_factory=dict)
    effects: list[str] = field(default_factory=list)
    clicks: int = 0

    def open(self, name: str, path: str) -> None:
        page = self.context.new_page()
        self.opened[page] = f"{self.site}{path}"
        page.on("dialog", lambda dialog: self.note(name, f"a dialog: {dialog.message}", dialog.dismiss))
        page.on("popup", lambda popup: self.note(name, f"a window: {popup.url}"))
        page.on("download", lambda download: self.downloaded(name, path, download.url))
        page.on("worker", lambda worker: self.note(name, f"a worker: {worker.url}"))
        try:
            page.goto(self.opened[page])
        except Error as problem:
            # Bytes that are no text come as a file: the tab stays empty.
            if "Download" not in str(problem) and "ERR_ABORTED" not in str(problem):
                raise
            self.opened[page] = "about:blank"

    def note(self, name: str, effect: str, afterwards: Callable[[], object] = bool) -> None:
        self.effects.append(f"{name}: {effect}")
        afterwards()

    def downloaded(self, name: str, path: str, url: str) -> None:
        if url != f"{self.site}{path}":
            self.note(name, f"a download: {url}")

    def click_everything(self) -> None:
        """Where the links and controls of a kept page stand, as long as it stands there: then they are clicked."""
        for page in [page for page, address in self.opened.items() if address != "about:blank"]:
            framed = page.locator("iframe").bounding_box() if page.locator("iframe").count() else None
            if framed is None and not page.url.endswith("/page"):
                continue
            left, top = (framed["x"], framed["y"]) if framed else (0, 0)
            for x, y in page.frames[-1].eval_on_selector_all(TO_CLICK, PLACES):
                page.mouse.click(left + x, top + y)
                self.clicks += 1

    def moved(self) -> list[str]:
        return [f"{wanted} became {page.url}" for page, wanted in self.opened.items() if page.url != wanted]


@pytest.mark.parametrize("first", range(0, len(CHOSEN), AT_ONCE))
def test_nothing_in_a_kept_page_runs_loads_connects_or_leads_away(
    browser: Browser, site: Site, waiting: Waiting, first: int
) -> None:
    chosen = CHOSEN[first : first + AT_ONCE]
    tabs = Tabs(browser.new_context(viewport={"width": 1280, "height": 1600}), site.address)
    tabs.context.set_default_timeout(5_000)
    tabs.context.set_default_navigation_timeout(30_000)
    for one in chosen:
        for path in (f"/capture/{site.numbers[one.name]}", f"/capture/{site.numbers[one.name]}/page"):
            tabs.open(one.name, path)
    pages = list(tabs.opened)
    pages[0].wait_for_timeout(OPEN_SECONDS * 1_000)
    tabs.click_everything()
    pages[0].wait_for_timeout(CLICKED_SECONDS * 1_000)
    assert tabs.effects == []
    assert tabs.moved() == []
    assert (site.unforeseen, waiting.requests, waiting.connections) == ([], [], 0)
    assert len(tabs.context.pages) == len(pages)
    assert tabs.clicks > 0 or not any("html" in one.content_type for one in chosen)
    tabs.context.close()


@ONLY_WHOLE
def test_whoever_waits_notices_a_page_that_is_sent_as_it_came(
    browser: Browser, waiting: Waiting, tmp_path: Path
) -> None:
    """The same pages without any of it: were nothing noticed here, the test above would say nothing."""
    effects = 0
    for one in [filled(one, waiting.address) for one in CHOSEN if one.content_type.endswith("utf-8")][:6]:
        before = waiting.connections
        (tmp_path / "page.html").write_bytes(one.body)
        # One each: a page that leads away by itself would break off the way to the next.
        page = browser.new_page()
        page.on("dialog", lambda dialog: dialog.dismiss())
        page.goto((tmp_path / "page.html").as_uri(), wait_until="commit")
        page.wait_for_timeout(700)
        page.close()
        effects += waiting.connections > before
    assert effects >= 3
    waiting.connections, waiting.requests[:] = 0, []
