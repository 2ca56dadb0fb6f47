"""Options that several verbs share, and how their values are checked."""

import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import click

from archive.data_folder import DataFolder
from archive.errors import BadConfiguration
from archive.identity.urls import is_web_address

Command = Callable[..., Any]


def _archive(_: click.Context, __: click.Parameter, value: str | None) -> Path:
    return Path(value or os.environ.get("WARRAQ_DATA") or "data")


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
