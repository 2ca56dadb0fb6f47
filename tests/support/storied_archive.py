"""The made archive after all that can befall one: captures, gaps, a search that found something, faults of ours."""

import sqlite3
from contextlib import closing
from datetime import timedelta
from pathlib import Path

from archive.alerts.collecting import collect
from archive.alerts.delivery import save
from archive.alerts.saved_search import Wanted
from archive.alerts.store import Readers
from archive.crawl_state.frontier import Frontier
from archive.crawl_state.held import HeldPages
from archive.crawl_state.runs import COUNTS, RunLog
from archive.data_folder import DataFolder
from archive.ingest.run_gaps import note_run_gaps
from archive.ingest.session import Writer
from archive.sqlite import open_readonly
from archive.times import now, stamp
from tests.support import captured_pages, made_archive
from tests.support.made_visits import listed, poll
from tests.support.odd_articles import MORE
from tests.support.pasted_states import NUMBERS, complete
from tests.support.reading_room import Site

HOUR = timedelta(hours=1)
# A fault of ours in what is kept, each of another article.
FAULTS = {"snow": ("body_sha256", "0" * 64), "lentils": ("warc_file", "2026/11/none-20261103.warc.gz")}


def make(folder: Path) -> tuple[Site, str]:
    """The archive, and the token of a saved search that found something."""
    site = captured_pages.make(folder)
    data, start = DataFolder(site.data), now()
    token = save(data, Wanted(question="الأرصفة", edits=True)).token
    came_back = next(made for made in made_archive.ARTICLES if made.slug == "street-25")
    with Writer(data, "made") as writer:
        made_archive.missing(writer, came_back, start - 20 * HOUR)
        made_archive.take(writer, came_back, start - 10 * HOUR)
        for made in (*MORE, *NUMBERS):
            site.ids[made.slug] = made_archive.take(writer, made, start - made.hours * HOUR)
    with closing(open_readonly(data.record)) as record, Readers(data.readers) as readers:
        collect(record, readers)
    _service(data)
    with closing(sqlite3.connect(data.record)) as connection, connection:
        for slug, (column, value) in FAULTS.items():
            sql = f"UPDATE captures SET {column} = ? WHERE article_id = ?"  # noqa: S608 - names of this module
            connection.execute(sql, (value, site.ids[slug]))
    complete(data, site.ids["water"])
    return site, token


def _service(data: DataFolder) -> None:
    """Rounds that failed, pages held back, a check that is due."""
    start = now()
    with RunLog(data.service) as run_log:
        for hours in (3, 2, 1):
            result = {"outlet": "shamplus", "cause": "http_403", "seconds": 1.0, **dict.fromkeys(COUNTS, 0)}
            run_log.ended(result, start - hours * HOUR, start)
    note_run_gaps(data, "shamplus", start)
    with HeldPages(data.service) as held_pages:
        for n, reason in enumerate(("too_short", "too_short", "of_a_new_kind")):
            held_pages.hold("hawran", f"https://hawran.example/{n}", reason, "", None, start)
    with Frontier(data.service) as frontier:
        frontier.record_poll(poll(), listed("street-26"))
        frontier.db.execute("UPDATE visits SET outlet = 'hawran', next_due = ?", [stamp(start + 24 * HOUR)])
        frontier.db.conn.commit()
