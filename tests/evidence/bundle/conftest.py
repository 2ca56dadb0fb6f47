"""An archive with an article that was captured in every way, made once for these tests."""

import shutil

import pytest

from archive.data_folder import DataFolder
from archive.evidence.checkpoint import sign
from archive.ingest.intake import Intake
from archive.ingest.session import Writer
from tests.support import captured_pages
from tests.support.made_archive import FURAT
from tests.support.reading_room import Site


@pytest.fixture(scope="package")
def site(tmp_path_factory: pytest.TempPathFactory) -> Site:
    return captured_pages.make(tmp_path_factory.mktemp("captured"))


@pytest.fixture(scope="package")
def signed(site: Site, tmp_path_factory: pytest.TempPathFactory) -> Site:
    """The same, its log signed, once more after a further capture, and one capture that came later still."""
    data = tmp_path_factory.mktemp("signed") / "data"
    shutil.copytree(site.data, data)
    for hours in (0.5, 0.25):
        sign(DataFolder(data), "https://archive.example")
        with Writer(DataFolder(data), "crawl") as writer:
            intake = Intake(data, FURAT, writer)
            captured_pages.keep(intake, captured_pages.PAGE, hours=hours)
            intake.flush()
    return Site(data, site.ids)
