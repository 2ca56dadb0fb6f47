"""warraq redact: what must not be read any more is taken out of everywhere."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, closing, contextmanager
from dataclasses import asdict
from pathlib import Path
from typing import TypedDict, Unpack

import click

from archive.configuration import load
from archive.crawl_state.redactions import Redactions
from archive.data_folder import DataFolder
from archive.errors import BadConfiguration
from archive.record.redactions import LEVELS, REASONS, Level, Reason
from archive.record.store import open_record, read_record
from archive.redaction.apply import begin, finish
from archive.redaction.plan import Place, Plan, Wanted, plans, summary
from archive.redaction.restoring import restore as put_back
from scheduler.options import NUMBER, with_data, with_json
from scheduler.output import LOG, emit, step_bars, table

COLUMNS = ("store", "what", "count", "done", "where")
# A crawl of an outlet takes minutes; nothing may enter while an article of it is taken out.
PATIENCE_SECONDS = 600.0
WRITERS = ("import", "replay", "held")
OUTLETS = "SELECT DISTINCT outlet FROM articles WHERE id IN (SELECT value FROM json_each(?))"
Step = Callable[[str, int, int], None]


class RedactOptions(TypedDict):
    """The options of the command."""

    reason: Reason | None
    level: Level
    name: str
    other_pages: bool
    key: Path | None
    restore: bool
    dry_run: bool


@click.command("redact")
@click.argument("ids", nargs=-1, type=NUMBER, metavar="ID…")
@click.option("--reason", type=click.Choice(REASONS), help="Why; whoever asks for it is told.")
@click.option("--level", type=click.Choice(LEVELS), default="hide", show_default=True, help="How far it goes.")
@click.option("--name", default="", metavar="NAME", help="Only this name, in older versions: the outlet took it out.")
@click.option(
    "--other-pages", is_flag=True, help="Kept pages of other articles that show its address or headline, too."
)
@click.option(
    "--key", type=click.Path(path_type=Path), help="A key in PEM: the public one seals, the private one opens."
)
@click.option("--restore", is_flag=True, help="Put back what was hidden or sealed.")
@click.option("--dry-run", is_flag=True, help="Only say what holds it, and what would be done.")
@with_data
@with_json
def command(ids: tuple[int, ...], data: DataFolder, as_json: bool, **options: Unpack[RedactOptions]) -> None:
    """Take articles out of the archive: hidden, sealed with your key, or erased.

    \b
    hide    nobody sees it: pages answer 410; no search, list, feed or download has it. It can be put back
    seal    and its texts and pages are encrypted for a public key: only the private half opens them
    erase   gone everywhere, for good: a tombstone stands where its pages lay

    Reasons: safety (of a person), privacy (somebody asked), court (an order), outlet (the outlet withdrew it), rights
    (of an author), mistake (it was never to be here). Begin with --dry-run. Without ID it ends what an earlier redact
    began and did not end. docs/redaction.md says what each level does to each file.

    \b
    warraq redact 2058700003 --reason safety --dry-run
    warraq redact 2058700003 --reason court --level erase
    warraq redact 2058700003 --reason outlet --name 'الاسم كما كُتب'
    warraq redact 2058700003 --restore --key seal.key
    """
    data.demand_record().make()
    if ids and not options["restore"] and options["reason"] is None:
        raise click.UsageError(f"Say why: --reason {'|'.join(REASONS)}")
    busy = "Another redact is running on this data folder; wait for it to end."
    with data.lock("redact", busy), step_bars(quiet=as_json) as on_step:
        if options["dry_run"]:
            _print_plans(_plans(data, ids, options, on_step), [], dry_run=True, as_json=as_json)
            return
        left = finish(data, lambda step: on_step(step, 0, 0))
        if options["restore"]:
            _restore(data, ids, options["key"], as_json=as_json)
            return
        with _nobody_writes(data, ids):
            made = _plans(data, ids, options, on_step)
            with Redactions(data.service) as redactions:
                begin(redactions, made, _key(data, options))
            left += finish(data, lambda step: on_step(step, 0, 0))
    _print_plans(made, left, dry_run=False, as_json=as_json)


def _plans(data: DataFolder, ids: Sequence[int], options: RedactOptions, on_step: Step) -> list[Plan]:
    reason = options["reason"]
    if not ids or reason is None:
        return []
    wanted = Wanted(
        ids=tuple(ids),
        level=options["level"],
        reason=reason,
        name=options["name"],
        other_pages=options["other_pages"],
    )
    with closing(open_record(data.record)) as store, Redactions(data.service) as redactions:
        return plans(data, store, redactions, wanted, on_step)


def _key(data: DataFolder, options: RedactOptions) -> Path | None:
    named = load(data).redaction.seal_to
    return options["key"] or (Path(named) if named else None)


@contextmanager
def _nobody_writes(data: DataFolder, ids: Sequence[int]) -> Iterator[None]:
    """Nothing of these articles' outlets is crawled, imported or read again meanwhile."""
    with closing(read_record(data.record)) as record:
        outlets = [row[0] for row in record.execute(OUTLETS, (str(list(ids)),))]
    with ExitStack() as held:
        for name in sorted({*outlets, *WRITERS}):
            busy = f"{name} is being written on this data folder. Wait for it to end, and try again."
            held.enter_context(data.lock(name, busy, PATIENCE_SECONDS))
        yield


def _restore(data: DataFolder, ids: Sequence[int], key: Path | None, *, as_json: bool) -> None:
    if not ids:
        raise BadConfiguration("Name the articles to put back.")
    back = {one: put_back(data, one, key) for one in ids}
    if as_json:
        emit({"restored": [{"id": one, "rows": rows} for one, rows in back.items()]})
        return
    table([{"article": one, "rows put back": rows} for one, rows in back.items()], ("article", "rows put back"))
    LOG.print("The downloads have them from the next publish on.")


def _print_plans(made: Sequence[Plan], left: Sequence[str], *, dry_run: bool, as_json: bool) -> None:
    """What was found where and what became of it, and what is left."""
    places = [place for plan in made for place in plan.places]
    elsewhere = [place for plan in made for place in plan.elsewhere]
    if as_json:
        emit(
            {
                "dry_run": dry_run,
                "articles": [one for plan in made for one in plan.work.article_ids],
                "removed": [asdict(place) for place in places],
                "left": [asdict(place) for place in elsewhere],
                "still_found_in": list(left),
            }
        )
        return
    _table("Would be taken out" if dry_run else "Taken out", places if dry_run else summary(places))
    _table("Holds it, too, and is left", elsewhere)
    if dry_run:
        LOG.print("Nothing was changed. Without --dry-run it is.")
    elif made:
        LOG.print("Backups made before still have it: remove them, or make a new one and let the old ones go.")
    else:
        LOG.print("No redaction is open. To take articles out, name them: warraq redact ID --reason … --dry-run")
    for name in left:
        LOG.print(f"A byte search still finds its address or headline in {name}.")


def _table(title: str, places: Sequence[Place]) -> None:
    if places:
        table([asdict(place) for place in places], COLUMNS, title)
