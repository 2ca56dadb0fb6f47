"""What is measured on: articles and pages made by recombining the project's own sample texts, each of them new.

Third-party texts are used only where a folder `shared/data` lies beside the checkout; the table then says so.
"""

import gzip
import json
import random
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from functools import cache
from itertools import islice
from pathlib import Path
from typing import Any, NamedTuple
from urllib.parse import parse_qsl, urlsplit

from archive.exchange import Page
from archive.model import Outlet
from archive.record.store import Store, open_record
from archive.sqlite import transaction
from archive.text.folding import is_plain
from archive.times import first_id_of
from tests.support.outlet_server.addresses import SITES
from tests.support.outlet_server.corpus import Article, articles, wordpress_slug
from tests.support.outlet_server.expected import HIDDEN
from tests.support.outlet_server.markup import address
from tests.support.outlet_server.server import THEMES
from tests.support.outlet_server.site import Site
from tests.support.paths import SHARED

REAL = SHARED / "data"
FIRST_DAY = datetime(2004, 1, 1, 8, 0, tzinfo=UTC)
DAYS = 8_000
# In the record an id is a day and a number, and a sparse day makes the index larger: some dozens of outlets' worth.
PER_DAY = 500
# Of the real articles measured, so many have a word in pieces or a hidden mark; they are folded the long way.
AWKWARD_SHARE = 0.02
OUTLET = Outlet(
    name="made",
    title="نموذج",
    title_en="Made",
    home="https://made.example/",
    hosts=("made.example",),
    routes=(),
    key_rules=(r"^/(?P<id>\d+)/",),
)

_SENTENCE_END = re.compile(r"(?<=[.؟!])\s+")
_NUMBER = re.compile(r"\d+")


@dataclass(frozen=True, slots=True)
class Sample:
    """A page nobody has read before, and what reading it should yield."""

    page: Page
    site: str
    article: Article


class Origin(NamedTuple):
    """The outlet and the language of an article."""

    outlet: str
    lang: str = "ar"


@cache
def _sentences(awkward: bool) -> tuple[str, ...]:
    texts = (paragraph for article in articles().values() for paragraph in article.paragraphs)
    found = dict.fromkeys(sentence for text in texts for sentence in _SENTENCE_END.split(text))
    return tuple(sentence for sentence in found if awkward or is_plain(sentence))


def made(count: int, seed: int = 1, days: int = DAYS) -> Iterator[Article]:
    """Articles of a length news has: sentences of the samples in new company, every number in them new.

    `days` is over how many days they spread.
    """
    chance = random.Random(seed)
    titles = sorted({HIDDEN.sub("", article.title) for article in articles().values()})
    pattern = next(iter(articles().values()))

    def renumbered(text: str) -> str:
        return _NUMBER.sub(lambda _: str(chance.randrange(2, 9_999)), text)

    for n in range(count):
        published = FIRST_DAY + timedelta(days=chance.randrange(days), minutes=chance.randrange(600))
        # The number in front: an address made from a title is cut, and must still be the article's own.
        title = f"{n + 1} {renumbered(chance.choice(titles))}"
        pool = _sentences(chance.random() < AWKWARD_SHARE)
        lines = tuple(
            renumbered(" ".join(chance.sample(pool, chance.randint(2, 3)))) for _ in range(chance.randint(4, 8))
        )
        yield replace(
            pattern,
            id=str(300_000 + n),
            title=title,
            slug=wordpress_slug(title),
            published=published,
            modified=published,
            paragraphs=lines,
            role="",
            credit="",
            replacements=(),
        )


def pages(count: int, seed: int = 1, days: int = DAYS, texts: Sequence[tuple[str, str]] = ()) -> list[Sample]:
    """Pages of the five sample sites, a fifth of each, as their server sends them; of titles and `texts`, if given."""
    fresh = made(count, seed, days)
    if texts:
        fresh = map(_recast, fresh, random.Random(seed).sample(texts, count))
    return [sample for site in SITES for sample in _pages_of(site, list(islice(fresh, count // len(SITES))))]


def _recast(article: Article, text: tuple[str, str]) -> Article:
    title, body = text
    slug = wordpress_slug(f"{article.id} {title}")
    return replace(article, title=title, slug=slug, paragraphs=tuple(filter(None, map(str.strip, body.split("\n")))))


def _pages_of(name: str, chosen: list[Article]) -> Iterator[Sample]:
    site, theme = Site(name, f"https://{name}.example"), THEMES[name]
    site.published = {article.id: replace(article, site=name) for article in chosen}
    for article in site.published.values():
        path = theme.path_of(article)
        target = urlsplit(path)
        reply = theme.answer(site, target.path, dict(parse_qsl(target.query)))
        if reply is None or reply.kind != "article":
            raise AssertionError(f"{name} does not show {path}")
        url = site.home + address(path)
        page = Page(
            url=url,
            final_url=url,
            status=200,
            headers=(("Content-Type", reply.content_type),),
            body=reply.body,
            fetched_at=article.published + timedelta(hours=1),
        )
        yield Sample(page, name, article)


def real_articles(count: int) -> list[tuple[str, str]]:
    """Titles and texts of the first articles of the shared folder; none where there is no such folder."""
    path = REAL / "articles.jsonl.gz"
    if not path.exists():
        return []
    return [(row["title"], row["text"]) for row in _read(path, count)]


def real_outlets(count: int) -> list[Origin]:
    """Where the articles of `real_articles` stood."""
    return [Origin(row["outlet"]) for row in _read(REAL / "articles.jsonl.gz", count)]


def mission_articles() -> tuple[list[tuple[str, str]], list[Origin]]:
    """Titles and texts, and where they stood, of further real texts in Arabic, Kurmanji and English."""
    rows = [row for path in sorted((REAL / "mission").glob("*.jsonl.gz")) for row in _read(path)]
    texts = [(row["title"] or "", row["text"]) for row in rows]
    return texts, [Origin(row["outlet"], row.get("lang") or _language(row["text"])) for row in rows]


def _language(text: str) -> str:
    return "en" if text[:200].isascii() else "ar"


def _read(path: Path, count: int | None = None) -> list[dict[str, Any]]:
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        return [json.loads(line) for line in islice(lines, count)]


def made_texts(count: int) -> list[tuple[str, str]]:
    return [(article.title, "\n".join(article.paragraphs)) for article in made(count)]


def made_once(path: Path, fill: Callable[[Path], object]) -> None:
    """Make a file that is not there yet; one that was begun and not ended is begun anew."""
    if not path.exists():
        part = path.with_suffix(".part")
        part.unlink(missing_ok=True)
        fill(part)
        part.rename(path)


def record_of(path: Path, texts: list[tuple[str, str]], origins: Sequence[Origin] = ()) -> Store:
    """A record whose articles are in place and whose search index is still empty; all of OUTLET without `origins`."""
    origins = origins or [Origin(OUTLET.name)] * len(texts)
    store = open_record(path)
    for name in dict.fromkeys(origin.outlet for origin in origins):
        store.put_outlet(replace(OUTLET, name=name, title=name, hosts=(f"{name}.example",)))
    with transaction(store.db):
        store.db.conn.executemany(
            "INSERT INTO articles(id, outlet, key, url, title, body, author, credit, lang, published_day,"
            " published_from, first_seen_at, last_seen_at, status, versions, words_sha256)"
            " VALUES(?, ?, ?, ?, ?, ?, '', '', ?, ?, 'given', ?, ?, 'live', 1, '')",
            (_row(n, *text, origin) for n, (text, origin) in enumerate(zip(texts, origins, strict=True))),
        )
    return store


def _row(n: int, title: str, body: str, origin: Origin) -> tuple[int | str, ...]:
    day = (FIRST_DAY + timedelta(days=n // PER_DAY)).date()
    key, seen = str(n), f"{day}T12:00:00Z"
    article_id = first_id_of(day) + n % PER_DAY + 1
    url = f"https://made.example/{key}/"
    return article_id, origin.outlet, key, url, title, body, origin.lang, f"{day}", seen, seen
