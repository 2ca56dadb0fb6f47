"""A made archive with an article of every origin, as tests and eyes look at it."""

import json
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

from archive.data_folder import DataFolder
from archive.ingest.importer import Importer
from archive.ingest.intake import Intake
from archive.ingest.session import Writer
from archive.times import stamp
from tests.support.made_pages import AT as PUBLISHED_AFTER
from tests.support.made_pages import OUTLET as PLAIN
from tests.support.made_pages import TEXT, page_of, take
from tests.support.reading_room import Site
from tests.support.warc_files import http, warc_record

DAY = timedelta(days=1)
# What our own crawl saw.
SEEN = ("crawled", "both", "beside", "between")
AT = PUBLISHED_AFTER
OUTLET = replace(PLAIN, title="نموذج", title_en="Sample")
TITLE = "عودة المياه"
# One text under one headline at three addresses would be held as what a site says in place of its articles.
TITLES = {"beside": "عودة المياه إلى القرية", "between": "عودة المياه بعد الصيانة"}
EDITED = TEXT.replace("ثلاثة", "خمسة")
GONE = "https://vanished.example/{}/"


def address(number: int) -> str:
    return f"https://sample.example/7000{number}/"


def warc(url: str, text: str, at: str, title: str = TITLE) -> bytes:
    return warc_record(http(page_of(text, title=title).body), url=url, date=at)


def make(data: Path) -> Site:
    """By name: `stated`, `twice`, `undated`, `vanished` were given; `imported`; `crawled`; the others are mixtures."""
    keys: dict[str, str] = {}

    def given(name: str, text: str = TEXT, **more: str) -> dict[str, str]:
        keys.setdefault(name, str(70001 + len(keys)))
        return {"url": f"https://sample.example/{keys[name]}/", "title": TITLES.get(name, TITLE), "text": text} | more

    lines = [
        given("stated", fetched_at="2021-02-03T04:05:06Z", published="2021-02-02"),
        given("twice", fetched_at="2021-02-03T04:05:06Z", published="2021-02-02"),
        given("twice", EDITED, fetched_at="2021-02-05T04:05:06Z", published="2021-02-02"),
        given("undated"),
        {"url": GONE.format("one"), "title": TITLE, "text": TEXT, "published": "2014-05-06"},
    ]
    keys |= {
        name: str(70001 + len(keys) + n) for n, name in enumerate(("imported", "both", "crawled", "beside", "between"))
    }
    url_of = {name: f"https://sample.example/{key}/" for name, key in keys.items()}
    lines.append(given("between", f"{TEXT}\nسطر أضافه غير المصدر.", fetched_at=stamp(AT + 1.5 * DAY)))
    lines.append(given("beside", f"{TEXT}\nسطر أضافه من سلّم النصّ.", fetched_at=stamp(AT + DAY)))
    folder = data.parent
    (folder / "given.jsonl").write_text("".join(json.dumps(line) + "\n" for line in lines))
    (folder / "others.warc").write_bytes(
        warc(url_of["imported"], TEXT, "2026-11-20T01:02:03Z") + warc(url_of["both"], TEXT, "2026-11-20T01:02:03Z")
    )
    with Writer(DataFolder(data), "import") as writer:
        with Intake(data, OUTLET, writer) as intake:
            for name in SEEN:
                take(intake, page_of(TEXT, title=TITLES.get(name, TITLE), url=url_of[name], at=AT + DAY))
            for name in ("crawled", "between"):
                take(intake, page_of(EDITED, title=TITLES.get(name, TITLE), url=url_of[name], at=AT + 2 * DAY))
        for name in ("given.jsonl", "others.warc"):
            list(Importer(writer, {"sample": OUTLET}).run(folder / name))
        known = writer.store.db.execute("SELECT key, id FROM articles").fetchall()
    ids = dict(known)
    return Site(data, {name: ids[key] for name, key in keys.items()} | {"vanished": ids["path/one"]})
