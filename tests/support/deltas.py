"""Deltas read as whoever takes them home reads them."""

import json
from typing import Any

from archive.data_folder import DataFolder
from archive.warc.zstd import zstd

Line = dict[str, Any]


def lines_of(data: DataFolder, delta: str | None) -> list[Line]:
    """The lines of a delta that change something."""
    return whole(data, delta)[1:-1]


def whole(data: DataFolder, delta: str | None) -> list[Line]:
    """All lines of a delta: which snapshots, the rows, what is to come out."""
    assert delta is not None
    return [json.loads(line) for line in zstd.decompress((data.published / delta).read_bytes()).splitlines()]
