"""How a reading enters the record: as a new article, a new version, a sign that it is still there, or a filled past.

Everything here runs inside the caller's transaction.
"""

from dataclasses import replace

from archive.extract import EXTRACTOR
from archive.gate import judge
from archive.identity import Identity, clean_url, key_of
from archive.instants import stamp
from archive.model import Hint, Outlet, Page, Reading
from archive.store import Row
from archive.versions import Change, Fingerprint, compare, fingerprint
from archive.warc import read_exchange
from archive.writer import Writer

# Shorter texts are alike by chance ("no news today"): only from here on does an equal hash make a copy.
COPY_MIN_WORDS = 12


class Recording:
    """Writes readings of one outlet's pages into the record."""

    def __init__(self, writer: Writer, outlet: Outlet) -> None:
        self._writer, self._store, self._outlet = writer, writer.store, outlet

    def write(self, page: Page, identity: Identity, reading: Reading) -> tuple[int, str]:
        """Returns the article's id and the kind of change, empty when nothing changed."""
        mark = fingerprint(reading.title, reading.text)
        old = self._store.article(self._outlet.name, identity.key)
        article_id = old["id"] if old else self._new_article(page, identity, reading, mark)
        capture_id = self._writer.write_captures(self._outlet, (page.url, *page.hops, page.final_url), article_id)
        if old is None:
            self._store.add_version(article_id, Change("first"), mark, page.fetched_at, capture_id, EXTRACTOR)
            kind = "first"
        else:
            kind = self._again(old, page, reading, mark, capture_id)
        self._remember_addresses(page, identity, reading, article_id)
        if kind in ("first", "edit", "revert"):
            self._link_exact_copies(article_id, mark, page)
        return article_id, kind

    def still_there(self, article: Row, page: Page) -> bool:
        """A 304: nothing to read. True when the article had been gone."""
        capture_id = self._writer.write_captures(self._outlet, (page.url, page.final_url), article["id"])
        return self._seen(article, page, capture_id)

    def absent(self, article: Row, page: Page, capture_id: int | None, *, confirmed: bool) -> None:
        """Not there now (missing), or proven to be taken down (gone, a version of its own)."""
        status = "gone" if confirmed else "missing"
        self._store.db.execute("UPDATE articles SET status = ? WHERE id = ?", (status, article["id"]))
        if confirmed:
            self._version(article, Change("gone"), page, capture_id)

    def reread(self, old: Row, capture_id: int) -> Row | None:
        """Read a kept capture with today's rules. A difference becomes a version of kind `extractor`: our doing.

        Returns the article as it then is, None when nothing changed. Raises WarcDamaged."""
        # A title that only the feed knew is not in the page.
        page = replace(self.kept_page(capture_id), hint=Hint(title=old["title"]))
        reading = self._writer.reader.read(page, self._outlet)
        if judge(page, reading, self._outlet):
            return None
        mark = fingerprint(reading.title, reading.text)
        if mark.sha256 == self._mark_of(old).sha256:
            current = self._store.current_version(old["id"])
            self._store.db.execute("UPDATE versions SET extractor = ? WHERE id = ?", (EXTRACTOR, current["id"]))
            return None
        self._store.replace_text(old, reading, mark)
        self._store.add_version(old["id"], Change("extractor"), mark, page.fetched_at, capture_id, EXTRACTOR)
        return self._store.article(self._outlet.name, old["key"])

    def kept_page(self, capture_id: int) -> Page:
        """A capture as the page it was. Raises WarcDamaged."""
        row = self._store.capture(capture_id)
        found = read_exchange(self._writer.data.warc, row["warc_file"], row["warc_offset"], row["warc_length"])
        return Page(
            url=found.url,
            final_url=found.url,
            status=found.status,
            headers=found.headers,
            body=found.body,
            fetched_at=found.fetched_at,
        )

    def _new_article(self, page: Page, identity: Identity, reading: Reading, mark: Fingerprint) -> int:
        url = self._own_canonical(reading, identity) or clean_url(page.final_url)
        return self._store.add_article(self._outlet, identity, url, reading, mark, page.fetched_at)

    def _own_canonical(self, reading: Reading, identity: Identity) -> str:
        """The page's canonical address, if by the outlet's own rule it is this very article; else empty."""
        return clean_url(reading.canonical) if key_of(reading.canonical, self._outlet) == identity.key else ""

    def _again(self, old: Row, page: Page, reading: Reading, mark: Fingerprint, capture_id: int | None) -> str:
        if stamp(page.fetched_at) < old["last_seen_at"]:
            return self._older(old, page, reading, mark, capture_id)
        back = self._seen(old, page, capture_id)
        old = self._with_todays_rules(old)
        change = compare((old["title"], old["body"]), self._mark_of(old), reading, mark, self._earlier(old["id"]))
        if change is None:
            return "back" if back else ""
        self._store.replace_text(old, reading, mark)
        self._store.add_version(old["id"], change, mark, page.fetched_at, capture_id, EXTRACTOR)
        return change.kind

    def _with_todays_rules(self, old: Row) -> Row:
        """Before comparing, so that our own better reading is never taken for the outlet's edit."""
        current = self._store.current_version(old["id"])
        if current["extractor"] == EXTRACTOR or current["capture_id"] is None:
            return old
        return self.reread(old, current["capture_id"]) or old

    def _older(self, old: Row, page: Page, reading: Reading, mark: Fingerprint, capture_id: int | None) -> str:
        """An imported capture from before what we hold: it fills the past and never displaces the present."""
        self._store.db.execute(
            "UPDATE articles SET first_seen_at = min(first_seen_at, ?) WHERE id = ?",
            (stamp(page.fetched_at), old["id"]),
        )
        known = (old["words_sha256"], *self._earlier(old["id"]))
        change = compare((old["title"], old["body"]), self._mark_of(old), reading, mark, ())
        if change is None or mark.words_sha256 in known:
            return ""
        self._store.add_version(old["id"], change, mark, page.fetched_at, capture_id, EXTRACTOR)
        self._store.db.execute(
            "UPDATE versions SET title = ?, body = ? WHERE article_id = ? AND n ="
            " (SELECT versions FROM articles WHERE id = ?)",
            (reading.title, reading.text, old["id"], old["id"]),
        )
        return change.kind

    def _seen(self, article: Row, page: Page, capture_id: int | None) -> bool:
        at = max(stamp(page.fetched_at), article["last_seen_at"])
        self._store.db.execute(
            "UPDATE articles SET last_seen_at = ?, status = 'live' WHERE id = ?", (at, article["id"])
        )
        self._store.db.execute(
            "UPDATE versions SET last_seen_at = ? WHERE article_id = ? AND body IS NULL", (at, article["id"])
        )
        back: bool = article["status"] == "gone"
        if back:
            self._version(article, Change("back"), page, capture_id)
        return back

    def _version(self, article: Row, change: Change, page: Page, capture_id: int | None) -> None:
        """A version that changes no text: gone, back."""
        self._store.add_version(article["id"], change, self._mark_of(article), page.fetched_at, capture_id, EXTRACTOR)

    def _mark_of(self, article: Row) -> Fingerprint:
        current = self._store.current_version(article["id"])
        return Fingerprint(current["sha256"], current["words_sha256"], current["words"])

    def _earlier(self, article_id: int) -> list[str]:
        rows = self._store.db.query(
            "SELECT DISTINCT words_sha256 FROM versions WHERE article_id = ? AND body IS NOT NULL", (article_id,)
        )
        return [row["words_sha256"] for row in rows]

    def _remember_addresses(self, page: Page, identity: Identity, reading: Reading, article_id: int) -> None:
        seen = {clean_url(page.final_url): "seen"}
        seen |= {clean_url(url): "redirect" for url in (page.url, *page.hops) if clean_url(url) not in seen}
        canonical = self._own_canonical(reading, identity)
        if canonical:
            seen.setdefault(canonical, "canonical")
        for url, role in seen.items():
            self._store.add_url(url, self._outlet.name, identity.key, article_id, role, page.fetched_at)

    def _link_exact_copies(self, article_id: int, mark: Fingerprint, page: Page) -> None:
        """An equal hash of words makes a copy: an edge between two articles, never a deletion."""
        if mark.words < COPY_MIN_WORDS:
            return
        self._store.db.execute(
            "INSERT INTO copies(a_id, b_id, kind, containment, jaccard, found_at)"
            " SELECT min(id, ?), max(id, ?), 'exact', 1.0, 1.0, ? FROM articles WHERE words_sha256 = ? AND id <> ?"
            " ON CONFLICT DO NOTHING",
            (article_id, article_id, stamp(page.fetched_at), mark.words_sha256, article_id),
        )
