"""Options that several verbs share, and how their values are checked."""

import os
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

import click

from archive.errors import BadConfiguration
from archive.folder import DataFolder
from archive.identity import is_web_address
from archive.model import Outlet
from spiders.registry import outlets

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


def demand_address(url: str) -> None:
    """Raises BadConfiguration for what is no http(s) address."""
    if not is_web_address(url):
        raise BadConfiguration(f"“{url}” is not an http(s) address.")


def chosen_outlets(names: Iterable[str]) -> dict[str, Outlet]:
    """The outlets of these names, all of them where none is named. Raises BadConfiguration for an unknown one."""
    known = outlets()
    wanted = [name.strip() for name in names if name.strip()]
    return {name: named(known, name) for name in wanted} or known


def named(outlets: dict[str, Outlet], name: str) -> Outlet:
    """Raises BadConfiguration for a name that no outlet has."""
    if name not in outlets:
        raise BadConfiguration(f"There is no outlet called “{name}”. Known are: {_list(outlets)}.")
    return outlets[name]


def _list(names: Iterable[str]) -> str:
    return ", ".join(sorted(names)) or "none"
