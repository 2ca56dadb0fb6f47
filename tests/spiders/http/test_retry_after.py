"""How long a Retry-After header asks to wait."""

from datetime import UTC, datetime, timedelta
from email.utils import format_datetime

from hypothesis import given
from hypothesis import strategies as st

from archive.crawl_state.revisits import LONGEST_PAUSE
from spiders.http.retry_after import retry_after

AT = datetime(2026, 11, 22, 8, 0, tzinfo=UTC)


@given(st.integers(min_value=0, max_value=10**7))
def test_retry_after_in_seconds_and_as_a_date_mean_the_same(seconds: int) -> None:
    wait = min(timedelta(seconds=seconds), LONGEST_PAUSE)
    date = format_datetime(AT + timedelta(seconds=seconds), usegmt=True)
    assert retry_after(str(seconds), AT) == retry_after(date, AT) == wait


@given(st.text(max_size=40))
def test_no_retry_after_header_raises(text: str) -> None:
    wait = retry_after(text, AT)
    assert wait is None or timedelta() <= wait <= LONGEST_PAUSE


def test_a_retry_after_in_the_past_is_no_wait() -> None:
    assert retry_after("Sun, 22 Nov 2020 08:00:00 GMT", AT) == timedelta()
    assert retry_after("soon", AT) is None
