"""Whose change it is, asked before the record is locked: the two pages of it, and what the outlet's others taught."""

from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import date, datetime

from archive.errors import WarcDamaged
from archive.exchange import Page
from archive.identity.keys import Identity, identify
from archive.ingest._text_work import WORKED_OUT_HERE, Text
from archive.ingest._verdicts import UNKNOWN, StoredText, Verdicts
from archive.ingest.rereading import Rereading
from archive.ingest.session import Writer
from archive.model import Outlet, PageLine, Reading
from archive.reading.killable import CallFailed
from archive.times import damascus_day
from archive.versions.compare import Fingerprint
from archive.versions.furniture.verdict import EDIT, Known, SeenPage, Verdict, judge_change, lines_asked


@dataclass(frozen=True, slots=True)
class KnownLines:
    """What is known of some lines, as another process can be told it."""

    lines: frozenset[PageLine]

    def __call__(self, wanted: Sequence[PageLine]) -> frozenset[PageLine]:
        return self.lines.intersection(wanted)


class Judging:
    """Learns from one outlet's pages and judges its changes. Belongs before a transaction."""

    def __init__(self, writer: Writer, outlet: Outlet) -> None:
        self._writer, self.outlet = writer, outlet
        self._rereading = Rereading(writer, outlet)

    def learn(self, page: Page, identity: Identity, reading: Reading) -> None:
        """A page that is an article's teaches what stands on it. A text that was given is no page."""
        if page.via == "given" or not reading.lines:
            return
        edition = edition_of(identity, reading, self.outlet)
        self._writer.lines.learn(self.outlet.name, edition, identity.key, page.fetched_at, reading.lines, reading.title)

    def between(
        self, old: Reading | StoredText, new: Reading | StoredText, edition: str, key: str, at: datetime
    ) -> Verdicts:
        """The verdict on a change that was seen at `at`; none where no letter changed. Of marks and signs, too: which
        of them are more than cosmetic is not known here."""
        if _text_of(old) == _text_of(new):
            return {}
        texts, day = (_text_of(old), _text_of(new)), damascus_day(at)
        if self.outlet.channel:
            # Nothing stands round a message: all of it is the channel's own.
            return {texts: EDIT}
        if len({Fingerprint.of(*text).words_sha256 for text in texts}) == 1:
            return {texts: self._judge_signs(*texts, self._writer.lines.known(self.outlet.name, edition, key, day))}
        return {texts: self.judge(self._seen(old), self._seen(new), edition, key, day)}

    def _judge_signs(self, old: Text, new: Text, known: Known) -> Verdict:
        """Of equal words: furniture where other articles carry every line that is not the same to the letter."""
        lines = {*"\n".join(old).split("\n")} ^ {*"\n".join(new).split("\n")}
        changed = [PageLine(text=line, tag="", in_text=True) for line in lines]
        return Verdict("furniture" if known(changed) >= {*changed} else "edit")

    def judge(self, old: SeenPage, new: SeenPage, edition: str, key: str, day: date) -> Verdict:
        """Unsettled where it cannot be judged now: too slow, or what was learned cannot be had."""
        lines, context = self._writer.lines, (self.outlet.name, edition, key, day)
        try:
            verdict = self._judged(old, new, lines.known(*context), lines.elsewhere(*context))
        except (CallFailed, MemoryError):
            return UNKNOWN
        if verdict.kind == "edit" and verdict.lines and self._writer.lines.learned is None:
            return UNKNOWN
        return verdict

    def _judged(self, old: SeenPage, new: SeenPage, known: Known, elsewhere: Known) -> Verdict:
        if _length(old) + _length(new) <= WORKED_OUT_HERE:
            return judge_change(old, new, known, elsewhere)
        wanted = self._writer.reader.call(lines_asked, old, new)
        answers = KnownLines(known(wanted)), KnownLines(elsewhere(wanted))
        return self._writer.reader.call(judge_change, old, new, *answers)

    def _seen(self, side: Reading | StoredText) -> SeenPage:
        if isinstance(side, Reading):
            return SeenPage(side.title, side.text, side.lines)
        return self.seen_then(side)

    def seen_then(self, stored: StoredText) -> SeenPage:
        """The page of a stored text, read again from its capture; without its lines where that cannot be."""
        return SeenPage(*stored.text, self._lines_of(stored.capture_id, stored.text[0]))

    def _lines_of(self, capture_id: int | None, title: str) -> tuple[PageLine, ...]:
        if capture_id is not None:
            with suppress(WarcDamaged):
                page = self._rereading.kept_page(capture_id, title)
                return self._writer.reader.read(page, self.outlet).lines
        return ()


def _text_of(side: Reading | StoredText) -> Text:
    return side.text if isinstance(side, StoredText) else (side.title, side.text)


def _length(page: SeenPage) -> int:
    """In characters."""
    return len(page.text) + sum(len(line.text) for line in page.lines)


def identity_of(url: str, key: str, outlet: Outlet) -> Identity:
    """That of an article of the record."""
    known = identify(url, outlet)
    return Identity(key, known.lang if known else "")


def edition_of(identity: Identity, reading: Reading, outlet: Outlet) -> str:
    """Which edition of the outlet a page belongs to, by its language: pages of another are made of other lines."""
    return identity.lang or reading.lang or outlet.lang
