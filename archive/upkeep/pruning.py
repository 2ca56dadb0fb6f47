"""What goes by age: snapshots and deltas, runs, pages decided about, logs; and what killed publishes left."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from archive.configuration import Retention
from archive.crawl_state.ageing import Ageing
from archive.data_folder import DataFolder
from archive.publish.retention import thin

CLOCK_SET = (
    "The clock of this machine was set by more than a day since it started: nothing is removed by its age until it is"
    " started anew. Check it: timedatectl"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Pruned:
    """What went, or would go: names of published files and logs, rows by their number, `bytes` of all the files.

    `leftover_bytes` are of killed publishes. `kept_because` says why nothing went by its age, empty where it did.
    """

    published: tuple[str, ...]
    logs: tuple[str, ...]
    runs: int
    held: int
    leftover_bytes: int
    bytes: int
    kept_because: str


def prune(data: DataFolder, kept: Retention, at: datetime, *, dry_run: bool = False) -> Pruned:
    """Remove what is older than it is to be kept; with `dry_run` only say what would go.

    Raises AlreadyRunning beside a publish, WarraqError for a damaged manifest.
    """
    thinned = thin(data, kept.snapshots_daily, at, dry_run=dry_run)
    runs = held = 0
    clock_was_set = False
    if data.service.exists():
        with Ageing(data.service) as ageing:
            clock_was_set = ageing.clock_was_set(at)
            if not clock_was_set:
                runs = ageing.forget_runs(at - timedelta(days=kept.runs_days), dry_run=dry_run)
                held = ageing.forget_decided(at - timedelta(days=kept.held_days), dry_run=dry_run)
    logs = [] if clock_was_set else old_logs(data, at - timedelta(days=kept.logs_days))
    sizes = sum(path.stat().st_size for path in logs)
    if not dry_run:
        for path in logs:
            path.unlink(missing_ok=True)
    return Pruned(
        published=tuple(file["file"] for file in thinned.files),
        logs=tuple(path.name for path in logs),
        runs=runs,
        held=held,
        leftover_bytes=thinned.leftover_bytes,
        bytes=thinned.bytes + sizes,
        kept_because=CLOCK_SET if clock_was_set else "",
    )


def old_logs(data: DataFolder, before: datetime) -> list[Path]:
    """Files of the folder of logs that were written last before this."""
    if not data.logs.is_dir():
        return []
    files = (path for path in data.logs.iterdir() if path.is_file())
    return sorted(path for path in files if path.stat().st_mtime < before.timestamp())
