"""Jobs of the tests of engines: what each did is written down at the place, whoever did it."""

import os
import signal
import time
from collections import Counter
from pathlib import Path

from scheduler.engine.interface import Receipt


def noted(unit: str, place: str) -> Receipt:
    """Notes its begin and end."""
    _note(place, f"begins {unit}")
    time.sleep(0.02 if "slow" in unit else 0)
    _note(place, f"ends {unit}")
    return {"unit": unit, "length": len(unit)}


def odd(unit: str, place: str) -> Receipt:
    """`bad` raises, `strange` gives what is no receipt, `poison` kills its process; the others do well."""
    if unit == "bad":
        raise ValueError(f"no good: {unit}")
    if unit == "strange":
        return {"unit": unit, "answer": object()}  # type: ignore[dict-item]
    if unit == "poison":
        _note(place, "begins poison")
        os.kill(os.getpid(), signal.SIGKILL)
    return noted(unit, place)


def count(place: Path, what: str) -> Counter[str]:
    """How often each unit began, or ended."""
    path = place / "ledger"
    lines = path.read_text(encoding="utf-8").splitlines() if path.exists() else []
    return Counter(line.removeprefix(f"{what} ") for line in lines if line.startswith(what))


def _note(place: str, line: str) -> None:
    with Path(place, "ledger").open("ab", buffering=0) as ledger:
        ledger.write(f"{line}\n".encode())
