"""Which number comes first in the dates of a file of JSON lines, the day or the month, as its own dates show.

4/5/2017 alone is the fourth of May, as the Arabic press writes; in a file that also has 8/18/2013 and no 18/8/2013 it
is the fifth of April.
"""

import gzip
import re
import zlib
from collections.abc import Collection, Mapping
from contextlib import suppress
from typing import IO

# Enough lines to meet a day later than the twelfth.
LOOKED_AT = 4 << 20
_DATE = r"\s*(\d{1,2})/(\d{1,2})/((?:19|20)\d\d)(?!\d)"
_FIELD = re.compile(rf'"published"\s*:\s*"{_DATE}'.encode())
_WRITTEN = re.compile(_DATE)


def months_lead(stream: IO[bytes], packed: bool) -> bool:
    """Do the dates at the beginning of a file have the month in front? The stream stays where it is."""
    start = stream.tell()
    head = b""
    with suppress(EOFError, OSError, zlib.error):  # What is damaged is told by whoever reads the lines.
        head = gzip.GzipFile(fileobj=stream).read(LOOKED_AT) if packed else stream.read(LOOKED_AT)
    stream.seek(start)
    found = [(int(first), int(second)) for first, second, _ in _FIELD.findall(head)]
    return any(second > 12 for _, second in found) and not any(first > 12 for first, _ in found)


def in_order(row: Mapping[str, object], names: Collection[str]) -> dict[str, object]:
    """A line whose dates have the month in front, with those of these names as year, month and day."""
    return {name: _turned(value) if name in names else value for name, value in row.items()}


def _turned(value: object) -> object:
    found = _WRITTEN.match(value) if isinstance(value, str) else None
    if not isinstance(value, str) or found is None:
        return value
    return f"{found[3]}-{int(found[1]):02}-{int(found[2]):02}{value[found.end() :]}"
