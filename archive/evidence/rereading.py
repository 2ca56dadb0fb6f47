"""The text of a version read again from the bytes that it was read from, by the rules that it was read by.

By the same rules another text is bad. By rules that are not here any more nothing can be repeated, and that says
nothing against the text: what today's rules read is told beside it.
"""

from collections import Counter
from collections.abc import Iterator, Mapping
from typing import TypedDict

from archive.errors import WarcDamaged
from archive.evidence.findings import Archive, Bad, Cursor, Reread, Step
from archive.model import Outlet
from archive.reading.rules_id import rules_id
from archive.reading.worker import Reader
from archive.sqlite import column, rows
from archive.versions.compare import Fingerprint, word_changes
from archive.warc.kept_page import kept_page

PAGE = 100
# What was taken out, or is shown without a name, cannot be read again.
SHOWN = (
    "c.id NOT IN (SELECT ref FROM redactions WHERE kind = 'capture')"
    " AND v.id NOT IN (SELECT ref FROM redactions WHERE kind = 'version')"
)
READ = "FROM versions v JOIN captures c ON c.id = v.capture_id WHERE v.kind NOT IN ('gone', 'back', 'given')"
TOTAL = f"SELECT count(*) {READ} AND v.id % ? = ? AND c.warc_file <> '' AND {SHOWN}"
SELECTED = f"""
SELECT v.id, v.n, v.article_id, v.extractor, v.sha256, v.words_sha256, v.words, t.title, t.body, a.outlet, a.url,
  c.warc_file, c.warc_offset, c.warc_length
FROM versions v JOIN captures c ON c.id = v.capture_id JOIN articles a ON a.id = v.article_id
JOIN version_texts t ON t.id = v.id
WHERE v.kind NOT IN ('gone', 'back', 'given') AND c.warc_file <> '' AND {SHOWN}
"""  # noqa: S608 - words of ours
SHARED = f"{SELECTED} AND v.id > ? AND v.id % ? = ? ORDER BY v.id LIMIT {PAGE}"
OF_ARTICLE = f"{SELECTED} AND v.article_id = ? ORDER BY v.n"


class Read(TypedDict):
    """A version, and where the bytes lie that it was read from."""

    id: int
    n: int
    article_id: int
    extractor: str
    sha256: str
    words_sha256: str
    words: int
    title: str
    body: str
    outlet: str
    url: str
    warc_file: str
    warc_offset: int
    warc_length: int


class Rereading:
    """Every version that was read from kept bytes; `outlets` are those whose rules are known here."""

    def __init__(self, outlets: Mapping[str, Outlet], reader: Reader) -> None:
        self._outlets, self._reader = outlets, reader

    def total(self, archive: Archive) -> int:
        return next(column(archive.record, int, TOTAL, (archive.share.of, archive.share.number)))

    def steps(self, archive: Archive, after: Cursor) -> Iterator[Step]:
        upto, share = int(after or 0), archive.share
        while found := list(rows(archive.record, Read, SHARED, (upto, share.of, share.number))):
            upto = found[-1]["id"]
            yield self._step(archive, found, upto)

    def of_article(self, archive: Archive, number: int) -> Step:
        """The versions of one article."""
        return self._step(archive, list(rows(archive.record, Read, OF_ARTICLE, (number,))), number)

    def _step(self, archive: Archive, found: list[Read], upto: int) -> Step:
        bad: list[Bad] = []
        notes: Counter[Reread] = Counter()
        for row in found:
            note, why = self._read(archive, row)
            notes[note] += 1
            if why:
                where = f"version {row['n']} of article {row['article_id']}"
                bad.append({"what": "reading", "where": where, "why": why})
        return Step(upto, len(found), bad, notes)

    def _read(self, archive: Archive, row: Read) -> tuple[Reread, str]:
        outlet = self._outlets.get(row["outlet"])
        if outlet is None:
            return Reread("not_repeatable", row["extractor"], "", ""), ""
        here = rules_id(outlet)
        place = (row["warc_file"], row["warc_offset"], row["warc_length"])
        try:
            page = kept_page(archive.data.warc, place, row["title"], row["url"] if outlet.channel else "")
        except WarcDamaged as problem:
            return Reread("unread", row["extractor"], here, ""), f"It cannot be read again: {problem}"
        reading = self._reader.read(page, outlet)
        if reading.held in ("read_timeout", "read_crashed"):
            return Reread("unread", row["extractor"], here, reading.held), ""
        found = Fingerprint.of(reading.title, reading.text)
        same = found == Fingerprint(row["sha256"], row["words_sha256"], row["words"])
        if row["extractor"] != here:
            differ = 0 if same else _differing_words((row["title"], row["body"]), (reading.title, reading.text))
            return Reread("not_repeatable", row["extractor"], here, str(differ)), ""
        return Reread("read_again", here, here, "0"), "" if same else _another(found, row)


def _another(found: Fingerprint, row: Read) -> str:
    if found.sha256 != row["sha256"]:
        return "Read again from its bytes by the same rules, it gives another text."
    return "The hash of its words, or their number, is not that of its text."


def _differing_words(before: tuple[str, str], now: tuple[str, str]) -> int:
    added, removed, *_ = word_changes(before, now)
    return added + removed
