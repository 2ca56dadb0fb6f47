"""Whatever an article's address answers, in whatever order, what is told of it is what happened."""

import os
import random
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from pathlib import Path

from archive.exchange import Page
from archive.ingest.intake import Intake
from archive.model import Outcome
from archive.times import stamp
from tests.support.made_checks import HOUR, absence
from tests.support.made_pages import AT, TEXT, answer, page_of, take

ROUNDS, STEPS = int(os.environ.get("WARRAQ_ABSENCE_ROUNDS", "30")), 12
WAYS = ("404", "home", "not_found", "removed", "emptied", "denied")
ANSWERS = (*WAYS, "404", "404", "page", "page", "same", "same", "outage", "other", "challenge")
HOME = "https://sample.example/"
NEIGHBOUR = "https://sample.example/60001/"


@dataclass
class Witness:
    """Notes what happened, with nothing of the record but what became of each answer."""

    seen: str
    before: str
    run: list[str] = field(default_factory=list)
    answered_since: bool = False
    proven: str | None = None
    back: str | None = None
    gone: bool = False

    def page(self, at: str) -> None:
        if self.run and self.back is None:
            self.back = at
        self.seen, self.answered_since, self.gone = at, True, False

    def other_page(self) -> None:
        self.answered_since = True

    def absent(self, at: str, outcome: Outcome) -> None:
        if self.gone and self.answered_since:
            return
        if not self.run or self.answered_since:
            self.run, self.before, self.proven, self.back = [], self.seen, None, None
        self.answered_since = False
        self.run.append(at)
        if outcome.kind == "gone":
            self.proven, self.gone = at, True

    @property
    def state(self) -> str:
        if not self.run:
            return "there"
        return "gone" if self.gone else "back" if self.back else "missing"


def test_what_is_told_of_an_article_is_what_happened_to_it(intake: Intake, data: Path) -> None:
    take(intake, page_of(f"{TEXT}\nوهذا الجار.", url=NEIGHBOUR))
    states = set()
    for number in range(ROUNDS):
        chance = random.Random(number)
        url = f"https://sample.example/{71_000 + number}/"
        text = f"{TEXT}\nوهذا هو الخبر النموذجي رقم {number}."
        article = take(intake, page_of(text, url=url)).article_id
        assert article is not None
        witness, at = Witness(stamp(AT), stamp(AT)), AT
        for step in range(STEPS):
            at += chance.choice((HOUR, 13 * HOUR, 30 * HOUR, 60 * HOUR))
            happen(intake, witness, chance.choice(ANSWERS), url, text, at)
            found = absence(data, article)
            told = [found["state"], found["absent_since"], found["proven_at"], found["back_at"]]
            expected = [witness.state, witness.run[0] if witness.run else None, witness.proven, witness.back]
            assert told == expected, (number, step)
            assert found["last_seen_at"] == witness.seen, (number, step)
            assert found["absences"] == len(witness.run), (number, step)
            assert not witness.run or found["seen_before_at"] == witness.before, (number, step)
            states.add(witness.state)
    assert states == {"there", "missing", "gone", "back"}


def happen(intake: Intake, witness: Witness, what: str, url: str, text: str, at: datetime) -> None:
    """The neighbour answers, and a minute later the article's address in one of the ways."""
    take(intake, answer(304, at - timedelta(minutes=1), NEIGHBOUR))
    pages: dict[str, Page] = {
        "404": answer(404, at, url),
        "denied": answer(403, at, url),
        "home": replace(page_of(TEXT, url=HOME, title="الرئيسية", at=at), url=url),
        "not_found": page_of("الصفحة غير موجودة", url=url, title="404", at=at),
        "removed": page_of("تم حذف هذا الخبر بناء على طلب صاحبه، ونعتذر من القراء.", url=url, at=at),
        "emptied": page_of("", url=url, at=at),
        "page": page_of(text, url=url, at=at),
        "same": answer(304, at, url),
        "outage": answer(503, at, url),
        "challenge": replace(answer(404, at, url), headers=(("CF-Mitigated", "challenge"),)),
        "other": page_of("الموقع قيد الصيانة، سنعود قريبًا", url=url, title="صيانة", at=at),
    }
    outcome = take(intake, pages[what])
    if what in ("page", "same"):
        witness.page(stamp(at))
    elif what == "other":
        assert outcome.kind == "held"
        witness.other_page()
    elif what in WAYS:
        witness.absent(stamp(at), outcome)
