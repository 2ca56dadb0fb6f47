"""What was taken out answers 410 with the kind of reason, in both languages, to readers and to programs."""

from contextlib import closing
from pathlib import Path

import pytest

from archive.crawl_state.redactions import Redactions
from archive.data_folder import DataFolder
from archive.record.store import open_record
from archive.redaction.apply import begin, finish
from archive.redaction.plan import Wanted, plans
from tests.support.made_archive import captures_of
from tests.support.reading_room import Site
from tests.support.redacted_archive import HEADLINE, NAME, make


@pytest.fixture(scope="module")
def gone(tmp_path_factory: pytest.TempPathFactory) -> tuple[Site, int, list[str]]:
    root = tmp_path_factory.mktemp("gone") / "data"
    article = make(root)
    captures = captures_of(root, article)
    redact(DataFolder(root), Wanted(ids=(article,), level="erase", reason="safety"))
    return Site(root, {}), article, captures


def redact(data: DataFolder, wanted: Wanted) -> None:
    with closing(open_record(data.record)) as store, Redactions(data.service) as redactions:
        begin(redactions, plans(data, store, redactions, wanted), None)
    finish(data)


def test_every_address_of_it_says_so_in_both_languages(gone: tuple[Site, int, list[str]]) -> None:
    site, article, captures = gone
    pages = ("", "/versions/1", "/missing", "/diff/1..2", "/diff?old=1&new=2", "/captures", ".wacz")
    for path in (
        *(f"/article/{article}{page}" for page in pages),
        *captures,
        f"{captures[0]}/page",
        f"{captures[0]}/raw",
    ):
        for language, said in (("", "سلامة شخص"), ("/en", "the safety of a person")):
            answer = site.get(f"{language}{path}")
            assert (answer.status_code, said in answer.text) == (410, True), path
            assert HEADLINE not in answer.text
    assert site.get(f"{captures[0]}.warc.gz").status_code == 410


def test_programs_are_told_too(gone: tuple[Site, int, list[str]]) -> None:
    site, article, _ = gone
    for path in ("api/1/articles/{}", "api/1/articles/{}/versions/1", "article/{}.bib", "article/{}/versions/1.md"):
        answer = site.get(f"/{path.format(article)}")
        assert (answer.status_code, "safety" in answer.json()["detail"]) == (410, True), path


def test_the_description_of_the_api_names_that_answer(gone: tuple[Site, int, list[str]]) -> None:
    paths = gone[0].get("/api/1/openapi.json").json()["paths"]
    named = {path for path, asked in paths.items() if "410" in asked["get"]["responses"]}
    assert named == {"/api/1/articles/{id}", "/api/1/articles/{id}/versions/{n}"}


def test_no_list_search_or_feed_has_it(gone: tuple[Site, int, list[str]]) -> None:
    site, article, _ = gone
    pages = ("/", "/search?q=الحاجز", "/changes", "/feeds/articles.atom", "/api/1/changes", "/outlet/furat24")
    for path in (*pages, "/exports/articles.jsonl?q=السبت", "/api/1/search?q=السبت"):
        text = site.get(path).text
        assert str(article) not in text, path
        assert HEADLINE not in text, path


def test_a_number_that_nothing_ever_had_is_not_found(gone: tuple[Site, int, list[str]]) -> None:
    site, article, _ = gone
    assert site.get(f"/article/{article + 7}").status_code == 404


def test_a_version_without_a_name_says_why(tmp_path: Path) -> None:
    article = make(tmp_path / "data")
    redact(DataFolder(tmp_path / "data"), Wanted(ids=(article,), level="erase", reason="outlet", name=NAME))
    text = Site(tmp_path / "data", {}).text(f"/article/{article}/versions/1")
    assert "حُجب اسم في هذه النسخة" in text
    assert NAME not in text
    assert "█" in text
