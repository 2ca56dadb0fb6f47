"""What a publish costs after a day of crawling, against SQLite's own `VACUUM INTO`; how large the day's delta is.

    .venv/bin/python -m tests.bench.publishing 100000 --keep FOLDER    # this part alone, of another size

A day: one article of a hundred is new, one of five hundred edited, one of twenty was looked at again. An article takes
about as much room as a real one does, 6 kB with its index. What a publish costs includes the signed log.
"""

import argparse
import random
import sys
import tempfile
import time
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

from archive.data_folder import DataFolder
from archive.evidence.checkpoint import sign
from archive.exchange import Page
from archive.ingest.intake import Intake
from archive.model import Published, Reading
from archive.publish.manifest import read_manifest
from archive.publish.snapshot import publish
from archive.record.store import open_record, read_record
from archive.sqlite import transaction
from tests.bench.material import OUTLET, made
from tests.bench.timing import Claim, at_most, ms

TEXTS, PAST = 2_000, datetime(2026, 1, 1, tzinfo=UTC)
LIMIT, SHARE = 1.5, 0.05
# What can be left out, and is done behind the snapshot that is then whole.
FORMS = ("pack", "parquet")
CHECKED = "UPDATE articles SET last_seen_at = ? WHERE id % 20 = 0"
CHECKS = (
    "INSERT INTO captures(url, outlet, article_id, fetched_at, status, content_type, body_sha256, warc_file,"
    " warc_offset, warc_length, error, via) SELECT url, outlet, id, ?, 304, '', '', '', 0, 0, '', 'crawl' FROM articles"
    " WHERE id % 20 = 0"
)


def claims(folder: Path, articles: int) -> Iterator[Claim]:
    data = DataFolder(folder / "data")
    texts = _texts()
    if not data.record.exists():
        _take(data, texts, range(articles))
    first = _seconds(data)
    _a_day(data, texts, articles)
    vacuum = _vacuum(data, folder / "vacuumed.db")
    day = _seconds(data)
    again = _vacuum(data, folder / "vacuumed.db")
    floor = (vacuum + again) / 2
    entry = read_manifest(data)[0]
    cost = sum(spent for step, spent in day.items() if step not in FORMS)
    whole = sum(spent for step, spent in first.items() if step not in FORMS)
    steps = ", ".join(f"{step} {ms(spent)}" for step, spent in day.items())
    yield Claim(
        f"a publish after a day, {articles:,} articles, {entry['bytes'] / 1e6:.0f} MB",
        f"{ms(cost)} ({steps})",
        f"VACUUM INTO {ms(floor)}",
        f"{cost / floor:.2f}×",
        at_most(LIMIT, cost / floor, "×"),
    )
    bare = cost - day["delta"]
    yield Claim("the same, its delta aside", ms(bare), f"VACUUM INTO {ms(floor)}", f"{bare / floor:.2f}×")
    yield Claim("the same, all checked as once a week", ms(whole), f"VACUUM INTO {ms(floor)}", f"{whole / floor:.2f}×")
    if (delta := entry["delta"]) and (packed := entry["packed"]):
        share = delta["bytes"] / entry["bytes"]
        yield Claim(
            f"the day's delta, {delta['rows']:,} rows",
            f"{delta['bytes'] / 1e6:.2f} MB",
            f"whole {entry['bytes'] / 1e6:.0f} MB, packed {packed['bytes'] / 1e6:.0f} MB",
            f"{share:.2%}, {delta['bytes'] / packed['bytes']:.2%}",
            at_most(SHARE * 100, share * 100, " %"),
        )
    yield _triggers(data)


def _triggers(data: DataFolder) -> Claim:
    """What following changes costs a statement that checks articles again."""
    store = open_record(data.record)
    spent = []
    for with_triggers in (True, False):
        if not with_triggers:
            store.db.execute("DROP TRIGGER changes_articles_update")
        started = time.process_time()
        with transaction(store.db):
            rows = store.db.execute(CHECKED, ("2026-11-26T00:00:00Z",)).rowcount
        spent.append((time.process_time() - started) / rows)
    store.close()
    open_record(data.record).close()
    with_them, without = (f"{seconds * 1e6:.1f} µs" for seconds in spent)
    return Claim("an article's row written again", with_them, f"without triggers {without}", "")


def _texts() -> list[str]:
    return ["\n".join(article.paragraphs) for article in made(TEXTS)]


def _take(data: DataFolder, texts: list[str], numbers: range, ending: str = "") -> None:
    """Articles whose paragraphs are those of others in another company."""
    with Intake(data.make().root, OUTLET) as intake, intake.writer.acknowledged():
        for n in numbers:
            text = "\n".join(random.Random(n).choices(texts, k=1)) + f" {n} {ending}"
            at = PAST + timedelta(minutes=n)
            stated = Published(instant=at, day=at.date(), source="meta")
            url = f"{OUTLET.home}{100_000 + n}/"
            page = Page(url=url, final_url=url, status=200, headers=(), body=b"", fetched_at=at)
            reading = Reading(title=f"{text[:60]} {n}", text=text, lang="ar", published=stated, strategy="selector")
            intake.consider(page, reading)


def _a_day(data: DataFolder, texts: list[str], articles: int) -> None:
    _take(data, texts, range(articles, articles + articles // 100))
    _take(data, texts, range(0, articles, 500), "وأضيفت جملة أخرى إلى هذا الخبر")
    store = open_record(data.record)
    for sql in (CHECKED, CHECKS):
        store.db.execute(sql, ("2026-11-26T00:00:00Z",))
    store.close()


def _seconds(data: DataFolder) -> dict[str, float]:
    """CPU seconds of each step of a publish, the log signed behind it."""
    spent: dict[str, float] = {}
    begun = [("", 0.0)]

    def on_step(step: str) -> None:
        name, since = begun.pop()
        begun.append((step, time.process_time()))
        spent[name] = begun[0][1] - since

    made = publish(data, on_step)
    on_step("log")
    sign(data, "", data.published / made.file, whole=made.whole)
    on_step("")
    del spent[""]
    return spent


def _vacuum(data: DataFolder, target: Path) -> float:
    target.unlink(missing_ok=True)
    connection = read_record(data.record)
    connection.execute("PRAGMA query_only = OFF")
    started = time.process_time()
    connection.execute("VACUUM INTO ?", (str(target),))
    spent = time.process_time() - started
    connection.close()
    target.unlink()
    return spent


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m tests.bench.publishing", description=__doc__)
    parser.add_argument("articles", type=int, nargs="?", default=20_000)
    parser.add_argument("--keep", type=Path, metavar="FOLDER")
    given = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="warraq-bench-") as temporary:
        folder = given.keep or Path(temporary)
        folder.mkdir(exist_ok=True)
        for claim in claims(folder, given.articles):
            print(" | ".join((claim.what, claim.ours, claim.other, claim.ratio, claim.goal)))
    return 0


if __name__ == "__main__":
    sys.exit(main())
