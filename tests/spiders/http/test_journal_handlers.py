"""What a request came to there, it comes to here: the same answer, the same exception, the same cause."""

from datetime import UTC, datetime, timedelta

import pytest
from scrapy.exceptions import CannotResolveHostError, DownloadFailedError, DownloadTimeoutError, ResponseDataLossError
from scrapy.http import Headers, HtmlResponse, Request

from spiders.http.address_guard import refused_names
from spiders.http.capture import ARTICLE, FETCHED_AT
from spiders.http.causes import cause_of_error
from spiders.http.headers import headers_of
from spiders.http.journal_handlers import failure_of, head_of_answer, head_of_failure, response_of
from spiders.http.retry_after import PauseAsked
from spiders.journal import Noted

URL = "http://example.org/10001/"
AT = datetime(2026, 11, 27, 9, 0, tzinfo=UTC)


def because(problem: Exception, cause: Exception) -> Exception:
    problem.__cause__ = cause
    return problem


@pytest.mark.parametrize(
    ("problem", "cause"),
    [
        (CannotResolveHostError("no such name"), "dns"),
        (DownloadTimeoutError("slow"), "timeout"),
        (ResponseDataLossError(), "cut_off"),
        (DownloadFailedError("closed"), "connection"),
        (because(DownloadFailedError("failed"), OSError("certificate verify failed")), "tls"),
        (RuntimeError("odd"), "connection"),
        (PauseAsked(AT + timedelta(hours=1)), "retry_after"),
    ],
)
def test_a_failure_is_of_its_kind_and_has_its_cause(problem: Exception, cause: str) -> None:
    again = failure_of(head_of_failure(Request(URL), problem))
    assert cause_of_error(again, URL) == cause_of_error(problem, URL) == cause
    assert isinstance(again, Exception if isinstance(problem, RuntimeError) else type(problem))
    if isinstance(again, PauseAsked):
        assert again.until == AT + timedelta(hours=1)


def test_a_name_that_was_private_there_is_private_here() -> None:
    refused_names.add("example.org")
    head = head_of_failure(Request(URL), CannotResolveHostError("private"))
    refused_names.clear()
    assert cause_of_error(failure_of(head), URL) == "private_address"
    refused_names.clear()


def test_an_answer_has_its_body_its_headers_in_their_order_and_its_server() -> None:
    headers = Headers({"Content-Type": "text/html", "Set-Cookie": ["a", "b"], "X-Odd": "\xe9".encode("latin-1")})
    given = HtmlResponse(URL, status=203, headers=headers, body=b"<p>\xd8</p>", ip_address="192.0.2.7")
    head = head_of_answer(Request(URL, meta={FETCHED_AT: AT, ARTICLE: True}), given)
    again = response_of(Request(URL), Noted(head, given.body))
    assert (again.status, again.body, headers_of(again), type(again)) == (
        203,
        given.body,
        headers_of(given),
        HtmlResponse,
    )
    assert str(again.ip_address) == "192.0.2.7"
    assert (head["is_article"], head["at"]) == (True, AT.isoformat())
