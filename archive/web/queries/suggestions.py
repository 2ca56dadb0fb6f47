"""Other questions for a reader whose question found little: such as an address can hold."""

from collections.abc import Sequence
from typing import Protocol

from archive.search.suggestions import Offer, offers
from archive.web.app.search_request import MOST_CHARACTERS, NO_ARABIC, SearchRequest
from archive.web.queries.rows import Connection


class Answered(Protocol):
    """How many articles a question found, and other spellings of it that find some."""

    @property
    def count(self) -> int: ...
    @property
    def suggestions(self) -> Sequence[str]: ...


def offered(connection: Connection, params: SearchRequest, answer: Answered) -> list[Offer]:
    """None but on the first page of an answer."""
    if not params.q or params.before is not None or params.start > 1:
        return []
    made = offers(
        connection,
        params.q,
        params.mode,
        answer.count,
        answer.suggestions,
        arabic=params.arabic != NO_ARABIC,
        **params.filters,
    )
    return [offer for offer in made if len(offer.question) <= MOST_CHARACTERS]
