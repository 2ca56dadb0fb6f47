"""A page from its bytes to the stored article, an archive read again, a file taken in: each beside its bare parts.

CPU time of all processes that take part. The bare way is what a script of thirty lines does: trafilatura, a row in
SQLite with FTS5's own index, one commit a page; nothing is kept, compared, proven or analysed there. The texts are real
ones where they lie beside the checkout, in the pages of the sample outlets.
"""

import gzip
import io
import json
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import NamedTuple

import trafilatura
from warcio.archiveiterator import ArchiveIterator
from warcio.warcwriter import WARCWriter

from archive.copies.shingles import Text
from archive.data_folder import DataFolder
from archive.exchange import Exchange
from archive.ingest.importer import Importer
from archive.ingest.intake import Intake
from archive.ingest.replaying import replay
from archive.ingest.session import Writer
from archive.model import Outlet
from archive.record.fulltext import index_entry
from archive.text.folding import words_for_comparison
from archive.times import now
from spiders.registry import outlets
from tests.bench.material import Sample, pages, real_articles
from tests.bench.plain_ways import extract_and_insert, plain_record
from tests.bench.reading import without_rules
from tests.bench.timing import Claim, at_least, ms, quicker
from tests.support.outlet_server.addresses import SITES

# Of each round so many pages are timed, in turns with the bare way, behind as many that warm both up.
PAGES, ROUNDS = 100, 3
LINES = 500


class Spent(NamedTuple):
    """CPU seconds a page: what was done with it here, and there."""

    ours: float
    bare: float


def claims(folder: Path, articles: int) -> Iterator[Claim]:
    del articles
    for what, outlet_of, goal in (("its outlet's rules", _by_rules, 2.0), ("no rule known", _by_no_rules, 1.6)):
        rounds = [_taken(folder / f"{what} {n}", n, outlet_of) for n in range(ROUNDS)]
        spent = Spent(*map(min, zip(*rounds, strict=True)))
        yield _claim(f"a page taken in, {what}", spent, "trafilatura, SQLite, a commit a page", goal)
    yield _claim("a page read again (replay), one process", _read_again(folder / "replay"), "WARC, trafilatura", 0.9)
    yield _claim("a text taken in (import)", _imported(folder / "import"), "its parts bare", 0.5)


def _claim(what: str, spent: Spent, bare: str, goal: float) -> Claim:
    ours, other = spent
    return Claim(what, ms(ours), f"{bare} {ms(other)}", quicker(ours, other), at_least(goal, other / ours))


def _by_rules(name: str) -> Outlet:
    return replace(outlets()[name], hosts=(f"{name}.example",), home=f"https://{name}.example/")


def _by_no_rules(name: str) -> Outlet:
    return without_rules(_by_rules(name))


def _samples(seed: int) -> list[Sample]:
    """Twice as many as are timed, the outlets by turns."""
    texts = [text for text in real_articles(20_000) if 600 < len(text[1]) < 6_000]
    found = pages(2 * PAGES, seed, 1, texts)
    each = len(found) // len(SITES)
    return [found[site * each + n] for n in range(each) for site in range(len(SITES))]


def _taken(folder: Path, seed: int, outlet_of: Callable[[str], Outlet]) -> Spent:
    samples = _samples(seed)
    folder.mkdir()
    plain = plain_record(folder / "plain.db")
    with Writer(DataFolder(folder), "bench") as writer:
        writer.follow_in_batches()
        intakes = {name: Intake(folder, outlet_of(name), writer) for name in {one.site for one in samples}}

        def take_all(chosen: list[Sample]) -> None:
            for one in chosen:
                _take(intakes[one.site], one)

        def insert_all(chosen: list[Sample]) -> None:
            for one in chosen:
                extract_and_insert(plain, one.page.url, one.page.body)

        for way in (take_all, insert_all):
            way(samples[:PAGES])
        ours = _cpu(lambda: take_all(samples[PAGES:]), writer.reader.pid)
        bare = _cpu(lambda: insert_all(samples[PAGES:]))
        for intake in intakes.values():
            intake.close()
    return Spent(ours / PAGES, bare / PAGES)


def _take(intake: Intake, sample: Sample) -> None:
    page = sample.page
    headers = (*page.headers, ("Content-Encoding", "gzip"))
    body = gzip.compress(page.body)
    intake.keep(Exchange(url=page.url, status=200, headers=headers, body=body, fetched_at=now()))
    if intake.take(replace(page, headers=headers)).kind != "new":
        raise AssertionError(f"{page.url} was not stored as new")


def _read_again(folder: Path) -> Spent:
    """An archive under other rules than those that read it: each text is marked as read by them."""
    folder.mkdir()
    samples = _samples(11)
    with Writer(DataFolder(folder), "bench") as writer:
        for one in samples:
            with Intake(folder, _by_rules(one.site), writer) as intake:
                _take(intake, one)
        known = {one.site: replace(_by_rules(one.site), title=f"{one.site} again") for one in samples}
        ours = _cpu(lambda: list(replay(writer, known)), writer.reader.pid)
    files = sorted((folder / "warc").rglob("*.warc.gz"))
    # Twice, as its first pages load what it needs; what it then remembers of these days and pages is for its good.
    list(map(_extract_all, files))
    bare = _cpu(lambda: list(map(_extract_all, files)))
    return Spent(ours / len(samples), bare / len(samples))


def _extract_all(path: Path) -> None:
    with path.open("rb") as file:
        for record in ArchiveIterator(file):
            if record.rec_type == "response":
                url = record.rec_headers.get_header("WARC-Target-URI")
                trafilatura.bare_extraction(record.content_stream().read(), url=url, with_metadata=True)


def _imported(folder: Path) -> Spent:
    folder.mkdir()
    texts = real_articles(LINES) or [(one.article.title, "\n".join(one.article.paragraphs)) for one in pages(LINES)]
    path = folder / "texts.jsonl"
    lines = [
        json.dumps({"url": f"https://made.example/{n}/", "title": title, "text": text, "published": "2020-05-01"})
        for n, (title, text) in enumerate(texts)
    ]
    path.write_text("\n".join(lines))
    with Writer(DataFolder(folder / "data"), "import") as writer:

        def take_in() -> None:
            list(Importer(writer, outlets()).run(path))
            # What its commits left to those who come behind.
            while writer.copies.follow() or writer.analysis.follow():
                pass

        ours = _cpu(take_in)
    return Spent(ours / len(texts), _cpu(partial(_parts, folder / "plain.db", lines)) / len(texts))


def _parts(database: Path, lines: list[str]) -> None:
    """What an import does with a line, each part by itself: parsed, kept as a record, folded, signed, inserted."""
    plain = plain_record(database)
    with (database.parent / "plain.warc.gz").open("wb") as file:
        writer = WARCWriter(file, gzip=True)
        for line in lines:
            row = json.loads(line)
            payload = io.BytesIO(line.encode())
            writer.write_record(writer.create_warc_record(row["url"], "resource", payload=payload))
            index_entry(row["title"], row["text"])
            Text.of(0, words_for_comparison(row["text"]))
            plain.table("articles").insert({"url": row["url"], "title": row["title"], "body": row["text"]})


def _cpu(work: Callable[[], object], child: int | None = None) -> float:
    """CPU seconds of this process and of a child while work is done."""
    before = time.process_time() + _cpu_of(child)
    work()
    return time.process_time() + _cpu_of(child) - before


def _cpu_of(pid: int | None) -> float:
    return int(Path(f"/proc/{pid}/schedstat").read_text(encoding="ascii").split()[0]) / 1e9 if pid else 0.0
