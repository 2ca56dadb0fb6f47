"""Text of other people's labelled pages: F1 of ours, without an outlet's rules, against plain trafilatura.

    .venv/bin/python -m tests.bench.extraction [--sets FOLDER] [--worse] [SET…]

The sets are not shipped. They are taken from FOLDER (or WARRAQ_BENCH_SETS) where a checkout of theirs lies, else cloned
with git into a folder that is gone afterwards. Each is scored as its own evaluation scores: trafilatura's by pieces of
text that must stand in the answer and pieces that must not, summed over all pages; article-extraction-benchmark's by
mean precision and recall of four words in a row.
"""

import argparse
import gzip
import json
import multiprocessing
import os
import re
import subprocess
import sys
import tempfile
import unicodedata
from collections import Counter
from collections.abc import Callable, Iterator
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from statistics import fmean
from typing import NamedTuple

import trafilatura

from archive.exchange import Page
from archive.reading.extract import read
from tests.bench.timing import Claim, at_least, at_most
from tests.support.saved_pages import GENERIC

PROCESSES = 2
SHINGLE = 4
WORSE, MOST_WORSE = 0.2, 1.0  # of a page's F1, below plain trafilatura's; per cent of the pages
_WORD = re.compile(r"\w+")


class Counts(NamedTuple):
    """Of one page: what was rightly found, wrongly found and missed, in the set's own units."""

    right: float
    wrong: float
    missed: float

    @property
    def f1(self) -> float:
        whole = 2 * self.right + self.wrong + self.missed
        return 2 * self.right / whole if whole else 1.0


@dataclass(frozen=True, slots=True)
class Sample:
    """One labelled page; `wanted` and `unwanted` are pieces of its text, or `wanted` is the whole of it."""

    url: str
    body: bytes
    wanted: tuple[str, ...]
    unwanted: tuple[str, ...] = ()


class Scored(NamedTuple):
    """A page's address, and what ours and plain trafilatura made of it."""

    url: str
    ours: Counts
    plain: Counts


@dataclass(frozen=True, slots=True)
class LabelledSet:
    """One public set: where it lives, the goal for its F1, and how its pages are read and scored."""

    repository: str
    goal: float
    samples: Callable[[Path], Iterator[Sample]]
    counts: Callable[[Sample, str], Counts]
    f1: Callable[[list[Counts]], float]


class NotHere(Exception):
    """A set can neither be found nor fetched; the message says why."""


def _of_pieces(folder: Path) -> Iterator[Sample]:
    tests = folder / "tests"
    for url, item in sorted(json.loads((tests / "evaldata.json").read_text("utf-8")).items()):
        places = (tests / where / item["file"] for where in ("cache", "eval"))
        body = next(place for place in places if place.is_file()).read_bytes()
        yield Sample(url, body, tuple(map(_spaced, item["with"])), tuple(map(_spaced, item["without"])))


def _count_pieces(sample: Sample, text: str) -> Counts:
    found = _spaced(text)
    right = sum(piece in found for piece in sample.wanted)
    return Counts(right, sum(piece in found for piece in sample.unwanted), len(sample.wanted) - right)


def _f1_of_sums(pages: list[Counts]) -> float:
    return Counts(*map(sum, zip(*pages, strict=True))).f1


def _of_whole_texts(folder: Path) -> Iterator[Sample]:
    for name, item in sorted(json.loads((folder / "ground-truth.json").read_text("utf-8")).items()):
        body = gzip.decompress((folder / "html" / f"{name}.html.gz").read_bytes())
        yield Sample(item["url"], body, (item.get("articleBody", ""),))


def _count_shingles(sample: Sample, text: str) -> Counts:
    wanted, found = _shingles(sample.wanted[0]), _shingles(text)
    parts = ((found & wanted).total(), (found - wanted).total(), (wanted - found).total())
    whole = sum(parts) or 1
    return Counts(*(part / whole for part in parts))  # a long text weighs as much as a short one


def _shingles(text: str) -> Counter[tuple[str, ...]]:
    words = _WORD.findall(text)
    runs = (tuple(words[at : at + SHINGLE]) for at in range(max(1, len(words) - SHINGLE + 1)))
    return Counter(run for run in runs if run)


def _f1_of_means(pages: list[Counts]) -> float:
    precision = fmean(right / (right + wrong) for right, wrong, _ in pages if right + wrong > 0)
    recall = fmean(right / (right + missed) for right, _, missed in pages if right + missed > 0)
    return 2 * precision * recall / (precision + recall)


SETS = {
    "trafilatura": LabelledSet("adbar/trafilatura", 0.938, _of_pieces, _count_pieces, _f1_of_sums),
    "article-extraction-benchmark": LabelledSet(
        "scrapinghub/article-extraction-benchmark", 0.964, _of_whole_texts, _count_shingles, _f1_of_means
    ),
}


def _spaced(text: str) -> str:
    return unicodedata.normalize("NFC", " ".join(text.split()))


def claims(folder: Path, articles: int) -> Iterator[Claim]:
    """F1 on every set that is here or can be fetched, and on how many pages plain trafilatura is far better."""
    del articles
    given = os.environ.get("WARRAQ_BENCH_SETS")
    for name in SETS:
        try:
            checkout = found(name, Path(given) if given else None, folder)
        except NotHere as problem:
            yield Claim(f"{name}: not measured", str(problem), "", "")
        else:
            yield from claims_of(name, scored(name, checkout))


def found(name: str, given: Path | None, scratch: Path) -> Path:
    """The folder of a checkout of a set. Raises NotHere."""
    if given is not None:
        if not (given / name).is_dir():
            raise NotHere(f"{given} holds no folder {name}: clone github.com/{SETS[name].repository} there.")
        return given / name
    address = f"https://github.com/{SETS[name].repository}"
    asked = ["git", "clone", "--quiet", "--depth", "1", address, str(scratch / name)]
    try:
        subprocess.run(
            asked, check=True, capture_output=True, text=True, env={**os.environ, "GIT_TERMINAL_PROMPT": "0"}
        )
    except (OSError, subprocess.CalledProcessError) as problem:
        why = str(getattr(problem, "stderr", "") or problem).strip().splitlines()[-1]
        raise NotHere(f"git could not fetch {address} ({why}); without a network, give --sets FOLDER") from problem
    return scratch / name


def scored(name: str, checkout: Path) -> list[Scored]:
    """Every page of a set, scored both ways."""
    with ProcessPoolExecutor(PROCESSES, multiprocessing.get_context("spawn")) as pool:
        return list(pool.map(partial(_score, name), SETS[name].samples(checkout), chunksize=8))


def _score(name: str, sample: Sample) -> Scored:
    count = partial(SETS[name].counts, sample)
    return Scored(sample.url, count(ours(sample)), count(plainly(sample)))


def ours(sample: Sample) -> str:
    """The text as an outlet without rules yields it."""
    headers = (("Content-Type", "text/html"),)
    at = datetime(2026, 11, 22, 9, 0, tzinfo=UTC)
    page = Page(url=sample.url, final_url=sample.url, status=200, headers=headers, body=sample.body, fetched_at=at)
    return read(page, GENERIC).text


def plainly(sample: Sample) -> str:
    """What trafilatura with its fall-backs makes of the page."""
    return trafilatura.extract(sample.body, url=sample.url, include_comments=False, include_tables=True) or ""


def far_worse(pages: list[Scored]) -> list[Scored]:
    """The pages on which plain trafilatura is better by WORSE, the worst first."""
    worse = (page for page in pages if page.plain.f1 - page.ours.f1 > WORSE - 1e-9)
    return sorted(worse, key=lambda page: page.ours.f1 - page.plain.f1)


def claims_of(name: str, pages: list[Scored]) -> Iterator[Claim]:
    """What is claimed of one set."""
    f1 = SETS[name].f1
    mine, theirs = f1([page.ours for page in pages]), f1([page.plain for page in pages])
    ratio = f"{mine - theirs:+.4f}"
    goal = at_least(SETS[name].goal, mine)
    yield Claim(f"{name}, {len(pages)} pages: F1", f"{mine:.4f}", f"trafilatura {theirs:.4f}", ratio, goal)
    number = len(far_worse(pages))
    better = len(far_worse([Scored(url, plain, own) for url, own, plain in pages]))
    share = 100 * number / len(pages)
    what, other = f"{name}: pages on which F1 is lower by {WORSE:g}", f"higher by it: {better}"
    yield Claim(what, f"{number} of {len(pages)}", other, f"{share:.1f} %", at_most(MOST_WORSE, share, " %"))


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m tests.bench.extraction", description=__doc__)
    parser.add_argument("sets", nargs="*", metavar="SET", help=", ".join(SETS))
    parser.add_argument("--sets", dest="folder", type=Path, metavar="FOLDER", help="where checkouts of the sets lie")
    parser.add_argument("--worse", action="store_true", help="name the pages on which plain trafilatura is far better")
    options = parser.parse_args()
    given = options.folder or (Path(os.environ["WARRAQ_BENCH_SETS"]) if "WARRAQ_BENCH_SETS" in os.environ else None)
    with tempfile.TemporaryDirectory(prefix="warraq-sets-") as scratch:
        for name in options.sets or SETS:
            try:
                pages = scored(name, found(name, given, Path(scratch)))
            except NotHere as problem:
                print(f"{name}: {problem}", file=sys.stderr)
                return 1
            for claim in claims_of(name, pages):
                print(f"{claim.what}: {claim.ours} {claim.other} {claim.ratio} {claim.goal}")
            for url, own, plain in far_worse(pages) if options.worse else ():
                print(f"    {own.f1:.3f} against {plain.f1:.3f}: {url}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
