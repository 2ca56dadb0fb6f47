"""What is wrong with an outlet, found in its runs and held beside its own past. Pure."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from archive.ingest.article_signs import CAUSES, SIGNS
from archive.model import Outlet
from scheduler.health.causes import strength
from scheduler.health.expectations import ENOUGH_TO_COMPARE, Past
from scheduler.health.facts import Run, latest_streak
from scheduler.health.shares import OF_A_SITE, OF_ARTICLES, OF_READING, Share, Usual, surge
from scheduler.health.template import leftovers, other_template

# A failed run may be a hiccup; two in a row, or one where none ever went well, are an incident.
RUNS_UNTIL_TOLD = 2
# So many runs back is looked for what is far above the usual, and not further than that.
LOOKED_BACK, NOT_FURTHER = 8, timedelta(days=2)
# Without a new article for so much longer than ever before, counted in articles expected meanwhile.
WAIT_FLOOR, WAIT_FACTOR = 10.0, 2.5
# By the outlet's file alone, which says what a healthy day brings.
FILE_WAIT, FILE_SILENCE = 8.0, timedelta(days=1)
# Of the lowest share of what was expected that ever came.
LOW_FACTOR, LOW_SHARE, DAYS_UNTIL_LOW = 0.5, 0.4, 28


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """`since` when, by which figures; `last`: the newest run that shows it. `of_route`: only a route failed, and
    another gave what there was; `is_harmless`: articles come as they did."""

    cause: str
    since: datetime
    last: datetime
    detail: Mapping[str, object] = field(default_factory=dict)
    of_route: bool = False
    is_harmless: bool = False

    @property
    def strength(self) -> int:
        return -1 if self.of_route else strength(self.cause)


def findings(
    outlet: Outlet, runs: Sequence[Run], past: Past, last_new: datetime | None, now: datetime
) -> list[Finding]:
    """All that is wrong, the strongest first. `runs` are the newest, newest first."""
    spoken = [run for run in runs if not run.says_nothing]
    if not spoken:
        return []
    failing = list(_failing(runs))
    others = (
        ()
        if failing
        else (*_pages(spoken, past), *_poorer(outlet, spoken, past), *_yield(outlet, spoken, past, last_new, now))
    )
    routes = () if failing else _routes(outlet, spoken)
    return sorted([*failing, *others, *routes], key=lambda found: -found.strength)


def _failing(runs: Sequence[Run]) -> Iterator[Finding]:
    streak = latest_streak(runs)
    never_well = len(streak) == sum(not run.says_nothing for run in runs)
    if streak and (len(streak) >= RUNS_UNTIL_TOLD or never_well):
        detail = {"runs": len(streak), "tried": streak[0].tried}
        yield Finding(cause=streak[0].cause, since=streak[-1].at, last=streak[0].at, detail=detail)


def _recent(runs: Sequence[Run], *, new: bool) -> list[Run]:
    """The newest runs that asked for pages (or brought new articles)."""
    tried = [run for run in runs if (run.traits if new else run.tried)]
    return [run for run in tried[:LOOKED_BACK] if tried[0].at - run.at <= NOT_FURTHER]


def _pages(runs: Sequence[Run], past: Past) -> Iterator[Finding]:
    """Pages that gave no article, by what that says of the outlet."""
    recent = _recent(runs, new=False)
    if not recent:
        return
    all_pages = past.reasons.get("", Usual()).pages
    by_run = [run.reasons_of_pages() for run in recent]
    for cause in sorted(by_run[0]):
        shares = [Share(reasons.get(cause, 0), run.tried) for run, reasons in zip(recent, by_run, strict=True)]
        limits = OF_READING if cause == "template_changed" else OF_A_SITE
        if met := surge(shares, past.reasons.get(cause, Usual(pages=all_pages)), limits):
            detail = {"pages": sum(one.hits for one in shares[:met]), "of": sum(one.pages for one in shares[:met])}
            yield Finding(cause=cause, since=recent[met - 1].at, last=recent[0].at, detail=detail)


def _poorer(outlet: Outlet, runs: Sequence[Run], past: Past) -> Iterator[Finding]:
    """Of a channel nothing: its messages have no headline and no template, and are as short as they are."""
    if not outlet.channel:
        yield from _articles(runs, past)


def _articles(runs: Sequence[Run], past: Past) -> Iterator[Finding]:
    """Articles that came, and are poorer than the outlet's were."""
    recent = _recent(runs, new=True)
    if not recent:
        return
    for name, sign in SIGNS.items():
        shares = [Share(sum(sign(one, past.floor) for one in run.traits), len(run.traits)) for run in recent]
        # What an outlet never had cannot vanish: without a past nothing is known to be missing.
        usual = past.signs.get(name, Usual())
        if usual.pages and (met := surge(shares, usual, OF_ARTICLES)):
            detail = {"articles": sum(one.hits for one in shares[:met]), "of": sum(one.pages for one in shares[:met])}
            yield Finding(cause=CAUSES[name], since=recent[met - 1].at, last=recent[0].at, detail=detail)
    if since := other_template(runs):
        yield Finding(cause="template_changed", since=since, last=recent[0].at, is_harmless=True)
    if lines := leftovers(runs):
        yield Finding(cause="leftovers", since=recent[-1].at, last=recent[0].at, detail={"lines": lines})


def _yield(
    outlet: Outlet, runs: Sequence[Run], past: Past, last_new: datetime | None, now: datetime
) -> Iterator[Finding]:
    """Nothing new for longer than ever, or far less than ever."""
    since = last_new or runs[-1].at
    if is_silent(outlet, past, since, now):
        due = past.expected(since, now) if past.is_known else _by_file(outlet, since, now)
        yield Finding(cause="nothing_new", since=since, last=runs[0].at, detail={"expected": round(due, 1)})
    elif past.days >= DAYS_UNTIL_LOW and past.window:
        yield from _low(runs, past, now)


def is_silent(outlet: Outlet, past: Past, since: datetime, now: datetime) -> bool:
    """Is this time without a new article longer than chance and the outlet's own rhythm explain?"""
    if not past.is_known:
        return now - since > FILE_SILENCE and _by_file(outlet, since, now) >= FILE_WAIT
    return past.expected(since, now) > max(WAIT_FLOOR, WAIT_FACTOR * past.longest_wait)


def _by_file(outlet: Outlet, since: datetime, now: datetime) -> float:
    return outlet.expect_per_day * ((now - since) / timedelta(days=1))


def _low(runs: Sequence[Run], past: Past, now: datetime) -> Iterator[Finding]:
    since = now - timedelta(days=past.window)
    if runs[-1].at > since:
        return
    came = sum(run.new for run in runs if run.at >= since)
    due = past.expected(since, now)
    if due >= ENOUGH_TO_COMPARE and came < due * min(LOW_SHARE, LOW_FACTOR * past.lowest):
        yield Finding(cause="low_yield", since=since, last=runs[0].at, detail={"came": came, "expected": round(due, 1)})


def _routes(outlet: Outlet, runs: Sequence[Run]) -> Iterator[Finding]:
    """A route that failed in two runs, where another gave what there was."""
    for url, cause in runs[0].routes.items():
        failing = [run for run in runs[:RUNS_UNTIL_TOLD] if url in run.routes]
        if len(failing) == RUNS_UNTIL_TOLD and is_of_its_file(url, outlet):
            yield Finding(cause=cause, since=failing[-1].at, last=runs[0].at, detail={"route": url}, of_route=True)


def is_of_its_file(url: str, outlet: Outlet) -> bool:
    """Is this the address of a route that the outlet's file names? Maps of an index come and go."""
    return any(url.endswith(route.url) for route in outlet.routes)
