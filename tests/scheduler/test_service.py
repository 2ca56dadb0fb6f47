"""The service: what its own process carries while it waits."""

import subprocess
import sys

from tests.support.paths import ROOT

# The crawls, the reading and the reading room have processes of their own; alerts load their channels when they send.
HEAVY = ("scrapy", "twisted", "trafilatura", "lxml", "selectolax", "datasette", "apprise")
SCRIPT = f"""
import sys
import scheduler.commands.run
from spiders.registry import outlets
assert outlets()
print([name for name in {HEAVY} if name in sys.modules])
"""


def test_the_service_loads_no_scrapy_no_extractor_and_no_datasette_into_its_own_process() -> None:
    done = subprocess.run([sys.executable, "-c", SCRIPT], cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.stdout.strip() == "[]", done.stderr
