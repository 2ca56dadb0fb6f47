"""A version is cited as itself, and a change with both its texts and between which readings it was seen."""

import re
from datetime import timedelta
from pathlib import Path

import pytest

from archive.data_folder import DataFolder
from archive.ingest.session import Writer
from archive.times import now, stamp
from archive.web.app.language import load
from tests.support import compared_archive, judged_archive
from tests.support.made_archive import FURAT, WATER, Made, take
from tests.support.paths import ROOT
from tests.support.reading_room import Site

FORMS = ("bib", "ris", "md")
MARKUP = re.compile(r"[\\{}]")


@pytest.fixture(scope="module")
def story(tmp_path_factory: pytest.TempPathFactory) -> Site:
    """An article in four versions: first, edit, our own reading, edit."""
    return compared_archive.make(tmp_path_factory.mktemp("story"))


def version(site: Site, article: int, n: int) -> dict[str, str]:
    found = site.get(f"/api/1/articles/{article}/versions/{n}").json()
    capture = found["capture"]
    return {"sha256": found["sha256"], "bytes": capture["body_sha256"], "at": capture["fetched_at"], **found}


@pytest.mark.parametrize("form", FORMS)
def test_each_version_is_exported_with_its_own_title_hash_capture_and_address(site: Site, form: str) -> None:
    article = site.ids["water"]
    for n, other in ((1, 2), (2, 1)):
        own, not_it = version(site, article, n), version(site, article, other)
        answer = site.get(f"/article/{article}/versions/{n}.{form}")
        text = MARKUP.sub("", answer.text)
        lasting = f"http://localhost/article/{article}/versions/{n}"
        assert answer.headers["link"] == f'<{lasting}>; rel="cite-as"'
        for name in ("sha256", "bytes", "at", "title"):
            assert own[name] in text, name
            assert not_it[name] not in text, name
        assert lasting in text
        assert f"version {n}" in text
        assert site.get(f"/en/article/{article}/versions/{n}.{form}").text == answer.text
    for path in (f"/article/{article}/versions/9.{form}", f"/article/1/versions/1.{form}"):
        assert site.get(path).status_code == 404


def test_what_is_no_text_is_not_cited_as_a_version(site: Site) -> None:
    gone = site.ids["fair"]
    [n] = [one["n"] for one in site.get(f"/api/1/articles/{gone}").json()["versions"] if one["kind"] == "gone"]
    assert site.get(f"/article/{gone}/versions/{n}.bib").status_code == 404
    assert 'rel="cite-as"' not in site.get(f"/article/{gone}/versions/{n}").text


def test_the_article_is_cited_in_its_present_version_and_names_its_number(site: Site) -> None:
    article = site.ids["water"]
    for form in FORMS:
        text = site.get(f"/article/{article}.{form}").text
        assert version(site, article, 2)["sha256"] in text
        assert "version 2" in text


def test_an_older_text_that_an_import_brought_is_not_the_present_one(tmp_path: Path) -> None:
    """The time of its capture lies behind the first sight of the present text, and before the last."""

    water = Made(FURAT, "water", "عودة المياه إلى الأحياء", WATER, 0)
    between = Made(FURAT, "water", "انقطاع المياه عن الأحياء", WATER, 0)
    with Writer(DataFolder(tmp_path).make(), "made") as writer:
        article = take(writer, water, now() - timedelta(hours=9))
        take(writer, water, now() - timedelta(hours=1))
        take(writer, between, now() - timedelta(hours=5))
    site = Site(tmp_path, {})
    page = site.get(f"/article/{article}").text
    assert '<li class="now" aria-current="true"><b>النسخة 1</b>' in page
    assert "version 1" in site.get(f"/article/{article}.md").text


@pytest.mark.parametrize("prefix", ["", "/en"])
def test_the_pages_lead_to_the_citation_of_what_is_on_them(site: Site, prefix: str) -> None:
    article = site.ids["water"]
    for path in (f"/article/{article}", f"/article/{article}/versions/1", f"/article/{article}/diff/1..2"):
        page = site.get(f"{prefix}{path}").text
        assert f'<link rel="cite-as" href="{path}">' in page
        for form in FORMS:
            assert f'href="{prefix}{path}.{form}"' in page
            assert f'href="{path}.{form}"' in page


@pytest.mark.parametrize("form", FORMS)
def test_a_change_is_cited_with_both_versions_hashes_and_times(site: Site, form: str) -> None:
    article = site.ids["water"]
    answer = site.get(f"/article/{article}/diff/1..2.{form}")
    text = MARKUP.sub("", answer.text)
    lasting = f"http://localhost/article/{article}/diff/1..2"
    old, new = version(site, article, 1), version(site, article, 2)
    for one in (old, new):
        for name in ("sha256", "bytes", "at", "title"):
            assert one[name] in text
    assert f"a change was seen between {old['at']} and {new['at']}" in text
    assert lasting in text
    assert answer.headers["link"] == f'<{lasting}>; rel="cite-as"'
    # The earlier one first, however it was asked for.
    assert site.get(f"/article/{article}/diff/2..1.{form}").text == answer.text
    refused = {"1..9": 404, "1..1": 400}
    assert {pair: site.get(f"/article/{article}/diff/{pair}.{form}").status_code for pair in refused} == refused


def test_the_page_of_a_change_says_both_hashes_and_both_times(site: Site) -> None:
    article = site.ids["water"]
    page = site.get(f"/article/{article}/diff/1..2").text
    cited = page[page.index('<p class="cite">') :].split("</p>")[0]
    for n in (1, 2):
        one = version(site, article, n)
        assert one["sha256"] in cited
        assert f'datetime="{one["at"]}"' in cited
    assert f"http://localhost/article/{article}/diff/1..2" in cited
    assert "ولا نعرف الدقيقة" in page


def test_our_own_reading_is_never_cited_as_a_change_of_the_outlet(story: Site) -> None:
    article = story.ids["furat"]
    said = {pair: story.get(f"/article/{article}/diff/{pair}.md").text for pair in ("1..2", "2..3", "2..4")}
    assert "a change was seen between" in said["1..2"]
    assert "no change by the outlet" in said["2..3"]
    assert "a change was seen" not in said["2..3"]
    assert "part of it through other rules" in said["2..4"]
    assert "The outlet changed nothing" in story.text(f"/en/article/{article}/diff/2..3")


def test_when_the_earlier_text_was_read_again_it_is_said_until_when_it_was_there(tmp_path: Path) -> None:

    start = now()
    times = [start - timedelta(hours=hours) for hours in (9, 5, 2)]
    with Writer(DataFolder(tmp_path).make(), "made") as writer:
        for at in times[:2]:
            article = take(writer, Made(FURAT, "water", "عودة المياه إلى الأحياء", WATER, 0), at)
        take(writer, Made(FURAT, "water", "انقطاع المياه عن الأحياء", WATER, 0), times[2])
    first, still, then = map(stamp, times)
    text = Site(tmp_path, {}).get(f"/article/{article}/diff/1..2.md").text
    assert f"between {first} and {then}; the earlier text was last read at {still}" in text


def test_every_sentence_of_a_citation_and_of_an_unknown_day_has_its_row_in_the_documentation() -> None:
    method = (ROOT / "docs" / "method.md").read_text(encoding="utf-8")
    keys = (
        "change_title",
        "by.outlet",
        "by.cosmetic",
        "by.mixed",
        "by.us",
        "by.given",
        "by.half_given",
        "still",
        "hash",
    )
    more = ("time.undated", "article.undated", "article.from.first_seen", "search.undated", "saved.published")
    sentences = [load("en").find(key) for key in (*(f"cite.{key}" for key in keys), *more)]
    assert [sentence for sentence in sentences if f"| {sentence} |" not in method] == []


@pytest.fixture(scope="module")
def judged(tmp_path_factory: pytest.TempPathFactory) -> Site:
    return judged_archive.make(tmp_path_factory.mktemp("judged"))


@pytest.mark.parametrize(
    ("name", "pair", "said"),
    [
        (
            "counter",
            "1..2",
            "a change of lines that stand round the text, and of no word of the article, was seen between",
        ),
        (
            "counter",
            "1..4",
            "a change of lines that stand round the text, and of no word of the article, was seen between",
        ),
        ("marks", "1..3", "a change of lines that stand round the text, and of marks but no word of the article"),
        ("waiting", "1..2", "; whether it belongs to the text is not known yet"),
        ("settled", "1..3", "; something else changed of which it is not known yet whether it belongs to the text"),
        ("between", "1..4", "; lines that stand round the text changed as well, which is no edit"),
        ("between", "2..3", "a change was seen between"),
        ("headlines", "2..3", "two texts that the outlet was seen to show by turns, here between"),
    ],
)
def test_a_citation_says_of_a_change_that_is_no_edit_or_not_known_to_be_one_that_it_is_none(
    judged: Site, name: str, pair: str, said: str
) -> None:
    address = f"/article/{judged.ids[name]}/diff/{pair}"
    for form in FORMS:
        text = MARKUP.sub("", judged.get(f"{address}.{form}").text)
        assert said in text, form
        if name in ("counter", "waiting", "marks"):
            assert "a change was seen between" not in text
    page = judged.text(f"/en{address}").partition("Cite this change")[2]
    is_edit = name in ("between", "settled", "headlines")
    assert ("minute at which the text changed" in page) == is_edit
    assert ("The change was seen between" in page) == (name in ("between", "settled"))
