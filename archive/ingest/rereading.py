"""The same pages again from our own WARCs, after a rule changed: without network and without Scrapy."""

from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass

from archive.errors import WarcDamaged
from archive.exchange import Page
from archive.ingest._messages import record_message
from archive.ingest._uncaptured_texts import only_given
from archive.ingest.session import Writer
from archive.model import Outlet, Published, Reading
from archive.reading.rules_id import rules_id
from archive.record.rows import ArticleRow
from archive.times import day_of_id, stamp
from archive.versions.claimed_metadata import claims_of
from archive.versions.compare import Change, Fingerprint, is_shrunken
from archive.warc.kept_page import kept_page

# Whose reading a text is, where somebody else made it: their rules are not ours.
GIVEN = "given"
# A later capture of an article may be of a challenge or an error page; so many of the newest are tried.
CAPTURES_TRIED = 5
NEWEST_PAGES = (
    "SELECT id FROM captures WHERE article_id = ? AND status = 200 AND warc_file <> '' AND fetched_at >= ?"
    " AND id NOT IN (SELECT ref FROM redactions WHERE kind = 'capture')"
    " ORDER BY fetched_at DESC, id DESC LIMIT ?"
)
GIVEN_PAGES = NEWEST_PAGES.replace("status = 200", "via = 'given' AND content_type NOT LIKE 'application/json%'")


@dataclass(frozen=True, slots=True)
class Renewed:
    """The text that stands as version `version_id`, read again from one of its captures with today's rules."""

    version_id: int
    capture_id: int
    page: Page
    reading: Reading


class Rereading:
    """Reads kept pages of one outlet again: `renew` and `reread` before a transaction, `apply` inside one."""

    def __init__(self, writer: Writer, outlet: Outlet) -> None:
        self._writer, self._store, self._outlet = writer, writer.store, outlet
        self._rules = rules_id(outlet)

    def renew(self, article: ArticleRow) -> Renewed | None:
        """The present text of an article read again, where today's rules are not those that read it.

        Belongs before the transaction. None where there is nothing to renew, or no page from which it could be."""
        if self._store.current_version(article["id"])["extractor"] in (self._rules, GIVEN):
            return None
        with suppress(WarcDamaged):
            return self.reread(article)
        return None

    def reread(self, article: ArticleRow) -> Renewed | None:
        """The newest kept page of an article that is one, read with today's rules. Slow. Raises WarcDamaged."""
        current = self._store.current_version(article["id"])
        pages = GIVEN_PAGES if only_given(article) else NEWEST_PAGES
        for capture_id in list(self._store.column(int, pages, article["id"], current["seen_at"], CAPTURES_TRIED)):
            page = self.kept_page(capture_id, article["title"])
            reading, reason = self._writer.reader.read_and_judge(page, self._outlet)
            shrunken = is_shrunken(current["words"], Fingerprint.of(reading.title, reading.text).words)
            # The capture that the text was read from is its page, however short our rules read it today.
            if not reason and (not shrunken or capture_id == current["capture_id"]):
                return Renewed(current["id"], capture_id, page, reading)
        return None

    def has_news(self, article: ArticleRow, renewed: Renewed) -> bool:
        """Will `apply` write anything? What is asked before a transaction costs no commit where nothing is new."""
        current, reading = self._store.current_version(article["id"]), renewed.reading
        if current["id"] != renewed.version_id:
            return False
        known = (current["sha256"], current["extractor"])
        is_same = known == (Fingerprint.of(reading.title, reading.text).sha256, self._rules)
        return not is_same or reading.message is not None or bool(_completing(article, reading))

    def apply(self, article_id: int, renewed: Renewed) -> bool:
        """Store a renewed text; a difference becomes a version of kind `extractor`: our doing.

        False where nothing changed, or where another process wrote a newer text since it was read."""
        old, current = self._store.article_by_id(article_id), self._store.current_version(article_id)
        if current["id"] != renewed.version_id:
            return False
        fingerprint = Fingerprint.of(renewed.reading.title, renewed.reading.text)
        self._complete(old, renewed.reading)
        if renewed.reading.message:
            record_message(self._writer, self._outlet, article_id, renewed.reading.message, renewed.page.fetched_at)
        if fingerprint.sha256 == current["sha256"]:
            self._store.db.execute("UPDATE versions SET extractor = ? WHERE id = ?", (self._rules, renewed.version_id))
            self._store.unlogged.add(("reread", renewed.version_id))
            return False
        self._store.replace_text(old, renewed.reading, fingerprint)
        at = renewed.page.fetched_at
        change = Change("given" if only_given(old) else "extractor")
        version = self._store.add_version(
            article_id, change, fingerprint, at, renewed.capture_id, self._rules, claims_of(renewed.reading)
        )
        self._store.write_edit(version)
        return True

    def kept_page(self, capture_id: int, title: str) -> Page:
        """A capture as the page it was; a title that only the feed knew is not in the page. Raises WarcDamaged."""
        row = self._store.capture(capture_id)
        place = (row["warc_file"], row["warc_offset"], row["warc_length"])
        return kept_page(self._writer.data.warc, place, title, self._message_of(row["article_id"]))

    def _message_of(self, article_id: int | None) -> str:
        """The address of the message that a page of a channel was kept for."""
        return self._store.article_by_id(article_id)["url"] if self._outlet.channel and article_id is not None else ""

    def _complete(self, article: ArticleRow, reading: Reading) -> None:
        self._store.unlogged.add(("described", article["id"]))
        if found := _completing(article, reading):
            columns = ", ".join(f"{column} = ?" for column in found)
            self._store.db.execute(f"UPDATE articles SET {columns} WHERE id = ?", (*found.values(), article["id"]))  # noqa: S608 - names of ours


def _completing(article: ArticleRow, reading: Reading) -> dict[str, str | None]:
    """The columns in which an earlier reading left something out. The day stays: the article's number is made of it."""
    found: dict[str, str | None] = {
        "author": article["author"] or "، ".join(reading.authors),
        "credit": article["credit"] or reading.credit,
        "lang": reading.lang or article["lang"],
        "image_url": article["image_url"] or reading.image,
        "image_caption": article["image_caption"] if article["image_url"] else reading.image_caption,
        **_publication(article, reading.published),
    }
    known: Mapping[str, object] = article
    return {column: value for column, value in found.items() if value != known[column]}


def _publication(article: ArticleRow, published: Published | None) -> dict[str, str | None]:
    # Of an undated article the number holds the day of first sight.
    day = article["published_day"] or day_of_id(article["id"]).isoformat()
    if published is None or published.day.isoformat() != day or article["published_at"] is not None:
        return {}
    instant = stamp(published.instant) if published.instant else None
    if not instant and article["published_day"]:
        return {}
    return {"published_at": instant, "published_day": day, "published_from": published.source}


def extractor_of(reading: Reading, outlet: Outlet) -> str:
    """By whose rules a text was read: ours of today for this outlet, or somebody else's."""
    return GIVEN if reading.strategy == GIVEN else rules_id(outlet)
