"""warraq past: what to ask others for of an outlet's past, and what a list of their captures has of it."""

from collections import Counter, deque
from collections.abc import Iterator
from contextlib import ExitStack, closing
from pathlib import Path

import click

from archive.data_folder import DataFolder
from archive.errors import BadConfiguration, BadInput
from archive.ingest.importer import imported_outlets
from archive.ingest.listed_captures import CaptureJudge, JudgedCapture, is_wanted, wanted_lines
from archive.ingest.unheld_addresses import HOW, Unheld, unheld_addresses
from archive.model import Outlet
from archive.record.gaps import gaps
from archive.record.store import read_record
from archive.warc.cdx import CaptureList, Unread
from scheduler.options import with_data, with_json
from scheduler.outlet_selection import named
from scheduler.output import LOG, emit, emit_lines, progress, step_bars, table
from spiders.registry import outlets

HOST_COLUMNS = ("host", "year", "articles", "addresses", *HOW)
GAP_COLUMNS = ("since", "until", "cause", "known_missing")
STATES = ("held", "known", "missing", "no_article")
# A file of another form has a reason in each of its lines.
MOST_NAMED = 20
LIST_COLUMNS = ("outlet", "year", "captures", *STATES, "wanted")


@click.command("past")
@click.argument("subject", metavar="OUTLET|FILE")
@click.option("--to", "target", metavar="FILE", type=click.Path(path_type=Path), help="Write the plain list here.")
@with_data
@with_json
def command(subject: str, target: Path | None, data: DataFolder, as_json: bool) -> None:
    """Say what to ask others for of an outlet's past, or what a list of their captures has of it.

    Of an OUTLET: the addresses of its articles that are known here and not held, by host and year. They were met (asked
    for, redirected to), listed by a feed or sitemap, linked by a kept page or written in a text. Then its gaps. The
    year is what the address states, else the year by which it was there. --to writes the addresses, one a line.

    Of a FILE that you fetched: a list of captures, plain or .gz: Wayback CDX (text or JSON, all fields or some), CDXJ,
    the lines of Common Crawl's index. Says which captures are articles, which are held or missing. --to writes what to
    ask for: file, offset and length of each record, or the address of the raw capture. The columnar index is not read.

    Nothing is fetched. What comes back is taken in with: warraq import.

    \b
    warraq past orient --to addresses.txt
    warraq past orient-cdx.txt --to captures.txt
    """
    with ExitStack() as stack:
        connection = stack.enter_context(closing(read_record(data.record))) if data.record.exists() else None
        known = (imported_outlets(connection) if connection else {}) | outlets()
        if subject not in known and Path(subject).is_file():
            _of_list(CaptureJudge(connection, known), Path(subject), target, as_json=as_json)
            return
    if subject not in known and ("/" in subject or Path(subject).suffix):
        raise BadInput(f"There is no file {subject}, and no outlet of that name.")
    _of_outlet(data.demand_record(), named(known, subject), target, as_json=as_json)


def _of_outlet(data: DataFolder, outlet: Outlet, target: Path | None, *, as_json: bool) -> None:
    with closing(read_record(data.record)) as connection:
        with step_bars(quiet=as_json) as on_step:
            found = unheld_addresses(connection, data, outlet, on_step)
        lacking = [gap for gap in gaps(connection, outlet=outlet.name) or () if gap["outlet"]]
    if target:
        _write(target, (url for place in found for url in sorted(place.addresses)))
    if as_json:
        emit_lines(_row(place) | {"outlet": outlet.name, "urls": sorted(place.addresses)} for place in found)
        emit_lines({"outlet": outlet.name, "gap": gap} for gap in lacking)
        return
    rows = [_row(place) for place in found]
    total = sum(len(place.keys) for place in found)
    if rows:
        table(rows, HOST_COLUMNS)
    click.echo(f"\n{outlet.name}: articles known of and not held: {total}.")
    if lacking:
        table(lacking, GAP_COLUMNS, "Gaps, of which addresses may not be known:")
    _print_target(target)


def _row(place: Unheld) -> dict[str, object]:
    ways = place.known_by()
    row: dict[str, object] = {"host": place.host, "year": place.year}
    return row | {"articles": len(place.keys), "addresses": len(place.addresses)} | {how: ways[how] for how in HOW}


def _of_list(judge: CaptureJudge, file: Path, target: Path | None, *, as_json: bool) -> None:
    counts: Counter[tuple[str, str, str]] = Counter()
    bad: list[int] = []

    def wanted() -> Iterator[str]:
        for capture in _judged(judge, file, bad, as_json=as_json):
            if as_json:
                emit(capture)
            place = (capture["outlet"] or "", (capture["taken_at"] or "")[:4])
            counts[*place, capture["state"]] += 1
            if is_wanted(capture):
                counts[*place, "wanted"] += 1
                yield from wanted_lines(capture)

    if target:
        _write(target, wanted())
    else:
        deque(wanted(), maxlen=0)
    if not as_json:
        _show(counts)
        _print_target(target)
    if bad:
        which = f"1 line of {file} names" if len(bad) == 1 else f"{len(bad)} lines of {file} name"
        named_here = f" The first {MOST_NAMED} are named here." if len(bad) > MOST_NAMED else ""
        raise BadInput(f"{which} no capture; everything else was read.{named_here} Mend or fetch again what is named.")


def _judged(judge: CaptureJudge, file: Path, bad: list[int], *, as_json: bool) -> Iterator[JudgedCapture]:
    """Each capture that a file lists; a line that lists none goes into `bad`, the first are named on standard error."""
    with CaptureList(file) as listed, progress(quiet=as_json) as bar:
        task = bar.add_task(file.name, total=file.stat().st_size, note="")
        for found in listed.captures():
            if isinstance(found, Unread):
                bad.append(found.line)
                if len(bad) <= MOST_NAMED:
                    LOG.print(f"{file}, line {found.line}: {found.why}", markup=False)
            else:
                yield judge.judged(found)
            bar.update(task, completed=listed.position)


def _show(counts: Counter[tuple[str, str, str]]) -> None:
    places = sorted({(outlet, year) for outlet, year, _ in counts if outlet})
    rows = []
    for outlet, year in places:
        states = {state: counts[outlet, year, state] for state in (*STATES, "wanted")}
        captures = sum(states[state] for state in STATES)
        rows.append({"outlet": outlet, "year": year, "captures": captures} | states)
    if rows:
        table(rows, LIST_COLUMNS)
    strange = sum(n for (outlet, *_), n in counts.items() if not outlet)
    sentences = {
        "missing": "captures of articles that are not held",
        "known": "captures not held, of articles that are",
        "held": "captures that are held",
    }
    click.echo()
    for state, words in sentences.items():
        click.echo(f"{sum(n for (*_, of), n in counts.items() if of == state)} {words}.")
    if strange:
        click.echo(f"{strange} captures of hosts that are no outlet's.")


def _write(target: Path, lines: Iterator[str]) -> None:
    """The whole list, or none of it. Raises BadConfiguration where it cannot be written."""
    beside = target.with_name(f".{target.name}.part")
    try:
        with beside.open("w", encoding="utf-8") as file:
            file.writelines(f"{line}\n" for line in lines)
        beside.replace(target)
    except OSError as problem:
        raise BadConfiguration(f"{target} cannot be written ({problem.strerror}). Name another with --to.") from problem
    finally:
        beside.unlink(missing_ok=True)


def _print_target(target: Path | None) -> None:
    if target:
        click.echo(f"Written: {target}. What others send for it is taken in with: warraq import FILE…")
