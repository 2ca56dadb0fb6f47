"""The life of a phrase in an article: the set of its versions in which the phrase stands, which need not be a run."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TypedDict

from archive.search.edits import EditSearch, has_edits
from archive.text.folding import tokens
from archive.times import unstamp
from archive.web.queries.outlets import OutletTitles
from archive.web.queries.rows import Connection, rows

MOST_PHRASES, LONGEST_PHRASE, MOST_VERSIONS, MOST_OTHERS = 5, 120, 200, 10
_PARTED = re.compile(r"[,،;؛\n]+")
# What was given stands beside the captured texts, and what is gone or back has no text of its own.
VERSIONS = """
SELECT t.n, t.kind, t.seen_at, v.last_seen_at, t.title, t.body FROM version_texts t JOIN versions v ON v.id = t.id
WHERE t.article_id = ? AND t.kind NOT IN ('gone', 'back', 'given') ORDER BY t.seen_at DESC, t.n DESC LIMIT ?
"""
OTHERS = """
SELECT a.id, a.outlet, o.title AS outlet_title, o.title_en AS outlet_title_en, a.title, a.body
FROM cluster_members m JOIN cluster_members s ON s.cluster_id = m.cluster_id AND s.article_id <> m.article_id
JOIN articles a ON a.id = s.article_id JOIN outlets o ON o.name = a.outlet WHERE m.article_id = ? ORDER BY a.id LIMIT ?
"""


class TextVersion(TypedDict):
    """VERSIONS: a text of an article, and when it was first and last read."""

    n: int
    kind: str
    seen_at: str
    last_seen_at: str
    title: str
    body: str


class OtherText(OutletTitles):
    """OTHERS: another article of the same story, in the text it has now."""

    id: int
    outlet: str
    title: str
    body: str


@dataclass(frozen=True, slots=True)
class Stay:
    """Versions in a row in which a phrase stands, and where it does in the last of them.

    `before` is the version read before it came, None where it was there at the first reading; `after` the one in which
    it was not there any more, None where it still is.
    """

    first: TextVersion
    last: TextVersion
    before: TextVersion | None
    after: TextVersion | None
    in_title: bool
    paragraphs: tuple[int, ...]

    @property
    def seconds(self) -> float:
        """From its first to its last reading."""
        return (unstamp(self.last["last_seen_at"]) - unstamp(self.first["seen_at"])).total_seconds()


@dataclass(frozen=True, slots=True)
class PhraseLife:
    """In which of the versions, oldest first, a phrase stands; how many edits of the archive took it out of a text
    (None where the file says nothing of edits); in which other articles of the story it stands now."""

    phrase: str
    stands: tuple[bool, ...]
    stays: tuple[Stay, ...]
    removed: int | None
    others: tuple[OtherText, ...]


@dataclass(frozen=True, slots=True)
class Lives:
    """`versions` oldest first; `left_out` says that there are older ones, and that only so many are looked at."""

    versions: tuple[TextVersion, ...]
    phrases: tuple[PhraseLife, ...]
    left_out: bool


def phrases_in(text: str) -> tuple[str, ...]:
    """What was typed, parted by commas or lines; without quotation marks, each once, as many as are followed."""
    parts = (part.strip(" \t\"'«»“”")[:LONGEST_PHRASE] for part in _PARTED.split(text))
    return tuple(dict.fromkeys(part for part in parts if tokens(part)))[:MOST_PHRASES]


def lives(connection: Connection, article_id: int, phrases: Sequence[str]) -> Lives:
    """Follow phrases through the texts of an article; words are the same where the search takes them for the same."""
    found = rows(connection, TextVersion, VERSIONS, (article_id, MOST_VERSIONS + 1))
    versions = tuple(reversed(found[:MOST_VERSIONS]))
    folded = [_folded(f"{one['title']}\n{one['body']}") for one in versions]
    others = rows(connection, OtherText, OTHERS, (article_id, MOST_OTHERS)) if phrases else []
    beside = [(one, _folded(f"{one['title']}\n{one['body']}")) for one in others]
    return Lives(
        versions,
        tuple(_life(connection, phrase, versions, folded, beside) for phrase in phrases),
        len(found) > MOST_VERSIONS,
    )


def _life(
    connection: Connection,
    phrase: str,
    versions: Sequence[TextVersion],
    folded: Sequence[str],
    others: Sequence[tuple[OtherText, str]],
) -> PhraseLife:
    words = _words(phrase)
    stands = tuple(words in text for text in folded)
    stays = tuple(_stay(words, versions, *run) for run in _runs(stands))
    removed = None
    if has_edits(connection):
        groups = EditSearch(connection, f'"{phrase}"', "removed", "exact").groups()
        removed = sum(group.edits for group in groups if group.who == "outlet")
    return PhraseLife(phrase, stands, stays, removed, tuple(one for one, text in others if words in text))


def _runs(stands: Sequence[bool]) -> list[tuple[int, int]]:
    """The first and last place of each run of true ones."""
    edges = [at for at, (one, next_) in enumerate(zip((False, *stands), (*stands, False), strict=True)) if one != next_]
    return [(first, last - 1) for first, last in zip(edges[::2], edges[1::2], strict=True)]


def _stay(words: str, versions: Sequence[TextVersion], first: int, last: int) -> Stay:
    shown = versions[last]
    lines = [line for line in shown["body"].split("\n") if line.strip()]
    return Stay(
        first=versions[first],
        last=shown,
        before=versions[first - 1] if first else None,
        after=versions[last + 1] if last + 1 < len(versions) else None,
        in_title=words in _folded(shown["title"]),
        paragraphs=tuple(n for n, line in enumerate(lines, 1) if words in _folded(line)),
    )


def _folded(text: str) -> str:
    """Words between spaces, each paragraph apart: no phrase reaches from one over into the next."""
    return "\n".join(f" {' '.join(tokens(line)).lower()} " for line in text.split("\n"))


def _words(phrase: str) -> str:
    return f" {' '.join(tokens(phrase)).lower()} "
