"""The list of an article's versions: what no outlet did stands folded, and what takes turns is one entry."""

import re

import pytest

from archive.web.queries.version_entries import entries
from archive.web.queries.version_history import TrailVersion
from tests.support import judged_archive
from tests.support.judged_archive import A, B
from tests.support.reading_room import Site, plain


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Site:
    return judged_archive.make(tmp_path_factory.mktemp("judged"))


def version(n: int, kind: str) -> TrailVersion:
    return {
        "id": 100 + n,
        "n": n,
        "kind": kind,
        "seen_at": f"2026-11-01T09:{n:02}:00Z",
        "added": 0,
        "removed": 0,
        "words": 0,
        "extractor": "",
        "capture_id": None,
        "changed": "",
        "numbers": "",
        "is_present": 0,
        "origin": "crawl",
        "seen_by": "crawl",
        "stated": 1,
        "before": n - 1,
    }


def listed(*kinds: str) -> list[tuple[str, list[int]]]:
    """The entries over versions of these kinds, the oldest first."""
    newest_first = [version(n, kind) for n, kind in enumerate(kinds, 1)][::-1]
    return [(entry.fold, [one["n"] for one in entry.versions]) for entry in entries(newest_first)]


def trail(site: Site, name: str, more: str = "", edition: str = "/en") -> str:
    """The list of the versions of an article, as it stands on a page."""
    page = str(site.get(f"{edition}/article/{site.ids[name]}{more}").text)
    return page.partition('<ol class="trail">')[2].partition("</section>")[0]


@pytest.mark.parametrize(
    ("kinds", "found"),
    [
        (("first", "edit"), [("", [2]), ("", [1])]),
        (("first", "furniture", "furniture"), [("round", [3, 2]), ("", [1])]),
        (("first", "furniture", "edit", "furniture"), [("round", [4]), ("", [3]), ("round", [2]), ("", [1])]),
        (("first", "alternates", "repeat", "repeat"), [("turns", [4, 3, 2]), ("", [1])]),
        (("first", "alternates", "furniture", "repeat"), [("turns", [4, 2]), ("round", [3]), ("", [1])]),
        (
            ("first", "alternates", "repeat", "edit", "alternates", "repeat"),
            [("turns", [6, 5]), ("", [4]), ("turns", [3, 2]), ("", [1])],
        ),
        (("first", "repeat"), [("", [2]), ("", [1])]),
        (("first", "unsettled"), [("", [2]), ("", [1])]),
    ],
)
def test_runs_are_one_entry_and_every_version_stands_in_the_list_once(
    kinds: tuple[str, ...], found: list[tuple[str, list[int]]]
) -> None:
    assert listed(*kinds) == found
    assert sorted(n for _, held in listed(*kinds) for n in held) == list(range(1, len(kinds) + 1))


def test_changes_round_the_text_are_folded_on_the_page_of_the_article_and_said_to_be_no_edit(site: Site) -> None:
    html = trail(site, "counter")
    assert html.count("<details>") == 1
    assert "3 changes round the text" in html
    assert "the outlet did not change its article" in html
    assert all(f"/diff/{n}..{n + 1}" in html for n in (1, 2, 3)), "they are there on request"
    head = site.text(f"/en/article/{site.ids['counter']}").partition("Evidence")[0]
    assert not re.search("[Ee]dited", head)


def test_the_page_of_such_a_version_opens_the_fold_it_stands_in(site: Site) -> None:
    assert "<details open>" in trail(site, "counter", "/versions/2")
    assert "<details open>" in trail(site, "counter", "/diff/1..2")
    assert 'aria-current="true"' in trail(site, "counter", "/versions/2")
    assert "<details open>" not in trail(site, "between", "/versions/3")


def test_what_takes_turns_is_one_entry_with_its_headlines_its_times_and_how_often(site: Site) -> None:
    html = plain(trail(site, "headlines"))
    assert html.count("The headline alternates between") == 1
    assert f"“{A}” and “{B}”" in html
    assert "4 times" in html
    assert "all 4 changes seen" in html
    assert "alternates between several wordings under one headline" in plain(trail(site, "wordings"))
    arabic = plain(trail(site, "headlines", edition=""))
    assert f"يتناوب العنوان بين «{A}» و«{B}»" in arabic
    assert "رُصد تبدّله 4 مرات" in arabic


def test_what_nobody_can_judge_yet_is_told_in_the_list_in_plain_words(site: Site) -> None:
    told = "whether it belongs to the text is not known yet. The outlet’s next pages may tell."
    assert told in plain(trail(site, "waiting"))
    assert told not in plain(trail(site, "counter"))
