"""The outlets: the shipped ones, and those of the folder named by WARRAQ_OUTLETS. Reads their files without Scrapy."""

import importlib
import os
import re
from dataclasses import dataclass
from functools import cache
from importlib.machinery import SourceFileLoader
from pathlib import Path
from types import ModuleType

from archive.errors import BadConfiguration
from archive.model import Outlet
from archive.search.days import days_of
from spiders.outlets.channels import CHANNELS
from spiders.outlets.telegram import channel_outlet

PRIVATE_FOLDER = "WARRAQ_OUTLETS"
SHIPPED = Path(__file__).parent / "outlets"
# Files of the shipped folder that help to define outlets and are none.
BASES = frozenset({"__init__", "address_forms", "channels", "telegram", "wordpress"})
# As `Outlet.closed` states a year, a month or a day.
STATED = re.compile(r"\d{4}(?:-\d\d(?:-\d\d)?)?", re.ASCII)


@dataclass(frozen=True, slots=True)
class OutletFile:
    """What an outlet file defines: `OUTLET` and, where the site is odd, a class `Spider`, which brings Scrapy along."""

    outlet: Outlet
    spider: object = None


def outlets() -> dict[str, Outlet]:
    """Every outlet by name. Raises BadConfiguration for an outlet file that is broken, saying which and why."""
    return {name: file.outlet for name, file in _outlet_files(os.environ.get(PRIVATE_FOLDER, "")).items()}


def read_anew() -> None:
    """Read the outlet files again. Raises BadConfiguration where one is broken, and then those read before stay."""
    _outlet_files.__wrapped__(os.environ.get(PRIVATE_FOLDER, ""))
    _outlet_files.cache_clear()


def outlet_file(name: str) -> OutletFile:
    """The file of one outlet. Raises BadConfiguration when there is none of that name."""
    known = _outlet_files(os.environ.get(PRIVATE_FOLDER, ""))
    if name not in known:
        raise BadConfiguration(f"There is no outlet {name!r}. Known are: {', '.join(known)}.")
    return known[name]


@cache
def _outlet_files(private: str) -> dict[str, OutletFile]:
    shipped = {path.stem: _shipped(path) for path in _paths(SHIPPED)}
    found = dict(sorted((shipped | _channels()).items()))
    for path in _paths(_folder(private)) if private else ():
        if path.stem in found:
            raise BadConfiguration(f"{path} has the name of another outlet. Give the file and its outlet another name.")
        found[path.stem] = load_outlet_file(path)
    return found


def _channels() -> dict[str, OutletFile]:
    """The public channels, which are lines of one file: each differs from the next by its name."""
    made = map(channel_outlet, CHANNELS)
    return {outlet.name: OutletFile(outlet) for outlet in made}


def _paths(folder: Path) -> list[Path]:
    return sorted(path for path in folder.glob("*.py") if path.stem not in BASES)


def _folder(private: str) -> Path:
    folder = Path(private)
    if not folder.is_dir():
        raise BadConfiguration(f"{PRIVATE_FOLDER} names {private}, which is no folder. Make it, or name another.")
    return folder


def _shipped(path: Path) -> OutletFile:
    return _defined_in(importlib.import_module(f"spiders.outlets.{path.stem}"), path)


def load_outlet_file(path: Path) -> OutletFile:
    """What a private outlet file defines. Raises BadConfiguration for a broken one, saying which and why."""
    name = f"warraq_private_outlets_{path.stem}"
    module = ModuleType(name)
    module.__file__ = str(path)
    try:
        SourceFileLoader(name, str(path)).exec_module(module)
    except Exception as problem:
        raise BadConfiguration(
            f"{path} cannot be loaded: {type(problem).__name__}: {problem}. Mend it, or take it out of the folder."
        ) from problem
    return _defined_in(module, path)


def _defined_in(module: ModuleType, path: Path) -> OutletFile:
    outlet = vars(module).get("OUTLET")
    if not isinstance(outlet, Outlet):
        raise BadConfiguration(_how_to_define(module, path))
    if outlet.name != path.stem:
        raise BadConfiguration(
            f"{path} defines the outlet {outlet.name!r}; file and outlet must have one name."
            f" Rename the file {outlet.name}.py, or write name={path.stem!r}."
        )
    if outlet.closed and not (STATED.fullmatch(outlet.closed) and days_of(outlet.closed)):
        raise BadConfiguration(f"{path} says closed={outlet.closed!r}. Write a day, month or year, such as 2023-11-21.")
    return OutletFile(outlet, vars(module).get("Spider"))


def _how_to_define(module: ModuleType, path: Path) -> str:
    for name, thing in vars(module).items():
        # The form of before: a class of OutletSpider that holds the outlet.
        if isinstance(thing, type) and isinstance(getattr(thing, "outlet", None), Outlet):
            return f"{path} has its outlet in a class. Add the line OUTLET, Spider = {name}.outlet, {name} at its end."
    return f"{path} defines no outlet. It must say OUTLET = Outlet(…): CONTRIBUTING.md, “Add an outlet”, shows how."
