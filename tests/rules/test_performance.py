"""docs/performance.md says what the figures beside it say, and nothing was measured without a name or forgotten."""

import json

from tests.bench.crawling import NAMES
from tests.bench.performance_text import CHARTS, FIGURES, PAGE, written


def test_the_page_is_made_of_its_figures() -> None:
    """Made anew: python -m tests.bench.performance --drawn-anew."""
    assert PAGE.read_text(encoding="utf-8") == written(json.loads(FIGURES.read_text(encoding="utf-8")))


def test_each_program_has_its_figures_or_the_reason_why_not() -> None:
    found = json.loads(FIGURES.read_text(encoding="utf-8"))
    assert {*found["programs"], *found["missing"]} == set(NAMES)


def test_each_picture_of_the_page_is_there() -> None:
    assert all((CHARTS / f"performance-{name}.svg").exists() for name in ("programs", "growth"))
