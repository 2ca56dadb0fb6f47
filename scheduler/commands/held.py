"""The verb that decides about pages held back."""

from typing import TypedDict

import click

from archive.crawl_state.held import HeldPage, HeldPages
from archive.data_folder import DataFolder
from archive.errors import BadConfiguration, BadInput, WarraqError
from archive.identity.unknown_hosts import unknown_outlet
from archive.ingest.held_pages import drop as drop_page
from archive.ingest.held_pages import held_page
from archive.ingest.held_pages import release as release_page
from archive.ingest.session import Writer
from scheduler.options import NUMBER, with_data, with_json
from scheduler.output import LOG, emit_lines, table
from spiders.registry import outlets

COLUMNS = ("id", "outlet", "result", "article_id", "url")
BUSY = "Held pages are being decided on by another process on this data folder; wait for it to end."


class DecidedRow(TypedDict):
    """A page that was decided about: `result` is dropped, or what it became on release (archive.model.OutcomeKind)."""

    id: int
    outlet: str
    url: str
    result: str
    article_id: int | None


@click.group("held")
def command() -> None:
    """Decide about pages held back: they answered, but to our rules they are no articles.

    \b
    warraq health --held          lists them with reason and number
    warraq held release 12 15     these are articles: store them from the kept capture
    warraq held drop 13           this is none: show it no more
    """


@command.command()
@click.argument("ids", nargs=-1, required=True, type=NUMBER, metavar="ID…")
@with_data
@with_json
def release(ids: tuple[int, ...], data: DataFolder, as_json: bool) -> None:
    """Read the kept captures of held pages again and store them as articles, whatever the gate says.

    The gate will let these pages through from now on, for the same reason.
    """
    _demand_service(data)
    known = outlets()
    rows: list[DecidedRow] = []
    with data.make().lock("held", BUSY), Writer(data, "held") as writer:
        for held_id in ids:
            try:
                row = held_page(writer.held_pages, held_id)
                outlet = known.get(row["outlet"]) or unknown_outlet(row["url"])
                outcome = release_page(writer, outlet, held_id)
            except WarraqError as problem:
                LOG.print(str(problem))
            else:
                rows.append(_decided(row, outcome.kind, outcome.article_id))
    _show(rows, ids, as_json=as_json)


@command.command()
@click.argument("ids", nargs=-1, required=True, type=NUMBER, metavar="ID…")
@with_data
@with_json
def drop(ids: tuple[int, ...], data: DataFolder, as_json: bool) -> None:
    """Say of held pages that they are no articles: they are not shown again. Their bytes stay in the WARC."""
    _demand_service(data)
    rows: list[DecidedRow] = []
    with HeldPages(data.service) as held_pages:
        for held_id in ids:
            try:
                rows.append(_decided(drop_page(held_pages, held_id), "dropped"))
            except WarraqError as problem:
                LOG.print(str(problem))
    _show(rows, ids, as_json=as_json)


def _demand_service(data: DataFolder) -> None:
    if not data.service.exists():
        raise BadConfiguration(f"Nothing was ever crawled into {data.root}, so nothing is held there.")


def _decided(page: HeldPage, result: str, article_id: int | None = None) -> DecidedRow:
    return {
        "id": page["id"],
        "outlet": page["outlet"],
        "url": page["url"],
        "result": result,
        "article_id": article_id,
    }


def _show(rows: list[DecidedRow], ids: tuple[int, ...], *, as_json: bool) -> None:
    if as_json:
        emit_lines(rows)
    elif rows:
        table(rows, COLUMNS)
    if len(rows) < len(ids):
        raise BadInput(f"{len(ids) - len(rows)} of {len(ids)} pages could not be decided on; the others were.")
