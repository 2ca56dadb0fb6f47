"""Changes single keys of the operator's file and leaves everything else in it as it was written, comments and all."""

import json
import os
import re
import tomllib
from collections.abc import Iterator, Mapping
from pathlib import Path
from tempfile import NamedTemporaryFile

import tomlkit
from tomlkit.container import Container
from tomlkit.exceptions import TOMLKitError

from archive.configuration._document import Document, UnreadableError, parse_document, read_document
from archive.configuration.faults import KeyPath, dotted
from archive.configuration.reading import Examined, examine, file_of
from archive.data_folder import DataFolder
from archive.errors import BadConfiguration

# Its owner's, and the group's that reads it to serve: it may hold passwords of channels.
MODE = 0o640


def change(data: DataFolder, values: Mapping[KeyPath, str | bool]) -> Examined:
    """Write keys into the file that holds for the folder, made where there is none; returns what holds then.

    Raises BadConfiguration, and nothing is written, where the file would be wrong or cannot be written.
    """
    file = file_of(data)
    with data.make().lock("configuration", f"Another command is changing {file}. Try again."):
        text = _text_of(file)
        for path, value in values.items():
            text = changed(text, path, value)
        examined = examine(data, text=text)
        examined.demand_sound()
        replace_file(file, text)
    return examined


def changed(text: str, path: KeyPath, value: str | bool) -> str:
    """A text of TOML with another value at one key. Raises BadConfiguration where only a person can do that."""
    document = parse_document(text)
    wanted = _with(document.tables, path, value)
    if wanted == document.tables:
        return text
    for found in (*_inserted(document, path, value), _replaced(text, path, value)):
        if _tables_of(found) == wanted:
            return found
    raise BadConfiguration(f"{dotted(path)} stands in a form that only you can change: write it by hand.")


def _tables_of(text: str) -> dict[str, object]:
    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError:
        return {}


def _inserted(document: Document, path: KeyPath, value: str | bool) -> Iterator[str]:
    """The text with a line more, where a reader would look for it: only some of these forms are what was wanted."""
    text, line = document.text, f"{path[-1]} = {json.dumps(value)}\n"
    shown = re.search(rf"^#\s*{re.escape(path[-1])}\s*=.*\n", text, re.M) if len(path) == 1 else None
    places = [shown.end()] if shown else []
    places += sorted((document.end_of(sibling) for sibling in _siblings(document.tables, path)), reverse=True)
    for place in (*places, *([0] if len(path) == 1 else [])):
        before = text[:place]
        yield before + ("" if before.endswith("\n") or not before else "\n") + line + text[place:]


def _siblings(tables: Mapping[str, object], path: KeyPath) -> Iterator[KeyPath]:
    table: object = tables
    for name in path[:-1]:
        table = table.get(name) if isinstance(table, Mapping) else None
    for name, value in table.items() if isinstance(table, Mapping) else ():
        if not isinstance(value, Mapping):
            yield (*path[:-1], name)


def _replaced(text: str, path: KeyPath, value: str | bool) -> str:
    """The text with the value where the key stands, or under a new heading; empty where that does not go."""
    try:
        document = tomlkit.parse(text)
        _put(document, path, value)
        return document.as_string()
    except (TOMLKitError, TypeError, KeyError, ValueError):
        return ""


def replace_file(file: Path, text: str) -> None:
    """Write the whole file at once: whoever reads it meanwhile gets the old one or the new one.

    Raises BadConfiguration where it cannot be written.
    """
    # A link stays one; what it leads to is replaced.
    target = Path(os.path.realpath(file))
    try:
        mode = target.stat().st_mode & 0o777 if target.exists() else MODE
        with NamedTemporaryFile("w", encoding="utf-8", dir=target.parent, prefix=".warraq-", delete=False) as new:
            new.write(text)
            new.flush()
            os.fchmod(new.fileno(), mode)
            os.fsync(new.fileno())
        Path(new.name).replace(target)
    except OSError as problem:
        raise BadConfiguration(f"{file} cannot be written ({problem.strerror}).") from problem


def _text_of(file: Path) -> str:
    try:
        return read_document(file).text if os.path.lexists(file) else ""
    except UnreadableError as problem:
        raise BadConfiguration(f"{file} {problem.fault.problem}. {problem.fault.wanted}") from problem


def _with(tables: Mapping[str, object], path: KeyPath, value: str | bool) -> dict[str, object]:
    name, *below = path
    inner = tables.get(name, {})
    inner = inner if isinstance(inner, Mapping) else {}
    return {**tables, name: _with(inner, tuple(below), value) if below else value}


def _put(table: Container | tomlkit.TOMLDocument, path: KeyPath, value: str | bool) -> None:
    name, *below = path
    if not below:
        table[name] = value
        return
    if name not in table:
        # No heading for what only holds tables: [outlets.sana] says it all.
        table[name] = tomlkit.table(is_super_table=len(below) > 1)
    _put(table[name], tuple(below), value)
