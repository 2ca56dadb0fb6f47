"""A snapshot packed by zstd."""

import shutil
from pathlib import Path

from archive.warc.zstd import zstd

# More costs from two to forty times as much, for four to twenty-four per cent.
LEVEL = 9
CHUNK_BYTES = 1 << 20


def pack(snapshot: Path, packed: Path) -> None:
    with snapshot.open("rb") as plain, zstd.open(packed, "wb", level=LEVEL) as target:
        shutil.copyfileobj(plain, target, CHUNK_BYTES)
