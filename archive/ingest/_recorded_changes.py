"""Changes that are in the record, judged again from the kept pages, and told as another kind than before."""

from archive.ingest._change_attribution import Judging, identity_of
from archive.ingest._text_work import Text, TextWork, work_out
from archive.ingest._verdicts import StoredText
from archive.ingest.session import Writer
from archive.model import Outlet
from archive.record.rows import VersionRow
from archive.sqlite import transaction
from archive.times import damascus_day, unstamp
from archive.versions.alternation import OTHER_TEXTS
from archive.versions.change_kinds import ChangeKind
from archive.versions.compare import without_lines, word_changes
from archive.versions.furniture.verdict import Judged, Verdict

# `before` is the version whose text it changed.
CHANGE = """
SELECT v.*, t.title AS its_title, t.body AS its_body, a.outlet, a.key, a.url, a.lang, (
  SELECT p.id FROM versions p WHERE p.article_id = v.article_id AND p.kind NOT IN ('gone', 'back', 'given')
    AND (p.seen_at, p.n) < (v.seen_at, v.n) ORDER BY p.seen_at DESC, p.n DESC LIMIT 1) AS before
FROM versions v JOIN version_texts t ON t.id = v.id JOIN articles a ON a.id = v.article_id WHERE v.id = ?
"""
IS_EARLIER = """
SELECT 1 FROM versions WHERE article_id = ? AND words_sha256 = ? AND (seen_at, n) < (?, ?)
  AND kind NOT IN ('gone', 'back', 'given')
"""


class RecordedChange(VersionRow):
    """A row of CHANGE: a version with its text, and of which article it is."""

    its_title: str
    its_body: str
    outlet: str
    key: str
    url: str
    lang: str
    before: int | None


class RecordedChanges:
    """Those of one outlet. Nothing here belongs inside a transaction of the caller's."""

    def __init__(self, writer: Writer, outlet: Outlet, judging: Judging) -> None:
        self._writer, self._store, self._outlet, self._judging = writer, writer.store, outlet, judging

    def find(self, version: int) -> RecordedChange | None:
        return self._store.row(RecordedChange, CHANGE, version)

    def edition(self, change: RecordedChange) -> str:
        """Which edition of the outlet its pages are of; see edition_of."""
        return identity_of(change["url"], change["key"], self._outlet).lang or change["lang"]

    def judge(self, change: RecordedChange, edition: str) -> Verdict:
        """What it is by what is known now. Slow: two pages are read. Ours are no edits, and stay what they are."""
        before = self.before(change)
        if before is None or before["extractor"] != change["extractor"]:
            return Verdict("edit")
        old, new = (self._judging.seen_then(StoredText(_text(one), one["capture_id"])) for one in (before, change))
        return self._judging.judge(old, new, edition, change["key"], damascus_day(unstamp(change["seen_at"])))

    def rewrite(self, change: RecordedChange, kind: Judged, why: str, beside: frozenset[str] = frozenset()) -> None:
        """Tell it as another kind: an unsettled one as an edit, of which lines `beside` it say nothing.

        All but one short transaction is done before it.
        """
        new_kind: ChangeKind = kind
        names = ("", "")
        before = self.before(change)
        texts = (_text(before) if before else ("", ""), _text(change))
        if kind == "edit":
            names = self._names(texts, beside)
            earlier = (change["article_id"], change["words_sha256"], change["seen_at"], change["n"])
            new_kind = "revert" if self._store.exists(IS_EARLIER, *earlier) else "edit"
        with transaction(self._store.db):
            if self._store.judge_anew(change["id"], change["kind"], new_kind, why, names):
                self._store.fold_alternations(change["article_id"])
                self._store.write_edit(change["id"], beside)
        self._store.follow_edits()

    def before(self, change: RecordedChange) -> RecordedChange | None:
        """The version whose text it changed."""
        return self.find(change["before"]) if change["before"] else None

    def _names(self, texts: tuple[Text, Text], beside: frozenset[str]) -> tuple[str, str]:
        pair = (without_lines(texts[0], beside), without_lines(texts[1], beside))
        # Where that is too slow, it stays without them.
        if work_out(self._writer.reader, TextWork((), (pair,), ((*texts, beside),))):
            return "", ""
        found = word_changes(*pair)
        return found.changed, found.numbers


def may_become(change: RecordedChange, kind: Judged) -> bool:
    """What is told may be taken back, what waits become anything; all else was settled by another process."""
    return change["kind"] == "unsettled" or (kind != "edit" and change["kind"] in OTHER_TEXTS)


def _text(change: RecordedChange) -> Text:
    return change["its_title"], change["its_body"]
