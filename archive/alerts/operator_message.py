"""The operator's messages: an incident that opened or is over, many at once, and the daily summary. Plain text."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache
from pathlib import Path

from archive.alerts.message import PREFIXES
from archive.alerts.rows import Lang, NoticeRow
from archive.times import damascus_time, unstamp

# More at once are told in one message.
TOLD_APART = 3
# The sentences for causes are those of the pages.
CATALOGUES = Path(__file__).parents[1] / "web" / "locale"
WORDS = {
    "ar": {
        "ours": "ورّاق نفسه",
        "opened": "ورّاق: {name}: حادثة",
        "closed": "ورّاق: {name}: انتهت الحادثة",
        "many": "ورّاق: {n} حوادث",
        "since": "منذ {when} بتوقيت دمشق",
        "over": "من {since} إلى {until} بتوقيت دمشق",
        "pages": "{n} من {of} صفحات",
        "digest": "ورّاق: حصيلة {day}",
        "came": "جديد اليوم: {n}",
        "beside": "{name}: {n} (المعتاد {expected})",
        "open": "حوادث مفتوحة: {n}",
        "held": "صفحات محجوزة تنتظر قرارًا: {n}",
        "free": "المتاح على القرص: {free}",
    },
    "en": {
        "ours": "Warraq itself",
        "opened": "Warraq: {name}: an incident",
        "closed": "Warraq: {name}: over",
        "many": "Warraq: {n} incidents",
        "since": "since {when}, Damascus time",
        "over": "from {since} to {until}, Damascus time",
        "pages": "{n} of {of} pages",
        "digest": "Warraq: the day {day}",
        "came": "New that day: {n}",
        "beside": "{name}: {n} (expected {expected})",
        "open": "Open incidents: {n}",
        "held": "Held pages that wait for a decision: {n}",
        "free": "Free on the disk: {free}",
    },
}


@dataclass(frozen=True, slots=True)
class Names:
    """How outlets are called in a language, and where readers reach the archive, without a slash at its end."""

    lang: Lang
    titles: Mapping[str, str]
    site: str

    def of(self, outlet: str) -> str:
        return self.titles.get(outlet, outlet) if outlet else WORDS[self.lang]["ours"]

    def page(self, outlet: str) -> str:
        return f"{self.site}{PREFIXES[self.lang]}" + (f"/outlet/{outlet}" if outlet else "/health")


@dataclass(frozen=True, slots=True)
class Day:
    """What a day brought: new articles by outlet beside what was expected, as `warraq health` says it."""

    day: date
    came: Mapping[str, int]
    expected: Mapping[str, str]
    held: int
    free_bytes: int


def messages(notices: Sequence[NoticeRow], names: Names) -> list[tuple[str, str, list[NoticeRow]]]:
    """Title, text and what each message tells: one an incident, or one for all where there are many at once."""
    words = WORDS[names.lang]
    if len(notices) > TOLD_APART:
        text = "\n\n".join(_entry(one, names) for one in notices)
        return [(words["many"].format(n=len(notices)), f"{text}\n\n{names.page('')}", list(notices))]
    return [
        (
            words["closed" if one["closed_at"] else "opened"].format(name=names.of(one["outlet"])),
            f"{_entry(one, names)}\n{names.page(one['outlet'])}",
            [one],
        )
        for one in notices
    ]


def summary(day: Day, still_open: Sequence[NoticeRow], names: Names) -> tuple[str, str]:
    """Title and text of the daily summary."""
    words = WORDS[names.lang]
    lines = [words["came"].format(n=sum(day.came.values()))]
    lines += [
        words["beside"].format(name=names.of(outlet), n=number, expected=day.expected.get(outlet, "?"))
        for outlet, number in sorted(day.came.items(), key=lambda row: -row[1])
    ]
    lines += ["", words["open"].format(n=len(still_open)), *(_entry(one, names) for one in still_open)]
    lines += ["", words["held"].format(n=day.held), words["free"].format(free=_size(day.free_bytes)), names.page("")]
    return words["digest"].format(day=day.day.isoformat()), "\n".join(lines)


def _entry(notice: NoticeRow, names: Names) -> str:
    words = WORDS[names.lang]
    since = damascus_time(unstamp(notice["opened_at"]))
    when = words["since"].format(when=since)
    if notice["closed_at"]:
        when = words["over"].format(since=since, until=damascus_time(unstamp(notice["closed_at"])))
    detail = json.loads(notice["detail"])
    pages = detail.get("pages", detail.get("articles"))
    shown = f" ({words['pages'].format(n=pages, of=detail['of'])})" if pages is not None and "of" in detail else ""
    return f"{names.of(notice['outlet'])}: {cause_sentence(names.lang, notice['cause'])}{shown}\n{when}"


def cause_sentence(lang: Lang, cause: str) -> str:
    """What the pages say of a cause."""
    known = _sentences(lang)
    if cause in known:
        return known[cause]
    if cause.startswith("http_"):
        return known["http"].format(code=cause.removeprefix("http_"))
    return known["other"].format(word=cause)


@cache
def _sentences(lang: Lang) -> dict[str, str]:
    from babel.messages.pofile import read_po  # noqa: PLC0415 - only who sends needs it

    with (CATALOGUES / f"{lang}.po").open("rb") as file:
        catalogue = read_po(file)
    found = {str(one.id): str(one.string) for one in catalogue if isinstance(one.id, str)}
    return {key.removeprefix("cause."): text for key, text in found.items() if key.startswith("cause.")}


def _size(size: int) -> str:
    return f"{size / 2**30:.1f} GB"


def as_notice(incident: Mapping[str, object]) -> NoticeRow:
    """An incident as it stands now, to be told in a summary."""
    return NoticeRow(
        id=0,
        operator_id=0,
        incident=int(str(incident["id"])),
        outlet=str(incident["outlet"]),
        cause=str(incident["cause"]),
        opened_at=str(incident["opened_at"]),
        closed_at=str(incident["closed_at"] or ""),
        detail=str(incident["detail"]),
        sent_at="",
    )


def is_time(digest_at: str, at: datetime) -> bool:
    """Is it, in Damascus, the time of the daily summary (`07:00`) or later?"""
    return damascus_time(at)[11:] >= digest_at.zfill(5)
