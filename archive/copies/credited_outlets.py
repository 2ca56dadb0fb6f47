"""Which known outlet a credit names: by the outlet's own titles, and by `credited_outlets.tsv`.

Its columns: outlet, forms (words parted by _), agency | outlet | undecided, the reason. A credit that names nobody we
know, or more than one, decides nothing.
"""

import json
from collections.abc import Iterable
from functools import cache
from importlib.resources import files
from typing import TypedDict

from archive.identity.urls import host_of
from archive.text.folding import words_for_comparison

Names = dict[tuple[str, ...], str]


class OutletNames(TypedDict):
    """What an outlet of the record is called; `hosts` is a JSON list."""

    name: str
    title: str
    title_en: str
    hosts: str


@cache
def _listed() -> list[tuple[str, list[tuple[str, ...]], str]]:
    lines = (files(__package__) / "credited_outlets.tsv").read_text(encoding="utf-8").splitlines()
    cells = (line.split("\t") for line in lines)
    return [
        (outlet, [_name(form.replace("_", " ")) for form in forms.split()], what) for outlet, forms, what, _ in cells
    ]


def _name(text: str) -> tuple[str, ...]:
    return tuple(words_for_comparison(text))


def agencies() -> frozenset[str]:
    """Outlets that others take their news from by trade: of two at the same moment, they were first."""
    return frozenset(outlet for outlet, _, what in _listed() if what == "agency")


@cache
def outlet_words() -> frozenset[str]:
    """The words of which the listed names of outlets are made."""
    return frozenset(word for _, forms, _ in _listed() for form in forms for word in form)


class Credits:
    """Finds out which of the outlets of the record a credit names."""

    def __init__(self, outlets: Iterable[OutletNames]) -> None:
        rows = list(outlets)
        self._hosts: dict[str, str] = {}
        for row in rows:
            for host in json.loads(row["hosts"]):
                # The channels of one network share its hosts: an address there names none of them.
                self._hosts[host] = "" if host in self._hosts else row["name"]
        known = {row["name"] for row in rows}
        self._names: Names = {_name(title): row["name"] for row in rows for title in (row["title"], row["title_en"])}
        for outlet, forms, what in _listed():
            if what == "undecided" or outlet in known:
                self._names |= dict.fromkeys(forms, "" if what == "undecided" else outlet)
        self._names.pop((), None)
        self._longest = max(map(len, self._names), default=0)

    def outlet_of(self, credit: str) -> str:
        """The one outlet that a credit names, else empty. A credit may be an address (a canonical elsewhere)."""
        host = host_of(credit)
        if host:
            return self._hosts.get(host, "")
        words = _name(credit)
        found: set[str] = set()
        at = 0
        while at < len(words):
            # The longest name counts: شبكة رصد, not رصد.
            size = next((n for n in range(self._longest, 0, -1) if words[at : at + n] in self._names), 0)
            found |= {self._names[words[at : at + size]]} if size else set()
            at += max(size, 1)
        found.discard("")
        return found.pop() if len(found) == 1 else ""
