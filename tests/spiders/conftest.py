"""What the crawl tests start from."""

from collections.abc import Iterator

import pytest

from tests.support.scripted_site import ScriptedSite


@pytest.fixture
def site() -> Iterator[ScriptedSite]:
    with ScriptedSite().running() as running:
        yield running
