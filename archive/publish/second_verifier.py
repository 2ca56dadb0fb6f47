"""Check a downloaded archive of Warraq against its manifest and its signed checkpoint: Python 3.11, and nothing else.

    python3 -I warraq-verify.py warraq-2026-11-22.db [KEY]

Beside the file lie manifest.json, log.vkey, and checkpoint of the same day (or checkpoints/NUMBER). KEY is the public
key of the archive (NAME+ID+BASE64) as you know it from elsewhere; without it that of log.vkey is taken, which shows
only that all of it is of one hand. Written so that nobody has to trust Warraq: it uses none of it. Exit status 1 where
something is bad, and a line for each.
"""

import base64
import hashlib
import json
import sqlite3
import sys
from collections.abc import Iterator
from pathlib import Path

Point = tuple[int, int, int, int]
P, ORDER = 2**255 - 19, 2**252 + 27742317777372353535851937790883648493
D = -121665 * pow(121666, P - 2, P) % P
BASE = (4 * pow(5, P - 2, P) % P).to_bytes(32, "little")
# What a leaf covers: columns 9 to 27 of a capture, 28 to 31 of a version.
LOG = """
SELECT l.n, l.kind, l.ref, l.salt, l.entry, l.detail, c.id, v.id, a.outlet, c.url, c.requested_url, c.hops,
  c.fetched_at, c.clock, c.server, c.tls_sha256, c.status, c.content_type, c.headers_sha256, c.body_sha256,
  c.decoded_sha256, c.record_sha256, c.software, c.robots, c.error, c.via, c.received_at, c.outlet,
  v.article_id, v.n, v.sha256, v.words_sha256
FROM log l LEFT JOIN captures c ON c.id = CASE l.kind WHEN 'capture' THEN l.ref END
LEFT JOIN versions v ON v.id = CASE l.kind WHEN 'version' THEN l.ref END
LEFT JOIN articles a ON a.id = v.article_id ORDER BY l.n
"""
DESCRIBED = """
SELECT a.id, l.salt, l.detail, a.title, a.url, a.author, a.credit, a.published_at, a.published_day, a.published_from,
  a.lang, a.image_url, a.image_caption
FROM articles a JOIN log l ON l.n = (SELECT max(n) FROM log WHERE kind = 'described' AND ref = a.id)
"""
TEXTS = "SELECT article_id, n, title, body, sha256 FROM version_texts WHERE kind NOT IN ('gone', 'back')"
REDACTED = "SELECT DISTINCT ref FROM log WHERE kind = 'redacted'"
UNKNOWN = "SELECT id FROM {1} WHERE NOT EXISTS (SELECT 1 FROM log WHERE kind = '{0}' AND ref = {1}.id)"


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


def root_of(entries: list[bytes]) -> bytes:
    """RFC 6962, section 2.1: of each full subtree so far its hash, the largest first."""
    full: list[tuple[int, bytes]] = []
    for entry in entries:
        size, node = 1, hashlib.sha256(b"\x00" + entry).digest()
        while full and full[-1][0] == size:
            size, node = 2 * size, hashlib.sha256(b"\x01" + full.pop()[1] + node).digest()
        full.append((size, node))
    node = full.pop()[1] if full else hashlib.sha256().digest()
    while full:
        node = hashlib.sha256(b"\x01" + full.pop()[1] + node).digest()
    return node


def canonical(fields: dict[str, object]) -> bytes:
    return json.dumps(fields, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()


def check_log(connection: sqlite3.Connection, entries: list[bytes]) -> Iterator[str]:
    """Every entry against the row it is about; fills `entries`."""
    redacted, cursor = {ref for (ref,) in connection.execute(REDACTED)}, connection.execute(LOG)
    names = [column[0] for column in cursor.description]
    for row in cursor:
        n, kind, ref, salt, entry, detail, capture_id, version_id = row[:8]
        if n != len(entries):
            yield f"entry {len(entries)} of the log: it is not there"
        entries.append(entry)
        covered = {"capture": range(9, 28), "version": range(28, 32)}.get(kind, ())
        if salt is None:
            yield from [] if n in redacted else [f"entry {n} of the log: erased, and no later entry says so"]
            continue
        if covered and capture_id is None and version_id is None:
            yield f"entry {n} of the log: the {kind} {ref} that it is about is not there"
            continue
        fields: dict[str, object] = {names[at]: row[at] for at in covered} | told(detail)
        fields |= {"outlet": row[8]} if kind == "version" else {"article_id": ref} if kind == "described" else {}
        if entry != b"w1" + hashlib.sha256(canonical({"v": 1, "kind": kind, "salt": salt.hex(), **fields})).digest():
            yield f"entry {n} of the log: it is not the hash of {kind} {ref} as that is in this file"


def told(detail: str) -> dict[str, object]:
    try:
        return dict(json.loads(detail or "{}"))
    except (ValueError, TypeError):
        return {}


def check_rows(connection: sqlite3.Connection) -> Iterator[str]:
    """Texts against their hashes, articles against what the log says of them last, and no row that it does not know."""
    for article, n, title, body, sha256 in connection.execute(TEXTS):
        if hashlib.sha256(f"{title}\n{body}".encode()).hexdigest() != sha256:
            yield f"version {n} of article {article}: its text is not the one whose hash was written"
    cursor = connection.execute(DESCRIBED)
    names = [column[0] for column in cursor.description][3:]
    for number, salt, detail, *article in cursor:
        described = {"salt": salt.hex() if salt else "", **dict(zip(names, article, strict=True))}
        if salt and hashlib.sha256(canonical(described)).hexdigest() != told(detail).get("sha256"):
            yield f"article {number}: its title, address, author, day or picture is not what the log says"
    for kind, table in (("capture", "captures"), ("version", "versions"), ("described", "articles")):
        for (ref,) in connection.execute(UNKNOWN.format(kind, table)):
            yield f"{table} {ref}: the log does not know it"


def check_manifest(path: Path, size: int, root: bytes) -> Iterator[str]:
    """What the manifest says of the file and of the log in it."""
    try:
        manifest = json.loads((path.parent / "manifest.json").read_text(encoding="utf-8"))
        if manifest.pop("sha256") != hashlib.sha256(canonical(manifest)).hexdigest():
            yield "manifest.json: it was changed since it was written"
        entry = next(entry for entry in manifest["snapshots"] if entry["file"] == path.name)
        listed = (entry["bytes"], entry["sha256"], entry["tree"]["size"], entry["tree"]["root"])
    except (OSError, ValueError, LookupError, TypeError, AttributeError, StopIteration) as problem:
        yield f"manifest.json: it cannot be read, or does not tell of {path.name} ({problem!r})"
        return
    with path.open("rb") as file:
        digest = hashlib.file_digest(file, "sha256").hexdigest()
    if listed != (path.stat().st_size, digest, size, root.hex()):
        yield f"{path.name}: its length, sha256, or the size or root of its log is not what manifest.json says"


def check_checkpoint(folder: Path, key: str, size: int, root: bytes) -> Iterator[str]:
    """The checkpoint of so many entries: a signed note (C2SP tlog-checkpoint) of origin, size and root."""
    path = folder / "checkpoints" / str(size)
    path = path if path.is_file() else folder / "checkpoint"
    try:
        text, _, lines = path.read_text(encoding="utf-8").rpartition("\n\n")
        _, signed_size, signed_root = text.split("\n")[:3]
        name, key_id, public = key.split("+", 2)
        signed = [line.split(" ") for line in lines.splitlines()]
        values = [base64.b64decode(value) for _, signer, value in signed if signer == name]
        kind = base64.b64decode(public)
    except (OSError, ValueError) as problem:
        yield f"{path.name}: it cannot be read, or the key {key} is none ({problem})"
        return
    if key_id != hashlib.sha256(f"{name}\n".encode() + kind).hexdigest()[:8] or kind[:1] != b"\x01":
        yield f"the key {key}: it is not whole"
    elif not any(is_signed(kind[1:], f"{text}\n".encode(), one[4:]) for one in values if one[:4].hex() == key_id):
        yield f"{path.name}: it is not signed with the key {key}"
    if (signed_size, signed_root) != (str(size), base64.b64encode(root).decode()):
        yield f"{path.name}: it is of {signed_size} entries or of others, this file has {size}: take checkpoints/{size}"


def main(words: list[str]) -> int:
    path, bad, entries = Path(words[0]).absolute(), list[str](), list[bytes]()
    try:
        connection = sqlite3.connect(f"{path.as_uri()}?mode=ro", uri=True)
        bad += [*check_log(connection, entries), *check_rows(connection)]
    except sqlite3.Error as problem:
        bad.append(f"{path.name}: it cannot be read ({problem})")
    root, vkey = root_of(entries), path.parent / "log.vkey"
    key = words[1] if words[1:] else vkey.read_text(encoding="utf-8").strip() if vkey.is_file() else ""
    bad += [*check_manifest(path, len(entries), root), *check_checkpoint(path.parent, key, len(entries), root)]
    ending = f"{len(entries)} entries of the log, root {root.hex()}, key {key or 'none'}: {len(bad)} bad"
    sys.stdout.write("".join(f"{line}\n" for line in [*(f"bad: {one}" for one in bad), ending]))
    return min(len(bad), 1)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]) if sys.argv[1:] and sys.argv[1][:1] != "-" else __doc__)
