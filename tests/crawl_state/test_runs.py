"""What is kept of a run: three clocks, so that a wall clock that was set shows."""

import time
from datetime import UTC, datetime
from pathlib import Path

from archive.crawl_state.runs import COUNTS, RunLog
from archive.times import BOOT_ID, stamp

AT = datetime(2031, 11, 22, tzinfo=UTC)


def test_the_wall_clock_the_monotonic_one_and_the_start_of_the_machine_are_kept_with_each_run(tmp_path: Path) -> None:
    result = dict.fromkeys(COUNTS, 0) | {"outlet": "one", "cause": "", "seconds": 1.0}
    before = time.monotonic()
    with RunLog(tmp_path / "service.db") as run_log:
        run_log.ended(result, AT, AT)
        kept = run_log.db.execute("SELECT started_at, monotonic, boot_id FROM runs").fetchone()
    assert kept[0] == stamp(AT)
    assert before <= kept[1] <= time.monotonic()
    assert kept[2] == (BOOT_ID.read_text(encoding="ascii").strip() if BOOT_ID.exists() else "")
