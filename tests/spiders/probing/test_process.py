"""A probe is a process of its own: what ends it is told in a sentence."""

import pytest

from archive.errors import BadConfiguration, WarraqError
from spiders.probing.process import survey
from tests.support.crawling import Archive


@pytest.mark.usefixtures("archive")
def test_an_unknown_outlet_is_a_sentence() -> None:
    with pytest.raises(BadConfiguration, match="There is no outlet"):
        survey("nobody", lambda _: None)


def test_an_outlet_whose_own_code_crashes_ends_the_probe_with_a_sentence(archive: Archive) -> None:
    archive.outlet(
        "http://127.0.0.1:9", body="\n    async def start(self):\n        import os; os.abort()\n        yield\n"
    )
    with pytest.raises(WarraqError, match="crashed"):
        survey("made", lambda _: None)
