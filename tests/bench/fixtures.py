"""Our readers over other people's test feeds and sitemaps: what is read, what is not, and whether the values agree.

`python -m tests.bench.fixtures PATH…`, where each PATH is a folder of the test files of feedparser (`tests/`), gofeed
(`testdata/`), ultimate-sitemap-parser (`docs/reference/formats_examples/`) or any other. Nothing of them is shipped.
What a fixture states is taken from it: feedparser's `Expect:` comments, gofeed's `.json` beside a file. Beside that,
every feed is read by feedparser, too, which is what most readers of feeds use.
"""

import argparse
import ast
import html
import io
import json
import re
import sys
import time
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from itertools import count
from pathlib import Path
from urllib.parse import urljoin

import feedparser
from rich.box import MARKDOWN
from rich.console import Console
from rich.table import Table

from spiders.discovery.parsers import Found, UnreadableError, read_feed, read_listing, read_posts, read_sitemap

BASE = "https://fixtures.example/feed/"
READERS: dict[str, Callable[[bytes], Found]] = {
    "feed": lambda body: read_feed(body, BASE),
    "sitemap": lambda body: read_sitemap(body, BASE),
    "posts": lambda body: read_posts(body, BASE),
    "listing": lambda body: read_listing(body, BASE, "a"),
}
NO_FIXTURE = frozenset({".py", ".go", ".md", ".json", ".rst", ".png", ".ico"})
EXPECTED = re.compile(r"^Expect:\s*(.*)$", re.MULTILINE)
ITEM, LINK = re.compile(rb"<(?:item|entry)\b[^>]*(?<!/)>"), b"<link href='https://fixtures.example/%d/'/>"
HAS_ADDRESS = re.compile(rb"<(?:link|guid|id)\b")
NAMES = {"link": "url", "title": "title", "published": "published"}


@dataclass(slots=True)
class Tally:
    """`outcomes` by reader; `stated` and `alike` count values by whether ours is the same; `differing` are examples."""

    outcomes: dict[str, Counter[str]] = field(default_factory=lambda: {name: Counter() for name in READERS})
    stated: Counter[str] = field(default_factory=Counter)
    alike: Counter[str] = field(default_factory=Counter)
    seconds: dict[str, float] = field(default_factory=lambda: defaultdict(float))
    differing: list[str] = field(default_factory=list)


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m tests.bench.fixtures", description=__doc__)
    parser.add_argument("paths", nargs="+", type=Path, metavar="PATH", help="a folder of fixtures")
    parser.add_argument("--differing", action="store_true", help="name the values that differ")
    options = parser.parse_args()
    console = Console(width=160, highlight=False)
    exceptions = 0
    for folder in options.paths:
        tally = measured(folder)
        show(console, folder, tally)
        if options.differing:
            console.print("\n".join(tally.differing), markup=False)
        exceptions += sum(outcomes["exception"] for outcomes in tally.outcomes.values())
    return 1 if exceptions else 0


def measured(folder: Path) -> Tally:
    """Read every file below the folder with every reader."""
    tally = Tally()
    for path in sorted(path for path in folder.rglob("*") if path.is_file() and path.suffix not in NO_FIXTURE):
        body = path.read_bytes()
        for name, read in READERS.items():
            found = outcome(tally, name, path, body, read)
            if name == "feed" and found is not None:
                addressed = with_addresses(body)
                compare(tally, path, addressed, found if addressed == body else read_feed(addressed, BASE))
    return tally


def with_addresses(body: bytes) -> bytes:
    """A feed in which no item has an address, with one in each: without it nothing of an item can be compared."""
    numbers = count(1)
    return body if HAS_ADDRESS.search(body) else ITEM.sub(lambda tag: tag[0] + LINK % next(numbers), body)


def outcome(tally: Tally, name: str, path: Path, body: bytes, read: Callable[[bytes], Found]) -> Found | None:
    """What a reader finds in a body. What it may not do, raise anything but UnreadableError, is counted and named."""
    began = time.process_time()
    try:
        found = read(body)
    except UnreadableError as problem:
        tally.outcomes[name]["reader failed" if problem.word == "reader_failed" else "unreadable"] += 1
    except Exception as problem:
        tally.outcomes[name]["exception"] += 1
        tally.differing.append(f"{path} {name}: {problem!r}")
    else:
        tally.outcomes[name]["read" if found.entries else "read, lists nothing"] += 1
        return found
    finally:
        tally.seconds[name] += time.process_time() - began
    return None


def compare(tally: Tally, path: Path, body: bytes, found: Found) -> None:
    stated = [("stated in the fixture", claim) for claim in (*of_feedparser(body), *of_gofeed(path))]
    for source, (number, name, value) in (*stated, *(("feedparser's", claim) for claim in by_feedparser(tally, body))):
        # What has no address of its own is no entry of ours: nothing of it can be compared.
        if name != "link" and number >= len(found.entries):
            continue
        ours = getattr(found.entries[number], NAMES[name]) if number < len(found.entries) else ""
        same = plain(ours) == plain(urljoin(BASE, value) if name == "link" else value)
        tally.stated[f"{name}, {source}"] += 1
        tally.alike[f"{name}, {source}"] += same
        if not same:
            tally.differing.append(f"{path} {name} {source}: {value!r}, ours {ours!r}")


Claim = tuple[int, str, str]


def of_feedparser(body: bytes) -> Iterator[Claim]:
    """Number of the entry, name and value of what `Expect:` states plainly: entries[0]['link'] == 'http://…'."""
    stated = EXPECTED.search(body.decode("utf-8", "replace"))
    try:
        tree = ast.parse(stated[1].strip(), mode="eval") if stated else None
    except (SyntaxError, ValueError):
        return
    for node in ast.walk(tree) if tree else ():
        claim = ast.unparse(node) if isinstance(node, ast.Compare) else ""
        told = re.fullmatch(r"entries\[(\d)\]\['(link|title|published)'\] == ('[^']*'|\"[^\"]*\")", claim)
        if told and (value := ast.literal_eval(told[3])):
            yield int(told[1]), told[2], value


def of_gofeed(path: Path) -> Iterator[Claim]:
    beside = path.with_suffix(".json")
    if path.suffix != ".xml" or not beside.exists():
        return
    stated = json.loads(beside.read_text(encoding="utf-8", errors="replace"))
    items = (stated.get("items") or stated.get("entries") or []) if isinstance(stated, dict) else []
    for number, item in enumerate(items):
        for name in NAMES:
            if isinstance(item.get(name), str) and item[name]:
                yield number, name, item[name]


def by_feedparser(tally: Tally, body: bytes) -> Iterator[Claim]:
    began = time.process_time()
    entries = feedparser.parse(io.BytesIO(body), sanitize_html=False, resolve_relative_uris=False).entries
    tally.seconds["feedparser"] += time.process_time() - began
    with_links = [entry for entry in entries if entry.get("link")]
    for number, entry in enumerate(with_links):
        yield from ((number, name, str(entry[name])) for name in NAMES if entry.get(name))


def plain(text: str) -> str:
    """A value without what our cleaning takes off it: tags, references, spaces, controls, a fragment of nothing."""
    shown = html.unescape(re.sub(r"<[^<>]*>", " ", html.unescape(text)))
    return " ".join(re.sub("[\x00-\x1f]", " ", shown).split()).rstrip("#")


def show(console: Console, folder: Path, tally: Tally) -> None:
    columns = ("read", "read, lists nothing", "unreadable", "reader failed", "exception")
    table = Table("reader", *columns, "CPU s", box=MARKDOWN, title=str(folder))
    for name, outcomes in tally.outcomes.items():
        table.add_row(name, *(f"{outcomes[column]:,}" for column in columns), f"{tally.seconds[name]:.2f}")
    table.add_row("feedparser", *[""] * len(columns), f"{tally.seconds['feedparser']:.2f}")
    console.print(table)
    values = Table("value", "compared", "alike", "share", box=MARKDOWN)
    for name, number in sorted(tally.stated.items()):
        values.add_row(name, f"{number:,}", f"{tally.alike[name]:,}", f"{tally.alike[name] / number:.3f}")
    console.print(values)


if __name__ == "__main__":
    sys.exit(main())
