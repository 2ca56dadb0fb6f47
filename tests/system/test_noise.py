"""What pages show round a story is not told as the outlet's edit, and no edit is lost: a share of the noise bench.

The share has every third pattern of noise and every second of edits; WARRAQ_NOISE=all measures the whole, in minutes.
"""

import os
from pathlib import Path

import pytest

from archive.exchange import Page
from archive.model import Outlet
from archive.reading.extract import read
from archive.versions.furniture.verdict import SeenPage, judge_change, nobody_knows
from tests.bench.noise import claims_of, turns_told
from tests.support.noise.corrections import HAS_REAL
from tests.support.noise.outlets import Visit
from tests.support.noise.patterns import Pattern, edits, noise
from tests.support.noise.plans import share
from tests.support.noise.report import offending
from tests.support.noise.series import TURNS
from tests.support.noise.sets import OF_SHARE, SETS, clear, measured
from tests.support.noise.templates import TEMPLATES

HTML = (("Content-Type", "text/html; charset=utf-8"),)
WHOLE = os.environ.get("WARRAQ_NOISE") == "all"
# The others take as long, and WARRAQ_NOISE=all takes them.
IN_SHARE = ("noise", "edits")


@pytest.mark.slow
@pytest.mark.parametrize("name", SETS if WHOLE else IN_SHARE)
def test_noise_is_not_told_as_an_edit_and_no_edit_is_lost(name: str, tmp_path: Path) -> None:
    if name.startswith("real") and not HAS_REAL:
        pytest.skip("no real articles beside the checkout (../shared/data)")
    results = measured(name, tmp_path, whole=WHOLE)
    missed = [
        f"{claim.what}: {claim.ours}, {claim.goal}" for claim in claims_of(name, results) if "MISSED" in claim.goal
    ]
    sure = clear(results)
    wrong = ["at first sight:", *offending(sure, 0), "in the end:", *offending(sure, -1)]
    assert missed == [], "\n".join((*missed, *wrong))


def test_headlines_in_turns_are_one_entry(tmp_path: Path) -> None:
    assert turns_told(tmp_path) == TURNS


def test_the_patterns_are_as_many_and_as_different_as_the_bench_promises() -> None:
    assert len(noise()) >= 60
    assert len(edits()) >= 40
    assert len({pattern.name for pattern in (*noise(), *edits())}) == len(noise()) + len(edits())
    assert len(TEMPLATES) >= 7


@pytest.mark.parametrize("patterns", [noise(), edits()], ids=["noise", "edits"])
def test_each_pattern_changes_the_page_in_the_share(patterns: tuple[Pattern, ...]) -> None:
    seen, same = set(), []
    for site in share(patterns):
        pages = zip(site.patterns, site.pairs(second=False), site.pairs(second=True), strict=True)
        for pattern, first, second in pages:
            seen.add(pattern)
            same += [f"{pattern.name} [{site.template.name}]"] if first.html == second.html else []
    assert seen == set(patterns)
    assert same == []


def test_an_edit_is_never_furniture_where_nothing_was_learned() -> None:
    wrong = []
    for site in share(edits()[:: 1 if WHOLE else OF_SHARE]):
        pairs = zip(site.patterns, site.pairs(second=False), site.pairs(second=True), strict=True)
        for pattern, first, second in pairs:
            verdict = judge_change(_seen(first, site.outlet), _seen(second, site.outlet), nobody_knows)
            wrong += [f"{pattern.name} [{site.template.name}]"] if verdict.kind == "furniture" else []
    assert wrong == []


def _seen(visit: Visit, outlet: Outlet) -> SeenPage:
    url, html, at = visit
    page = Page(url=url, final_url=url, status=200, headers=HTML, body=html.encode(), fetched_at=at)
    found = read(page, outlet)
    return SeenPage(found.title, found.text, found.lines)
