"""warraq reindex: what is derived is made anew, one part or all."""

import json
from pathlib import Path

from tests.support import made_houses
from tests.support.typed import Typed


def test_the_spellings_of_names_are_derived_by_hand(typed: Typed, tmp_path: Path) -> None:
    made_houses.make(tmp_path / "warraq.db")
    status, out, _ = typed("reindex", "spellings", "--data", str(tmp_path), "--json")
    assert (status, json.loads(out)) == (0, {"spellings": 3})
