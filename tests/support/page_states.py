"""Made archives in which articles are in every state that a page tells of, and the pages of each."""

import re
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

from archive.data_folder import DataFolder
from archive.ingest.importer import Importer
from archive.ingest.intake import Intake
from archive.ingest.session import Writer
from archive.sqlite import open_readonly
from archive.times import now
from tests.support import compared_archive, judged_archive, made_archive, origins_archive
from tests.support.made_pages import TEXT, answer, page_of, take
from tests.support.reading_room import Site, made

HOUR, DAY = timedelta(hours=1), timedelta(days=1)
DATED_BY = ("rest", "meta", "feed", "time", "text", "given", "hijri")
UNDATE = "UPDATE articles SET published_at = NULL, published_day = '', published_from = 'first_seen' WHERE id = ?"
LISTS = (
    *(
        "/",
        "/search",
        "/search?q=المياه",
        "/search?q=zzz",
        "/outlets",
        "/health",
        "/gaps",
        "/past",
        "/places",
        "/barred",
        "/downloads",
        "/about",
        "/words",
    ),
    *(
        "/words?q=المياه",
        "/attention?q=المياه",
        "/attention?q=المياه، القوات&by=day&copies=all",
        "/attention?q=zzz&by=month",
        "/versus?aq=المياه&bq=القوات",
        "/search?q=القوات&copies=folded&kind=edited&lang=ar",
        "/search?q=المياه&copies=folded&order=oldest",
        "/words?q=المياه&kind=edited&lang=ar&copies=folded",
        "/context?q=المياه&kind=edited&lang=ar",
        "/context?q=المياه&order=before",
        "/context?q=زرافة",
        "/changes",
        "/changes?kind=missing",
        "/changes?kind=gone",
        "/changes?kind=typo",
        "/saved?q=القوات",
    ),
    *("/stories", "/stories?day=2026-11-02&span=week"),
)


def seen(data: Path) -> Site:
    """Our own crawl's: live, edited, gone, missing, back, undated, of a day without an hour, copied, without a capture.

    One states its day in each way that there is (by `published_from`), one number stands for another article now.
    """
    site = made(data)
    by_slug = {one.slug: one for one in made_archive.ARTICLES}
    start = now()
    with Writer(DataFolder(data), "made") as writer:
        made_archive.missing(writer, by_slug["street-25"], start - 20 * HOUR)
        made_archive.take(writer, by_slug["street-25"], start - 10 * HOUR)
        undated = replace(by_slug["street-26"], slug="undated", text=made_archive.STREET.format(n=99), dated=False)
        site.ids["undated"] = made_archive.take(writer, undated, start - 3 * HOUR)
        with writer.store.db.conn:
            run = writer.store.db.execute
            for n, way in enumerate(DATED_BY, 1):
                run("UPDATE articles SET published_from = ? WHERE id = ?", (way, site.ids[f"street-{n}"]))
            run("UPDATE versions SET capture_id = NULL WHERE article_id = ?", (site.ids["street-20"],))
            values = (site.ids["street-21"],)
            run("UPDATE articles SET status = 'missing', key = key || '~1' WHERE id = ?", values)
    return site


def others(data: Path) -> Site:
    """Given and imported ones, mixtures with our own; a given one missing, an imported one undated and proven gone.

    Of our own: one came back after its proof, one went back to an earlier text, one changed in its marks alone.
    """
    site = origins_archive.make(data)
    twice = data.parent / "twice.warc"
    address = origins_archive.address(99)
    texts = ((TEXT, "2026-11-20T01:02:03Z"), (origins_archive.EDITED, "2026-11-21T01:02:03Z"))
    twice.write_bytes(b"".join(origins_archive.warc(address, text, at, "عودة المياه عند غيرنا") for text, at in texts))
    with Writer(DataFolder(data), "made") as writer, Intake(data, origins_archive.OUTLET, writer) as intake:
        list(Importer(writer, {"sample": origins_archive.OUTLET}).run(twice))
        known = dict(writer.store.db.execute("SELECT id, url FROM articles").fetchall())
        site.ids["changed_elsewhere"] = next(number for number, url in known.items() if url == address)
        url = {name: known[number] for name, number in site.ids.items()}
        for days in (30, 31, 33):
            at = origins_archive.AT + days * DAY
            take(intake, answer(304, at - timedelta(minutes=2), url["crawled"]))
            for name in ("imported", "beside"):
                take(intake, answer(404, at, url[name]))
        take(intake, answer(404, origins_archive.AT + 34 * DAY, url["stated"]))
        marks = origins_archive.EDITED.replace("الم", "المُ")
        for days, name, text in (
            *((40, "beside", TEXT), (40, "both", origins_archive.EDITED), (41, "both", TEXT)),
            (41, "crawled", marks),
        ):
            title = origins_archive.TITLES.get(name, origins_archive.TITLE)
            take(intake, page_of(text, title=title, url=url[name], at=origins_archive.AT + days * DAY))
        with writer.store.db.conn:
            writer.store.db.execute(UNDATE, (site.ids["imported"],))
    return site


def compared(data: Path) -> Site:
    """A story, its first known by a credit; one of its articles in four versions, one of them our own reading."""
    return compared_archive.make(data)


def judged(data: Path) -> Site:
    """What later pages teach: changes round the text, some told as edits before; unsettled ones; texts by turns."""
    return judged_archive.make(data)


def pages_of(site: Site) -> list[str]:
    """Every page of every article, version, pair of versions, story and outlet, and the lists."""
    connection = open_readonly(site.data / "warraq.db")
    try:
        versions = connection.execute("SELECT article_id, n, kind FROM versions ORDER BY 1, 2").fetchall()
        pairs = connection.execute("SELECT a_id, b_id FROM copies").fetchall()
        stories = connection.execute("SELECT id FROM clusters").fetchall()
        outlets = connection.execute("SELECT name FROM outlets").fetchall()
    finally:
        connection.close()
    articles = sorted({article for article, *_ in versions})
    return [
        *LISTS,
        *(f"/article/{article}" for article in articles),
        *(f"/article/{article}/missing" for article in articles),
        *(f"/article/{article}/versions/{n}" for article, n, _ in versions),
        *(f"{pair}{view}" for pair in pairs_of_texts(versions) for view in ("", "?view=sides")),
        *(f"/compare/{a}..{b}" for a, b in pairs),
        *(f"/story/{story}" for (story,) in stories),
        *(f"/outlet/{name}" for (name,) in outlets),
    ]


def pairs_of_texts(versions: list[tuple[int, int, str]]) -> list[str]:
    """The comparisons of each text of an article with its first and with the one before it."""
    texts = [(article, n) for article, n, kind in versions if kind not in ("gone", "back")]
    return [
        f"/article/{article}/diff/{first}..{n}"
        for article, n in texts
        for first in sorted({1, n - 1})
        if first < n and (article, first) in texts
    ]


def kind_of(path: str) -> str:
    """The page a path is of, as docs/method.md names it: `/article/N/versions/N`."""
    plain = re.sub(r"\d+", "N", path.partition("?")[0])
    return re.sub(r"^/outlet/.+", "/outlet/N", plain)
