"""An archive of any size for what verifies it: outlets, days, edits, answers that were the same, and none at all."""

import gzip
import random
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from archive.exchange import Exchange, Page
from archive.ingest.intake import Intake
from archive.model import Outlet, Published, Reading
from archive.times import DAMASCUS

BEGAN = datetime(2026, 11, 1, 5, 0, tzinfo=UTC)
DAYS, OUTLETS, BATCH = 20, 4, 20
# Beside articles that are new: an edit, the same text, nothing.
AGAIN = {7: (200, 1), 8: (200, 0), 9: (404, 0)}
SYLLABLES = ("دار", "سوق", "جسر", "نهر", "حيّ", "باب", "وادي", "تلّ", "عين", "برج", "قصر", "خان")
HEADERS = (("Content-Type", "text/html; charset=utf-8"), ("Content-Encoding", "gzip"))


@dataclass(frozen=True, slots=True)
class Answer:
    """One answer of a site: the text that its page shows, or none."""

    number: int
    at: datetime
    status: int = 200
    turn: int = 0


def outlet_of(number: int) -> Outlet:
    name = f"paper{number}"
    return Outlet(
        name=name,
        title=f"الجريدة {number}",
        title_en=f"Paper {number}",
        home=f"https://{name}.example/",
        hosts=(f"{name}.example",),
        routes=(),
        key_rules=(r"^/(?P<id>\d+)(?:/[^/]*)?/?$",),
        body=(".body",),
    )


def make(data: Path, captures: int) -> None:
    """So many captures, shared among the outlets; three of ten are checks of articles of before."""
    for number in range(OUTLETS):
        outlet = outlet_of(number)
        with Intake(data, outlet) as intake:
            intake.keep(_exchange(f"{outlet.home}feed", BEGAN, b"<rss/>", 200))
            answers = list(_answers(captures // OUTLETS, number))
            for start in range(0, len(answers), BATCH):
                _take(intake, answers[start : start + BATCH])


def _answers(captures: int, outlet: int) -> Iterator[Answer]:
    """In the order of time. Within a batch no article is met twice: pages are read before its commit."""
    known: list[int] = []
    for n in range(captures):
        at = BEGAN + timedelta(seconds=n * DAYS * 86_400 // captures)
        what, before = n % 10, len(known) - BATCH
        if what < 7 or before < 1:
            # One of twenty is carried by all.
            known.append(70_000 + n if n % 20 == 0 else 1_000_000 * (outlet + 1) + n)
            yield Answer(known[-1], at)
        else:
            yield Answer(known[(n // 10 * 3 + what) % before], at, *AGAIN[what])


def _take(intake: Intake, answers: list[Answer]) -> None:
    ready = []
    for answer in answers:
        page = page_of(intake.outlet, answer)
        prepared = intake.prepare(page, reading_of(answer)) if answer.status == 200 else None
        ready.append((page, prepared))
    with intake.writer.acknowledged():
        for page, prepared in ready:
            intake.keep(_exchange(page.url, page.fetched_at, page.body, page.status))
            intake.store(page, prepared)


def _exchange(url: str, at: datetime, body: bytes, status: int) -> Exchange:
    return Exchange(url=url, status=status, headers=HEADERS, body=gzip.compress(body, mtime=0), fetched_at=at)


def page_of(outlet: Outlet, answer: Answer) -> Page:
    reading = reading_of(answer)
    lines = "".join(f"<p>{line}</p>" for line in reading.text.split("\n"))
    html = f"<html><body><h1>{reading.title}</h1><div class='body'>{lines}</div></body></html>"
    url = f"{outlet.home}{answer.number}/"
    body = html.encode() if answer.status == 200 else b""
    return Page(url=url, final_url=url, status=answer.status, headers=HEADERS[:1], body=body, fetched_at=answer.at)


def reading_of(answer: Answer) -> Reading:
    """The text of an article, with a word more in a later turn."""
    chance = random.Random(answer.number)
    words = ["".join(chance.choices(SYLLABLES, k=2)) for _ in range(90)]
    lines = [" ".join(words[at : at + 30]) for at in (0, 30, 60)]
    published = BEGAN + timedelta(hours=answer.number % 480)
    return Reading(
        title=f"{words[0]} {words[1]} {answer.number}",
        text="\n".join(lines) + (f" {answer.turn}" if answer.turn else ""),
        published=Published(instant=published, day=published.astimezone(DAMASCUS).date(), source="jsonld"),
        authors=(words[2],),
        lang="ar",
    )
