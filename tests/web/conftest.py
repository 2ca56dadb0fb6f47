"""What most tests of the web start from: the reading room over the made archive, one for each test module."""

import pytest

from tests.support.reading_room import Site, made


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Site:
    return made(tmp_path_factory.mktemp("made"))
