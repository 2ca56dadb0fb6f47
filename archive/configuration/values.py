"""Every value that holds, as the operator is shown it: its key, where it is from, and no secret."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields, is_dataclass

from archive.configuration._keys import key_at
from archive.configuration.faults import KeyPath, dotted
from archive.configuration.reading import Examined

DEFAULT = "default"


@dataclass(frozen=True, slots=True)
class Value:
    """`source` is a line of the file, the name of a variable, or `default`."""

    key: str
    shown: str
    source: str


def values_of(found: Examined) -> list[Value]:
    """All values of a configuration, in the order of the dataclasses; of outlets and accounts those that are named."""
    return [
        Value(dotted(path), _shown(path, value), found.sources.get(path, DEFAULT))
        for path, value in _leaves(found.configuration)
        # An outlet of which one thing is said: of the other, its own file decides.
        if path in found.sources or path[0] != "outlets"
    ]


def _leaves(value: object, path: KeyPath = ()) -> Iterator[tuple[KeyPath, object]]:
    if is_dataclass(value):
        for one in fields(value):
            yield from _leaves(getattr(value, one.name), (*path, one.name))
    elif isinstance(value, Mapping):
        for name, inner in value.items():
            yield from _leaves(inner, (*path, name))
    else:
        yield path, value


def _shown(path: KeyPath, value: object) -> str:
    key = key_at(path)
    if value and key and key.is_secret:
        return ", ".join(_hidden(str(part)) for part in (value if isinstance(value, tuple) else (value,)))
    if isinstance(value, bool):
        return str(value).lower()
    return ", ".join(map(str, value)) if isinstance(value, tuple) else str(value)


def _hidden(secret: str) -> str:
    """Of an address its kind, of a hash nothing."""
    kind, mark, _ = secret.partition("://")
    return f"{kind}://…" if mark else "…"
