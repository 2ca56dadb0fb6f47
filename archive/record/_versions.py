"""The table of versions: every text an article ever had, and what changed."""

from datetime import datetime
from typing import TypedDict

from archive.record._connection import OpenRecord
from archive.record.redactions import NEWEST_VERSION
from archive.record.rows import VersionRow
from archive.times import now, stamp
from archive.versions.alternation import TextChange, kinds_of
from archive.versions.change_kinds import ChangeKind
from archive.versions.claimed_metadata import NONE, Claims, claims_in
from archive.versions.compare import Change, Fingerprint

# Where signs alone made an edit, texts of the same words are told apart to the letter.
TEXT_CHANGES = (
    "SELECT id, kind, iif(EXISTS(SELECT 1 FROM versions s WHERE s.article_id = versions.article_id"
    " AND s.changed IN ('signs', 'numbers', 'signs numbers')), sha256, words_sha256) AS words_sha256"
    " FROM versions WHERE article_id = ? AND kind NOT IN ('gone', 'back', 'given')"
    " ORDER BY seen_at, n"
)


class _TextChangeRow(TypedDict):
    """A row of TEXT_CHANGES."""

    id: int
    kind: ChangeKind
    words_sha256: str


class Versions(OpenRecord):
    """Versions. Texts that were superseded stand here, the present one on the article."""

    def current_version(self, article_id: int) -> VersionRow:
        """The version row that stands for the text the article has now.

        Of kind `given` only where nothing was captured: beside a captured text the given ones are kept with theirs.
        """
        return self.known_row(
            VersionRow,
            "SELECT * FROM versions WHERE article_id = ? AND body IS NULL AND kind NOT IN ('gone', 'back')"
            " ORDER BY n DESC LIMIT 1",
            article_id,
        )

    def add_version(
        self,
        article_id: int,
        change: Change,
        fingerprint: Fingerprint,
        seen_at: datetime,
        capture_id: int | None,
        extractor: str,
        claims: Claims = NONE,
    ) -> int:
        """Append a version row for the text the article has now and count it on the article; returns its id."""
        version_id = 1 + next(self.column(int, NEWEST_VERSION))
        self.db.execute(
            "INSERT INTO versions(id, article_id, n, seen_at, last_seen_at, kind, sha256, words_sha256, words, added,"
            " removed, changed, numbers, capture_id, extractor, told_at, author, published, credit)"
            " SELECT ?, ?, versions + 1, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ? FROM articles WHERE id = ?",
            (
                version_id,
                article_id,
                stamp(seen_at),
                stamp(seen_at),
                change.kind,
                fingerprint.sha256,
                fingerprint.words_sha256,
                fingerprint.words,
                change.added,
                change.removed,
                change.changed,
                change.numbers,
                capture_id,
                extractor,
                stamp(now()),
                *claims,
                article_id,
            ),
        )
        self.unlogged.add(("version", version_id))
        self.db.execute("UPDATE articles SET versions = versions + 1 WHERE id = ?", (article_id,))
        return version_id

    def complete_claims(self, version: VersionRow, claims: Claims) -> None:
        """Note what a page of the same text claims where the version of it says nothing."""
        noted = claims_in(version)
        known = Claims(*(one or other for one, other in zip(noted, claims, strict=True)))
        if known != noted:
            sql = "UPDATE versions SET author = ?, published = ?, credit = ? WHERE id = ?"
            self.db.execute(sql, (*known, version["id"]))
            sql = "UPDATE articles SET author = ? WHERE id = ? AND author = ''"
            self.db.execute(sql, (known.author, version["article_id"]))
            self.unlogged |= {("reread", version["id"]), ("described", version["article_id"])}

    def judge_anew(
        self, version_id: int, was: ChangeKind, kind: ChangeKind, why: str, names: tuple[str, str] | None = None
    ) -> bool:
        """Take a version for another kind of change than before, and write down why; `names` what it changed and which
        numbers. False where it is no more what it was: another process judged it."""
        at = stamp(now())
        sql = (
            "UPDATE versions SET kind = ?, told_at = ?, changed = coalesce(?, changed), numbers = coalesce(?, numbers)"
            " WHERE id = ? AND kind = ?"
        )
        done = self.db.execute(sql, (kind, at, *(names or (None, None)), version_id, was))
        if not done.rowcount:
            return False
        sql = "INSERT INTO verdicts(version_id, at, was, kind, why) VALUES(?, ?, ?, ?, ?)"
        self.db.execute(sql, (version_id, at, was, kind, why))
        return True

    def fold_alternations(self, article_id: int, fresh: int | None = None) -> dict[int, ChangeKind]:
        """Tell texts of an article that take turns as one entry. Of the version `fresh` nothing was said before.

        Returns what its changes of text are told as, by version."""
        versions = [TextChange(**row) for row in self.rows(_TextChangeRow, TEXT_CHANGES, article_id)]
        kinds = kinds_of(versions)
        for version in versions:
            kind = kinds.get(version.id, version.kind)
            if kind == version.kind:
                continue
            if version.id == fresh:
                self.db.execute("UPDATE versions SET kind = ? WHERE id = ?", (kind, version.id))
            else:
                self.judge_anew(version.id, version.kind, kind, "alternates")
        return kinds

    def prefer_own(self, version: VersionRow, capture_id: int | None) -> None:
        """Our own crawl met the very text of a version: its capture proves it better than an imported one."""
        sql = "SELECT 1 FROM captures WHERE id = ? AND via = 'crawl'"
        if version["capture_id"] is not None and self.exists(sql, version["capture_id"]):
            return
        self.db.execute("UPDATE versions SET capture_id = ? WHERE id = ?", (capture_id, version["id"]))
        self.unlogged.add(("reread", version["id"]))
        if version["body"] is None:
            self.db.execute("UPDATE articles SET origin = 'crawl' WHERE id = ?", (version["article_id"],))

    def extend_version(self, version_id: int, at: datetime) -> None:
        """The text of a version was there once more."""
        self.db.execute("UPDATE versions SET last_seen_at = max(last_seen_at, ?) WHERE id = ?", (stamp(at), version_id))

    def widen_version(self, version_id: int, at: datetime) -> None:
        """The text of a version was there once more, perhaps before it was first seen."""
        self.db.execute(
            "UPDATE versions SET seen_at = min(seen_at, :at), last_seen_at = max(last_seen_at, :at) WHERE id = :id",
            {"at": stamp(at), "id": version_id},
        )
