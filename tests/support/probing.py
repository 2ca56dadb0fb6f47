"""Checking an outlet as `warraq outlets check` does, for the tests of probing."""

from spiders.probing.process import survey
from spiders.probing.report import Checkup, examine
from spiders.registry import outlets


def checked(name: str) -> Checkup:
    return examine(outlets()[name], survey(name, lambda _: None))


def words(checkup: Checkup) -> dict[str, str]:
    return {finding.probe: finding.result for finding in checkup.probes if finding.source != "announced"}
