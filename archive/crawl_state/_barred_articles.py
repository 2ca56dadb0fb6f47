"""Articles that are not to be taken in again: known by a hash alone, so that this names none of them."""

import hashlib
import hmac
import json
from collections.abc import Collection, Iterable, Sequence

from sqlite_utils import Database

from archive.crawl_state.revisits import Listed


def digests(db: Database, outlet: str, keys: Iterable[str]) -> dict[str, str]:
    """The hash under which each key of an outlet would stand among what is left out."""
    secret = bytes.fromhex(db.execute("SELECT secret FROM left_out_secret").fetchone()[0])
    return {key: hmac.new(secret, f"{outlet}\0{key}".encode(), hashlib.sha256).hexdigest() for key in keys}


def left_out(db: Database, outlet: str, keys: Collection[str]) -> set[str]:
    """Which of these articles of an outlet are not to be taken in again."""
    if db.execute("SELECT 1 FROM left_out LIMIT 1").fetchone() is None:
        return set()
    by_digest = {digest: key for key, digest in digests(db, outlet, keys).items()}
    sql = "SELECT digest FROM left_out WHERE digest IN (SELECT value FROM json_each(?))"
    return {by_digest[row[0]] for row in db.execute(sql, (json.dumps(list(by_digest)),))}


def without_left_out(db: Database, outlet: str, listed: Sequence[Listed]) -> list[Listed]:
    """What a route lists, but for what is not to be taken in again."""
    leave = left_out(db, outlet, [entry.key for entry in listed])
    return [entry for entry in listed if entry.key not in leave] if leave else list(listed)
