"""What each nightly job does; each returns a sentence of what it did, and raises WarraqError for what went wrong."""

import os
from collections.abc import Callable, Mapping
from contextlib import closing
from pathlib import Path

from archive.analysis.follower import Follower
from archive.configuration import load
from archive.configuration.reading import FILE_NAME, file_of
from archive.crawl_state.nights import Nights
from archive.data_folder import DataFolder
from archive.errors import WarraqError
from archive.evidence.checkpoint import sign
from archive.evidence.timestamps import Wanted, stamp
from archive.publish.snapshot import publish as make_snapshot
from archive.publish.verifier_file import put as put_verifier
from archive.record.store import open_record
from archive.times import now
from archive.upkeep.backup import backup as make_backup
from archive.upkeep.pruning import prune as prune_folder
from archive.upkeep.sizes import sizes
from archive.upkeep.verifying import verify_share
from spiders.registry import PRIVATE_FOLDER
from spiders.registry import outlets as known_outlets

# What waits for the analysers after their rules changed; the rest of it, the next nights.
ANALYSED_SECONDS = 2 * 60 * 60.0


def publish(data: DataFolder) -> str:
    """What waits to be analysed; the day's snapshot and delta, then the log signed as the snapshot has it. Raises
    LogRewritten behind both."""
    _analyse(data)
    made = make_snapshot(data)
    put_verifier(data)
    holds = load(data)
    sign(data, holds.public_address, data.published / made.file, whole=made.whole)
    missed = stamp(data, Wanted(holds.log.authorities, holds.log.calendars)).missed
    without = f" Not stamped, tried again tomorrow: {'; '.join(missed)}." if missed else ""
    return f"{made.file}: {made.articles} articles, {made.bytes // 2**20} MB.{without}"


def _analyse(data: DataFolder) -> None:
    with closing(open_record(data.demand_record().record)) as store:
        Follower(store.db).catch_up(ANALYSED_SECONDS)


def prune(data: DataFolder) -> str:
    """What is older than it is to be kept goes."""
    pruned = prune_folder(data, load(data).retention, now())
    return f"{len(pruned.published)} downloads, {pruned.runs} runs, {len(pruned.logs)} logs; {pruned.bytes:,} bytes."


def verify(data: DataFolder) -> str:
    """A share of the archive held against itself. Raises WarraqError, which names the first record that is bad."""
    found = verify_share(data, known_outlets(), now())
    if found.bad:
        first = found.bad[0]
        raise WarraqError(
            f"{len(found.bad)} of {found.checked} records are not what they were, the first: {first['where']}:"
            f" {first['why']} warraq verify names all, warraq drill says whether a backup has them whole."
        )
    return f"{found.checked} of {found.due} records are what they were."


def measure(data: DataFolder) -> str:
    """How large each store is, for `warraq disk`."""
    found = sizes(data)
    with Nights(data.service) as nights:
        nights.measured(now(), found)
    return f"{sum(found.values()) // 2**20} MB."


def backup(data: DataFolder) -> str:
    """A second copy where the configuration says. Raises WarraqError also for what the archive itself lacks."""
    made = make_backup(data, Path(load(data).nightly.backup_to), files_beside(data))
    if made.problems:
        raise WarraqError(f"{made.set} is made, but the archive lacks {made.problems[0]['where']}.")
    return f"{made.set}: {made.copied_bytes // 2**20} of {made.bytes // 2**20} MB were new."


def files_beside(data: DataFolder) -> dict[str, Path]:
    """The operator's own files, by their names in a backup: the configuration and the private outlets."""
    private = os.environ.get(PRIVATE_FOLDER)
    outlets = sorted(Path(private).glob("*.py")) if private else []
    return {FILE_NAME: file_of(data)} | {f"outlets/{path.name}": path for path in outlets}


WORK: Mapping[str, Callable[[DataFolder], str]] = {
    "publish": publish,
    "prune": prune,
    "verify": verify,
    "measure": measure,
    "backup": backup,
}
