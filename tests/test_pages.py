"""Every saved page yields exactly the text saved beside it."""

from pathlib import Path

import pytest

from tests.saved_pages import rendered, saved_pages


@pytest.mark.parametrize("path", saved_pages(), ids=lambda path: f"{path.parent.name}/{path.stem}")
def test_a_saved_page_yields_the_text_saved_beside_it(path: Path) -> None:
    beside = path.with_suffix(".txt")
    assert beside.exists(), f"{beside.name} is missing: run `python -m tests.accept`, then read what it wrote"
    assert rendered(path) == beside.read_text(encoding="utf-8")
