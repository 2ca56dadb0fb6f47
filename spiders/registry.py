"""The single typed context to the outlets: the shipped ones, and those of the folder named by WARRAQ_OUTLETS."""

import importlib
import os
from functools import cache
from importlib.machinery import SourceFileLoader
from pathlib import Path
from types import ModuleType

from archive.errors import BadConfiguration
from archive.model import Outlet
from spiders.base import OutletSpider

PRIVATE_FOLDER = "WARRAQ_OUTLETS"
SHIPPED = Path(__file__).parent / "outlets"
# Files of the shipped folder that help to define outlets and are none.
BASES = frozenset({"__init__", "wordpress"})


def outlets() -> dict[str, Outlet]:
    """Every outlet by name. Raises BadConfiguration for an outlet file that is broken, saying which and why."""
    return {name: spider.outlet for name, spider in _spiders(os.environ.get(PRIVATE_FOLDER, "")).items()}


def spider_class(name: str) -> type[OutletSpider]:
    """The spider of one outlet. Raises BadConfiguration when there is none of that name."""
    known = _spiders(os.environ.get(PRIVATE_FOLDER, ""))
    if name not in known:
        raise BadConfiguration(f"There is no outlet {name!r}. Known are: {', '.join(known)}.")
    return known[name]


@cache
def _spiders(private: str) -> dict[str, type[OutletSpider]]:
    found = {path.stem: _shipped(path) for path in _files(SHIPPED)}
    for path in _files(_folder(private)) if private else ():
        if path.stem in found:
            raise BadConfiguration(f"{path} has the name of another outlet. Give it another file name.")
        found[path.stem] = spider_from(path)
    return found


def _files(folder: Path) -> list[Path]:
    return sorted(path for path in folder.glob("*.py") if path.stem not in BASES)


def _folder(private: str) -> Path:
    folder = Path(private)
    if not folder.is_dir():
        raise BadConfiguration(f"{PRIVATE_FOLDER} names {private}, which is no folder.")
    return folder


def _shipped(path: Path) -> type[OutletSpider]:
    return spider_in(importlib.import_module(f"spiders.outlets.{path.stem}"), path)


def spider_from(path: Path) -> type[OutletSpider]:
    """The spider of a private outlet file. Raises BadConfiguration for a broken one, saying which and why."""
    name = f"warraq_private_outlets_{path.stem}"
    module = ModuleType(name)
    module.__file__ = str(path)
    try:
        SourceFileLoader(name, str(path)).exec_module(module)
    except Exception as problem:
        raise BadConfiguration(f"{path} cannot be loaded: {type(problem).__name__}: {problem}") from problem
    return spider_in(module, path)


def spider_in(module: ModuleType, path: Path) -> type[OutletSpider]:
    """The one spider a file defines, named like the file and the outlet. Raises BadConfiguration."""
    own = [thing for thing in vars(module).values() if _is_spider_of(thing, module)]
    if len(own) != 1:
        raise BadConfiguration(f"{path} must define one class of OutletSpider with an outlet; it defines {len(own)}.")
    spider: type[OutletSpider] = own[0]
    if not path.stem == spider.name == spider.outlet.name:
        raise BadConfiguration(
            f"{path}: file name, spider name and outlet name must be one; they are"
            f" {path.stem!r}, {spider.name!r} and {spider.outlet.name!r}."
        )
    return spider


def _is_spider_of(thing: object, module: ModuleType) -> bool:
    return (
        isinstance(thing, type)
        and issubclass(thing, OutletSpider)
        and thing.__module__ == module.__name__
        and isinstance(getattr(thing, "outlet", None), Outlet)
    )
