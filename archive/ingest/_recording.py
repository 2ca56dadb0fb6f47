"""How a reading enters the record: as a new article, a new version, a sign that it is still there, or a filled past.

Everything here runs inside the caller's transaction, but for `foresee`, which runs before it.
"""

from dataclasses import dataclass, field, replace
from functools import partial

from archive.exchange import Page
from archive.identity.keys import Identity, belongs, key_of
from archive.identity.urls import clean_url, host_of
from archive.ingest._change_attribution import Judging, edition_of
from archive.ingest._messages import record_message
from archive.ingest._older_captures import fill_past, fingerprint_of, neighbours, text_of
from archive.ingest._read_page import ReadPage
from archive.ingest._reassigned_keys import is_another_article, key_beside, known_article, resolve_key
from archive.ingest._settling_changes import Settling
from archive.ingest._text_work import Edit, Text, TextWork, work_out
from archive.ingest._uncaptured_texts import add_given, only_given, take_over, uncaptured_work
from archive.ingest._verdicts import StoredText, Verdicts
from archive.ingest.rereading import Renewed, Rereading, extractor_of
from archive.ingest.session import Writer
from archive.model import Outlet, Reading
from archive.record.rows import ArticleRow
from archive.times import stamp, unstamp
from archive.versions.alternation import OTHER_TEXTS
from archive.versions.claimed_metadata import changed_claims, claims_in, claims_of
from archive.versions.compare import Change, Fingerprint, compare, without_lines
from archive.versions.furniture.verdict import Verdict

NO_LINES = frozenset[str]()


@dataclass(frozen=True, slots=True)
class Foreseen:
    """`failed` says why that could not be (read_timeout, read_crashed), empty where it could."""

    failed: str
    verdicts: Verdicts = field(default_factory=dict)


class Recording:
    """Writes readings of one outlet's pages into the record, inside a transaction of the caller's."""

    def __init__(self, writer: Writer, outlet: Outlet, judging: Judging, settling: Settling) -> None:
        self._writer, self._store, self._outlet = writer, writer.store, outlet
        self._judging, self._settling = judging, settling
        self._rereading = Rereading(writer, outlet)

    def foresee(
        self, page: Page, identity: Identity, reading: Reading, old: ArticleRow | None, renewed: Renewed | None
    ) -> Foreseen:
        """Fold, compare and judge what `write` will ask for, while nobody waits for the lock. `old` is its article.
        Decides nothing: answers are remembered by their texts; where another process writes in between, `write` asks
        anew, or leaves the change unsettled."""
        text = (reading.title, reading.text)
        if old is not None and (page.via == "given" or only_given(old)):
            failed = work_out(self._writer.reader, uncaptured_work(old, reading))
            if not failed and only_given(old):
                self._store.make_way(old)
            return Foreseen(failed)
        if old is not None and is_older(page, old):
            return self._foresee_past(old, page, identity, reading)
        present = renewed.reading if renewed else None
        if old is None or is_another_article(old, present, reading):
            return Foreseen(work_out(self._writer.reader, TextWork((text,))))
        return self._foresee_present(old, page, identity, reading, renewed)

    def _foresee_present(
        self, old: ArticleRow, page: Page, identity: Identity, reading: Reading, renewed: Renewed | None
    ) -> Foreseen:
        text, stored = (reading.title, reading.text), (old["title"], old["body"])
        before = (renewed.reading.title, renewed.reading.text) if renewed else stored
        current = self._store.current_version(old["id"])
        then_claimed = claims_of(renewed.reading) if renewed else claims_in(current)
        changed_claims(then_claimed, claims_of(reading), page.fetched_at)
        if stored == before == text:
            return Foreseen(work_out(self._writer.reader, TextWork((text,))))
        failed = work_out(self._writer.reader, TextWork(tuple({text, before, stored}), ((before, text),)))
        if failed:
            return Foreseen(failed)
        self._store.make_way(old)
        renewing = ((stored, before, NO_LINES),) if renewed else ()
        if renewed is None and current["extractor"] != extractor_of(reading, self._outlet):
            return Foreseen(work_out(self._writer.reader, TextWork((), (), ((before, text, NO_LINES),))))
        then = renewed.reading if renewed else StoredText(before, current["capture_id"])
        edition = edition_of(identity, reading, self._outlet)
        verdicts = self._judging.between(then, reading, edition, identity.key, page.fetched_at)
        return Foreseen(self._name(verdicts, renewing), verdicts)

    def _name(self, verdicts: Verdicts, also: tuple[Edit, ...] = ()) -> str:
        """Compare the texts of edits without what stands beside them; returns why that failed, or nothing."""
        edits = tuple((*pair, one.beside) for pair, one in verdicts.items())
        beside = [(old, new, lines) for old, new, lines in edits if lines]
        pairs = tuple((without_lines(old, lines), without_lines(new, lines)) for old, new, lines in beside)
        return work_out(self._writer.reader, TextWork((), pairs, (*also, *edits)))

    def _foresee_past(self, old: ArticleRow, page: Page, identity: Identity, reading: Reading) -> Foreseen:
        around = neighbours(self._store, old, page)
        text = (reading.title, reading.text)
        before, after = (StoredText(text_of(one), one["capture_id"]) if one else None for one in around)
        pairs = [(before.text, text)] if before else []
        pairs += [(text, after.text)] if after else []
        failed = work_out(self._writer.reader, TextWork((text,), tuple(pairs)))
        if failed:
            return Foreseen(failed)
        ours = extractor_of(reading, self._outlet)
        judge = partial(self._judging.between, edition=edition_of(identity, reading, self._outlet), key=identity.key)
        verdicts: dict[tuple[Text, Text], Verdict] = {}
        if around[0] and before and around[0]["extractor"] == ours:
            verdicts |= judge(before, reading, at=page.fetched_at)
        if around[1] and after and around[1]["extractor"] == ours:
            verdicts |= judge(reading, after, at=unstamp(around[1]["seen_at"]))
        return Foreseen(self._name(verdicts), verdicts)

    def write(
        self, page: Page, identity: Identity, reading: Reading, renewed: Renewed | None, verdicts: Verdicts
    ) -> tuple[int, str]:
        """Returns the article's id and the kind of change, empty when nothing changed."""
        reading = self._with_credit(reading)
        fingerprint = Fingerprint.of(reading.title, reading.text)
        old = known_article(self._store, self._outlet, page, identity.key, reading)
        if old and page.via == "given" and is_another_article(old, None, reading):
            old, identity = key_beside(self._store, old, identity, fingerprint)
        elif old and not is_older(page, old):
            old = resolve_key(self._store, old, page, reading, fingerprint, renewed.reading if renewed else None)
        article_id = old["id"] if old else self._new_article(page, identity, reading, fingerprint)
        capture_id = self._writer.write_captures(self._outlet, page.addresses, article_id)
        read = ReadPage(page, reading, fingerprint, capture_id, extractor_of(reading, self._outlet), verdicts)
        kind = self._again(old, read, renewed) if old else self._first(article_id, read)
        self._settling.expect(
            old["key"] if old else identity.key, edition_of(identity, reading, self._outlet), read.judged
        )
        self._remember_addresses(page, identity, reading, article_id)
        if reading.message:
            record_message(self._writer, self._outlet, article_id, reading.message, page.fetched_at)
        return article_id, kind

    def still_there(self, article: ArticleRow, page: Page) -> bool:
        """A 304: nothing to read. True when the article had been gone."""
        capture_id = self._writer.write_captures(self._outlet, (page.url, page.final_url), article["id"])
        if is_older(page, article) or only_given(article):
            return False
        self._store.extend_version(self._store.current_version(article["id"])["id"], page.fetched_at)
        return self._seen(article, page, capture_id)

    def absent(self, article: ArticleRow, page: Page, capture_id: int | None, *, confirmed: bool) -> None:
        """Not there now (missing), or proven to be taken down (gone, a version of its own)."""
        status = "gone" if confirmed else "missing"
        self._store.db.execute("UPDATE articles SET status = ? WHERE id = ?", (status, article["id"]))
        if confirmed:
            self._version(article, Change("gone"), page, capture_id)

    def _new_article(self, page: Page, identity: Identity, reading: Reading, fingerprint: Fingerprint) -> int:
        # An outlet nobody described enters with its first article, not with every frame and advert of its pages.
        self._store.put_outlet(self._outlet)
        url = self._own_canonical(reading, identity) or clean_url(page.final_url)
        return self._store.add_article(self._outlet, identity, url, reading, fingerprint, page.fetched_at, page.via)

    def _first(self, article_id: int, read: ReadPage) -> str:
        read.add_version(self._store, article_id, Change("given" if read.page.via == "given" else "first"))
        return "first"

    def _with_credit(self, reading: Reading) -> Reading:
        """A canonical on a known outlet's site names whose text it is, never which article this is."""
        host = host_of(reading.canonical)
        if reading.credit or host is None or belongs(reading.canonical, self._outlet):
            return reading
        known = self._store.exists("SELECT 1 FROM outlets, json_each(hosts) WHERE value = ?", host)
        return replace(reading, credit=reading.canonical) if known else reading

    def _own_canonical(self, reading: Reading, identity: Identity) -> str:
        """The page's canonical address, if by the outlet's own rule it is this very article; else empty."""
        return clean_url(reading.canonical) if key_of(reading.canonical, self._outlet) == identity.key else ""

    def _again(self, old: ArticleRow, read: ReadPage, renewed: Renewed | None) -> str:
        page = read.page
        if page.via == "given":
            return add_given(self._store, old, read)
        if only_given(old):
            return take_over(self._store, old, read)
        if is_older(page, old):
            return fill_past(self._store, old, read)
        if renewed and self._rereading.apply(old["id"], renewed):
            old = self._store.article_by_id(old["id"])
        current = self._store.current_version(old["id"])
        back = self._seen(old, page, read.capture_id)
        verdict = read.verdict((old["title"], old["body"]), read.text)
        change = compare(
            (old["title"], old["body"]),
            fingerprint_of(current),
            read.reading,
            read.fingerprint,
            self._earlier(old["id"]),
            same_extractor=current["extractor"] == read.extractor,
            verdict=verdict,
            claims=read.changed_claims(current),
        )
        if change is None:
            self._store.complete_claims(current, read.claims)
            self._store.extend_version(current["id"], page.fetched_at)
            if page.via == "crawl" and old["origin"] != "crawl":
                self._store.prefer_own(current, read.capture_id)
            return "back" if back else ""
        self._store.replace_text(old, read.reading, read.fingerprint)
        version_id = read.add_version(self._store, old["id"], change)
        self._store.set_origin(old, page.via)
        self._store.write_edit(version_id, verdict.beside)
        read.note(version_id, page.fetched_at, change, verdict)
        if change.kind not in OTHER_TEXTS:
            return change.kind
        return self._store.fold_alternations(old["id"], version_id).get(version_id, change.kind)

    def _seen(self, article: ArticleRow, page: Page, capture_id: int | None) -> bool:
        self._store.db.execute(
            "UPDATE articles SET last_seen_at = ?, status = 'live' WHERE id = ?",
            (stamp(page.fetched_at), article["id"]),
        )
        back = article["status"] == "gone"
        if back:
            self._version(article, Change("back"), page, capture_id)
        return back

    def _version(self, article: ArticleRow, change: Change, page: Page, capture_id: int | None) -> None:
        """A version that changes no text: gone, back."""
        current = self._store.current_version(article["id"])
        self._store.add_version(
            article["id"], change, fingerprint_of(current), page.fetched_at, capture_id, current["extractor"]
        )

    def _earlier(self, article_id: int) -> list[str]:
        sql = "SELECT DISTINCT words_sha256 FROM versions WHERE article_id = ? AND body IS NOT NULL AND kind <> 'given'"
        return list(self._store.column(str, sql, article_id))

    def _remember_addresses(self, page: Page, identity: Identity, reading: Reading, article_id: int) -> None:
        seen = {clean_url(page.final_url): "seen"}
        seen |= {clean_url(url): "redirect" for url in (page.url, *page.hops) if clean_url(url) not in seen}
        canonical = self._own_canonical(reading, identity)
        if canonical:
            seen.setdefault(canonical, "canonical")
        for url, role in seen.items():
            self._store.add_url(url, self._outlet.name, identity.key, article_id, role, page.fetched_at)


def is_older(page: Page, article: ArticleRow) -> bool:
    """Was this seen before what the archive has already seen of the article? Only imports bring such pages."""
    if only_given(article):
        return False
    return stamp(page.fetched_at) < article["last_seen_at"]
