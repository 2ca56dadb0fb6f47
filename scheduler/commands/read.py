"""warraq read: what the archive would make of a page. Stores nothing."""

from datetime import date, datetime
from pathlib import Path

import click

from archive.errors import BadInput
from archive.exchange import Page
from archive.identity.archived_addresses import archived_address
from archive.identity.keys import key_of
from archive.identity.unknown_hosts import also_at, outlet_of
from archive.model import Outlet
from archive.reading.quality_gate import judge
from archive.reading.worker import Reader
from archive.times import now, stamp
from scheduler.options import demand_address, with_json, with_outlet
from scheduler.outlet_selection import named
from scheduler.output import emit, facts
from spiders.registry import outlets


@click.command("read")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--url", required=True, metavar="URL", help="The address the page was fetched from.")
@with_outlet("Whose rules read it; else the outlet the address belongs to.")
@with_json
def command(file: Path, url: str, outlet: str | None, as_json: bool) -> None:
    """Read a saved page as the archive would, and show what comes out. Stores nothing.

    \b
    warraq read page.html --url https://www.enabbaladi.net/archives/607143
    """
    demand_address(url)
    kept = archived_address(url)
    url = kept.url if kept else url
    owner = _owner(url, outlet)
    page = Page(url=url, final_url=url, status=200, headers=(), body=_bytes(file), fetched_at=now())
    with Reader() as reader:
        reading = reader.read(page, owner)
    published = reading.published
    shown = {
        "title": reading.title,
        "text": reading.text,
        "published": _when(published.instant, published.day) if published else None,
        "published_from": published.source if published else None,
        "authors": list(reading.authors),
        "credit": reading.credit,
        "lang": reading.lang,
        "outlet": owner.name,
        "key": key_of(url, owner),
        "held": reading.held or judge(page, reading, owner) or None,
        "image": reading.image,
        "image_caption": reading.image_caption,
    }
    if as_json:
        emit(shown)
    else:
        facts({name: value for name, value in shown.items() if name != "text"})
        click.echo(f"\n{reading.text}")


def _bytes(file: Path) -> bytes:
    try:
        return file.read_bytes()
    except OSError as problem:
        raise BadInput(f"{file} cannot be read ({problem.strerror}).") from problem


def _when(instant: datetime | None, day: date) -> str:
    return stamp(instant) if instant else day.isoformat()


def _owner(url: str, name: str | None) -> Outlet:
    known = outlets()
    return also_at(named(known, name), url) if name else outlet_of(url, known.values())
