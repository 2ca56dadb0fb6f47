"""What was found of a route is the route that goes into the outlet's file."""

from archive.model import Route
from spiders.probing.findings import Finding


def test_findings_and_surveys_keep_what_they_were_told() -> None:
    assert Finding(probe="listing", url="https://x.example/", result="ok", links="h2 a").route() == Route(
        kind="listing", url="https://x.example/", links="h2 a"
    )
