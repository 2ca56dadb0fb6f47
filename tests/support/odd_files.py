"""Damages of files: members of WARC files, names, links, tiles, and what is told of downloads (see odd_damages)."""

import gzip
import hashlib
import json
import shutil
import sqlite3
import zlib
from collections.abc import Callable
from contextlib import closing
from functools import partial
from typing import Any, NamedTuple

from archive.data_folder import DataFolder
from archive.publish.manifest import digest_of
from archive.publish.table_states import states_of
from archive.warc.zstd import zstd


class Odd(NamedTuple):
    """What is done, and words that must stand in what is found."""

    do: Callable[[DataFolder], object]
    told: str


def members(content: bytes) -> list[tuple[bytes, bytes]]:
    """The gzip members of a file, each as it is stored and unpacked."""
    found = []
    while content:
        unpacker = zlib.decompressobj(wbits=31)
        plain = unpacker.decompress(content)
        found.append((content[: len(content) - len(unpacker.unused_data)], plain))
        content = unpacker.unused_data
    return found


def rewrite(data: DataFolder, name: str, change: Callable[[bytes], bytes]) -> None:
    path = data.root / name
    path.write_bytes(change(path.read_bytes()))


def of_file(outlet: int, day: int, change: Callable[[bytes], bytes], told: str = "") -> Odd:
    name = _file(outlet, day)
    return Odd(partial(rewrite, name=name, change=change), f"{name}: {told}" if told else name)


def _file(outlet: int, day: int) -> str:
    return f"warc/2026/11/paper{outlet}-202611{day:02}.warc.gz"


def _joined(content: bytes) -> bytes:
    *first, (_, one), (_, other) = members(content)
    return b"".join(stored for stored, _ in first) + gzip.compress(one + other, mtime=0)


def _parted(content: bytes) -> bytes:
    *first, (_, last) = members(content)
    parts = (gzip.compress(last[:90], mtime=0), gzip.compress(last[90:], mtime=0))
    return b"".join((*(stored for stored, _ in first), *parts))


def _moved(data: DataFolder, one: str, other: str) -> None:
    (data.root / other).parent.mkdir(exist_ok=True)
    (data.root / one).rename(data.root / other)


def _linked(data: DataFolder, name: str, target: str) -> None:
    (data.root / name).unlink()
    (data.root / name).symlink_to(target)


def _swapped(data: DataFolder) -> None:
    one, other = (data.root / _file(outlet, 2) for outlet in (2, 3))
    first, second = one.read_bytes(), other.read_bytes()
    one.write_bytes(second)
    other.write_bytes(first)


BYTES = (
    of_file(0, 2, lambda content: content + b"garbage", "From byte"),
    of_file(0, 3, lambda content: content + bytes(512), "From byte"),
    of_file(0, 4, lambda content: content + gzip.compress(b""), "At byte"),
    of_file(0, 5, lambda content: content + members(content)[-1][0], "At byte"),
    of_file(0, 6, lambda content: content + members(content)[0][0], "At byte"),
    of_file(0, 7, _joined),
    of_file(0, 8, _parted),
    of_file(0, 9, lambda content: b"".join(gzip.compress(plain, 1, mtime=0) for _, plain in members(content))),
    of_file(0, 10, lambda content: b"".join(plain for _, plain in members(content))),
    of_file(0, 11, lambda content: content[: -len(members(content)[-1][0])]),
    of_file(0, 12, lambda _: b""),
    of_file(0, 13, lambda content: members(content)[0][0] + content, "Its stored bytes"),
    Odd(partial(_moved, one=_file(1, 2), other="warc/2026/11/paper1-20261202.warc.gz"), f"{_file(1, 2)}: It is not"),
    Odd(partial(_moved, one=_file(1, 3), other="warc/2026/11/PAPER1-20261103.warc.gz"), f"{_file(1, 3)}: It is not"),
    Odd(partial(_moved, one=_file(1, 4), other="warc/2026/12/paper1-20261104.warc.gz"), f"{_file(1, 4)}: It is not"),
    Odd(partial(_linked, name=_file(1, 5), target="/nowhere"), f"{_file(1, 5)}: It is not there"),
    Odd(partial(_linked, name=_file(1, 6), target="paper1-20261107.warc.gz"), f"in {_file(1, 6)}: Its stored"),
    Odd(partial(_linked, name=_file(1, 8), target="paper1-20261108.warc.gz"), f"{_file(1, 8)}: It is not there"),
    Odd(
        lambda data: shutil.copy(data.root / _file(1, 9), data.root / f"{_file(1, 10)}.open"),
        f"{_file(1, 10)}: It lies there twice",
    ),
    Odd(
        lambda data: shutil.copy(data.root / _file(1, 9), data.warc / "2026/11/other.warc.gz"),
        "warc/2026/11/other.warc.gz",
    ),
    Odd(lambda data: (data.warc / "2025").symlink_to(data.warc / "2026"), "warc/2025: It is a link"),
    Odd(_swapped, f"in {_file(3, 2)}: Its stored"),
)
TILE = "published/tile/{}"
PUBLISHED = (
    Odd(partial(rewrite, name=TILE.format("0/000"), change=lambda content: content[:-32]), "published/tile/0/000"),
    Odd(
        partial(rewrite, name=TILE.format("entries/000"), change=lambda content: content + bytes(36)),
        "published/tile/entries/000",
    ),
    Odd(partial(_moved, one=TILE.format("1/000.p/1"), other=TILE.format("1/001.p")), "published/tile/1/000.p/1"),
    Odd(lambda data: (data.published / "tile/0/007").write_bytes(bytes(8192)), "tile/0/007: It is no part of the tree"),
    Odd(lambda data: (data.published / "checkpoints/abc").write_text("x"), "published/checkpoints/abc"),
    Odd(lambda data: (data.published / "notes.txt").write_text("x"), "published/notes.txt"),
    Odd(lambda data: (data.published / "warraq-verify.py").write_text("print('0 bad')"), "published/warraq-verify.py"),
)


def told_otherwise(change: Callable[[DataFolder, dict[str, Any]], object]) -> Callable[[DataFolder], None]:
    """Who changes what the manifest tells makes its own hash anew as well."""

    def do(data: DataFolder) -> None:
        manifest = json.loads((data.published / "manifest.json").read_text(encoding="utf-8"))
        newest = manifest["snapshots"][0]
        change(data, newest)
        manifest["sha256"] = digest_of(manifest)
        for name, content in (("manifest.json", manifest), ("latest.json", newest)):
            text = json.dumps(content, ensure_ascii=False, indent=1)
            (data.published / name).write_text(text, encoding="utf-8")

    return do


def _hashed(data: DataFolder, told: dict[str, Any]) -> None:
    content = (data.published / told["file"]).read_bytes()
    told.update(bytes=len(content), sha256=hashlib.sha256(content).hexdigest())


def _forged(data: DataFolder, told: dict[str, Any]) -> None:
    """A headline of the snapshot is another, and every hash of it is made anew."""
    with closing(sqlite3.connect(data.published / told["file"])) as snapshot, snapshot:
        snapshot.execute("UPDATE articles SET title = 'عنوان آخر' WHERE id = (SELECT max(id) FROM articles)")
        told["tables"] = states_of(snapshot)
    _hashed(data, told)


def _packed_another(data: DataFolder, told: dict[str, Any]) -> None:
    path = data.published / told["packed"]["file"]
    path.write_bytes(zstd.compress(zstd.decompress(path.read_bytes()) + b"x"))
    _hashed(data, told["packed"])


FORGED = (
    Odd(told_otherwise(lambda _, told: told["tree"].update(root="00" * 32)), "The log in it is not the one"),
    Odd(told_otherwise(lambda _, told: told.update(schema=3)), "something else of its schema"),
    Odd(told_otherwise(lambda _, told: told.update(day="2020-01-01")), "something else of its day"),
    Odd(told_otherwise(lambda _, told: told.update(versions=3)), "something else of its versions"),
    Odd(told_otherwise(lambda _, told: told.update(licence="CC0")), "something else of its licence"),
    Odd(told_otherwise(lambda _, told: told.update(made_at="2026-11-20T00:00:00Z")), "something else of its made_at"),
    Odd(told_otherwise(_forged), ": Its title, address"),
    Odd(told_otherwise(_packed_another), "Unpacked it is not"),
)
