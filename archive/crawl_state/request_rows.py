"""Rows of service.db that hold what people asked for: a TypedDict for each table, as in `rows`."""

from typing import Literal, TypedDict

RequestKind = Literal["crawl", "check", "add"]
BackfillState = Literal["queued", "running", "paused", "done"]


class RequestRow(TypedDict):
    """What was asked of the service: to crawl an outlet; to check the site of an address, `subject`; to add as an
    outlet the site that the check of the number `subject` looked at. `taken_at` and `ended_at` are None before.

    `since` is a day or ''. `result` is '' before the end, then JSON: of a crawl CrawlResult.as_dict(), of a check what
    scheduler.requested_sites says; {error, exit_code} where it could not be done.
    """

    id: int
    outlet: str
    kind: RequestKind
    since: str
    asked_at: str
    taken_at: str | None
    ended_at: str | None
    found: int
    fetched: int
    left: int
    result: str
    subject: str


class BackfillRow(TypedDict):
    """An outlet's past, being fetched: articles it lists that nobody knew, how many are taken and how many are left.

    `seconds` is for how long crawls worked on it; `is_listed` is 1 once all that lists the past was read: until then
    `left` grows. `result` is the sum of its crawls as JSON of CrawlResult.as_dict(), '' before the first ended. `cause`
    is why the last one ended ill, `tries` how many did in a row; it is gone on with from `next_at`.
    """

    outlet: str
    since: str
    state: BackfillState
    asked_at: str
    listed: int
    taken: int
    left: int
    seconds: float
    is_listed: int
    result: str
    cause: str
    tries: int
    next_at: str
    updated_at: str
