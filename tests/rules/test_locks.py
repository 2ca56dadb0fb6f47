"""The lock files: versions with hashes, from whatever index an operator uses."""

import re

from tests.support.paths import ROOT


def test_no_lock_names_an_index_and_every_version_has_hashes() -> None:
    for name in ("requirements.lock", "requirements-dev.lock"):
        lock = (ROOT / name).read_text()
        assert "://" not in lock
        pinned = re.findall(r"^\S+==.*(?:\n    .*)*", lock, re.MULTILINE)
        assert len(pinned) > 50
        assert all("--hash=sha256:" in entry for entry in pinned)
