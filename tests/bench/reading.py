"""Reading pages never seen before, against plain trafilatura; the price of reading in a process that can be killed.

Every call gets pages of its own: a page read twice flatters trafilatura, whose date search remembers. So does a day
met before, as the pages of one day show.
"""

import json
import random
import re
import time
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from statistics import fmean

import trafilatura
from trafilatura.cli import parse_args
from trafilatura.cli_utils import examine

from archive.exchange import Page
from archive.model import Outlet
from archive.reading.extract import read
from archive.reading.worker import Reader
from spiders.registry import outlets
from tests.bench.material import DAYS, REAL, Sample, pages
from tests.bench.timing import ROUNDS, Claim, at_least, medians, ms, times
from tests.support.saved_pages import GENERIC

BATCH = 30
BATCHES = ROUNDS + 1  # one to warm up
CLI = parse_args(["--json", "--with-metadata"])
_YEAR = re.compile(rb"\b20[012]\d\b")


@dataclass(frozen=True, slots=True)
class Answer:
    """What one way of reading found on a page; the day is ISO, empty where none was found."""

    title: str
    text: str
    day: str


Way = Callable[[Page, Outlet], Answer]


def by_rules(page: Page, outlet: Outlet) -> Answer:
    found = read(page, outlet)
    return Answer(found.title, found.text, found.published.day.isoformat() if found.published else "")


def by_nothing_known(page: Page, outlet: Outlet) -> Answer:
    return by_rules(page, without_rules(outlet))


def plainly(page: Page, outlet: Outlet) -> Answer:
    """As the trafilatura manual begins, the address given: without it, its date search takes far longer."""
    del outlet
    found = trafilatura.bare_extraction(page.body, url=page.url, with_metadata=True)
    if found is None or isinstance(found, dict):
        return Answer("", "", "")
    return Answer(found.title or "", found.text or "", found.date or "")


def as_the_command_does(page: Page, outlet: Outlet) -> Answer:
    """What `trafilatura --json --with-metadata` does with a page once it is downloaded."""
    del outlet
    found = json.loads(examine(page.body, CLI, page.url) or "{}")
    return Answer(found.get("title") or "", found.get("text") or "", found.get("date") or "")


def claims(folder: Path, articles: int) -> Iterator[Claim]:
    """Pages per CPU second and what was found on them, on made pages and, where they are, on real ones."""
    del folder, articles
    yield from _speeds()
    yield from _findings()
    yield from _killable()
    yield from _real()


def without_rules(outlet: Outlet) -> Outlet:
    return replace(outlet, body=(), drop=(), junk_lines=())


def _outlet(sample: Sample) -> Outlet:
    return outlets()[sample.site]


def _over(way: Way, seed: int, days: int = DAYS) -> Callable[[], None]:
    """Reads the next batch of unseen pages each time it is called."""
    batches = iter([pages(BATCH, 100 * seed + n, days) for n in range(BATCHES)])

    def call() -> None:
        for sample in next(batches):
            way(sample.page, _outlet(sample))

    return call


def _speeds() -> Iterator[Claim]:
    ways = (by_rules, by_nothing_known, plainly, as_the_command_does)
    seconds = medians(*(_over(way, seed) for seed, way in enumerate(ways)), repeats=1)
    rules, nothing, plain, command = (BATCH / spent for spent in seconds)
    yield _speed("with the outlet's rules", rules, "bare_extraction", plain, 3)
    yield _speed("no rule known", nothing, "bare_extraction", plain, 1.6)
    yield _speed("no rule known", nothing, "its command", command, 1.6)
    seconds = medians(_over(by_nothing_known, 5, days=1), _over(plainly, 6, days=1), repeats=1)
    nothing, plain = (BATCH / spent for spent in seconds)
    yield _speed("no rule, all of one day", nothing, "bare_extraction", plain, 1.6)


def _speed(what: str, ours: float, whose: str, other: float, goal: float) -> Claim:
    ratio = ours / other
    return Claim(
        f"reading, {what}",
        f"{ours:.0f} pages/s",
        f"{whose} {other:.0f} pages/s",
        times(ratio, "faster"),
        at_least(goal, ratio),
    )


def _findings() -> Iterator[Claim]:
    samples = pages(100, seed=9)
    rules, nothing, plain = (
        [way(one.page, _outlet(one)) for one in samples] for way in (by_rules, by_nothing_known, plainly)
    )
    golds = ["\n".join(one.article.paragraphs) for one in samples]
    for what, ours in (("with rules", rules), ("no rule known", nothing)):
        mine, theirs = _mean_f1(ours, golds), _mean_f1(plain, golds)
        yield Claim(
            f"text, {what}, F1", f"{mine:.3f}", f"{theirs:.3f}", f"{mine - theirs:+.3f}", at_least(0, mine - theirs)
        )
    for what, right in (("titles right", _title_right), ("days right", _day_right)):
        mine, theirs = (sum(map(right, answers, samples)) for answers in (nothing, plain))
        yield Claim(
            f"{what}, no rule known", f"{mine}/{len(samples)}", f"{theirs}/{len(samples)}", f"{mine - theirs:+d}"
        )


def _title_right(answer: Answer, sample: Sample) -> bool:
    return answer.title == sample.article.title


def _day_right(answer: Answer, sample: Sample) -> bool:
    return answer.day == sample.article.published.date().isoformat()


def _mean_f1(answers: list[Answer], golds: list[str]) -> float:
    return fmean(_f1(answer.text, gold) for answer, gold in zip(answers, golds, strict=True))


def _f1(text: str, gold: str) -> float:
    """Of words as multisets."""
    found, wanted = Counter(text.split()), Counter(gold.split())
    both = (found & wanted).total()
    return 2 * both / (found.total() + wanted.total()) if both else 0.0


def _killable() -> Iterator[Claim]:
    """The price is the way there and back, so the page is of the usual size and hardly anything to read."""
    page = _page("https://made.example/1/", b"<p>\xd8\xae\xd8\xa8\xd8\xb1</p><!--" + b"-" * 7_000 + b"-->")
    with Reader() as reader:
        there, here = medians(lambda: reader.read(page, GENERIC), lambda: read(page, GENERIC), clock=time.perf_counter)
    what = "a near-empty page in a killable process, wall"
    yield Claim(what, ms(there), f"in the same process {ms(here)}", f"{(there - here) * 1000:+.2f} ms")


def _real() -> Iterator[Claim]:
    """Five pages as real sites sent them, each time with other years in them, so that no date was seen before."""
    if not REAL.exists():
        return
    rows = [line.split("\t") for line in (REAL / "pages" / "gold.tsv").read_text("utf-8").splitlines()[1:]]
    found = [_page(row[1], (REAL / "pages" / row[0]).read_bytes()) for row in rows]

    def over(way: Way, seed: int) -> Callable[[], None]:
        years = iter(random.Random(seed).sample(range(2001, 2027), BATCHES))

        def call() -> None:
            year = str(next(years)).encode()
            for page in found:
                way(replace(page, body=_YEAR.sub(year, page.body)), GENERIC)

        return call

    ours, plain = (len(found) / spent for spent in medians(over(by_nothing_known, 1), over(plainly, 2), repeats=1))
    yield _speed("5 real pages, no rule", ours, "bare_extraction", plain, 1.2)


def _page(url: str, body: bytes) -> Page:
    headers = (("Content-Type", "text/html"),)
    return Page(
        url=url, final_url=url, status=200, headers=headers, body=body, fetched_at=datetime(2027, 1, 1, tzinfo=UTC)
    )
