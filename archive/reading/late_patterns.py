"""Patterns compiled by their first use.

The large ones take a tenth of a second, and a crawl that finds nothing new uses none of them.
"""

import re
from typing import Any, cast

_METHODS = ("search", "match", "fullmatch", "finditer", "findall", "split", "sub", "subn")
_made: list["_LatePattern"] = []


class _LatePattern:
    """Stands for an re.Pattern, and has its methods once it was asked for one."""

    def __init__(self, source: str, flags: int) -> None:
        self._source, self._flags = source, flags

    def __getattr__(self, name: str) -> Any:
        compiled = re.compile(self._source, self._flags)
        # From now on these are found without coming here.
        vars(self).update({method: getattr(compiled, method) for method in _METHODS})
        return getattr(compiled, name)


def late_pattern(source: str, flags: int = 0) -> re.Pattern[str]:
    """What re.compile returns, compiled by its first use: a mistake in it is found by a test, not by an import."""
    made = _LatePattern(source, flags)
    _made.append(made)
    return cast("re.Pattern[str]", made)


def compile_all() -> None:
    """Compile what was declared so far, for a process whose copies all read pages."""
    for pattern in _made:
        _ = pattern.search
