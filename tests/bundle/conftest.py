"""An archive with an article that was captured in every way, made once for these tests."""

import pytest

from tests.support import captured_pages
from tests.support.reading_room import Site


@pytest.fixture(scope="package")
def site(tmp_path_factory: pytest.TempPathFactory) -> Site:
    return captured_pages.make(tmp_path_factory.mktemp("captured"))
