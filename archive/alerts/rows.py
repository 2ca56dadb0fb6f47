"""Rows of readers.db, a TypedDict for each table: every column, and whether it can be NULL.

Tests compare them with a new file.
"""

from typing import Literal, TypedDict

from archive.search.compiled import Mode
from archive.search.engine import Order

Origin = Literal["operator", "web"]
Lang = Literal["ar", "en"]
MatchKind = Literal["new", "edit", "revert", "gone", "back"]
# Kinds of versions that are nobody's edit, not known yet, or told already; for SQL.
QUIET = "'furniture', 'unsettled', 'repeat'"


class SearchRow(TypedDict):
    """A saved search; its question as in alerts.saved_search.Question, `edits`, `history` and `given_up` are 0 or 1,
    `read_on` is the day on which its feed was last read.
    """

    id: int
    token: str
    label: str
    question: str
    mode: Mode
    outlet: str
    edits: int
    channel: str
    origin: Origin
    created_at: str
    since_version: int
    cursor: int
    failures: int
    failing_since: str
    next_try: str
    cause: str
    given_up: int
    read_on: str
    lang: Lang
    date_from: str
    date_to: str
    history: int
    langs: str
    kinds: str
    verdict_cursor: int
    places: str
    copies: str
    party: str
    named: str
    quotes: str
    sort: Order
    arabic: str


class MatchRow(TypedDict):
    """A version that a search found; `sent_at` is empty until a channel took it."""

    id: int
    search_id: int
    article_id: int
    version_id: int
    kind: MatchKind
    found_at: str
    sent_at: str


class OperatorRow(TypedDict):
    """A channel by which the operator is told of incidents; `origin` is command or configuration.

    `digest_on` is the day, in Damascus, of the last daily summary; the rest as a SearchRow has it.
    """

    id: int
    channel: str
    lang: Lang
    origin: str
    created_at: str
    digest_on: str
    failures: int
    failing_since: str
    next_try: str
    cause: str
    given_up: int


class NoticeRow(TypedDict):
    """An incident to be told by a channel, at its opening or (`closed_at` is not empty) at its end.

    `detail` is JSON; `sent_at` is empty until the channel took it.
    """

    id: int
    operator_id: int
    incident: int
    outlet: str
    cause: str
    opened_at: str
    closed_at: str
    detail: str
    sent_at: str
