"""Options that several verbs share, and how their values are checked."""

import os
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import click

from archive.data_folder import DataFolder
from archive.errors import BadConfiguration
from archive.identity.urls import is_web_address
from archive.search.days import days_of

Command = Callable[..., Any]
# SQLite's numbers end within 19 digits.
MOST_DIGITS = 18


class Number(click.IntRange):
    """A number of an article, a held page or a search: what is none is told in those words."""

    name = "number"

    def __init__(self) -> None:
        super().__init__(1, 10**MOST_DIGITS - 1)


NUMBER = Number()
_WORD = "\x00"  # no argument of a command can hold one


class Asking(click.Command):
    """A command that takes a question: -word is one of its words, and no option, wherever it stands."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """An option is a dash and one Latin letter, or two dashes; what follows one that wants a value is the value."""
        takes_value = {
            name
            for parameter in self.params
            if isinstance(parameter, click.Option) and not parameter.is_flag
            for name in parameter.opts
        }
        marked: list[str] = []
        for arg in args:
            if arg == "--":
                break
            value = bool(marked) and marked[-1] in takes_value
            marked.append(_WORD + arg if _is_word(arg) and not value else arg)
        return super().parse_args(ctx, marked + args[len(marked) :])


def _is_word(arg: str) -> bool:
    return arg.startswith("-") and not arg.startswith("--") and (len(arg) > 2 or not arg.isascii())


def question(metavar: str, *, required: bool = True) -> Callable[[Command], Command]:
    """The words of a question, the argument of an Asking command."""

    def words(_: click.Context, __: click.Parameter, given: tuple[str, ...]) -> tuple[str, ...]:
        return tuple(word.removeprefix(_WORD) for word in given)

    return click.argument("query", nargs=-1, required=required, metavar=metavar, callback=words)


def first_day(_: click.Context, __: click.Parameter, value: str | None) -> date | None:
    """The first day of a day, month or year."""
    return None if value is None else _days(value)[0]


def last_day(_: click.Context, __: click.Parameter, value: str | None) -> date | None:
    """The last day of a day, month or year."""
    return None if value is None else _days(value)[1]


def _days(value: str) -> tuple[date, date]:
    days = days_of(value)
    if days is None:
        raise click.BadParameter(f"“{value}” is no day. Write 2026-11-22, 2026-11 or 2026.")
    return days


def _archive(_: click.Context, __: click.Parameter, value: str | None) -> Path:
    name = value or os.environ.get("WARRAQ_DATA") or "data"
    try:
        name.encode("utf-8")
    except UnicodeEncodeError as problem:
        raise BadConfiguration(f"SQLite takes no name that is not UTF-8: {name!a}. Rename the folder.") from problem
    return Path(name)


def _folder(context: click.Context, parameter: click.Parameter, value: str | None) -> DataFolder:
    root = _archive(context, parameter, value)
    if root.is_file():
        raise BadConfiguration(
            f"{root} is a file; this needs a data folder. A downloaded file is asked with: warraq search WORDS --data"
            f" {root}, and shown with: warraq open {root}"
        )
    return DataFolder(root)


with_data = click.option(
    "--data", metavar="DIR", callback=_folder, help="The data folder; else the variable WARRAQ_DATA, else ./data."
)
with_archive = click.option(
    "--data",
    "archive",
    metavar="DIR|FILE",
    callback=_archive,
    help="The data folder, or a downloaded file; else the variable WARRAQ_DATA, else ./data.",
)
with_json = click.option(
    "as_json", "--json", is_flag=True, help="Print JSON for programs instead of tables for people."
)


def with_outlets(does: str) -> Callable[[Command], Command]:
    return click.option("--outlet", "-o", "outlets", metavar="NAME", multiple=True, help=does)


def with_outlet(does: str) -> Callable[[Command], Command]:
    return click.option("--outlet", "-o", metavar="NAME", help=does)


def demand_address(url: str) -> None:
    """Raises BadConfiguration for what is no http(s) address."""
    if not is_web_address(url):
        raise BadConfiguration(f"“{url}” is not an http(s) address.")


def with_engine(command: Command) -> Command:
    """Who does the work, and where all of them find what they need."""
    engine = click.option(
        "--engine",
        metavar="ENGINE",
        help="Let others do the work: processes (one a core), dask+tls://HOST:PORT, or dask://127.0.0.1:PORT.",
    )
    place = click.option(
        "--place",
        metavar="DIR|URL",
        help="With --engine: where all machines find the work and put the answers; else shards/ of the data folder.",
    )
    return engine(place(command))
