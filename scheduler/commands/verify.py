"""warraq verify: is what the archive says still what was fetched, read and logged?"""

from collections.abc import Iterator, Mapping
from itertools import groupby
from pathlib import Path

import click

from archive.data_folder import DataFolder
from archive.evidence.findings import Reread, Verified
from archive.upkeep.verifying import verify as verify_archive
from archive.upkeep.verifying import verify_article, verify_path
from scheduler.options import with_data, with_json
from scheduler.output import TO_PEOPLE, emit, facts, step_bars
from spiders.registry import outlets


@click.command("verify")
@click.argument("path", metavar="[PATH]", required=False, type=click.Path(exists=True, path_type=Path))
@click.option("--article", metavar="ID|URL", help="Check one article only, through all its captures and versions.")
@with_data
@with_json
def command(path: Path | None, article: str | None, data: DataFolder, as_json: bool) -> None:
    """Check that what is there is what was fetched, read and logged: rows, log, bytes, texts read again.

    Without PATH the data folder, whole: every row against its entry in the log and its bytes in the WARC files, byte
    for byte; every text against its hash, and read again by the rules it was read by; the log against its signed
    checkpoints; what is published against its manifest. Interrupted, it is gone on with by the same command within a
    day. The service checks a thirtieth of it every night.

    PATH is another data folder, a folder of downloads (published/ of an archive, or a copy of it), or a downloaded
    file with manifest.json and checkpoint beside it.

    A text that was read by rules which are not installed here cannot be read again as it was. That is told, with what
    today's rules read, and is not bad. Exit status 1 with what is bad.
    """
    with step_bars(quiet=as_json) as on_step:
        if article:
            found = verify_article(DataFolder(path) if path else data, article, outlets())
        elif path:
            found = verify_path(path, outlets(), on_step)
        else:
            found = verify_archive(data, outlets(), on_step)
    if as_json:
        emit(_for_programs(found))
    else:
        _print_report(found)
    if not found.ok:
        raise click.exceptions.Exit(1)


def _for_programs(found: Verified) -> dict[str, object]:
    readings = [{**note._asdict(), "number": number} for note, number in found.notes.items()]
    return {
        "checked": found.checked,
        "bad": found.bad,
        "ok": found.ok,
        "by_check": found.by_check,
        "readings": readings,
    }


def _print_report(found: Verified) -> None:
    facts(dict(found.by_check))
    for sentence in _readings(found.notes):
        TO_PEOPLE.print(sentence, markup=False)
    for bad in found.bad:
        TO_PEOPLE.print(f"bad: {bad['where']}: {bad['why']}", markup=False)
    TO_PEOPLE.print(f"{found.checked} checked, {len(found.bad)} bad", markup=False)


def _readings(notes: Mapping[Reread, int]) -> Iterator[str]:
    """A line for each pair of rules."""
    for (what, rules, here), of_rules in groupby(sorted(notes), lambda note: note[:3]):
        alike = list(of_rules)
        number = sum(notes[note] for note in alike)
        yield f"{number} × {_in_words(what, rules, here, {note.differ: notes[note] for note in alike})}"


def _in_words(what: str, rules: str, here: str, differ: Mapping[str, int]) -> str:
    if what == "read_again":
        return f"read again by the same rules, {rules}"
    if what == "unread":
        return f"not read again: {', '.join(differ)}"
    result = (
        f"text as logged, bytes as logged, reading not repeatable: rules {rules}, here {here or 'none of its outlet'}"
    )
    found = [f"{'the same' if words == '0' else f'{words} words differ'} ({n})" for words, n in differ.items() if words]
    return f"{result}; today's rules read: {', '.join(found)}" if found else result
