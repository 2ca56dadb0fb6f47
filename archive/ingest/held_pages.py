"""Pages held back: released into the record in spite of the gate, or dropped for good. Their bytes stay kept."""

from contextlib import suppress
from dataclasses import replace
from datetime import datetime, timedelta

from archive.crawl_state.frontier import Frontier
from archive.crawl_state.held import HeldPage, HeldPages
from archive.errors import BadInput
from archive.exchange import Page
from archive.ingest._repeated_text import SAME_TEXT
from archive.ingest.bounds import OUT_OF_BOUNDS
from archive.ingest.intake import Intake
from archive.ingest.rereading import Rereading
from archive.ingest.session import Writer
from archive.model import Outcome, Outlet
from archive.times import stamp, unstamp

ASKED_AGAIN_FOR = timedelta(days=2)


def held_page(held_pages: HeldPages, held_id: int) -> HeldPage:
    """A page held back, by its number. Raises BadInput where there is none about which nobody has decided."""
    found = next((row for row in held_pages.held() if row["id"] == held_id), None)
    if found is None:
        raise BadInput(f"No page with the number {held_id} is held. List them with: warraq health --held")
    return found


def drop(held_pages: HeldPages, held_id: int) -> HeldPage:
    """Say of a held page that it is no article: it is not shown again, whatever becomes of it. Raises BadInput."""
    row = held_page(held_pages, held_id)
    held_pages.decide(held_id, "dropped", row["reason"])
    return row


def release(writer: Writer, outlet: Outlet, held_id: int) -> Outcome:
    """Read the kept capture of a held page again and store it as an article, whatever the gate says.

    From now on the gate lets that page through for the same reason. Raises BadInput where nothing was kept, where the
    outlet's rules know no article at its address, or where there is no text to store; WarcDamaged.
    """
    row = held_page(writer.held_pages, held_id)
    if row["capture_id"] is None:
        raise BadInput(f"{held_id}: nothing of the page was kept.")
    kept = Rereading(writer, outlet).kept_page(row["capture_id"], row["title"])
    page = replace(kept, url=row["url"])
    if outlet.channel:
        page = replace(page, final_url=row["url"], within=kept.within or kept.final_url)
    intake = Intake(writer.data.root, outlet, writer)
    prepared = intake.prepare(page)
    if prepared.identity is None:
        raise BadInput(f"{held_id}: by the rules of {outlet.name} there is no article at {page.final_url}.")
    if not prepared.reading.text:
        raise BadInput(f"{held_id}: there is no text on the page that could be stored ({prepared.reason}).")
    writer.held_pages.decide(held_id, "released", prepared.reason)
    # Prepared again, now let through: a text that stands in the record already is renewed before it is compared.
    prepared = intake.prepare(page)
    with writer.acknowledged():
        outcome = intake.store(page, prepared)
        _link(writer, row["capture_id"], outcome, page)
    intake.settle(last=True)
    return outcome


def settle_bounds(intake: Intake, frontier: Frontier, at: datetime) -> None:
    """Behind a crawl that was within its bounds: what it held is released, what crawls before it held is asked anew.

    After any other crawl all stays held: until one is within its bounds, or a person decides.
    """
    bounds, outlet, pages = intake.bounds, intake.outlet, intake.writer.held_pages
    if bounds is None or not bounds.is_within:
        return
    intake.bounds = None
    for row in pages.held_for(outlet.name, OUT_OF_BOUNDS):
        is_of_before = unstamp(row["held_at"]) < bounds.since.replace(microsecond=0)
        if is_of_before and frontier.ask_again(outlet.name, row["url"], at):
            continue
        with suppress(BadInput):
            release(intake.writer, outlet, row["id"])


def ask_behind_a_wall(held_pages: HeldPages, frontier: Frontier, outlet: str, at: datetime) -> None:
    """Behind a crawl whose pages were the outlet's own again: what was held for a wall is asked anew, for two days."""
    for url in held_pages.held_first_since(outlet, SAME_TEXT, stamp(at - ASKED_AGAIN_FOR)):
        frontier.ask_again(outlet, url, at)


def _link(writer: Writer, capture_id: int, outcome: Outcome, page: Page) -> None:
    """The capture was written when it belonged to no article."""
    store = writer.store
    execute, seen_at = store.db.execute, stamp(page.fetched_at)
    sql = "SELECT id FROM versions WHERE article_id = ? AND capture_id IS NULL AND seen_at = ?"
    read_from_it = list(store.column(int, sql, outcome.article_id, seen_at))
    execute("UPDATE captures SET article_id = ? WHERE id = ? AND article_id IS NULL", (outcome.article_id, capture_id))
    execute("UPDATE captures SET held = '' WHERE id = ?", (capture_id,))
    store.unlogged.add(("held", capture_id))
    for version_id in read_from_it:
        execute("UPDATE versions SET capture_id = ? WHERE id = ?", (capture_id, version_id))
        store.unlogged.add(("reread", version_id))
