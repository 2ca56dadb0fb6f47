"""Carrying out what was decided about held pages, and writing down who decided it, why, and what came of it."""

from collections.abc import Callable, Iterable, Sequence
from typing import Literal

from archive.crawl_state.decisions import Decisions
from archive.crawl_state.held import HeldPages
from archive.data_folder import DataFolder
from archive.errors import BadConfiguration, WarraqError
from archive.identity.unknown_hosts import unknown_outlet
from archive.ingest.held_pages import drop, held_page, release
from archive.ingest.session import Writer
from archive.model import Outlet
from archive.times import now

BUSY = "Held pages are being decided on by another process on this data folder; wait for it to end."
Decision = Literal["release", "drop"]


def decide(
    data: DataFolder, outlets: Iterable[Outlet], ids: Sequence[int], decision: Decision, account: str, reason: str
) -> None:
    """Release or drop held pages; each is written down, those that were refused too, with the sentence why.

    Raises WarraqError where none can be decided on: another process decides, or this one may not write.
    """
    if not data.service.exists():
        raise BadConfiguration(f"Nothing was ever crawled into {data.root}, so nothing is held there.")
    if decision == "drop":
        with HeldPages(data.service) as held_pages:
            _each(data, held_pages, ids, "drop", (account, reason), lambda held_id: _dropped(held_pages, held_id))
        return
    known = {outlet.name: outlet for outlet in outlets}
    with data.lock("held", BUSY), Writer(data, "held") as writer:

        def released(held_id: int) -> str:
            row = held_page(writer.held_pages, held_id)
            return str(release(writer, known.get(row["outlet"]) or unknown_outlet(row["url"]), held_id).kind)

        _each(data, writer.held_pages, ids, "release", (account, reason), released)


def _each(
    data: DataFolder,
    held_pages: HeldPages,
    ids: Sequence[int],
    decision: Decision,
    by: tuple[str, str],
    carry_out: Callable[[int], object],
) -> None:
    account, reason = by
    pages = {row["id"]: row for row in held_pages.held()}
    with Decisions(data.service) as decisions:
        for held_id in ids:
            result, refused = "", ""
            try:
                result = str(carry_out(held_id))
            except WarraqError as problem:
                refused = str(problem)
            page = pages.get(held_id)
            decisions.note(
                account,
                decision,
                now(),
                outlet=page["outlet"] if page else "",
                subject=page["url"] if page else str(held_id),
                reason=reason,
                result=result,
                refused=refused,
            )


def _dropped(held_pages: HeldPages, held_id: int) -> str:
    drop(held_pages, held_id)
    return "dropped"
