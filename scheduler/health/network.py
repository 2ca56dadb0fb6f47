"""Our own network: judged from the runs of all outlets, one incident for all of them, and no outlet blamed."""

from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path

from archive.crawl_state.incidents import OURS, Incidents
from archive.crawl_state.rows import RunRow
from archive.crawl_state.runs import RunLog
from archive.times import stamp, unstamp
from scheduler.health.causes import NETWORK
from scheduler.health.own_incidents import Attempt, Ours, Unreached, settle_ours, unreached
from spiders.http.public_addresses import private_allowed

ATTEMPTS = "SELECT * FROM runs WHERE started_at <= ? AND started_at >= ? ORDER BY id DESC LIMIT 500"
ROUTES = Path("/proc/net")
# How a crawl fails on a machine that knows no way out.
WITHOUT_ROUTE = frozenset({"dns", "connection"})
LOOKED_BACK = timedelta(days=2)
LAST_CAUSE = "SELECT cause FROM runs WHERE started_at <= ? ORDER BY id DESC LIMIT 1"
# What was over so soon, and was told to nobody, was a coincidence.
COINCIDENCE = timedelta(minutes=10)
TAKEN_FROM_OUTLETS = "UPDATE health SET state = 'late', cause = 'our_network' WHERE outlet = ? AND state <> 'disabled'"


def has_route(tables: Path = ROUTES) -> bool:
    """Does this machine know a way out? Where the system does not say, or only private addresses are asked: yes."""
    if private_allowed():
        return True
    try:
        by_ipv4 = [line.split() for line in (tables / "route").read_text(encoding="ascii").splitlines()[1:]]
    except OSError:
        return True
    with suppress(OSError):
        by_ipv6 = (line.split() for line in (tables / "ipv6_route").read_text(encoding="ascii").splitlines())
        if any(set(row[0]) == {"0"} and row[1] == "00" and row[-1] != "lo" for row in by_ipv6):
            return True
    return any(row[1] == "00000000" and row[0] != "lo" for row in by_ipv4)


def judge_network(
    run_log: RunLog, incidents: Incidents, now: datetime, is_routed: Callable[[], bool] = has_route
) -> Unreached | None:
    """Open or end the incident of our network. Returns who was not reached, where nobody was lately."""
    row = incidents.open_of(OURS, "our_network")
    last = next(run_log.column(str, LAST_CAUSE, stamp(now)), "")
    if row is None and last not in NETWORK:
        return None
    rows = run_log.rows(RunRow, ATTEMPTS, stamp(now), stamp(now - LOOKED_BACK))
    nobody = unreached([Attempt(one["outlet"], unstamp(one["started_at"]), one["cause"]) for one in rows])
    if nobody and last in WITHOUT_ROUTE and not is_routed():
        nobody = replace(nobody, is_ours=True)
    if nobody and (nobody.is_ours or row):
        since = min(nobody.since, unstamp(row["opened_at"])) if row else nobody.since
        nobody = Unreached(since, nobody.outlets, is_ours=True)
        settle_ours(incidents, "our_network", Ours("our_network", since, {"outlets": len(nobody.outlets)}), now)
        _clear_outlets(run_log, incidents, nobody, now)
    elif row and now - unstamp(row["opened_at"]) < COINCIDENCE:
        incidents.withdraw(row["id"], now)
    elif row:
        incidents.end(row["id"], now)
    return nobody


def _clear_outlets(run_log: RunLog, incidents: Incidents, nobody: Unreached, now: datetime) -> None:
    """What was laid to outlets since then is taken back."""
    for outlet in nobody.outlets:
        row = incidents.open_of(outlet)
        if row and row["cause"] in NETWORK and unstamp(row["opened_at"]) >= nobody.since:
            incidents.withdraw(row["id"], now)
        run_log.write(TAKEN_FROM_OUTLETS, outlet)
