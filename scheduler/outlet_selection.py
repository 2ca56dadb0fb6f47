"""Which outlets the user means by the names given."""

from collections.abc import Iterable

from archive.errors import BadConfiguration
from archive.model import Outlet


def chosen_outlets(names: Iterable[str], known: dict[str, Outlet]) -> dict[str, Outlet]:
    """Of the known outlets those of these names, or all. Raises BadConfiguration for a name that none has."""
    wanted = [name.strip() for name in names if name.strip()]
    return {name: named(known, name) for name in wanted} or known


def named(outlets: dict[str, Outlet], name: str) -> Outlet:
    """Raises BadConfiguration for a name that no outlet has."""
    if name not in outlets:
        raise BadConfiguration(f"There is no outlet called “{name}”. Known are: {_list(outlets)}.")
    return outlets[name]


def _list(names: Iterable[str]) -> str:
    return ", ".join(sorted(names)) or "none"
