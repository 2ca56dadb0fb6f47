"""How a reading enters the record: as a new article, a new version, a sign that it is still there, or a filled past.

Everything here but `renew` and `reread` runs inside the caller's transaction.
"""

from contextlib import suppress
from dataclasses import dataclass, replace

from archive.errors import WarcDamaged
from archive.identity.keys import Identity, belongs, key_of
from archive.identity.urls import clean_url, host_of
from archive.ingest._older_captures import fill_past, mark_of
from archive.ingest._reassigned_keys import known_article, make_room
from archive.ingest.session import Writer
from archive.model import Hint, Outlet, Page, Reading
from archive.reading.extract import EXTRACTOR
from archive.reading.quality_gate import judge
from archive.record.store import Row
from archive.times import stamp
from archive.versions.compare import Change, Fingerprint, compare, fingerprint, is_shrunken
from archive.warc.reader import read_exchange

# Whose reading a text is, where somebody else made it: their rules are not ours.
GIVEN = "given"
# A later capture of an article may be of a challenge or an error page; so many of the newest are tried.
CAPTURES_TRIED = 5
NEWEST_PAGES = (
    "SELECT id FROM captures WHERE article_id = ? AND status = 200 AND warc_file <> ''"
    " AND content_type NOT LIKE 'application/json%' AND fetched_at >= ? ORDER BY fetched_at DESC, id DESC LIMIT ?"
)


@dataclass(frozen=True, slots=True)
class Renewed:
    """The text that stands as version `version_id`, read again from one of its captures with today's rules."""

    version_id: int
    capture_id: int
    page: Page
    reading: Reading


class Recording:
    """Writes readings of one outlet's pages into the record. `renew` is slow; the rest runs inside a transaction."""

    def __init__(self, writer: Writer, outlet: Outlet) -> None:
        self._writer, self._store, self._outlet = writer, writer.store, outlet

    def write(self, page: Page, identity: Identity, reading: Reading, renewed: Renewed | None) -> tuple[int, str]:
        """Returns the article's id and the kind of change, empty when nothing changed."""
        reading = self._with_credit(reading)
        mark = fingerprint(reading.title, reading.text)
        old = known_article(self._store, self._outlet, page, identity.key, reading)
        if old and not is_older(page, old):
            old = make_room(self._store, old, page, reading, mark, renewed.reading if renewed else None)
        article_id = old["id"] if old else self._new_article(page, identity, reading, mark)
        capture_id = self._writer.write_captures(self._outlet, (page.url, *page.hops, page.final_url), article_id)
        kind = (
            self._again(old, page, reading, mark, capture_id, renewed)
            if old
            else self._first(article_id, page, reading, mark, capture_id)
        )
        self._remember_addresses(page, identity, reading, article_id)
        return article_id, kind

    def still_there(self, article: Row, page: Page) -> bool:
        """A 304: nothing to read. True when the article had been gone."""
        capture_id = self._writer.write_captures(self._outlet, (page.url, page.final_url), article["id"])
        if is_older(page, article):
            return False
        self._store.extend_version(self._store.current_version(article["id"])["id"], page.fetched_at)
        return self._seen(article, page, capture_id)

    def absent(self, article: Row, page: Page, capture_id: int | None, *, confirmed: bool) -> None:
        """Not there now (missing), or proven to be taken down (gone, a version of its own)."""
        status = "gone" if confirmed else "missing"
        self._store.db.execute("UPDATE articles SET status = ? WHERE id = ?", (status, article["id"]))
        if confirmed:
            self._version(article, Change("gone"), page, capture_id)

    def renew(self, key: str) -> Renewed | None:
        """The present text of an article read again, where today's rules are not those that read it.

        Belongs before the transaction. None where there is nothing to renew, or no page from which it could be."""
        article = self._store.article(self._outlet.name, key)
        if article is None or self._store.current_version(article["id"])["extractor"] in (EXTRACTOR, GIVEN):
            return None
        with suppress(WarcDamaged):
            return self.reread(article)
        return None

    def reread(self, article: Row) -> Renewed | None:
        """The newest kept page of an article that is one, read with today's rules. Slow. Raises WarcDamaged."""
        current = self._store.current_version(article["id"])
        found = self._store.db.query(NEWEST_PAGES, (article["id"], current["seen_at"], CAPTURES_TRIED))
        for capture_id in [row["id"] for row in found]:
            # A title that only the feed knew is not in the page.
            page = replace(self.kept_page(capture_id), hint=Hint(title=article["title"]))
            reading = self._writer.reader.read(page, self._outlet)
            shrunken = is_shrunken(current["words"], fingerprint("", reading.text).words)
            # The capture that the text was read from is its page, however short our rules read it today.
            if not judge(page, reading, self._outlet) and (not shrunken or capture_id == current["capture_id"]):
                return Renewed(current["id"], capture_id, page, reading)
        return None

    def apply(self, article_id: int, renewed: Renewed) -> bool:
        """Put a renewed text in its place; a difference becomes a version of kind `extractor`: our doing.

        False where nothing changed, or where another process wrote a newer text since it was read."""
        old, current = self._store.article_by_id(article_id), self._store.current_version(article_id)
        if current["id"] != renewed.version_id:
            return False
        mark = fingerprint(renewed.reading.title, renewed.reading.text)
        self._complete(old, renewed.reading)
        if mark.sha256 == current["sha256"]:
            self._store.db.execute("UPDATE versions SET extractor = ? WHERE id = ?", (EXTRACTOR, renewed.version_id))
            return False
        self._store.replace_text(old, renewed.reading, mark)
        at = renewed.page.fetched_at
        self._store.add_version(article_id, Change("extractor"), mark, at, renewed.capture_id, EXTRACTOR)
        return True

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
        # An outlet nobody described enters with its first article, not with every frame and advert of its pages.
        self._store.put_outlet(self._outlet)
        url = self._own_canonical(reading, identity) or clean_url(page.final_url)
        return self._store.add_article(self._outlet, identity, url, reading, mark, page.fetched_at)

    def _first(self, article_id: int, page: Page, reading: Reading, mark: Fingerprint, capture_id: int | None) -> str:
        self._store.add_version(article_id, Change("first"), mark, page.fetched_at, capture_id, _hand(reading))
        return "first"

    def _with_credit(self, reading: Reading) -> Reading:
        """A canonical on a known outlet's site says whose text it is; it never says which article this is."""
        host = host_of(reading.canonical)
        if reading.credit or host is None or belongs(reading.canonical, self._outlet):
            return reading
        known = self._store.row("SELECT 1 FROM outlets, json_each(hosts) WHERE value = ?", host)
        return replace(reading, credit=reading.canonical) if known else reading

    def _own_canonical(self, reading: Reading, identity: Identity) -> str:
        """The page's canonical address, if by the outlet's own rule it is this very article; else empty."""
        return clean_url(reading.canonical) if key_of(reading.canonical, self._outlet) == identity.key else ""

    def _again(
        self,
        old: Row,
        page: Page,
        reading: Reading,
        mark: Fingerprint,
        capture_id: int | None,
        renewed: Renewed | None,
    ) -> str:
        hand = _hand(reading)
        if is_older(page, old):
            return fill_past(self._store, old, page, reading, mark, capture_id, hand)
        if renewed and self.apply(old["id"], renewed):
            old = self._store.article_by_id(old["id"])
        current = self._store.current_version(old["id"])
        back = self._seen(old, page, capture_id)
        change = compare(
            (old["title"], old["body"]),
            mark_of(current),
            reading,
            mark,
            self._earlier(old["id"]),
            same_hand=current["extractor"] == hand,
        )
        if change is None:
            self._store.extend_version(current["id"], page.fetched_at)
            return "back" if back else ""
        self._store.replace_text(old, reading, mark)
        self._store.add_version(old["id"], change, mark, page.fetched_at, capture_id, hand)
        return change.kind

    def _complete(self, article: Row, reading: Reading) -> None:
        """Fill in what an earlier reading left out. The day stays: the article's number is made of it."""
        published = reading.published
        same_day = published is not None and published.day.isoformat() == article["published_day"]
        if published and published.instant and same_day and article["published_at"] is None:
            self._store.db.execute(
                "UPDATE articles SET published_at = ?, published_from = ? WHERE id = ?",
                (stamp(published.instant), published.source, article["id"]),
            )
        self._store.db.execute(
            "UPDATE articles SET author = ?, credit = ?, image_url = ?, image_caption = ? WHERE id = ?",
            (
                article["author"] or "، ".join(reading.authors),
                article["credit"] or reading.credit,
                article["image_url"] or reading.image,
                article["image_caption"] if article["image_url"] else reading.image_caption,
                article["id"],
            ),
        )

    def _seen(self, article: Row, page: Page, capture_id: int | None) -> bool:
        self._store.db.execute(
            "UPDATE articles SET last_seen_at = ?, status = 'live' WHERE id = ?",
            (stamp(page.fetched_at), article["id"]),
        )
        back: bool = article["status"] == "gone"
        if back:
            self._version(article, Change("back"), page, capture_id)
        return back

    def _version(self, article: Row, change: Change, page: Page, capture_id: int | None) -> None:
        """A version that changes no text: gone, back."""
        current = self._store.current_version(article["id"])
        self._store.add_version(
            article["id"], change, mark_of(current), page.fetched_at, capture_id, current["extractor"]
        )

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


def is_older(page: Page, article: Row) -> bool:
    """Was this seen before what the archive has already seen of the article? Only imports bring such pages."""
    return stamp(page.fetched_at) < str(article["last_seen_at"])


def _hand(reading: Reading) -> str:
    return GIVEN if reading.rung == GIVEN else EXTRACTOR
