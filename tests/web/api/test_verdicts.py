"""The stream of verdicts, for those who keep a copy: each once, in the order in which they were reached."""

import pytest

from tests.support import judged_archive
from tests.support.reading_room import Site


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Site:
    return judged_archive.make(tmp_path_factory.mktemp("judged"))


def test_a_copy_learns_of_every_version_that_was_judged_anew_whatever_the_size_of_an_answer(site: Site) -> None:
    rows = site.rows(
        "SELECT v.article_id, v.n, d.at, d.was, d.kind, d.why FROM verdicts d JOIN versions v ON v.id = d.version_id"
        " ORDER BY d.id"
    )
    assert len(rows) == 5
    found: list[dict[str, object]] = []
    since, more = 0, True
    while more:
        answer = site.get(f"/api/1/verdicts?since={since}&limit=2").json()
        found, since, more = found + answer["verdicts"], answer["cursor"], answer["more"]
    assert found == rows
    assert site.get(f"/api/1/verdicts?since={since}").json() == {"verdicts": [], "cursor": since, "more": False}


def test_an_article_brings_its_verdicts_and_the_kinds_as_they_are_now(site: Site) -> None:
    known = site.get(f"/api/1/articles/{site.ids['counter']}").json()
    assert [one["kind"] for one in known["versions"]] == ["first", "furniture", "furniture", "furniture"]
    assert [(one["n"], one["was"], one["kind"], one["why"]) for one in known["verdicts"]] == [
        (2, "edit", "furniture", "learned")
    ]
    assert all(one["told_at"] for one in known["versions"])
    assert site.get(f"/api/1/articles/{site.ids['waiting']}").json()["verdicts"] == []


def test_a_parameter_that_makes_no_sense_is_refused(site: Site) -> None:
    assert site.get("/api/1/verdicts?since=x").status_code == 400
    assert site.get("/api/1/verdicts?kind=edit").status_code == 400
