"""What the private files beside the record hold of an article."""

from collections.abc import Iterator
from typing import NamedTuple

from archive.alerts.forgetting import matches_of
from archive.alerts.watch.forgetting import found_by_lists
from archive.crawl_state.redactions import Redactions
from archive.data_folder import DataFolder
from archive.desk.forgetting import marks_of
from archive.redaction._targets import Target


class PrivatePlace(NamedTuple):
    """In which file, what it is, how many, and what is done with it."""

    store: str
    what: str
    found: int
    done: str


def private_places(data: DataFolder, redactions: Redactions, target: Target) -> Iterator[PrivatePlace]:
    yield PrivatePlace("readers.db", "found by saved searches", matches_of(data.readers, target.id), "removed")
    yield PrivatePlace("watch.db", "found by watch lists", found_by_lists(data.watch, target.id), "removed")
    outlet, key = (str(target.article[name]) for name in ("outlet", "key")) if target.rows else ("", "")
    marks = marks_of(data.desk, target.id, outlet, key)
    yield PrivatePlace("desk.db", "marks of readers", marks, "its key removed; their own words stay")
    yield PrivatePlace("service.db", "pages held back", len(redactions.held_at(target.addresses)), "removed")
    yield PrivatePlace("service.db", "hidden or sealed", len(redactions.sealed(target.id)), "replaced")
