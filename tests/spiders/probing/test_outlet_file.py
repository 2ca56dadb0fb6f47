"""The file of a proposed outlet: what a site says of itself stays a text, a name that is none is refused."""

from pathlib import Path

import pytest

from archive.errors import BadConfiguration
from archive.model import Route
from spiders.probing.outlet_file import demand_name, source, written
from spiders.probing.proposal import new_outlet
from spiders.registry import load_outlet_file


def test_what_a_site_says_of_itself_cannot_become_code(tmp_path: Path) -> None:
    evil = '"""\\ \u202e\n\'); import os; os.abort() #'
    outlet = new_outlet("evil", "https://example.org")
    made = type(outlet)(
        **{name: getattr(outlet, name) for name in outlet.__slots__}
        | {"title": evil, "routes": (Route(kind="listing", url="/", links='a[title="x"]'),)}
    )
    (tmp_path / "evil.py").write_text(source(made), encoding="utf-8")
    loaded = load_outlet_file(tmp_path / "evil.py").outlet
    assert loaded == made
    assert "\u202e" not in source(made)
    assert written(Route(kind="feed", url="/feed/")) == 'Route(kind="feed", url="/feed/")'


@pytest.mark.parametrize("name", ["", "x", "Über", "a-b", "../x", "class", "1a"])
def test_a_name_that_is_no_name_is_refused(name: str) -> None:
    with pytest.raises(BadConfiguration, match="no name"):
        demand_name(name)
