"""Rows of warraq.db, a TypedDict for each table: each column, and if it can be NULL; tests compare with a new file."""

from typing import Literal, TypedDict

from archive.exchange import ClockState, Origin, RobotsDecision
from archive.versions.change_kinds import ChangeKind


class OutletRow(TypedDict):
    """`hosts` is a JSON list, `enabled` 0 or 1; `closed` is empty where `closed_by`, who says so, is."""

    name: str
    title: str
    title_en: str
    home: str
    lang: str
    hosts: str
    every: str
    expect_per_day: float
    enabled: int
    note: str
    closed: str
    closed_by: str
    barred: str


class ArticleRow(TypedDict):
    """One article, with the text it has now."""

    id: int
    outlet: str
    key: str
    url: str
    title: str
    body: str
    author: str
    credit: str
    lang: str
    published_at: str | None
    published_day: str
    published_from: str
    first_seen_at: str
    last_seen_at: str
    status: Literal["live", "missing", "gone"]
    versions: int
    words_sha256: str
    search_extra: str | None
    image_url: str
    image_caption: str
    origin: Origin


class KeptCaptureRow(TypedDict):
    """One answer of a site, and where its bytes lie, as every file has it; `held` is None of before that was noted."""

    id: int
    url: str
    outlet: str
    article_id: int | None
    fetched_at: str
    status: int
    content_type: str
    body_sha256: str
    warc_file: str
    warc_offset: int
    warc_length: int
    error: str
    via: Origin
    held: str | None
    received_at: str


class NotedCaptureRow(TypedDict):
    """How an answer was asked for, and the hashes of what was kept; `hops` is a JSON list, or empty."""

    hops: str
    clock: ClockState
    server: str
    tls_sha256: str
    headers_sha256: str
    decoded_sha256: str
    record_sha256: str
    member_sha256: str
    warc_before: int
    software: str
    robots: RobotsDecision


class CaptureRow(KeptCaptureRow, NotedCaptureRow):
    """A capture with all its columns; `software` is empty where it was recorded before the rest was noted."""

    requested_url: str


class VersionRow(TypedDict):
    """One version; `title` and `body` are None where its text is the one the article has now.

    `author`, `credit` and `published` are as its page gave them, empty where it gave none or nobody noted it.
    `told_at` is when the archive took it in, or last judged it.
    """

    id: int
    article_id: int
    n: int
    seen_at: str
    last_seen_at: str
    kind: ChangeKind
    title: str | None
    body: str | None
    sha256: str
    words_sha256: str
    words: int
    added: int
    removed: int
    capture_id: int | None
    extractor: str
    changed: str
    numbers: str
    author: str
    credit: str
    published: str
    told_at: str


class VerdictRow(TypedDict):
    """A version was taken for another kind of change than before, at `at`; `why` is a word of docs/data.md."""

    id: int
    version_id: int
    at: str
    was: ChangeKind
    kind: ChangeKind
    why: str


class UrlRow(TypedDict):
    """An address under which an article was seen."""

    url: str
    outlet: str
    key: str
    article_id: int | None
    role: Literal["seen", "redirect", "canonical"]
    first_seen_at: str


class CopyRow(TypedDict):
    """Two articles of one text, `a_id` the smaller number; `first_id` is None where nothing tells who was first."""

    a_id: int
    b_id: int
    kind: str
    containment: float
    jaccard: float
    found_at: str
    a_version: int
    b_version: int
    first_id: int | None
    basis: str


class ClusterRow(TypedDict):
    """A story: the articles that carry one text. Its number is that of its first article."""

    id: int
    origin_id: int | None
    basis: str
    size: int
    first_at: str
    last_at: str


class ClusterMemberRow(TypedDict):
    """An article of a story, and how much it shares with the story's first one."""

    article_id: int
    cluster_id: int
    containment: float


class GapRow(TypedDict):
    """A stretch of time of which articles are missing, or may be; `outlet` is empty where the whole archive was blind.

    `until` is None while it lasts, `known_missing` None where nobody can know how many; 0: all that was known is found.
    """

    id: int
    outlet: str
    since: str
    until: str | None
    cause: str
    known_missing: int | None
    found_at: str


class ChannelRow(TypedDict):
    """An outlet that is a public channel, the channel's name, and the outlet whose own it is, or empty."""

    outlet: str
    name: str
    owner: str


class MessageRow(TypedDict):
    """A number seen in a channel; `pictures` and `links` are JSON lists, `article_id` None where no word is in it."""

    outlet: str
    number: int
    kind: Literal["text", "part", "media", "service"]
    article_id: int | None
    first_seen_at: str
    forwarded_from: str
    forwarded_url: str
    edited: int
    pictures: str
    links: str


class MessageArticleRow(TypedDict):
    """An article that a message leads to, by its outlet and key, whether the archive has it or not."""

    message_id: int
    outlet: str
    key: str


class ListedDayRow(TypedDict):
    """How many articles of a day, in the outlet's own zone, one of its lists named at once, at most.

    `is_whole` is 1 where that list went back beyond the day when it was over, else the number is a lower bound.
    """

    outlet: str
    day: str
    edition: str
    source: str
    listed: int
    is_whole: int
    seen_at: str


class ChangeRow(TypedDict):
    """A row of a public table that changed since the last download, by its key as a JSON list; `what` is row or
    redact, or published: the mark of a publish, with its token as `pk`."""

    seq: int
    what: Literal["row", "redact", "published"]
    tbl: str
    pk: str
