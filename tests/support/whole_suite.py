"""What the everyday suite leaves to `WARRAQ_SUITE=whole`, as it takes long and shows what other tests show in part."""

import os

import pytest

WHOLE = os.environ.get("WARRAQ_SUITE") == "whole"
ONLY_WHOLE = pytest.mark.skipif(not WHOLE, reason="it takes long: WARRAQ_SUITE=whole")
