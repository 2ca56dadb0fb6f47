"""A text that has lost its end: a paragraph that the outlet took away, or a page that broke off."""

from dataclasses import replace
from datetime import timedelta

import pytest

from archive.ingest.intake import Intake
from tests.support.made_pages import AT, page_of, take

LONG = "\n".join(f"الفقرة {n} من تقرير مصنوع عن مواسم الزراعة في سهل متخيل وما يحتاجه من الماء." for n in range(12))
HOUR = timedelta(hours=1)
CHANGED = ("edited", "unsettled")


@pytest.mark.parametrize(("stood", "left"), [(12, 11), (6, 4)], ids=["of many", "a third of a short text"])
def test_paragraphs_taken_from_the_end_are_an_edit_at_once(intake: Intake, stood: int, left: int) -> None:
    lines = LONG.split("\n")
    take(intake, page_of("\n".join(lines[:stood])))
    assert take(intake, page_of("\n".join(lines[:left]), at=AT + HOUR)).kind in CHANGED


@pytest.mark.parametrize(("before", "told_as"), [(b"</body></html>", "held"), (b"", "edited")], ids=["ended", "never"])
def test_a_page_that_breaks_off_waits_where_it_had_an_end_before(intake: Intake, before: bytes, told_as: str) -> None:
    whole = page_of("\n".join(LONG.split("\n")[:8]))
    less = page_of("\n".join(LONG.split("\n")[:6]), at=AT + HOUR)
    take(intake, replace(whole, body=whole.body.replace(b"</body></html>", before)))
    outcome = take(intake, replace(less, body=less.body.replace(b"</body></html>", b"")))
    assert ("edited" if outcome.kind in CHANGED else outcome.kind) == told_as
