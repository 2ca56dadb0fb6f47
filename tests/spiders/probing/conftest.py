"""The sample sites, as each test of probing finds them."""

import shutil
from pathlib import Path

import pytest

from tests.support.outlet_server import OutletServer
from tests.support.paths import SAMPLE_OUTLETS


@pytest.fixture
def server(shared_server: OutletServer, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> OutletServer:
    shared_server.reset()
    monkeypatch.setenv("WARRAQ_ALLOW_PRIVATE", "1")
    monkeypatch.setenv("WARRAQ_SAMPLE_PORT", str(shared_server.base_port))
    # A folder of their own: outlets are loaded once a folder, and their addresses with them.
    monkeypatch.setenv("WARRAQ_OUTLETS", str(shutil.copytree(SAMPLE_OUTLETS, tmp_path / "samples")))
    return shared_server
