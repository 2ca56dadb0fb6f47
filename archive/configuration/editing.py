"""Changes single keys of the operator's file and leaves everything else in it as it was written, comments and all."""

import json
import os
import re
import tomllib
from collections.abc import Callable, Iterator, Mapping, MutableMapping
from contextlib import suppress
from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import cast

import tomlkit
from tomlkit.exceptions import TOMLKitError

from archive.configuration._document import Document, UnreadableError, parse_document, read_document
from archive.configuration.faults import KeyPath, dotted
from archive.configuration.reading import Examined, examine, file_of
from archive.data_folder import DataFolder
from archive.errors import BadConfiguration

Look = Callable[[DataFolder, Path | None, str | None], Examined]
# Its owner's, and the group's that reads it to serve: it may hold passwords of channels.
MODE = 0o640


def change(data: DataFolder, values: Mapping[KeyPath, str | bool], look: Look = examine) -> Examined:
    """Write keys into the file that holds for the folder, made where there is none; returns what holds then.

    `look` finds what would be wrong with it, as `examine` does. Raises BadConfiguration, and nothing is written, where
    the file would be wrong or cannot be written.
    """
    file = file_of(data)
    with data.make().lock("configuration", f"Another command is changing {file}. Try again."):
        text = _text_of(file)
        for path, value in values.items():
            text = changed(text, path, value)
        examined = look(data, None, text)
        examined.demand_sound()
        replace_file(file, text)
    return examined


def changed(text: str, path: KeyPath, value: str | bool) -> str:
    """A text of TOML with another value at one key. Raises BadConfiguration where only a person can do that."""
    document = parse_document(text)
    wanted = _with(document.tables, path, value)
    if wanted == document.tables:
        return text
    for found in _forms(document, path, value):
        if _tables_of(found) == wanted:
            return found
    raise BadConfiguration(f"{dotted(path)} stands in a form that only you can change: write it by hand.")


def _tables_of(text: str) -> dict[str, object] | None:
    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError:
        return None


def _forms(document: Document, path: KeyPath, value: str | bool) -> Iterator[str]:
    """The text with the key, the way first in which a person would write it; some of these say something else."""
    text, wanted = document.text, json.dumps(value)
    if document.line_of(path):
        yield _replaced(text, path, value)
        return
    shown = re.search(rf"^#\s*{re.escape(path[-1])}\s*=.*\n", text, re.MULTILINE)
    if shown and len(path) == 1:
        yield _with_line(text, shown.end(), f"{path[-1]} = {wanted}")
    *above, name = path
    yield from _after_its_like(document, tuple(above), f"{dotted((name,))} = {wanted}")
    if above:
        yield f"{text.rstrip()}\n\n[{dotted(tuple(above))}]\n{dotted((name,))} = {wanted}\n".lstrip()
    for depth in reversed(range(len(above))):
        yield from _after_its_like(document, path[:depth], f"{dotted(path[depth:])} = {wanted}")
    yield _with_line(text, 0, f"{dotted(path)} = {wanted}")
    yield _replaced(text, path, value)


def _after_its_like(document: Document, table: KeyPath, line: str) -> Iterator[str]:
    """The text with a line after a key of the same table, the last one first."""
    found: object = document.tables
    for name in table:
        found = found.get(name) if isinstance(found, Mapping) else None
    names = found if isinstance(found, Mapping) else ()
    for place in sorted({document.end_of((*table, name)) for name in names}, reverse=True):
        yield _with_line(document.text, place, line)


def _with_line(text: str, place: int, line: str) -> str:
    before = text[:place]
    return before + ("" if before.endswith("\n") or not before else "\n") + line + "\n" + text[place:]


def _replaced(text: str, path: KeyPath, value: str | bool) -> str:
    """The text with another value where the key stands, or one more within braces; empty where that does not go."""
    try:
        document = tomlkit.parse(text)
        table: MutableMapping[str, object] = document
        for name in path[:-1]:
            table = cast("MutableMapping[str, object]", table.setdefault(name, tomlkit.inline_table()))
        table[path[-1]] = value
        return document.as_string()
    except (TOMLKitError, TypeError, KeyError, ValueError, AttributeError):
        return ""


def replace_file(file: Path, text: str) -> None:
    """Write the whole file at once: whoever reads it meanwhile gets the old one or the new one.

    Raises BadConfiguration where it cannot be written.
    """
    # A link stays one; what it leads to is replaced.
    target = Path(os.path.realpath(file))
    try:
        is_there = target.exists()
        like = (target if is_there else target.parent).stat()
        with NamedTemporaryFile("w", encoding="utf-8", dir=target.parent, prefix=".warraq-", delete=False) as new:
            new.write(text)
            new.flush()
            # Written by root, it must stay readable to the user who runs the service; others may not give files away.
            with suppress(PermissionError):
                os.fchown(new.fileno(), like.st_uid, like.st_gid)
            os.fchmod(new.fileno(), like.st_mode & 0o777 if is_there else MODE)
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
