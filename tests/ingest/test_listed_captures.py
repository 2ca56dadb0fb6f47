"""A list of captures beside the record: what is held, what is missing, and the line that asks for it."""

from contextlib import closing
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from archive.data_folder import DataFolder
from archive.ingest.importer import Importer
from archive.ingest.listed_captures import CaptureJudge, JudgedCapture, is_wanted, wanted_lines
from archive.ingest.session import Writer
from archive.record.store import read_record
from archive.warc.cdx import ListedCapture
from tests.support.made_pages import OUTLET
from tests.support.warc_files import article, http, warc_record

HOME = "http://sample.example:80"
TAKEN = datetime(2019, 3, 4, 5, 6, 7, tzinfo=UTC)
LISTED = ListedCapture(url=f"{HOME}/70001/", taken_at=TAKEN, status=200, mime="text/html", digest="ABC", length=9)
OF_RECORD = replace(LISTED, warc_file="crawl-data/x.warc.gz", offset=700)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> DataFolder:
    """One article, captured on the fourth of March 2019."""
    data = DataFolder(tmp_path_factory.mktemp("listed") / "data")
    file = data.root.parent / "one.warc"
    file.write_bytes(warc_record(http(article(1)), url="https://sample.example/70001/"))
    with Writer(data, "import") as writer:
        assert [outcome.kind for outcome, _ in Importer(writer, {"sample": OUTLET}).run(file)] == ["new"]  # type: ignore[union-attr]
    return data


def judged(folder: DataFolder, listed: ListedCapture) -> JudgedCapture:
    with closing(read_record(folder.record)) as connection:
        return CaptureJudge(connection, {"sample": OUTLET}).judged(listed)


@pytest.mark.parametrize(
    ("listed", "state", "key"),
    [
        (LISTED, "held", "70001"),
        (replace(LISTED, taken_at=datetime(2020, 1, 1, tzinfo=UTC)), "known", "70001"),
        (replace(LISTED, url=f"{HOME}/70002/slug/?amp=1"), "missing", "70002"),
        (replace(LISTED, url=f"{HOME}/about/"), "no_article", None),
        (replace(LISTED, url="http://other.example/70001/"), "no_outlet", None),
        (replace(LISTED, url="dns:sample.example"), "no_outlet", None),
        (replace(LISTED, url="http://[/70001/"), "no_outlet", None),
    ],
)
def test_a_listed_capture_is_held_known_missing_or_no_article(
    folder: DataFolder, listed: ListedCapture, state: str, key: str | None
) -> None:
    found = judged(folder, listed)
    assert (found["state"], found["key"]) == (state, key)
    assert (found["article_id"] is not None) == (state in ("held", "known"))


def test_what_the_list_claims_is_passed_on_and_is_not_ours(folder: DataFolder) -> None:
    found = judged(folder, replace(LISTED, status=301))
    assert (found["taken_at"], found["status"], found["mime"], found["digest"]) == (
        "2019-03-04T05:06:07Z",
        301,
        "text/html",
        "ABC",
    )


@pytest.mark.parametrize(
    ("listed", "lines"),
    [
        (LISTED, ["https://web.archive.org/web/20190304050607id_/http://sample.example:80/70009/"]),
        (OF_RECORD, ["crawl-data/x.warc.gz\t700\t9"]),
        (replace(OF_RECORD, offset=None), [f"{HOME}/70009/"]),
        (replace(LISTED, taken_at=None), [f"{HOME}/70009/"]),
        (
            replace(LISTED, status=None, mime="warc/revisit"),
            [f"https://web.archive.org/web/20190304050607id_/{HOME}/70009/"],
        ),
        (replace(LISTED, status=404), []),
        (replace(LISTED, status=301), []),
        (replace(LISTED, mime="image/jpeg"), []),
    ],
)
def test_pages_of_missing_articles_are_asked_for_by_record_or_by_raw_address(
    folder: DataFolder, listed: ListedCapture, lines: list[str]
) -> None:
    found = judged(folder, replace(listed, url=f"{HOME}/70009/"))
    assert (list(wanted_lines(found)) if is_wanted(found) else []) == lines


def test_without_an_archive_everything_is_missing(tmp_path: Path) -> None:
    assert tmp_path.is_dir()
    assert CaptureJudge(None, {"sample": OUTLET}).judged(LISTED)["state"] == "missing"
