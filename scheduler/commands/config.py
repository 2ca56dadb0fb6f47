"""The verb about the operator's file: check it, show what holds, write a commented one to begin with."""

from collections.abc import Iterator
from dataclasses import asdict
from importlib.resources import files
from pathlib import Path

import click

from archive.configuration.editing import replace_file
from archive.configuration.faults import Fault
from archive.configuration.reading import Examined, file_of
from archive.configuration.values import values_of
from archive.data_folder import DataFolder
from archive.errors import BadConfiguration
from scheduler.operator_configuration import WHY_CONTACT, check
from scheduler.options import with_data, with_json
from scheduler.output import LOG, emit, emit_lines, table
from spiders.http.public_addresses import private_allowed

COLUMNS = ("key", "value", "from")


@click.group("config")
def command() -> None:
    """Check the operator's file, show what holds, write a commented one to begin with.

    The file is warraq.toml in the data folder, or the one that the variable WARRAQ_CONFIG names. Variables of the
    environment win over it (docs/running.md lists them). A running service reads it anew when it is sent SIGHUP; where
    it is wrong then, the service says so and goes on with what held before.
    """


@command.command("check")
@click.argument("file", required=False, type=click.Path(path_type=Path))
@with_data
@with_json
def check_(file: Path | None, data: DataFolder, as_json: bool) -> None:
    """Say all that is wrong with the configuration, or with FILE, and what may be written instead.

    Exit status 4 when something is wrong.
    """
    found = check(data, file)
    faults = (*found.faults, *_without_contact(found))
    if as_json:
        listed = [asdict(fault) | {"sentence": str(fault)} for fault in faults]
        emit({"file": str(found.file), "ok": not faults, "faults": listed, "notes": list(found.notes)})
    else:
        for sentence in (*faults, *found.notes):
            click.echo(str(sentence))
        if not faults:
            is_there = found.file.exists()
            click.echo("Nothing is wrong." if is_there else f"There is no {found.file}, and nothing is wrong.")
    if faults:
        raise click.exceptions.Exit(BadConfiguration.exit_code)


def _without_contact(found: Examined) -> Iterator[Fault]:
    """A contact that is wrong is told already, and what stands in a file that cannot be read is not known."""
    is_reported = any(
        (fault.source, fault.key) in ((str(found.file), ""), ("WARRAQ_CONTACT", "")) for fault in found.faults
    )
    is_reported = is_reported or any(fault.key == "contact" for fault in found.faults)
    if not (found.configuration.contact or private_allowed() or is_reported):
        wanted = f'{WHY_CONTACT} Write contact = "desk@archive.example", with an address of yours.'
        yield Fault(source=str(found.file), key="contact", problem="is missing", wanted=wanted)


@command.command()
@with_data
@with_json
def show(data: DataFolder, as_json: bool) -> None:
    """Show what holds now and where each value is from: a line of the file, a variable, or nowhere (the default).

    Passwords and what may hold one are not shown.
    """
    found = check(data)
    rows = [{"key": value.key, "value": value.shown, "from": value.source} for value in values_of(found)]
    emit_lines(rows) if as_json else table(rows, COLUMNS)
    for note in found.notes:
        LOG.print(note, markup=False)
    found.demand_sound()


@command.command()
@with_data
@with_json
def init(data: DataFolder, as_json: bool) -> None:
    """Write a commented file to begin with, in which every key stands with its default. Nothing is overwritten."""
    file = file_of(data)
    data.make()
    with data.lock("configuration", f"Another command is changing {file}. Try again."):
        if file.exists() or file.is_symlink():
            raise BadConfiguration(f"{file} is there already; nothing was written. It is shown by: warraq config show")
        replace_file(file, files("archive.configuration").joinpath("example.toml").read_text(encoding="utf-8"))
    if as_json:
        emit({"file": str(file)})
    else:
        click.echo(f"{file} was written. Name a contact in it, then: warraq config check")
