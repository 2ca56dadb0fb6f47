"""Where the checkout and the material beside it lie."""

import os
from pathlib import Path

ROOT = Path(__file__).parents[2]
SAMPLE_OUTLETS = ROOT / "tests/support/sample_outlets"
# Real articles and pages, not ours to ship; tests that use them skip where they are absent.
SHARED = ROOT.parent / "shared"
# The suite takes a share of the real articles where each is looked at alone.
REAL_STEP = 1 if os.environ.get("WARRAQ_REAL") == "all" else 8
