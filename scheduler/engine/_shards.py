"""A unit's plan, shard and receipt at a place: written by a job, found again by it, read by the archive's machine.

A plan says what is to be done and with which code; a shard is lines, packed so that the same lines are the same bytes;
the receipt beside it says of which plan it is, and what its bytes hash to.
"""

import gzip
import hashlib
import json
import tempfile
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from archive.errors import WarraqError
from scheduler.engine._code_version import code_version
from scheduler.engine._place import Place, place_at
from scheduler.engine.interface import Receipt

PLAN, SHARD, RECEIPT = ".plan", ".shard", ".receipt"
Plan = Mapping[str, Any]


class OtherCode(WarraqError):
    """A worker runs another release than the archive's machine, or knows other outlets."""

    exit_code = 4


class NoPlan(WarraqError):
    """A worker does not see the place, or not this unit's plan in it."""

    exit_code = 4


def write_plan(place: Place, unit: str, plan: Plan) -> None:
    """Keep what a unit is to do; with the version of the code that is to do it."""
    whole = {"code": code_version(), **plan}
    place.write(unit + PLAN, json.dumps(whole, ensure_ascii=False, sort_keys=True).encode("utf-8", "surrogatepass"))


def plan_of(place: Place, unit: str) -> Plan | None:
    """What a unit is to do, and with which code; None where it is not at the place."""
    written = place.read(unit + PLAN)
    return json.loads(written.decode("utf-8", "surrogatepass")) if written else None


def remove_unit(place: Place, unit: str) -> None:
    """Take a unit's files away."""
    for kind in (RECEIPT, SHARD, PLAN):
        place.remove(unit + kind)


def kept_receipt(place: Place, unit: str, plan: bytes) -> Receipt | None:
    """The receipt of this very plan whose shard is whole; None where it is still to be done."""
    try:
        receipt: Receipt = json.loads(place.read(unit + RECEIPT) or b"null")
        is_of_it = receipt["plan"] == hashlib.sha256(plan).hexdigest()
    except (ValueError, KeyError, TypeError):
        return None
    return receipt if is_of_it and _sha256_at(place, unit + SHARD) == receipt["sha256"] else None


def with_receipt(unit: str, address: str, lines_of: Callable[[Place, Plan], Iterable[bytes]]) -> Receipt:
    """What every job does: the receipt that is there, or the shard made by `lines_of`, then its receipt.

    Raises OtherCode, NoPlan.
    """
    place = place_at(address)
    written = place.read(unit + PLAN)
    if written is None:
        raise NoPlan(
            f"{address} holds no plan of {unit}. All machines must see the same place: name one with --place that they"
            " have mounted, or object storage."
        )
    plan: Plan = json.loads(written.decode("utf-8", "surrogatepass"))
    if plan["code"] != code_version():
        raise OtherCode(
            f"A worker runs another release than this command, or knows other outlets ({code_version()}, not"
            f" {plan['code']}). Install the same everywhere, WARRAQ_OUTLETS too, and start the workers anew."
        )
    receipt = kept_receipt(place, unit, written)
    if receipt is None:
        receipt = _made(place, unit, lines_of(place, plan))
        receipt |= {"unit": unit, "plan": hashlib.sha256(written).hexdigest(), "code": code_version()}
        place.write(unit + RECEIPT, json.dumps(receipt, sort_keys=True).encode())
    return receipt


def _made(place: Place, unit: str, lines: Iterable[bytes]) -> Receipt:
    count = 0
    with tempfile.NamedTemporaryFile() as file:
        # Without a name and an instant in its head: the same lines are the same bytes.
        with gzip.GzipFile(filename="", mode="wb", fileobj=file, compresslevel=6, mtime=0) as packed:
            for line in lines:
                packed.write(line + b"\n")
                count += 1
        file.flush()
        size = file.tell()
        file.seek(0)
        digest = hashlib.file_digest(file, "sha256").hexdigest()
        place.put(unit + SHARD, Path(file.name))
    return {"lines": count, "bytes": size, "sha256": digest}


@contextmanager
def open_shard(place: Place, unit: str, receipt: Receipt) -> Iterator[Iterable[bytes] | None]:
    """Its lines, unpacked; None where it is not the shard of this receipt."""
    with tempfile.TemporaryFile() as file:
        is_there = place.fetch(unit + SHARD, file)
        file.seek(0)
        if not is_there or hashlib.file_digest(file, "sha256").hexdigest() != receipt["sha256"]:
            yield None
            return
        file.seek(0)
        with gzip.GzipFile(fileobj=file, mode="rb") as lines:
            yield lines


def _sha256_at(place: Place, name: str) -> str:
    with tempfile.TemporaryFile() as file:
        if not place.fetch(name, file):
            return ""
        file.seek(0)
        return hashlib.file_digest(file, "sha256").hexdigest()
