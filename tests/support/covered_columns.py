"""What notices that a column of the record was changed: the lines of covered_columns.tsv."""

from collections.abc import Mapping
from pathlib import Path

HOW = {"leaf", "derived", "file", "kept"}


def _read() -> Mapping[str, tuple[str, str]]:
    lines = Path(__file__).with_suffix(".tsv").read_text(encoding="utf-8").splitlines()
    found = [line.split("\t") for line in lines if not line.startswith("#")]
    return {name: (how, why) for name, how, why in found}


COVERED = _read()


def covered_by(column: str) -> str | None:
    """Of `table.column`: leaf, derived, file or kept; None where no line tells of it."""
    found = COVERED.get(column) or COVERED.get(column.partition(".")[0])
    return found[0] if found else None
