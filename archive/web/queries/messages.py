"""What a message of a channel is beside its text, its neighbours by number, and the articles that it leads to."""

import json
from typing import NamedTuple, TypedDict

from archive.identity.urls import clean_url, is_web_address
from archive.record.rows import MessageRow
from archive.sqlite import has_table
from archive.web.queries.outlets import NamedOutlet, OutletTitles
from archive.web.queries.rows import Connection, Count, row, rows

# Of the numbers round a message so many are drawn.
NEIGHBOURS = 20
MESSAGE = "SELECT * FROM messages WHERE article_id = ? AND kind = 'text'"
PARTS = "SELECT number AS n FROM messages WHERE article_id = ? AND kind = 'part' ORDER BY 1"
AROUND = """
SELECT m.number, m.kind, m.article_id, a.status FROM messages m LEFT JOIN articles a ON a.id = m.article_id
WHERE m.outlet = ? AND m.number BETWEEN ? AND ? ORDER BY m.number
"""
NUMBERS = """
SELECT count(*) AS seen, min(number) AS first, max(number) AS last FROM messages WHERE outlet = ?
"""
STATES = "SELECT count(*) AS n, sum(status <> 'live') AS absent FROM articles WHERE outlet = ?"
# The same record of the WARC: all messages that one page gave.
ON_PAGE = """
SELECT count(DISTINCT article_id) AS n FROM captures
WHERE url = :url AND fetched_at = :fetched_at AND warc_offset = :warc_offset
"""
_JOINED = (
    "a.id, a.outlet, o.title AS outlet_title, o.title_en AS outlet_title_en, a.title, a.lang, a.published_at,"
    " a.published_day, a.first_seen_at, a.status, a.key"
)
LEADS_TO = f"""
SELECT {_JOINED} FROM message_articles j JOIN articles a ON a.outlet = j.outlet AND a.key = j.key
JOIN outlets o ON o.name = a.outlet WHERE j.message_id = ? ORDER BY a.id
"""  # noqa: S608 - columns from above
POSTED = f"""
SELECT {_JOINED} FROM message_articles j JOIN articles a ON a.id = j.message_id JOIN outlets o ON o.name = a.outlet
WHERE j.outlet = ? AND j.key = ? ORDER BY a.published_at, a.id
"""  # noqa: S608 - columns from above
FORWARDED = "SELECT article_id AS n FROM urls WHERE url = ? AND article_id IS NOT NULL"
CHANNEL = "SELECT name, owner FROM channels WHERE outlet = ?"
OWNER = "SELECT name, title AS outlet_title, title_en AS outlet_title_en FROM outlets WHERE name = ?"
CHANNELS_OF = """
SELECT o.name, o.title AS outlet_title, o.title_en AS outlet_title_en
FROM channels c JOIN outlets o ON o.name = c.outlet WHERE c.owner = ? ORDER BY 1
"""


class Numbered(TypedDict):
    """AROUND: what stands at a number; `status` is that of its article, None without one."""

    number: int
    kind: str
    article_id: int | None
    status: str | None


class Numbers(TypedDict):
    """NUMBERS: how many numbers were seen, from which to which; None of a channel of which none was."""

    seen: int
    first: int | None
    last: int | None


class States(Count):
    """STATES: its messages with words, and how many of them are not there now; None where there are none."""

    absent: int | None


class JoinedArticle(OutletTitles):
    """LEADS_TO, POSTED: an article that a message leads to, or a message that leads to an article."""

    id: int
    outlet: str
    title: str
    lang: str
    published_at: str | None
    published_day: str
    first_seen_at: str
    status: str
    key: str


class ChannelRow(TypedDict):
    """CHANNEL: the name of a public channel, and the outlet whose own it is, or empty."""

    name: str
    owner: str


class NumberState(NamedTuple):
    """A number of a channel. `state`: there (seen, and not known to be away), missing, gone, never (not seen)."""

    number: int
    state: str
    article_id: int | None


class ChannelNumbers(TypedDict):
    """What is known of a channel as a whole: its `name` in Telegram, the `first` and the `last` number that was seen,
    how many messages with words there are, how many of them are absent now, how many numbers between the first and the
    last were never seen; the outlet whose own channel it is."""

    name: str
    first: int | None
    last: int | None
    messages: int
    absent: int
    never_seen: int
    owner: NamedOutlet | None


class MessageDetails(TypedDict):
    """What a message is beside its text (docs/data.md); `parts` are the numbers of its album after its own."""

    number: int
    parts: list[int]
    forwarded_from: str
    forwarded_url: str
    is_edited: bool
    pictures: list[str]
    links: list[str]


class MessageOfPage(MessageDetails):
    """A message as its page tells of it. `forwarded_id` is the article here that it was forwarded from, `on_page` how
    many messages its capture shows."""

    forwarded_id: int | None
    places: list[NumberState]
    on_page: int
    leads_to: list[JoinedArticle]
    channel: ChannelNumbers


def message_details(connection: Connection, article_id: int) -> MessageDetails | None:
    """None of an article that is no message."""
    found = row(connection, MessageRow, MESSAGE, (article_id,)) if _has_messages(connection) else None
    if found is None:
        return None
    return {
        "number": found["number"],
        "parts": [one["n"] for one in rows(connection, Count, PARTS, (article_id,))],
        "forwarded_from": found["forwarded_from"],
        "forwarded_url": found["forwarded_url"],
        "is_edited": bool(found["edited"]),
        "pictures": json.loads(found["pictures"]),
        "links": json.loads(found["links"]),
    }


def message_of(connection: Connection, article_id: int, outlet: str, capture: object) -> MessageOfPage | None:
    """None of an article of `outlet` that is no message; `capture` is the row of its present text's."""
    message, channel = message_details(connection, article_id), channel_numbers(connection, outlet)
    if message is None or channel is None:
        return None
    forwarded = clean_url(message["forwarded_url"]) if is_web_address(message["forwarded_url"]) else ""
    known = row(connection, Count, FORWARDED, (forwarded,))
    return {
        **message,
        "forwarded_id": known["n"] if known else None,
        "places": numbers_around(connection, outlet, channel, message["number"]),
        "on_page": rows(connection, Count, ON_PAGE, dict(capture))[0]["n"] if isinstance(capture, dict) else 0,
        "leads_to": rows(connection, JoinedArticle, LEADS_TO, (article_id,)),
        "channel": channel,
    }


def numbers_around(connection: Connection, outlet: str, channel: ChannelNumbers, number: int) -> list[NumberState]:
    """The numbers round one, lowest first, no further than the first and the last that were seen."""
    lowest, highest = channel["first"] or number, channel["last"] or number
    first = max(lowest, min(number - NEIGHBOURS // 2, highest - NEIGHBOURS + 1))
    last = min(highest, first + NEIGHBOURS - 1)
    known = {one["number"]: one for one in rows(connection, Numbered, AROUND, (outlet, first, last))}
    return [_number_state(number, known.get(number)) for number in range(first, last + 1)]


def _number_state(number: int, known: Numbered | None) -> NumberState:
    if known is None:
        return NumberState(number, "never", None)
    state = known["status"] if known["status"] in ("missing", "gone") else "there"
    return NumberState(number, state, known["article_id"])


def posted(connection: Connection, outlet: str, key: str) -> list[JoinedArticle]:
    """The messages of channels that carry the address of an article, the oldest first."""
    return rows(connection, JoinedArticle, POSTED, (outlet, key)) if _has_messages(connection) else []


def channel_numbers(connection: Connection, outlet: str) -> ChannelNumbers | None:
    """What is known of a channel as a whole; None of an outlet that is none."""
    found = row(connection, ChannelRow, CHANNEL, (outlet,)) if _has_messages(connection) else None
    if found is None:
        return None
    states = rows(connection, States, STATES, (outlet,))[0]
    numbers = rows(connection, Numbers, NUMBERS, (outlet,))[0]
    first, last = numbers["first"], numbers["last"]
    span = last - first + 1 if first is not None and last is not None else 0
    return {
        "name": found["name"],
        "first": first,
        "last": last,
        "messages": states["n"],
        "absent": states["absent"] or 0,
        "never_seen": span - numbers["seen"],
        "owner": row(connection, NamedOutlet, OWNER, (found["owner"],)),
    }


def channels_of(connection: Connection, outlet: str) -> list[NamedOutlet]:
    """The own channels of an outlet."""
    return rows(connection, NamedOutlet, CHANNELS_OF, (outlet,)) if _has_messages(connection) else []


def _has_messages(connection: Connection) -> bool:
    """A download of before channels were kept has none."""
    return has_table(connection, "messages")
