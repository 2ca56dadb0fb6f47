"""What each page costs on records of several sizes, and how that grows: CPU time of the process, the template included.

    .venv/bin/python -m tests.bench.pages 10000 100000 --keep FOLDER             # made there, if they are not yet
    .venv/bin/python -m tests.bench.pages 100000 1000000 --keep FOLDER --only /words

Each page is asked over ASGI, by nobody else at the time, ROUNDS times after one to warm up; the least is told. The
exponent is that of the power of the number of articles between the two largest records.
"""

import argparse
import asyncio
import math
import random
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import quote

from archive.sqlite import open_readonly
from archive.web.app.server import create_app, look_through_less
from tests.bench.large_record import OUTLETS, fill, vocabulary
from tests.bench.material import made_once

ROUNDS = 5
MOST_MS, MOST_GROWTH = 100, 2.0
FACTS = {
    "article": "SELECT id FROM articles ORDER BY id LIMIT 1 OFFSET (SELECT count(*) / 2 FROM articles)",
    "edited": "SELECT article_id FROM versions WHERE kind = 'edit' ORDER BY id DESC LIMIT 1",
    "story": "SELECT id FROM clusters ORDER BY id DESC LIMIT 1",
    "capture": "SELECT max(id) FROM captures",
    "url": "SELECT url FROM urls ORDER BY url LIMIT 1",
    "title": "SELECT title FROM articles ORDER BY id DESC LIMIT 1",
}
# What a reader asks: made {common} words stand in every third article, a {word} in one of forty.
PAGES = (
    *("/", "/search", "/search?q={common}", "/search?q={word}", "/search?q={common} {word}", '/search?q="{phrase}"'),
    *("/search?q={word}&mode=forms", "/search?q={word}&order=rank", "/search?q={word}&copies=folded"),
    *("/search?q={word}&outlet={outlet}", "/search?q={word}&kind=edited", "/search?q={url}", "/search?outlet={outlet}"),
    *("/article/{article}", "/article/{edited}", "/article/{edited}/diff/1..2", "/article/{edited}/versions/1"),
    *("/capture/{capture}", "/story/{story}", "/stories", "/outlets", "/outlet/{outlet}", "/changes"),
    *("/changes?kind=numbers", "/changes?kind=gone", "/words", "/words?q={common}", "/words?q={word}"),
    *("/words?q={word}&by=outlets", "/attention?q={word}", "/attention?q={common}", "/versus?a={outlet}&b={other}"),
    *("/naming", "/naming?party=sdf", "/context?q={word}", "/context?q={common}", "/edits", "/edits?q={word}"),
    *("/edits?q={common}", "/figures?q={word}", "/figures?q={common}", "/places", "/places?span=all", "/place/SY02"),
    *("/gaps", "/past", "/barred", "/health", "/downloads", "/about", "/batch", "/desk", "/saved?q={word}"),
    *("/feeds/articles.atom", "/feeds/articles.atom?q={word}", "/feeds/changes.atom", "/feeds/edits.atom?q={word}"),
    *("/api/1/search?q={word}", "/api/1/changes", "/api/1/outlets", "/api/1/stories", "/api/1/verdicts"),
    *("/api/1/articles/{article}", "/api/1/recall", "/recall.csv", "/gaps.csv", "/metrics", "/-/warraq/health"),
)


def filled(record: Path, words: list[str]) -> dict[str, str]:
    """What stands in the place of each name of PAGES."""
    with open_readonly(record) as connection:
        known = {name: str(connection.execute(sql).fetchone()[0]) for name, sql in FACTS.items()}
    title = known["title"].split()
    return known | {
        "outlet": OUTLETS[0].name,
        "other": OUTLETS[3].name,
        "common": words[40],
        "word": words[600],
        "phrase": " ".join(title[2:4]),
    }


def asked(app: Any, path: str) -> tuple[int, float]:
    """The status of a page and the least CPU seconds of the process that it cost."""
    spent = []
    for _ in range(ROUNDS + 1):
        begun = time.process_time()
        status = asyncio.run(app.client.get(path)).status_code
        spent.append(time.process_time() - begun)
    return status, min(spent[1:])


def costs(folder: Path, sizes: list[int], only: str) -> Iterator[tuple[str, list[tuple[int, float]]]]:
    """Each page with its status and milliseconds on each of the records."""
    words = vocabulary(random.Random(7))
    asking = []
    for size in sizes:
        record = folder / str(size) / "warraq.db"
        record.parent.mkdir(parents=True, exist_ok=True)
        made_once(record, lambda part, size=size: fill(part, size, words))  # type: ignore[misc]
        asking.append((create_app(record.parent), filled(record, words)))
    look_through_less()  # as the service does
    for page in PAGES:
        if any(one in page for one in only.split()) or not only:
            found = [asked(app, quote(page.format(**known), safe="/?&=:%")) for app, known in asking]
            yield page, [(status, spent * 1000) for status, spent in found]


def growth(sizes: list[int], spent: list[float]) -> str:
    """How the cost grows between the two largest: so many times, and as which power of the number of articles."""
    if len(sizes) < 2:
        return ""
    times = spent[-1] / spent[-2]
    return f"{times:.2f} x, n^{math.log(times) / math.log(sizes[-1] / sizes[-2]):.2f}"


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m tests.bench.pages")
    parser.add_argument("articles", nargs="+", type=int)
    parser.add_argument("--keep", type=Path, required=True, metavar="FOLDER", help="where the records are, or are made")
    parser.add_argument("--only", default="", metavar="TEXT", help="the pages whose address, as above, holds this")
    given = parser.parse_args()
    sizes = sorted(given.articles)
    print("page", *(f"{size:,}: ms" for size in sizes), "growth", "", sep=" | ")
    for page, found in costs(given.keep, sizes, given.only):
        spent = [each for _, each in found]
        odd = " ".join(f"HTTP {status}" for status, _ in found if status != 200)
        over = "OVER" if spent[-1] > MOST_MS or (len(spent) > 1 and spent[-1] > MOST_GROWTH * spent[-2]) else ""
        print(f"`{page}`", *(f"{each:.1f}" for each in spent), growth(sizes, spent), odd or over, sep=" | ", flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main())
