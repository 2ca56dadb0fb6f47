"""Reads the operator's file and the variables over it: what holds, where each value is from, and all that is wrong."""

import os
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from difflib import get_close_matches
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from archive.configuration._document import Document, UnreadableError, parse_document, read_document
from archive.configuration._keys import KEYS, instead_of, is_table, key_at
from archive.configuration.checks import WrongValueError
from archive.configuration.faults import Fault, KeyPath, dotted, quoted
from archive.configuration.settings import (
    Configuration,
    Limits,
    Log,
    Nightly,
    OperatorSettings,
    OutletSettings,
    Redaction,
    Retention,
    Subscriptions,
)
from archive.data_folder import DataFolder
from archive.errors import BadConfiguration

# RFC 2606: names that are kept for examples.
OF_NOBODY = re.compile(r"(?:^|\.)(?:example\.(?:com|net|org)|example|invalid|test)$")
# Read elsewhere: none of these is a variable of ours that was mistyped.
OTHER_VARIABLES = ("WARRAQ_DATA", "WARRAQ_OUTLETS", "WARRAQ_ALLOW_PRIVATE", "WARRAQ_NORTHPULSE_HOME")
FILE_NAME, FILE_VARIABLE = "warraq.toml", "WARRAQ_CONFIG"


@dataclass(frozen=True, slots=True, kw_only=True)
class Examined:
    """`configuration` has what is sound, whatever `faults` there are; `notes` are sentences that stop nothing.

    `sources` says of each key that somebody gave where: a line of the file, or a variable. `document` is empty where
    there is no file.
    """

    file: Path
    document: Document
    configuration: Configuration
    faults: tuple[Fault, ...]
    notes: tuple[str, ...]
    sources: Mapping[KeyPath, str]

    def demand_sound(self, more: tuple[Fault, ...] = ()) -> Configuration:
        """What holds. Raises BadConfiguration with every fault on a line of its own."""
        if faults := self.faults + more:
            raise BadConfiguration("The configuration is wrong:\n" + "\n".join(f"  {fault}" for fault in faults))
        return self.configuration

    def fault(self, path: KeyPath, problem: str, wanted: str) -> Fault:
        """What is wrong with a value that somebody gave, with the place where it stands."""
        line = self.document.line_of(path)
        return Fault(source=str(self.file), line=line, key=dotted(path), problem=problem, wanted=wanted)


def file_of(data: DataFolder) -> Path:
    """The operator's file: that of the data folder, or the one that WARRAQ_CONFIG names."""
    return Path(os.environ.get(FILE_VARIABLE) or data.root / FILE_NAME)


def load(data: DataFolder) -> Configuration:
    """What holds now, read anew. Raises BadConfiguration, which says all that is wrong."""
    return examine(data).demand_sound()


def examine(data: DataFolder, file: Path | None = None, text: str | None = None) -> Examined:
    """Read `file`, else that of the data folder, and the variables over it. Raises nothing: faults are told.

    With `text` the file is taken to hold that.
    """
    path = file or file_of(data)
    is_named = bool(file or os.environ.get(FILE_VARIABLE))
    document, faults = _document(path, text, is_named=is_named)
    values: dict[KeyPath, object] = {}
    for at, value in _leaves(document.tables):
        try:
            _take(at, value, values)
        except WrongValueError as problem:
            faults.append(_fault(problem, str(path), at, document.line_of(at)))
    sources = {at: f"{path}, line {document.line_of(at)}" for at in values}
    notes = [*_from_variables(values, sources, faults), *_mistyped_variables()]
    if is_named and not file and (data.root / FILE_NAME).is_file() and data.root / FILE_NAME != path:
        notes.append(f"{data.root / FILE_NAME} is not read: {FILE_VARIABLE} names {path}.")
    if OF_NOBODY.search(_host_of(str(values.get(("contact",), "")))):
        notes.append(f"contact ({sources['contact',]}) is an address of examples: whoever writes there reaches nobody.")
    found = Examined(
        file=path,
        document=document,
        configuration=_configuration(values),
        faults=tuple(faults),
        notes=tuple(notes),
        sources=sources,
    )
    return replace(found, faults=(*faults, *_contradictions(found, data)))


def _document(path: Path, text: str | None, *, is_named: bool) -> tuple[Document, list[Fault]]:
    try:
        if text is not None:
            return parse_document(text), []
        # A link that leads nowhere is a file that is missing, no file that nobody wrote.
        return (read_document(path) if is_named or os.path.lexists(path) else Document()), []
    except UnreadableError as problem:
        return Document(), [replace(problem.fault, source=str(path))]


def _leaves(table: Mapping[str, object], above: KeyPath = ()) -> Iterator[tuple[KeyPath, object]]:
    """Every key but the headings of keys we know."""
    for name, value in table.items():
        path = (*above, name)
        if is_table(path) and isinstance(value, Mapping):
            yield from _leaves(value, path)
        else:
            yield path, value


def _take(path: KeyPath, value: object, values: dict[KeyPath, object]) -> None:
    key = key_at(path)
    if key is None and is_table(path):
        raise WrongValueError("is a heading under which keys stand", f"Write [{dotted(path)}] on a line of its own.")
    if key is None:
        raise WrongValueError("is unknown", instead_of(path))
    if not (key.or_empty and value == ""):
        values[path] = key.check(value)


def _from_variables(values: dict[KeyPath, object], sources: dict[KeyPath, str], faults: list[Fault]) -> Iterator[str]:
    """Put the variables of the environment over what the file says, and tell where both say something."""
    for path, key in KEYS.items():
        given = os.environ.get(key.variable, "") if key.variable else ""
        if not given.strip():
            continue
        try:
            value = key.check(key.from_text(given))
        except WrongValueError as problem:
            faults.append(_fault(problem, key.variable, (), 0))
            continue
        if path in values and values[path] != value:
            yield f"{dotted(path)} ({sources[path]}) does not hold: the variable {key.variable} wins over it."
        values[path], sources[path] = value, key.variable


def _host_of(contact: str) -> str:
    return urlsplit(contact).hostname or contact.rpartition("@")[2].lower()


def _mistyped_variables() -> Iterator[str]:
    ours = [FILE_VARIABLE, *(key.variable for key in KEYS.values() if key.variable), *OTHER_VARIABLES]
    for name in sorted(name for name in os.environ if name.startswith("WARRAQ_") and name not in ours):
        if near := get_close_matches(name, ours, n=1, cutoff=0.85):
            yield f"The variable {name} says nothing: did you mean {near[0]}?"


def _fault(problem: WrongValueError, source: str, path: KeyPath, line: int) -> Fault:
    return Fault(source=source, line=line, key=dotted(path), problem=problem.problem, wanted=problem.wanted)


def _configuration(values: Mapping[KeyPath, object]) -> Configuration:
    def below(*above: str) -> Mapping[str, Any]:
        return {path[-1]: value for path, value in values.items() if path[:-1] == above}

    names = dict.fromkeys(path[1] for path in values if path[0] == "outlets")
    return Configuration(
        **below(),
        outlets={name: OutletSettings(**below("outlets", name)) for name in names},
        operator=OperatorSettings(**below("operator")),
        accounts=below("accounts"),
        retention=Retention(**below("retention")),
        limits=Limits(**below("limits"), quota_mb=below("limits", "quota_mb")),
        nightly=Nightly(**below("nightly")),
        redaction=Redaction(**below("redaction")),
        subscriptions=Subscriptions(**below("subscriptions")),
        log=Log(**below("log")),
    )


def _contradictions(found: Examined, data: DataFolder) -> Iterator[Fault]:
    """What is sound alone and not together."""
    holds = found.configuration
    if holds.is_private and not holds.accounts:
        yield found.fault(("is_private",), "is true and nobody has an account", "Name one under [accounts].")
    subscriptions = holds.subscriptions
    if (subscriptions.mail or subscriptions.telegram) and not holds.public_address:
        yield found.fault(
            ("subscriptions", "mail" if subscriptions.mail else "telegram"),
            "is given and public_address is not, so that no link in a message would lead here",
            "Write public_address as well.",
        )
    # Not Path.resolve, to which links in a circle are an error.
    kept = Path(os.path.realpath(holds.nightly.backup_to))
    if holds.nightly.backup_to and kept.is_relative_to(os.path.realpath(data.root)):
        yield found.fault(
            ("nightly", "backup_to"),
            f"is {quoted(holds.nightly.backup_to)}, within the data folder itself",
            "Name a folder elsewhere, best on another disk.",
        )
