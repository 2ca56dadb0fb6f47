"""The tables of outlets, articles and their addresses; the search index follows the articles."""

import json
import zlib
from datetime import date, datetime, timedelta

from sqlite_utils import Database

from archive.exchange import Origin
from archive.identity.keys import Identity
from archive.model import Outlet, Reading
from archive.record import fulltext, index_upkeep
from archive.record._connection import OpenRecord
from archive.record.rows import ArticleRow, OutletRow
from archive.sqlite import transaction
from archive.times import IDS_PER_DAY, damascus_day, first_id_of, stamp
from archive.versions.compare import Fingerprint

# A number that was taken out of the record is never given again.
HIGHEST = (
    "SELECT max(n) FROM (SELECT max(id) AS n FROM articles WHERE id BETWEEN ?1 AND ?2"
    " UNION ALL SELECT max(ref) FROM redactions WHERE kind = 'article' AND ref BETWEEN ?1 AND ?2) HAVING max(n)"
)


class Articles(OpenRecord):
    """Outlets, articles, addresses."""

    def __init__(self, database: Database) -> None:
        super().__init__(database)
        # What `follow_index` has to put in.
        self._unindexed: set[int] = set()
        # How many articles entered the index since its segments were merged.
        self._put_in = 0

    def has_outlet(self, outlet: Outlet) -> bool:
        """Does the record say of an outlet what is known of it now?"""
        return self.row(OutletRow, "SELECT * FROM outlets WHERE name = ?", outlet.name) == _row_of(outlet)

    def put_outlet(self, outlet: Outlet) -> None:
        """Write what the record says of an outlet, within a commit that sees to its leaf (archive.evidence); unchanged
        outlets cost no write."""
        if not self.has_outlet(outlet):
            with transaction(self.db):
                self.db.table("outlets").upsert(dict(_row_of(outlet)), pk="name")
            self.unlogged.add(("outlet", zlib.crc32(outlet.name.encode())))
        if outlet.channel:
            self._put_channel(outlet)

    def _put_channel(self, outlet: Outlet) -> None:
        channel = (outlet.channel, outlet.of)
        if not self.exists("SELECT 1 FROM channels WHERE outlet = ? AND name = ? AND owner = ?", outlet.name, *channel):
            with transaction(self.db):
                self.db.execute("INSERT OR REPLACE INTO channels VALUES(?, ?, ?)", (outlet.name, *channel))

    def article(self, outlet: str, key: str) -> ArticleRow | None:
        return self.row(ArticleRow, "SELECT * FROM articles WHERE outlet = ? AND key = ?", outlet, key)

    def article_by_id(self, article_id: int) -> ArticleRow:
        """An article that is known to be there."""
        return self.known_row(ArticleRow, "SELECT * FROM articles WHERE id = ?", article_id)

    def _next_id(self, day: date) -> int:
        first = first_id_of(day)
        last = first + IDS_PER_DAY - 1
        top = next(self.column(int, HIGHEST, first, last), first)
        # A great import without dates can fill a day; the next day's numbers belong to its own news.
        return top + 1 if top < last else self._next_id(day - timedelta(days=1))

    def add_article(
        self,
        outlet: Outlet,
        identity: Identity,
        url: str,
        reading: Reading,
        fingerprint: Fingerprint,
        seen_at: datetime,
        origin: Origin = "crawl",
    ) -> int:
        """Insert a new article; returns its id, which never changes again. A long text is indexed by `follow_index`."""
        published = reading.published
        day = published.day if published else damascus_day(seen_at)
        article_id = self._next_id(day)
        self.db.execute(
            "INSERT INTO articles(id, outlet, key, url, title, body, author, credit, lang, published_at, published_day,"
            " published_from, first_seen_at, last_seen_at, status, versions, words_sha256, search_extra,"
            " image_url, image_caption, origin)"
            " VALUES(?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 'live', 0, ?, ?, ?, ?, ?)",
            (
                article_id,
                outlet.name,
                identity.key,
                url,
                reading.title,
                reading.text,
                "، ".join(reading.authors),
                reading.credit,
                reading.lang or identity.lang or outlet.lang,
                stamp(published.instant) if published and published.instant else None,
                # The number holds the day of first sight; that the article has no day of its own stays seen.
                day.isoformat() if published else "",
                published.source if published else "first_seen",
                stamp(seen_at),
                stamp(seen_at),
                fingerprint.words_sha256,
                fulltext.index_entry(reading.title, reading.text).extra,
                reading.image,
                reading.image_caption,
                origin,
            ),
        )
        self.unlogged.add(("described", article_id))
        self.index(article_id, reading.title, reading.text)
        return article_id

    def set_origin(self, article: ArticleRow, origin: Origin) -> None:
        """Where the text that an article has now is from."""
        if article["origin"] != origin:
            self.db.execute("UPDATE articles SET origin = ? WHERE id = ?", (origin, article["id"]))

    def make_way(self, old: ArticleRow) -> None:
        """A long text that is to be replaced leaves the index, in a commit of its own before that of the new one."""
        if index_upkeep.is_long(old["body"]):
            self._unindexed.add(old["id"])
            index_upkeep.take_out(self.db, old["id"])

    def follow_index(self) -> None:
        """Put the long texts into the index; belongs behind the transaction, whether it held or not."""
        while self._unindexed:
            index_upkeep.put_in(self.db, self._unindexed.pop())
            self._put_in += 1
        if self._put_in >= index_upkeep.MERGED_EVERY:
            index_upkeep.merge_some(self.db)
            self._put_in = 0

    def index(self, article_id: int, title: str, body: str) -> None:
        """Make an article findable; a long text is put in by `follow_index`. Belongs in a transaction."""
        if index_upkeep.is_long(body):
            fulltext.check_norm(self.db)
            self._unindexed.add(article_id)
            return
        fulltext.index_row(self.db, article_id, title, body)
        self._put_in += 1

    def replace_text(self, old: ArticleRow, reading: Reading, fingerprint: Fingerprint) -> None:
        """Give an article a new text. The superseded one moves into the version rows that stood for it."""
        self.db.execute(
            "UPDATE versions SET title = ?, body = ? WHERE article_id = ? AND body IS NULL",
            (old["title"], old["body"], old["id"]),
        )
        fulltext.unindex_row(self.db, old["id"], old["title"], old["body"], old["search_extra"])
        self.db.execute(
            "UPDATE articles SET title = ?, body = ?, author = ?, credit = ?, lang = ?, words_sha256 = ?,"
            " search_extra = ?, image_url = ?, image_caption = ? WHERE id = ?",
            (
                reading.title,
                reading.text,
                "، ".join(reading.authors) or old["author"],
                reading.credit or old["credit"],
                reading.lang or old["lang"],
                fingerprint.words_sha256,
                fulltext.index_entry(reading.title, reading.text).extra,
                reading.image or old["image_url"],
                reading.image_caption if reading.image else old["image_caption"],
                old["id"],
            ),
        )
        self.unlogged.add(("described", old["id"]))
        self.index(old["id"], reading.title, reading.text)

    def add_url(self, url: str, outlet: str, key: str, article_id: int, role: str, at: datetime) -> None:
        self.db.execute(
            "INSERT INTO urls(url, outlet, key, article_id, role, first_seen_at) VALUES(?, ?, ?, ?, ?, ?)"
            " ON CONFLICT(url) DO NOTHING",
            (url, outlet, key, article_id, role, stamp(at)),
        )


def _row_of(outlet: Outlet) -> OutletRow:
    return {
        "name": outlet.name,
        "title": outlet.title,
        "title_en": outlet.title_en,
        "home": outlet.home,
        "lang": outlet.lang,
        "hosts": json.dumps(outlet.hosts, ensure_ascii=False),
        "every": outlet.latest or outlet.every,
        "expect_per_day": outlet.expect_per_day,
        "enabled": int(outlet.enabled),
        "note": outlet.disabled_because or outlet.unproven,
        "closed": outlet.closed if outlet.closed_by else "",
        "closed_by": outlet.closed_by,
        "barred": outlet.barred,
    }
