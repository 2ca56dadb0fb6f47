"""Check the proofs of an evidence bundle: Python 3.11 and nothing else.

    unzip FILE.wacz -d evidence && python3 -I evidence/warraq/check_proofs.py [KEY…]

It holds every leaf of the log against the row beside it in this folder, leads it to the root of checkpoint.txt, checks
who signed that, and shows that an earlier checkpoint, where there is one, is the beginning of this one. KEY is the
archive's public key, or that of a witness who is to have cosigned it (NAME+ID+BASE64), as you know it from elsewhere;
without one that of log-vkey.txt is taken, which shows only that all of it is of one hand. Written so that nobody has to
trust Warraq: it uses none of it. Exit status 1 where something is bad, and a line for each.
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
Point = tuple[int, int, int, int]
P, ORDER = 2**255 - 19, 2**252 + 27742317777372353535851937790883648493
D = -121665 * pow(121666, P - 2, P) % P
BASE = (4 * pow(5, P - 2, P) % P).to_bytes(32, "little")


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


def add(p: Point, q: Point) -> Point:
    """Ed25519 (RFC 8032, section 5.1): points as X, Y, Z, T; slow and plain."""
    a, b = (p[1] - p[0]) * (q[1] - q[0]) % P, (p[1] + p[0]) * (q[1] + q[0]) % P
    c, d = 2 * p[3] * q[3] * D % P, 2 * p[2] * q[2] % P
    e, f, g, h = b - a, d - c, d + c, b + a
    return e * f % P, g * h % P, f * g % P, e * h % P


def multiply(scalar: int, point: Point) -> Point:
    total = (0, 1, 1, 0)
    while scalar:
        total = add(total, point) if scalar & 1 else total
        point, scalar = add(point, point), scalar >> 1
    return total


def point_of(packed: bytes) -> Point | None:
    y = int.from_bytes(packed, "little")
    sign, y = y >> 255, y & (1 << 255) - 1
    square = (y * y - 1) * pow(D * y * y + 1, P - 2, P) % P
    x = pow(square, (P + 3) // 8, P)
    x = x if (x * x - square) % P == 0 else x * pow(2, (P - 1) // 4, P) % P
    if len(packed) != 32 or y >= P or (x * x - square) % P or (x == 0 and sign):
        return None
    x = P - x if x & 1 != sign else x
    return x, y, 1, x * y % P


def is_signed(key: bytes, message: bytes, signature: bytes) -> bool:
    public, r, base = point_of(key), point_of(signature[:32]), point_of(BASE)
    s = int.from_bytes(signature[32:], "little")
    if public is None or r is None or base is None or s >= ORDER or len(signature) != 64:
        return False
    h = int.from_bytes(hashlib.sha512(signature[:32] + key + message).digest(), "little") % ORDER
    one, other = multiply(s, base), add(r, multiply(h, public))
    return all((one[at] * other[2] - other[at] * one[2]) % P == 0 for at in (0, 1))


def check_signature(path: Path, key: str) -> Iterator[str]:
    """A checkpoint (a signed note of C2SP) under which a key is to have signed, or a witness's cosigned."""
    try:
        text, _, lines = path.read_text(encoding="utf-8").rpartition("\n\n")
        name, key_id, public = key.split("+", 2)
        kind = base64.b64decode(public)
        signed = [line.split(" ") for line in lines.splitlines()]
        values = [base64.b64decode(value)[4:] for _, signer, value in signed if signer == name]
    except (OSError, ValueError) as problem:
        yield f"{path.name}: it cannot be read, or “{key}” is no key ({problem})"
        return
    if key_id != hashlib.sha256(f"{name}\n".encode() + kind).hexdigest()[:8] or kind[:1] not in (b"\x01", b"\x04"):
        yield f"the key {key}: it is not whole"
    elif kind[:1] == b"\x01" and not any(is_signed(kind[1:], f"{text}\n".encode(), one) for one in values):
        yield f"{path.name}: it is not signed with the key {key}"
    elif kind[:1] == b"\x04" and not any(is_cosigned(kind[1:], text, one) for one in values):
        yield f"{path.name}: it is not cosigned with the key {key}"


def is_cosigned(key: bytes, text: str, stamped: bytes) -> bool:
    message = f"cosignature/v1\ntime {int.from_bytes(stamped[:8], 'big')}\n{text}\n"
    return is_signed(key, message.encode(), stamped[8:])


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
    logged = {(leaf["kind"], leaf["ref"]): json.loads(leaf["record"]) for leaf in leaves if leaf["record"] is not None}
    for kind, rows in tables.items():
        for number, row in rows.items():
            fields = logged.get((kind, number))
            if fields is None:
                sys.stdout.write(f"{kind} {number}: no leaf of the checkpoint is about it\n")
                continue
            kept = {name: value for name, value in fields.items() if name in row and name not in {"kind", "capture"}}
            if any(row[name] != value for name, value in kept.items()):
                yield f"{kind} {number}: it is not what its leaf says"
    for row in tables["version"].values():
        text = folder / f"text-{row['n']}.txt"
        if text.is_file() and hashlib.sha256(text.read_bytes()).hexdigest() != row["sha256"]:
            yield f"{text.name}: it is not the text of version {row['n']}"
    fields = logged.get(("described", article["id"]), {})
    described = {name: article[name] for name in DESCRIBED}
    if fields and hashlib.sha256(canonical({"salt": fields["salt"], **described})).hexdigest() != fields["sha256"]:
        yield "the article: its title, address, author, day or picture is not what its leaf says"


# What the log covers of an article's description.
DESCRIBED = (
    *("title", "url", "author", "credit", "published_at", "published_day", "published_from", "lang", "image_url"),
    "image_caption",
)


def check_signatures(folder: Path, keys: Sequence[str]) -> Iterator[str]:
    """Every key against the checkpoint; that of the archive against the earlier one, too."""
    vkey = folder / "log-vkey.txt"
    archive = vkey.read_text(encoding="utf-8").strip() if vkey.is_file() else ""
    for key in keys or [archive]:
        yield from check_signature(folder / "checkpoint.txt", key)
        if (earlier := folder / "earlier-checkpoint.txt").is_file() and key == archive:
            yield from check_signature(earlier, key)
    if keys and archive not in keys:
        sys.stdout.write(f"log-vkey.txt: it is none of the keys named, and was not used: {archive}\n")


def main(folder: Path, keys: Sequence[str] = ()) -> int:
    proofs, head = json.loads((folder / "proofs.json").read_text(encoding="utf-8")), head_of(folder / "checkpoint.txt")
    found = [f"leaf {leaf['n']}: {fault}" for leaf in proofs["leaves"] if (fault := check_leaf(leaf, head))]
    found += [*check_rows(folder, proofs["leaves"]), *check_signatures(folder, keys)]
    if proofs["earlier"]:
        path = [bytes.fromhex(step) for step in proofs["earlier"]["path"]]
        if not is_beginning(head_of(folder / "earlier-checkpoint.txt"), head, path):
            found.append("earlier-checkpoint.txt: it is not the beginning of checkpoint.txt")
    ending = f"{len(proofs['leaves'])} leaves of {head[0]}, root {head[1].hex()}: {len(found)} bad"
    sys.stdout.write("".join(f"{line}\n" for line in [*(f"bad: {one}" for one in found), ending]))
    return min(len(found), 1)


if __name__ == "__main__":
    sys.exit(main(Path(__file__).parent, sys.argv[1:]))
