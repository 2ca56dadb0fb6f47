"""The versions of one article, found by its id or by any address it was ever seen under."""

from collections.abc import Iterable, Sequence
from typing import TypedDict

from sqlite_utils.utils import sqlite3

from archive.errors import BadConfiguration
from archive.exchange import Origin
from archive.identity.urls import is_web_address
from archive.model import Outlet
from archive.search.addresses import find_address, in_words
from archive.sqlite import column, rows
from archive.text.diff import Paragraph, differences
from archive.versions.change_kinds import ChangeKind

VERSIONS = (
    "SELECT n, seen_at, kind, title, sha256, added, removed, changed, numbers, origin, author, published, told_at"
    " FROM version_texts WHERE article_id = ? ORDER BY seen_at, n"
)
TEXTS = "SELECT kind, title, body FROM version_texts WHERE article_id = ? ORDER BY seen_at, n"
# Only numbers grow: the order of the judgements.
VERDICTS = """
SELECT v.n, d.at, d.was, d.kind, d.why FROM versions v CROSS JOIN verdicts d ON d.version_id = v.id
WHERE v.article_id = ? ORDER BY d.id
"""

MOST_DIGITS = 18
LONGEST_SHOWN = 200


class Judgement(TypedDict):
    """A version was taken for `was` until `at`, and for `kind` from then on; `why` is a word of docs/data.md."""

    at: str
    was: str
    kind: str
    why: str


class Verdict(Judgement):
    """A row of VERDICTS: a judgement on the version `n`."""

    n: int


class _VersionRow(TypedDict):
    """A row of VERSIONS."""

    n: int
    seen_at: str
    kind: ChangeKind
    title: str
    sha256: str
    added: int
    removed: int
    changed: str
    numbers: str
    origin: Origin
    author: str
    published: str
    told_at: str


class HistoryRow(_VersionRow):
    """One version of an article, as `warraq history --json` prints it; its verdicts in the order of time."""

    verdicts: list[Judgement]


class VersionText(TypedDict):
    """A row of TEXTS."""

    kind: ChangeKind
    title: str
    body: str


def article_id_of(connection: sqlite3.Connection, url_or_id: str, outlets: Iterable[Outlet] = ()) -> int:
    """`outlets` lets an address never seen be known by its key. Raises BadConfiguration for an unknown article."""
    shown = url_or_id[:LONGEST_SHOWN]
    if url_or_id.isdecimal():
        found = next(column(connection, int, "SELECT id FROM articles WHERE id = ?", (_number(url_or_id),)), None)
        if found is None:
            raise BadConfiguration(f"The archive holds no article {shown}. Look it up with: warraq search WORDS")
        return found
    resolved = find_address(connection, url_or_id, outlets)
    if resolved is None and not is_web_address(url_or_id):
        raise BadConfiguration(f"“{shown}” is neither an article's number nor an http(s) address.")
    if resolved is None or resolved.article_id is None:
        raise BadConfiguration(f"{in_words(resolved) if resolved else shown} Look it up with: warraq search WORDS")
    return resolved.article_id


def _number(digits: str) -> int:
    """The number of an article; of one that is not there, where it is larger than SQLite's."""
    return int(digits) if len(digits) <= MOST_DIGITS else -1


def history(connection: sqlite3.Connection, url_or_id: str, outlets: Iterable[Outlet] = ()) -> list[HistoryRow]:
    """A row for each version in the order seen. Raises BadConfiguration for an unknown article."""
    article_id = article_id_of(connection, url_or_id, outlets)
    judged: dict[int, list[Judgement]] = {}
    for one in verdicts_of(connection, article_id):
        judgement: Judgement = {"at": one["at"], "was": one["was"], "kind": one["kind"], "why": one["why"]}
        judged.setdefault(one["n"], []).append(judgement)
    found = rows(connection, _VersionRow, VERSIONS, (article_id,))
    return [{**version, "verdicts": judged.get(version["n"], [])} for version in found]


def verdicts_of(connection: sqlite3.Connection, article_id: int) -> list[Verdict]:
    """In the order in which they were reached."""
    return list(rows(connection, Verdict, VERDICTS, (article_id,)))


def history_in_words(
    connection: sqlite3.Connection, url_or_id: str, outlets: Iterable[Outlet] = ()
) -> list[tuple[HistoryRow, list[Paragraph]]]:
    """The rows of `history`, each with what it changed in the text before it, the title being the first paragraph.

    Nothing was changed by what is first, gone or back. Raises BadConfiguration for an unknown article.
    """
    article_id = article_id_of(connection, url_or_id, outlets)
    texts = list(rows(connection, VersionText, TEXTS, (article_id,)))
    changes = [_change(_text_before(texts[:place], now), now) for place, now in enumerate(texts)]
    return list(zip(history(connection, str(article_id)), changes, strict=True))


def _text_before(earlier: Sequence[VersionText], now: VersionText) -> VersionText | None:
    """What was given is beside what was captured: only another given text is compared with it."""
    texts = [text for text in earlier if now["kind"] == "given" or text["kind"] != "given"]
    return texts[-1] if texts else None


def _change(before: VersionText | None, now: VersionText) -> list[Paragraph]:
    if before is None or now["kind"] in ("first", "gone", "back"):
        return []
    title = differences(f"{before['title']}\n", f"{now['title']}\n")
    return title + differences(before["body"], now["body"])
