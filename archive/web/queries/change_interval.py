"""Between which two readings a change was seen."""

from typing import NamedTuple

from archive.web.queries.articles import CapturedText


class Between(NamedTuple):
    """When two texts were read that differ: the captures they were read from, else the times of the versions.

    `still` is when the earlier text was last read, where that was after its capture and before the other's.
    """

    earlier: str
    later: str
    still: str


def seen_between(old: CapturedText, new: CapturedText) -> Between:
    """A change is seen between two readings; nobody knows when in between it was made."""
    earlier, later = (text["capture"]["fetched_at"] if text["capture"] else text["seen_at"] for text in (old, new))
    return Between(earlier, later, old["last_seen_at"] if earlier < old["last_seen_at"] < later else "")
