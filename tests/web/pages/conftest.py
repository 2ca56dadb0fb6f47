"""What the pages that list changes are asked about."""

import pytest

from tests.support import busy_outlets
from tests.support.reading_room import Site


@pytest.fixture(scope="module")
def busy(tmp_path_factory: pytest.TempPathFactory) -> Site:
    return busy_outlets.make(tmp_path_factory.mktemp("busy"))
