"""The sample articles, read from `articles/SITE/ID.txt`: header lines, a blank line, a paragraph a line.

Every text was written for this project, names no real person, and says itself that it is a sample. Hidden marks
stand in the files as `\\uXXXX`. Headers: title, author, published (ISO with zone), category; and where the article
plays a part: role (edited, deleted, held-back, amp), replace (old → new, may repeat), modified, credit, undated (its
page says nowhere when it was published), and copy-of (SITE/ID), which takes everything not said from there.
"""

import re
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from pathlib import Path
from unicodedata import category
from urllib.parse import quote

from tests.support.outlet_server.addresses import SITES

FOLDER = Path(__file__).parent / "articles"
SLUG_BYTES = 200


@dataclass(frozen=True, slots=True, kw_only=True)
class Article:
    """One sample article. Moments carry their zone; `replacements` and `edit_at` are its later edit."""

    site: str
    id: str
    title: str
    author: str
    published: datetime
    modified: datetime
    category: str
    slug: str
    paragraphs: tuple[str, ...]
    role: str = ""
    credit: str = ""
    replacements: tuple[tuple[str, str], ...] = ()
    edit_at: datetime | None = None
    undated: bool = False


@cache
def articles() -> dict[tuple[str, str], Article]:
    """Every sample article by (site, id). Raises ValueError naming the file that is not as it should be."""
    return {(site, path.stem): read(path) for site in SITES for path in sorted((FOLDER / site).glob("*.txt"))}


def read(path: Path) -> Article:
    """The article in one file."""
    head, _, body = _text(path).partition("\n\n")
    headers = _headers(head, path)
    original = FOLDER / f"{headers['copy-of'][0]}.txt" if "copy-of" in headers else path
    if original != path:
        head, _, body = _text(original).partition("\n\n")
        headers = {**_headers(head, original), "role": ["copy"], **headers}
    return _article(path, headers, tuple(line for line in body.splitlines() if line))


def _article(path: Path, headers: dict[str, list[str]], paragraphs: tuple[str, ...]) -> Article:
    title, published = headers["title"][0], datetime.fromisoformat(headers["published"][0])
    return Article(
        site=path.parent.name,
        id=path.stem,
        title=title,
        author=headers["author"][0],
        published=published,
        modified=published,
        category=headers["category"][0],
        slug=wordpress_slug(title),
        paragraphs=paragraphs,
        role=headers.get("role", [""])[0],
        credit=headers.get("credit", [""])[0],
        replacements=tuple(_pair(line, path) for line in headers.get("replace", [])),
        undated="undated" in headers,
        edit_at=datetime.fromisoformat(headers["modified"][0]) if "modified" in headers else None,
    )


def wordpress_slug(title: str) -> str:
    """A title as WordPress puts it into an address: words joined by hyphens, cut at 200 bytes of percent-encoding.

    As `utf8_uri_encode` and `sanitize_title_with_dashes` do it: punctuation goes, a character is never cut in two.
    """
    slug, size = "", 0
    words = "".join(letter if category(letter)[0] in "LMN" else " " for letter in title).split()
    for letter in "-".join(words):
        size += len(quote(letter))
        if size > SLUG_BYTES:
            break
        slug += letter
    return slug.strip("-")


def _text(path: Path) -> str:
    return re.sub(r"\\u([0-9a-f]{4})", lambda match: chr(int(match[1], 16)), path.read_text("utf-8"))


def _headers(head: str, path: Path) -> dict[str, list[str]]:
    headers: dict[str, list[str]] = {}
    for line in head.splitlines():
        name, colon, value = line.partition(": ")
        if not colon:
            raise ValueError(f"{path.name}: no header line: {line!r}")
        headers.setdefault(name, []).append(value)
    return headers


def _pair(line: str, path: Path) -> tuple[str, str]:
    old, arrow, new = line.partition(" → ")
    if not arrow:
        raise ValueError(f"{path.name}: a replacement needs an arrow: {line!r}")
    return old, new
