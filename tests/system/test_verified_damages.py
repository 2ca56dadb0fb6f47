"""Whatever byte, letter, value or row of an archive is changed, `verify` names it; of a whole archive it names nothing.

`WARRAQ_DAMAGES=1000` makes so many, in an archive of ten times as many captures.
"""

import os
import random
from pathlib import Path

import pytest

from archive.data_folder import DataFolder
from archive.upkeep.verifying import verify
from tests.support import verified_archive
from tests.support.damages import KINDS, Damager

DAMAGES = int(os.environ.get("WARRAQ_DAMAGES", "48"))
# Found in one go: an archive that is verified anew for each takes hours.
AT_ONCE = 24


@pytest.fixture(scope="module")
def damager(tmp_path_factory: pytest.TempPathFactory) -> Damager:
    data = DataFolder(tmp_path_factory.mktemp("verified") / "data")
    verified_archive.make(data.root, max(120, 10 * DAMAGES if DAMAGES > 48 else 0))
    made = Damager(data.root, random.Random(DAMAGES))
    made.keep()
    return made


def told(data: Path) -> str:
    return "\n".join(f"{bad['where']}: {bad['why']}" for bad in verify(DataFolder(data), {}).bad)


def test_every_damage_is_named_and_nothing_else_is_bad(damager: Damager) -> None:
    missed = []
    kinds = [kind for _ in range(DAMAGES) for kind in KINDS][:DAMAGES]
    for start in range(0, DAMAGES, AT_ONCE):
        made = [damager.damage(kind) for kind in kinds[start : start + AT_ONCE]]
        found = told(damager.data)
        missed += [damage.what for damage in made if not damage.is_named(found)]
        damager.heal()
        assert told(damager.data) == "", "healed, nothing is bad"
    assert missed == []
