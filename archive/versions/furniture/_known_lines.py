"""Which lines of an article's page are furniture, by what its outlet's other articles taught."""

import json
from collections import defaultdict
from collections.abc import Collection, Iterator, Sequence
from itertools import chain

from sqlite_utils import Database

from archive.model import PageLine
from archive.versions.furniture._frames import DENSE, LABEL
from archive.versions.furniture._line_hashes import LONG_WORDS, LineHashes
from archive.versions.furniture.lines_file import STANDS_IN

# So many other articles carry what is furniture, within so many days; more of a long line.
ARTICLES, ARTICLES_OF_LONG, DAYS = 3, 10, 30
# What proves something only where it is no matter of some articles stands on one page in so many, of those between.
DENSE_OF, DENSE_TAGS = 4, (DENSE, LABEL)
BETWEEN = (
    "SELECT count(*) FROM pages WHERE number BETWEEN ? AND ?"
    " AND place = (SELECT number FROM places WHERE outlet = ? AND edition = ?)"
)

STANDS_IN_OR_IS_TITLE = (
    f"{STANDS_IN} UNION SELECT template, page FROM json_each(?) AS wanted"  # noqa: S608 - constants
    " CROSS JOIN titles ON template = wanted.value"
)


def known_lines(
    db: Database, hashes: LineHashes, key: str, day: int, articles: int, lines: Sequence[PageLine]
) -> frozenset[PageLine]:
    """Those of `lines` on an article's page of `day` (days since 1970) that `articles` others have, or ten of a long
    one; or that are the title of another, or its first line. Of one other article, also without a label before them or
    a few words behind them."""
    learned = {line: hashes.learned(line) for line in lines}
    if articles == 1:
        learned = {line: (*numbers, *hashes.bare(line)) for line, numbers in learned.items()}
    titles = {line: tuple(_titles(hashes, line)) for line in lines}
    own = hashes.page(db, key)
    pages: defaultdict[int, set[int]] = defaultdict(set)
    wanted = {number for ways in titles.values() for title in chain.from_iterable(ways) for number in title}
    values = (json.dumps(_all(learned)), day - DAYS, day + DAYS, json.dumps(list(wanted)))
    for number, page in db.execute(STANDS_IN_OR_IS_TITLE, values):
        pages[number].add(page)

    def is_others(number: int) -> bool:
        return number in pages and own not in pages[number]

    def is_learned(line: PageLine) -> bool:
        is_long = articles > 1 and len(line.text.split()) > LONG_WORDS
        enough = ARTICLES_OF_LONG if is_long else articles
        found = (pages[number] - {own} for number in learned[line] if number in pages)
        return any(len(others) >= enough and (line.tag not in DENSE_TAGS or is_dense(others)) for others in found)

    def is_dense(others: Collection[int]) -> bool:
        span = (min(others), max(others), hashes.outlet, hashes.edition)
        return DENSE_OF * len(others) >= int(db.execute(BETWEEN, span).fetchone()[0])

    def is_made_of_titles(line: PageLine) -> bool:
        return any(all(any(map(is_others, title)) for title in way) for way in titles[line])

    return frozenset(line for line in learned if is_learned(line) or is_made_of_titles(line))


def _titles(hashes: LineHashes, line: PageLine) -> Iterator[tuple[tuple[int, ...], ...]]:
    """As which titles or first line of other articles this line is looked up."""
    yield from hashes.titles_in(line)
    if (lead := hashes.lead(line)) is not None:
        yield ((lead,),)


def _all(found: dict[PageLine, tuple[int, ...]]) -> list[int]:
    return list({number for numbers in found.values() for number in numbers})
