"""The table of versions: every text an article ever had, and what changed."""

from datetime import datetime

from archive.record._connection import OpenRecord
from archive.record.rows import VersionRow
from archive.times import stamp
from archive.versions.compare import Change, Fingerprint


class Versions(OpenRecord):
    """Versions. Texts that were superseded stand here, the present one on the article."""

    def current_version(self, article_id: int) -> VersionRow:
        """The version row that stands for the text the article has now."""
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
    ) -> None:
        """Append a version row for the text the article has now and count it on the article."""
        self.db.execute(
            "INSERT INTO versions(article_id, n, seen_at, last_seen_at, kind, sha256, words_sha256, words, added,"
            " removed, changed, numbers, capture_id, extractor)"
            " SELECT ?, versions + 1, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ? FROM articles WHERE id = ?",
            (
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
                article_id,
            ),
        )
        self.db.execute("UPDATE articles SET versions = versions + 1 WHERE id = ?", (article_id,))

    def extend_version(self, version_id: int, at: datetime) -> None:
        """The text of a version was there once more."""
        self.db.execute("UPDATE versions SET last_seen_at = max(last_seen_at, ?) WHERE id = ?", (stamp(at), version_id))
