"""A made archive whose service has a history: runs, routes, incidents, usual days, held pages, a past being fetched."""

from base64 import b64encode
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

from archive.crawl_state.backfills import Backfills
from archive.crawl_state.decisions import Decisions
from archive.crawl_state.expectations import Expectations
from archive.crawl_state.frontier import Frontier
from archive.crawl_state.heartbeat import Heartbeat
from archive.crawl_state.held import HeldPages
from archive.crawl_state.incidents import Incidents
from archive.crawl_state.monitoring_rows import ExpectationRow
from archive.crawl_state.nights import Nights
from archive.crawl_state.requests import Requests
from archive.crawl_state.runs import COUNTS, RunLog
from archive.data_folder import DataFolder
from archive.ingest.intake import Intake
from archive.ingest.session import Writer
from archive.record.listed_days import ListedDay
from archive.record.store import Store, open_record
from archive.times import damascus_day, now, stamp
from archive.web.app.access import Access
from archive.web.app.headers import App, Receive, Scope, Send
from tests.support import made_archive
from tests.support.accounts import OPEN, Browser
from tests.support.http_reading_room import serving
from tests.support.made_archive import HAWRAN, ORONTES, QASYOUN, SHAM
from tests.support.made_pages import page_of, take
from tests.support.made_visits import poll
from tests.support.reading_room import Site

# Each with what it answers with; and what gives no page.
PAGES = (
    ("/operator", 200),
    *(("/operator/check/1", 200), ("/operator/check/2", 200), ("/operator/check/3", 200), ("/operator/check/9", 404)),
    *(("/operator/hawran", 200), ("/operator/shamplus", 200), ("/operator/qasyoun", 200), ("/operator/nobody", 404)),
    *(
        ("/gaps", 200),
        ("/gaps?span=all", 200),
        ("/gaps?outlet=hawran", 200),
        ("/gaps?outlet=orontes", 200),
        ("/outlet/hawran", 200),
        ("/sign-in", 200),
        ("/barred", 200),
    ),
)
NO_PAGES = (
    *("/operator/hawran/failures.csv", "/-/warraq/health", "/metrics", "/-/login", "/sign-out", "/signed-out"),
    *("/operator/-/held", "/operator/-/crawl", "/operator/-/settings", "/operator/-/check", "/operator/-/add"),
    *("/desk.csv", "/desk/list/1.csv", "/desk/list/1.zip", "/desk/-/act"),
    *(f"/frozen/{'0' * 16}.{form}" for form in ("txt", "csv")),
)
MINUTE, HOUR, DAY = timedelta(minutes=1), timedelta(hours=1), timedelta(days=1)
# What the gate holds back, as the page says it.
SHORT = "حافلات إضافية لطلاب الجامعة"
READ = "تنطلق الحافلات صباح الأحد من الساحة."
# What a check of a site found that is no outlet yet; the site is made.
FOUND_TEXT = "أُعيد فتح الطريق صباح اليوم."
FOUND: dict[str, Any] = {
    "checkup": {
        "outlet": "new",
        "home": "https://new.example",
        "result": "ok",
        "probes": [
            {"probe": "home", "url": "https://new.example", "result": "ok", "articles": None},
            {"probe": "feed", "url": "https://new.example/feed/", "result": "ok", "articles": 20},
            {"probe": "news-sitemap", "url": "https://new.example/news.xml", "result": "http_404", "articles": None},
        ],
        "articles": [
            {
                "url": "https://new.example/news/1",
                "result": "ok",
                "title": "فتح طريق مغلق",
                "published": "2026-11-22",
                "characters": 812,
            },
            {"url": "https://new.example/news/2", "result": "too_short", "title": "", "published": "", "characters": 9},
        ],
        "advice": ["Give it its own title."],
    },
    "name": "new",
    "files": {
        "new.py": b64encode(b'OUTLET = Outlet(\n    name="new",\n)\n').decode(),
        "pages/new/2026-11-22-first.html": b64encode(b"<p>").decode(),
        "pages/new/2026-11-22-first.txt": b64encode(FOUND_TEXT.encode()).decode(),
    },
}
SECRET = "operated"  # noqa: S105 - of a made archive
LOW, HIGH = 20.0, 30.0
PER_DAY = 7 * 2**20


def make(data: Path, access: Access = OPEN) -> Site:
    """Fill an empty folder; the site is served with accounts."""
    ids = made_archive.make(data)
    made_archive.write_health(data)
    folder, start = DataFolder(data), now()
    _runs(folder, start)
    _incidents(folder, start)
    _held(folder, start)
    _gaps(folder, start)
    _nights(folder, start)
    outlets = (made_archive.FURAT, HAWRAN, SHAM, ORONTES, QASYOUN)
    with Expectations(folder.service) as expectations:
        days = [usual("hawran", weekday) for weekday in range(7)]
        expectations.learned("hawran", start, 60, days, {})
    with Backfills(folder.service) as backfills:
        backfills.queue("shamplus", "2019-01-01")
        backfills.progress("shamplus", 400, 120, 3_600.0)
        backfills.write("UPDATE backfills SET left = 280, is_listed = 1 WHERE outlet = 'shamplus'")
        backfills.queue("qasyoun", "0001-01-01")
    with Decisions(folder.service) as decisions:
        decisions.note("desk", "crawl", start - HOUR, outlet="hawran", result="asked")
    with Requests(folder.service) as requests:
        under_way, failed, found = (requests.ask("", "check", "https://new.example/news") for _ in range(3))
        requests.take(under_way, start)
        requests.answered(failed, {"error": "The name of new.example is not known.", "exit_code": 1})
        requests.answered(found, FOUND)
    return Site(data, ids, outlets, access, SECRET)


@contextmanager
def served(site: Site) -> Iterator[str]:
    """The site over HTTP, to somebody who is signed in."""
    browser = Browser(site)
    browser.sign_in()
    cookie = "; ".join(f"{name}={value}" for name, value in browser.cookies.items()).encode()

    def known(app: App) -> App:
        async def asked(scope: Scope, receive: Receive, send: Send) -> None:
            if scope["type"] == "http":
                scope = {**scope, "headers": [*scope["headers"], (b"cookie", cookie)]}
            await app(scope, receive, send)

        return asked

    with serving(site.data, known, access=OPEN, secret=SECRET) as address:
        yield address


def usual(outlet: str, weekday: int) -> ExpectationRow:
    return {
        "outlet": outlet,
        "weekday": weekday,
        "hours": "day",
        "low": LOW,
        "middle": 25.0,
        "high": HIGH,
        "days": 8,
    }


def scheduled(run_log: RunLog, outlet: str, due: datetime, started: datetime | None = None) -> None:
    """Note when an outlet is due, and when its last crawl began."""
    run_log.write(
        "INSERT INTO schedule(outlet, next_due, last_start) VALUES(?, ?, ?) ON CONFLICT(outlet) DO UPDATE SET"
        " next_due = excluded.next_due, last_start = coalesce(excluded.last_start, last_start)",
        outlet,
        stamp(due),
        stamp(started) if started else None,
    )


def run(run_log: RunLog, outlet: str, at: datetime, cause: str = "", seconds: float = 48.0, **counts: int) -> None:
    scheduled(run_log, outlet, at + 15 * MINUTE, at)
    result = {"outlet": outlet, "cause": cause, "seconds": seconds, **dict.fromkeys(COUNTS, 0), **counts}
    run_log.ended(result, at, at + timedelta(seconds=seconds))


def _runs(folder: DataFolder, start: datetime) -> None:
    with RunLog(folder.service) as run_log:
        for hours in (28, 27, 5, 4):
            run(run_log, "hawran", start - hours * HOUR, found=30, fetched=12, new=3, edited=1)
        run(run_log, "hawran", start - DAY, found=30, fetched=3, unchanged=1, held=1, failed=1, missing=1)
        run(run_log, "hawran", start - 40 * MINUTE, found=30, fetched=21, held=18, new=3)
        for hours in (3, 2, 1):
            run(run_log, "shamplus", start - hours * HOUR, "http_403", 2.0)
        run(run_log, "furat24", start - 8 * MINUTE, found=40, fetched=9, new=7, edited=1, seconds=190.0)
    with Frontier(folder.service) as frontier:
        feed = poll(start - 40 * MINUTE, "https://hawran.example/feed/")
        frontier.record_poll(replace(feed, outlet="hawran"), [])
        listing = poll(start - 2 * DAY, "https://hawran.example/news/")
        answer = replace(listing, outlet="hawran", kind="listing", etag="", state="unreachable", cause="timeout")
        frontier.record_poll(answer, [])


def _incidents(folder: DataFolder, start: datetime) -> None:
    with Heartbeat(folder.service) as heartbeat:
        heartbeat.beat(start - MINUTE, start - 19 * DAY, 52 * 2**20, "synchronised")
    with Incidents(folder.service) as incidents:
        for outlet, cause, days in (("orontes", "empty_feed", 9), ("orontes", "timeout", 3), ("", "our_network", 3)):
            incidents.begin(outlet, cause, start - days * DAY, start - days * DAY, {})
            [over] = incidents.open_ones()
            incidents.end(over["id"], start - (days - 1) * DAY)
        incidents.begin("hawran", "template_changed", start - 5 * HOUR, start, {"held": 18, "fetched": 21})
        incidents.begin("shamplus", "http_403", start - 30 * HOUR, start, {"status": 403, "runs": 6})
        incidents.mark_sent(incidents.to_tell(), start)
        incidents.begin("", "disk_full", start - HOUR, start, {"free_percent": 3.2})


def _nights(folder: DataFolder, start: datetime) -> None:
    """Nine nights: in the last seven it grew by 7 MB a day, before by more."""
    with Nights(folder.service) as nights:
        nights.met("backup", start - 8 * HOUR)
        nights.ended("backup", start - 8 * HOUR, "")
        for back in range(9):
            grown = 100 * PER_DAY - min(back, 7) * PER_DAY - max(back - 7, 0) * 9 * PER_DAY
            nights.measured(start - back * DAY, {"warraq.db": grown - 2**20, "warc": 2**20})


def _held(folder: DataFolder, start: datetime) -> None:
    """Two by the gate itself, from kept bytes; one that was not even asked for."""
    with Writer(folder, "made") as writer, Intake(folder.root, HAWRAN, writer) as intake:
        for n in (1, 2):
            page = page_of(READ, title=f"{SHORT} {n}", url=f"https://hawran.example/bus-{n}", at=start - n * HOUR)
            outcome = take(intake, page)
            assert outcome.kind == "held", outcome
    with HeldPages(folder.service) as held_pages:
        held_pages.hold("shamplus", "https://shamplus.example/none", "crashed_crawl", "", None, start)


def _gaps(folder: DataFolder, start: datetime) -> None:
    """The archive's own; of an outlet with a known number, with none, one that lasts; one long over."""
    store = open_record(folder.record)
    store.note_gap("", start - 60 * DAY, start - 59 * DAY, "not_running", 171, start)
    store.note_gap("hawran", start - 9 * DAY, start - 8 * DAY, "feed_overflow", 44, start)
    store.note_gap("shamplus", start - 30 * HOUR, None, "http_403", None, start)
    store.note_gap("furat24", start - 3 * DAY, start - 3 * DAY + 4 * HOUR, "timeout", 0, start)
    store.note_gap("orontes", start - 400 * DAY, start - 399 * DAY, "dns", None, start)
    _listed(store, damascus_day(start), start)
    store.close()


def _listed(store: Store, today: date, start: datetime) -> None:
    """An outlet of which much is missing, one all of which is here, one with nothing but a lower bound."""
    days = [today - timedelta(days=back) for back in (1, 2, 3)]
    store.note_listed("hawran", "", "rest", {day: ListedDay(12, is_whole=True) for day in days}, start)
    store.note_listed("hawran", "", "feed", {days[0]: ListedDay(10, is_whole=False)}, start)
    kept = "SELECT published_day FROM articles WHERE outlet = 'shamplus' AND published_day BETWEEN ? AND ?"
    for day in store.column(str, kept, f"{today - 20 * DAY:%F}", f"{days[0]:%F}"):
        store.note_listed("shamplus", "", "sitemap", {date.fromisoformat(day): ListedDay(1, is_whole=True)}, start)
    store.note_listed("furat24", "", "feed", {days[1]: ListedDay(3, is_whole=False)}, start)
