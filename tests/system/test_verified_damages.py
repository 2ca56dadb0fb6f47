"""Whatever byte, letter, value or row of an archive is changed, `verify` names it; of a whole archive it names nothing.

`WARRAQ_DAMAGES=1000` makes so many, in an archive of ten times as many captures.
"""

import os
import random
import shutil
from collections.abc import Callable, Collection
from pathlib import Path

import pytest

from archive.data_folder import DataFolder
from archive.evidence.checkpoint import sign
from archive.publish.snapshot import publish
from archive.publish.verifier_file import put
from tests.support import verified_archive
from tests.support.damager import Damager, Kind
from tests.support.damages import KINDS, PUBLISHED_KINDS
from tests.support.odd_damages import GROUPS

DAMAGES = int(os.environ.get("WARRAQ_DAMAGES", "40"))
FEW = 120
CAPTURES = 10 * DAMAGES if DAMAGES > 100 else FEW
# Found in one go: an archive that is verified anew for each takes hours. Of what was published there are few files.
AT_ONCE, OF_PUBLISHED_AT_ONCE = max(25, DAMAGES // 8), 2


def made(root: Path, captures: int) -> Path:
    data = DataFolder(root / "data")
    verified_archive.make(data.root, captures)
    sign(data, "https://archive.example", data.published / publish(data).file)
    put(data)
    return data.root


@pytest.fixture(scope="module")
def few(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """What odd damages name by number and day: of one size always."""
    return made(tmp_path_factory.mktemp("few"), FEW)


@pytest.fixture(scope="module")
def damager(tmp_path_factory: pytest.TempPathFactory, request: pytest.FixtureRequest) -> Damager:
    root = tmp_path_factory.mktemp("verified")
    if CAPTURES == FEW:
        data = Path(shutil.copytree(request.getfixturevalue("few"), root / "data"))
    else:
        data = made(root, CAPTURES)
    found = Damager(data, random.Random(DAMAGES))
    found.keep()
    return found


@pytest.mark.parametrize("group", GROUPS)
def test_what_changes_no_letter_of_a_row_is_named_as_well(few: Path, group: str, tmp_path: Path) -> None:
    data = DataFolder(Path(shutil.copytree(few, tmp_path / "data")))
    for odd in GROUPS[group]:
        odd.do(data)
    told = Damager(data.root, random.Random(0)).told()
    assert [odd.told for odd in GROUPS[group] if odd.told not in told] == []


def missed(damager: Damager, of: Collection[Kind], number: int, at_once: int, told_of: Callable[[], str]) -> list[str]:
    """Which of so many damages are not named. Between them the archive is healed, and then nothing may be bad."""
    kinds, found = [kind for _ in range(number) for kind in of][:number], []
    for start in range(0, number, at_once):
        made = [damager.damage(kind) for kind in kinds[start : start + at_once]]
        told = told_of()
        found += [damage.what for damage in made if not damage.is_named(told)]
        damager.heal()
    assert damager.told() == "", "healed, nothing is bad"
    return found


def test_every_damage_to_rows_and_bytes_is_named(damager: Damager) -> None:
    assert missed(damager, KINDS.values(), DAMAGES * 4 // 5, AT_ONCE, damager.told) == []


def test_every_damage_to_what_was_published_is_named(damager: Damager) -> None:
    assert (
        missed(damager, PUBLISHED_KINDS.values(), DAMAGES // 5, OF_PUBLISHED_AT_ONCE, damager.told_of_published) == []
    )
