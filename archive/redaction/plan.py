"""What holds an article, or a name in its older versions, and what would be done with each: nothing is changed here."""

import json
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path

from archive.crawl_state.redactions import Redactions
from archive.data_folder import DataFolder
from archive.identity.urls import clean_url
from archive.publish.replacing import holding
from archive.record.redacting import captures_at
from archive.record.redactions import Level, Reason
from archive.record.store import Store
from archive.redaction._log_entries import Salts, salts_of
from archive.redaction._names import texts_without
from archive.redaction._private_files import private_places
from archive.redaction._sealing import Kept, Member
from archive.redaction._search_terms import Needles, folded_words, together
from archive.redaction._targets import Target, target_of
from archive.redaction._warc_search import FoundRecord, OnStep, records_holding, search_again
from archive.redaction._work import ArticleWork, MemberWork, TextWork, Work, path_in, tombstone_of
from archive.sqlite import column
from archive.times import damascus_day, now
from archive.warc.tombstone import member_at

COPIES = "SELECT iif(a_id = ?1, b_id, a_id) FROM copies WHERE ?1 IN (a_id, b_id) ORDER BY 1"
OWNERS = "SELECT DISTINCT article_id FROM captures WHERE id IN (SELECT value FROM json_each(?)) AND article_id NOTNULL"


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """What somebody asks for. With `name` it is that name in older versions alone; `other_pages`: kept pages of other
    articles that hold it, too."""

    ids: tuple[int, ...]
    level: Level
    reason: Reason
    name: str = ""
    other_pages: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """One thing that holds it: in which `store`, what it is, where, how many, and what is done with it."""

    store: str
    what: str
    where: str
    count: int
    done: str


@dataclass(frozen=True, slots=True)
class Plan:
    """Of one article: `places` are taken care of, `elsewhere` is left; `kept` is what can be kept, hidden or sealed,
    None where nobody here can read it."""

    work: Work
    places: tuple[Place, ...]
    elsewhere: tuple[Place, ...]
    kept: Kept | None


@dataclass(slots=True)
class _Finding:
    """What is found of one article; `own` are the places of the records of its pages."""

    store: Store
    data: DataFolder
    wanted: Wanted
    target: Target
    texts: list[TextWork]
    places: list[Place] = field(default_factory=list)
    elsewhere: list[Place] = field(default_factory=list)
    members: dict[tuple[str, int], MemberWork] = field(default_factory=dict)
    captures: dict[int, None] = field(default_factory=dict)
    own: set[tuple[str, int]] = field(default_factory=set)

    def note(self, store: str, what: str, count: int, done: str, where: str) -> None:
        if count:
            self.places.append(Place(store=store, what=what, where=where, count=count, done=done))

    def leave(self, store: str, what: str, where: str) -> None:
        self.elsewhere.append(Place(store=store, what=what, where=where, count=1, done="left"))

    def take(self, name: str, offset: int, length: int, captures: list[int], what: str) -> None:
        """A record: where it is hidden nobody sees it, else it is overwritten."""
        path, place = path_in(self.data.warc, name), (name, offset)
        if path is None or place in self.own or place in self.members:
            return
        if what == "its page":
            self.own.add(place)
        self.captures |= dict.fromkeys(captures)
        done = "not shown; its bytes stay"
        if self.wanted.level != "hide":
            self.members[place] = self._overwritten(path, name, offset, length, captures)
            done = "overwritten"
        self.note("warc", f"record: {what}", 1, done, f"{name} at {offset}")

    def _overwritten(self, path: Path, name: str, offset: int, length: int, captures: list[int]) -> MemberWork:
        before = sha256(member_at(path, offset, length)).hexdigest()
        after = tombstone_of(name, offset, length, self.wanted.level, self.wanted.reason, damascus_day(now()))
        return MemberWork(
            file=name,
            offset=offset,
            length=length,
            captures=tuple(captures),
            before=before,
            after=sha256(after).hexdigest(),
        )


def plans(
    data: DataFolder, store: Store, redactions: Redactions, wanted: Wanted, on_step: OnStep = lambda *_: None
) -> list[Plan]:
    """Find all of it, article by article. Raises BadConfiguration for what is not there, or was taken out before."""
    targets = [target_of(store, redactions, one, wanted.level) for one in dict.fromkeys(wanted.ids)]
    # Before the long search.
    texts = [texts_without(target, wanted.name) if wanted.name else [] for target in targets]
    needles = [_needles(target, wanted.name) for target in targets]
    records = list(records_holding(data.warc, together(needles), on_step))
    return [
        _plan(_Finding(store, data, wanted, target, one), redactions, needle, search_again(data.warc, records, needle))
        for target, one, needle in zip(targets, texts, needles, strict=True)
    ]


def _plan(found: "_Finding", redactions: Redactions, needles: Needles, records: Iterator[FoundRecord]) -> Plan:
    wanted, target = found.wanted, found.target
    _in_the_record(found)
    _in_private_files(found, redactions)
    _in_the_warc(found, records)
    snapshots = holding(found.data, [target.id])
    for entry in snapshots:
        found.note("published", "snapshot", 1, "replaced by a new one", entry["file"])
    words = folded_words((*needles.headlines, *needles.names, *(() if wanted.name else target.texts)))
    work = Work(
        level=wanted.level,
        reason=wanted.reason,
        day=damascus_day(now()).isoformat(),
        articles=() if wanted.name else (_article(target),),
        texts=tuple(found.texts),
        captures=tuple(found.captures),
        emptied=() if wanted.name else tuple(int(row["id"] or 0) for row in target.captures),
        members=tuple(found.members.values()),
        words=tuple(sorted(words)),
        raw=tuple(one.hex() for one in needles.raw),
        snapshots=tuple(entry["file"] for entry in snapshots),
    )
    return Plan(work, tuple(found.places), tuple(found.elsewhere), _kept(found) if target.rows else None)


def _needles(target: Target, name: str) -> Needles:
    return Needles((), (), (name,)) if name else Needles(target.addresses, target.headlines)


def _article(target: Target) -> ArticleWork:
    if target.rows is None:
        return ArticleWork(id=target.id, outlet="", key="", addresses=(), versions=())
    row = target.article
    return ArticleWork(
        id=target.id,
        outlet=str(row["outlet"]),
        key=str(row["key"]),
        addresses=target.addresses,
        versions=tuple(int(one["id"] or 0) for one in target.rows["versions"]),
    )


def _in_the_record(found: "_Finding") -> None:
    target, where = found.target, f"article {found.target.id}"
    found.note("warraq.db", "older versions", len(found.texts), "name blacked out", where)
    if not found.wanted.name and target.rows and target.was is None:
        for table, rows in target.rows.items():
            found.note("warraq.db", table, len(rows), "emptied" if table == "captures" else "removed", where)
    for copy in column(found.store.db.conn, int, COPIES, (target.id,)):
        found.leave("warraq.db", "copy of its text", f"article {copy}")


def _in_private_files(found: "_Finding", redactions: Redactions) -> None:
    if not found.wanted.name:
        for place in private_places(found.data, redactions, found.target):
            found.note(place.store, place.what, place.found, place.done, f"article {found.target.id}")


def _in_the_warc(found: "_Finding", records: Iterator[FoundRecord]) -> None:
    target, named = found.target, bool(found.wanted.name)
    own = {
        (str(row["warc_file"]), int(row["warc_offset"] or 0)): int(row["warc_length"] or 0)
        for row in target.captures
        if row["warc_file"]
    }
    addresses = {clean_url(address) for address in target.addresses}
    if not named:
        found.captures |= dict.fromkeys(int(row["id"] or 0) for row in target.captures)
    for record in records:
        place = (record.file, record.offset)
        captures = captures_at(found.store.db, *place)
        others = set(column(found.store.db.conn, int, OWNERS, (json.dumps(captures),))) - {target.id}
        is_own = place in own or clean_url(record.url) in addresses
        if is_own or not others or found.wanted.other_pages:
            what = "its page" if is_own else f"page of article {min(others)}" if others else "list"
            found.take(*place, record.length, captures, what)
        else:
            what = f"kept page that has its {', '.join(record.what)}"
            found.leave("warc", what, f"article {min(others)}, {record.file} at {record.offset}")
    for place, length in own.items() if not named else ():
        found.take(*place, length, captures_at(found.store.db, *place), "its page")


def _kept(found: "_Finding") -> Kept:
    """What can be put back: of an article all its rows, else those versions alone; and the records of its pages."""
    rows = found.target.rows or {}
    if found.wanted.name:
        changed = {one.id for one in found.texts}
        rows = {"versions": [row for row in rows["versions"] if row["id"] in changed]}
    members = [
        Member(one.file, one.offset, member_at(path, one.offset, one.length))
        for one in found.members.values()
        if (one.file, one.offset) in found.own and (path := path_in(found.data.warc, one.file))
    ]
    return Kept(rows, tuple(members), _salts(found))


def _salts(found: "_Finding") -> Salts:
    """Of the leaves that cannot be made anew without their rows."""
    db, target = found.store.db, found.target
    if found.wanted.name:
        return salts_of(db, "version", [one.id for one in found.texts])
    rows = target.rows or {}
    captures, versions = ([int(row["id"] or 0) for row in rows[table]] for table in ("captures", "versions"))
    of_rows = salts_of(db, "version", versions) | salts_of(db, "capture", captures)
    return salts_of(db, "article", [target.id]) | of_rows | found.target.salts


def summary(places: Iterable[Place]) -> list[Place]:
    """Places counted by what they are, for people."""
    counted: Counter[tuple[str, str, str]] = Counter()
    for place in places:
        counted[place.store, place.what, place.done] += place.count
    return [
        Place(store=store, what=what, where="", count=count, done=done)
        for (store, what, done), count in counted.items()
    ]
