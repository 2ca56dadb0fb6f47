"""Check the proofs of an evidence bundle: Python 3.11 and nothing else.

    unzip FILE.wacz -d evidence && python3 -I evidence/warraq/check_proofs.py

It holds every leaf of the log against the row beside it in this folder, leads it to the root of checkpoint.txt, and
shows that an earlier checkpoint, where there is one, is the beginning of this one. Written so that nobody has to trust
Warraq: it uses none of it. It says nothing of the signatures under the checkpoints. Exit status 1 where something is
bad, and a line for each.
"""

import base64
import hashlib
import json
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TypedDict

Head = tuple[int, bytes]
Row = dict[str, object]


class Leaf(TypedDict):
    """A leaf as proofs.json has it."""

    n: int
    kind: str
    ref: int
    record: str | None
    entry: str
    path: list[str]


def node(left: bytes, right: bytes) -> bytes:
    return hashlib.sha256(b"\x01" + left + right).digest()


def root_by(entry: bytes, number: int, size: int, path: Sequence[bytes]) -> bytes:
    """Where the path leads from a leaf (RFC 9162, section 2.1.3.2); empty where it is none."""
    last, found = size - 1, hashlib.sha256(b"\x00" + entry).digest()
    for step in path:
        if last == 0:
            return b""
        if number & 1 or number == last:
            found = node(step, found)
            while not number & 1 and number:
                number, last = number >> 1, last >> 1
        else:
            found = node(found, step)
        number, last = number >> 1, last >> 1
    return b"" if last else found


def is_beginning(before: Head, now: Head, path: Sequence[bytes]) -> bool:
    """Does the tree of now begin with the one before? (RFC 9162, section 2.1.4.2)"""
    (old, old_root), (size, root) = before, now
    if not 0 < old < size or not path:
        return (old, old_root) == (size, root)
    steps = list(path) if old & (old - 1) else [old_root, *path]
    number, last = old - 1, size - 1
    while number & 1:
        number, last = number >> 1, last >> 1
    found = new = steps[0]
    for step in steps[1:]:
        if last == 0:
            return False
        if number & 1 or number == last:
            found, new = node(step, found), node(step, new)
            while not number & 1 and number:
                number, last = number >> 1, last >> 1
        else:
            new = node(new, step)
        number, last = number >> 1, last >> 1
    return (last, found, new) == (0, old_root, root)


def head_of(path: Path) -> Head:
    """How many leaves a checkpoint (C2SP tlog-checkpoint) is of, and their root."""
    _, size, root, *_ = path.read_text(encoding="utf-8").split("\n")
    return int(size), base64.b64decode(root, validate=True)


def canonical(fields: Row) -> bytes:  # as the archive writes what it hashes
    return json.dumps(fields, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()


def lines(path: Path) -> dict[int, Row]:
    return {row["id"]: row for row in map(json.loads, path.read_text(encoding="utf-8").split("\n")[:-1])}


def check_leaf(leaf: Leaf, head: Head) -> str:
    """What is wrong with a leaf's way to the root; empty where nothing is."""
    entry = bytes.fromhex(leaf["entry"])
    if leaf["record"] is not None and entry != b"w1" + hashlib.sha256(leaf["record"].encode()).digest():
        return "its entry is not the hash of its record"
    leads_to = root_by(entry, leaf["n"], head[0], [bytes.fromhex(step) for step in leaf["path"]])
    return "" if leads_to == head[1] else "it does not lead to the root of the checkpoint"


def check_rows(folder: Path, leaves: Sequence[Leaf]) -> Iterator[str]:
    """Every row of this folder against what its leaf says of it."""
    article = json.loads((folder / "article.json").read_text(encoding="utf-8"))
    tables = {"capture": lines(folder / "captures.jsonl"), "version": lines(folder / "versions.jsonl")}
    told = {(leaf["kind"], leaf["ref"]): json.loads(leaf["record"]) for leaf in leaves if leaf["record"] is not None}
    for kind, rows in tables.items():
        for number, row in rows.items():
            said = told.get((kind, number))
            if said is None:
                sys.stdout.write(f"{kind} {number}: no leaf of the checkpoint is about it\n")
                continue
            kept = {name: value for name, value in said.items() if name in row and name not in {"kind", "capture"}}
            if any(row[name] != value for name, value in kept.items()):
                yield f"{kind} {number}: it is not what its leaf says"
    for row in tables["version"].values():
        text = folder / f"text-{row['n']}.txt"
        if text.is_file() and hashlib.sha256(text.read_bytes()).hexdigest() != row["sha256"]:
            yield f"{text.name}: it is not the text of version {row['n']}"
    said = told.get(("described", article["id"]), {})
    described = {name: article[name] for name in DESCRIBED}
    if said and hashlib.sha256(canonical({"salt": said["salt"], **described})).hexdigest() != said["sha256"]:
        yield "the article: its title, address, author, day or picture is not what its leaf says"


# What the log covers of an article's description.
DESCRIBED = (
    *("title", "url", "author", "credit", "published_at", "published_day", "published_from", "lang", "image_url"),
    "image_caption",
)


def main(folder: Path) -> int:
    proofs, head = json.loads((folder / "proofs.json").read_text(encoding="utf-8")), head_of(folder / "checkpoint.txt")
    found = [f"leaf {leaf['n']}: {fault}" for leaf in proofs["leaves"] if (fault := check_leaf(leaf, head))]
    found += check_rows(folder, proofs["leaves"])
    if proofs["earlier"]:
        path = [bytes.fromhex(step) for step in proofs["earlier"]["path"]]
        if not is_beginning(head_of(folder / "earlier-checkpoint.txt"), head, path):
            found.append("earlier-checkpoint.txt: it is not the beginning of checkpoint.txt")
    ending = f"{len(proofs['leaves'])} leaves of {head[0]}, root {head[1].hex()}: {len(found)} bad"
    sys.stdout.write("".join(f"{line}\n" for line in [*(f"bad: {one}" for one in found), ending]))
    return min(len(found), 1)


if __name__ == "__main__":
    sys.exit(main(Path(__file__).parent))
