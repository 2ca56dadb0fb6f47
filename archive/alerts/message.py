"""The messages on what a saved search found: plain text in its language, as long as the channel takes it."""

import json
from collections.abc import Sequence
from typing import TypedDict

from sqlite_utils.utils import sqlite3

from archive.alerts.rows import QUIET, Lang, MatchKind, MatchRow
from archive.alerts.saved_search import SavedSearch
from archive.configuration import current
from archive.data_folder import DataFolder
from archive.sqlite import rows
from archive.text.lines import one_line
from archive.times import DAMASCUS, damascus_day, unstamp
from archive.versions.removal_words import IN_WORDS

MOST_NAMED = 100
LONGEST_TITLE = 300
WORDS = {
    "ar": {
        "heading": "ورّاق: {label} ({n})",
        "new": "جديد",
        "edit": "عدّله المصدر",
        "revert": "أعاده المصدر إلى نصّ سابق",
        "gone": "حذفه المصدر",
        "gone_in_a_way": "لم يعد في عنوانه ({how})",
        "back": "أعاده المصدر بعد حذفه",
        "published": "نُشر {day}",
        "undated": "بلا تاريخ نشر؛ رُصد أول مرة {day}",
        "undated_given": "بلا تاريخ نشر؛ أقدم وقت لدينا عنه {day}",
        "rest": "وغيرها: {n}",
        "end": "بحث محفوظ: «{question}»\nالنتائج كلّها، وإيقاف هذه الرسائل: {page}",
    },
    "en": {
        "heading": "Warraq: {label} ({n})",
        "new": "new",
        "edit": "edited by the outlet",
        "revert": "put back to an earlier text by the outlet",
        "gone": "removed by the outlet",
        "gone_in_a_way": "no longer at its address ({how})",
        "back": "put back by the outlet after its removal",
        "published": "published {day}",
        "undated": "undated; first seen {day}",
        "undated_given": "undated; the earliest time we have of it: {day}",
        "rest": "and others: {n}",
        "end": "Saved search: “{question}”\nEverything it found, and how to stop these messages: {page}",
    },
}
# What the addresses of each language's pages begin with.
PREFIXES: dict[str, str] = {"ar": "", "en": "/en"}
# A name that a chat would ring everybody for, and marks that would turn the lines after a title.
DEFUSED = str.maketrans(dict.fromkeys("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069") | {"@": "＠"})
EDITS = ("edit", "revert")
VERSIONS = f"""
SELECT v.id, v.n, v.seen_at, t.title, v.article_id, a.url, a.lang, a.outlet,
       o.title AS outlet_title, o.title_en AS outlet_title_en, a.published_at, a.published_day, a.first_seen_at,
       a.origin, coalesce(c.held, '') AS way, v.kind IN ({QUIET}) AS is_quiet
FROM versions v JOIN version_texts t ON t.id = v.id JOIN articles a ON a.id = v.article_id
JOIN outlets o ON o.name = a.outlet
LEFT JOIN captures c ON c.id = v.capture_id AND v.kind = 'gone'
WHERE v.id IN (SELECT value FROM json_each(?))
"""  # noqa: S608 - constants


class Dated(TypedDict):
    """What an article says of its day of publication, and when it was first seen; `given`: nobody saw it."""

    published_day: str
    first_seen_at: str
    origin: str


class VersionShown(Dated):
    """A row of VERSIONS: a version of the record and the article it is of; `is_quiet`: it is nobody's edit now.

    `way`: of one that is gone, what answered in its place, empty for 404 and 410 (archive.versions.removals).
    """

    id: int
    n: int
    seen_at: str
    title: str
    article_id: int
    url: str
    lang: str
    outlet: str
    outlet_title: str
    outlet_title_en: str
    published_at: str | None
    is_quiet: int
    way: str


class Event(VersionShown):
    """What a saved search found, and when, as a message and a page show it."""

    kind: MatchKind
    found_at: str


def public_site(data: DataFolder) -> str:
    """Where readers reach the archive, without a slash at its end: as the operator says, else on this machine."""
    return current(data).public_address or "http://127.0.0.1:8001"


def events_of(record: sqlite3.Connection, matches: Sequence[MatchRow]) -> list[Event]:
    """Matches in their order with what the record says of them now.

    Left out is what was removed from it, and a change that is no edit any more, as later pages taught.
    """
    found = rows(record, VersionShown, VERSIONS, (json.dumps([match["version_id"] for match in matches]),))
    known = {version["id"]: version for version in found}
    return [
        {**known[match["version_id"]], "kind": match["kind"], "found_at": match["found_at"]}
        for match in matches
        if match["version_id"] in known and not (match["kind"] in EDITS and known[match["version_id"]]["is_quiet"])
    ]


def heading(saved: SavedSearch, events: Sequence[Event]) -> str:
    return WORDS[saved.lang]["heading"].format(label=safe(saved.label), n=len(events))


def message(saved: SavedSearch, events: Sequence[Event], site: str, limit: int) -> tuple[int, str]:
    """How many events are named, and the text, of at most `limit` characters where that is possible at all.

    `site` is where readers reach the archive, without a slash at its end.
    """
    words, pages = WORDS[saved.lang], site + PREFIXES[saved.lang]
    end = words["end"].format(question=safe(saved.question), page=f"{pages}/saved/{saved.token}")
    rest = words["rest"] + "\n\n"
    left = limit - len(end) - len(rest.format(n=len(events)))
    parts: list[str] = []
    for event in events[:MOST_NAMED]:
        part = _entry(event, pages, saved.lang)
        left -= len(part)
        if left < 0:
            break
        parts.append(part)
    unnamed = len(events) - len(parts)
    return len(parts), "".join(parts) + (rest.format(n=unnamed) if unnamed else "") + end


def _entry(event: Event, pages: str, lang: Lang) -> str:
    page = f"{pages}/article/{event['article_id']}"
    if event["kind"] in EDITS:
        page += f"/versions/{event['n']}"
    outlet = event["outlet_title_en"] if lang == "en" else event["outlet_title"]
    described = WORDS[lang][event["kind"]]
    if way := IN_WORDS[lang].get(event["way"]):
        described = WORDS[lang]["gone_in_a_way"].format(how=way)
    what = f"{outlet} · {_when(event['seen_at'])} · {described}"
    return f"{safe(event['title'])}\n{what}\n{published(event, lang)}\n{page}\n\n"


def published(event: Dated, lang: Lang) -> str:
    """When the outlet published the article, as far as it says: an article of 2012 that comes today says 2012."""
    if event["published_day"]:
        return WORDS[lang]["published"].format(day=event["published_day"])
    undated = "undated_given" if event["origin"] == "given" else "undated"
    return WORDS[lang][undated].format(day=damascus_day(unstamp(event["first_seen_at"])))


def safe(text: str) -> str:
    """One line of words that are safe in a message."""
    line = one_line(text.translate(DEFUSED))
    return line if len(line) <= LONGEST_TITLE else line[: LONGEST_TITLE - 1] + "…"


def _when(stamped: str) -> str:
    return unstamp(stamped).astimezone(DAMASCUS).strftime("%Y-%m-%d %H:%M")
