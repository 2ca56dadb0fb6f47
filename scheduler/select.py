"""Which outlets the user means by the names given."""

from collections.abc import Iterable

from archive.errors import BadConfiguration
from archive.model import Outlet
from spiders.registry import outlets


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
