"""An outlet written as the file that defines it, with a saved page and its expected text beside it for review.

Everything a site said of itself goes through `repr`: a title cannot become code.
"""

import keyword
import re
from collections.abc import Mapping
from pathlib import Path

from archive.errors import BadConfiguration
from archive.exchange import Page
from archive.model import Outlet, Reading, Route
from archive.times import DAMASCUS
from spiders.outlets.wordpress import NOT_ARTICLES
from spiders.registry import load_outlet_file

LONGEST_ITEM = 111  # so that a line has at most 120 characters
NAME = re.compile(r"[a-z][a-z0-9_]{1,39}")
FILE = '''"""{name}: written by `warraq outlets add` from a probe, to be reviewed (CONTRIBUTING.md)."""

from archive.model import Outlet, Route
{more}
OUTLET = Outlet(
{fields}
)
'''
FIELDS = (
    "name",
    "title",
    "title_en",
    "home",
    "hosts",
    "routes",
    "key_rules",
    "not_articles",
    "lang",
    "body",
    "unproven",
)


def demand_name(name: str) -> None:
    """Raises BadConfiguration for a name that cannot be a file's and an outlet's."""
    if not NAME.fullmatch(name) or keyword.iskeyword(name):
        raise BadConfiguration(
            f"“{name}” is no name for an outlet: 2 to 40 of a–z, 0–9 and _, beginning with a letter."
        )


def source(outlet: Outlet) -> str:
    """The Python text of an outlet file."""
    shared = outlet.not_articles == NOT_ARTICLES
    values = {field: _value(getattr(outlet, field)) for field in FIELDS if getattr(outlet, field)}
    if shared:
        values["not_articles"] = "NOT_ARTICLES"
    return FILE.format(
        name=outlet.name,
        more="from spiders.outlets.wordpress import NOT_ARTICLES\n" if shared else "",
        fields="\n".join(f"    {field}={value}," for field, value in values.items()),
    )


def written(route: Route) -> str:
    """A route as it stands in an outlet file."""
    pairs = {"kind": route.kind, "url": route.url, "edition": route.edition, "links": route.links}
    return f"Route({', '.join(f'{name}={_text(value)}' for name, value in pairs.items() if value)})"


def _value(value: object) -> str:
    if not isinstance(value, tuple):
        return _text(str(value))
    items = [written(item) if isinstance(item, Route) else _text(str(item)) for item in value]
    if len(items) == 1:
        return f"({items[0]},)"
    return "(\n" + "".join(f"        {_folded(item)},\n" for item in items) + "    )"


def _folded(item: str) -> str:
    if len(item) < LONGEST_ITEM or not item.startswith("Route("):
        return item
    parts = item.removeprefix("Route(").removesuffix(")").split(", ")
    return "Route(\n" + "".join(f"            {part},\n" for part in parts) + "        )"


def _text(text: str) -> str:
    if "\\" in text and '"' not in text and text.isprintable() and not text.endswith("\\"):
        return f'r"{text}"'
    # repr prefers single quotes; with one inside it takes double ones.
    return repr(text) if '"' in text else '"' + repr("'" + text)[2:]


def expected_text(reading: Reading) -> str:
    """What reading a saved page yields, as the text file beside it says: header lines, an empty line, the text."""
    when = reading.published
    head = {
        "title": reading.title,
        "published": f"{when.instant or when.day} {when.source}" if when else "",
        "credit": reading.credit,
        "authors": "، ".join(reading.authors),
    }
    return "\n".join([*(f"{name}: {value}".rstrip() for name, value in head.items()), "", reading.text, ""])


def files_of(outlet: Outlet, page: Page, reading: Reading) -> dict[str, bytes]:
    """NAME.py, pages/NAME/DAY-first.html and .txt: what each holds, by its path in a folder of outlets."""
    saved = f"pages/{outlet.name}/{page.fetched_at.astimezone(DAMASCUS).date()}-first"
    return {
        f"{outlet.name}.py": source(outlet).encode(),
        f"{saved}.html": page.body,
        f"{saved}.txt": expected_text(reading).encode(),
    }


def write(folder: Path, files: Mapping[str, bytes]) -> list[Path]:
    """Write `files_of` an outlet into a folder of outlets, its definition last; returns their paths.

    Raises BadConfiguration when there is such an outlet, the folder cannot be written, or the file would not load.
    """
    paths = [folder / name for name in files]
    definition = paths[0]
    if definition.exists():
        raise BadConfiguration(f"{definition} exists already. Choose another name, or take the file away first.")
    try:
        for path, content in reversed([*zip(paths, files.values(), strict=True)]):
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content)
        load_outlet_file(definition)
    except OSError as problem:
        raise BadConfiguration(f"{problem.filename or folder} cannot be written ({problem.strerror}).") from problem
    except BadConfiguration:
        definition.unlink()
        raise
    return paths
