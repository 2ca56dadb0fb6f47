"""Options that several verbs share, and how their values are checked."""

import os
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

import click

from archive.errors import BadConfiguration
from archive.folder import DataFolder
from archive.model import Outlet

Command = Callable[..., Any]


def _folder(_: click.Context, __: click.Parameter, value: str | None) -> DataFolder:
    return DataFolder(Path(value or os.environ.get("WARRAQ_DATA") or "data"))


with_data = click.option(
    "--data", metavar="DIR", callback=_folder, help="The data folder; else the variable WARRAQ_DATA, else ./data."
)
with_json = click.option(
    "as_json", "--json", is_flag=True, help="Print JSON for programs instead of tables for people."
)


def with_outlet(does: str) -> Callable[[Command], Command]:
    return click.option("--outlet", "-o", metavar="NAME", help=does)


def named(outlets: dict[str, Outlet], name: str) -> Outlet:
    """Raises BadConfiguration for a name that no outlet has."""
    if name not in outlets:
        raise BadConfiguration(f"There is no outlet called “{name}”. Known are: {_list(outlets)}.")
    return outlets[name]


def _list(names: Iterable[str]) -> str:
    return ", ".join(sorted(names)) or "none"
