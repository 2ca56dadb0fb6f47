"""Checks of one made article: the ways an answer enters the archive, and what is then told of its absence."""

from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from archive.exchange import Exchange, Page
from archive.ingest.intake import Intake
from archive.sqlite import open_readonly
from archive.versions.absence import Absence, absence_of
from archive.versions.checks import Check, checks_of
from tests.support.made_pages import AT, TEXT, answer, page_of, take

HOUR, DAY = timedelta(hours=1), timedelta(days=1)
OTHER = "https://sample.example/70002/"
ONCE = AT + 12 * HOUR


def two_articles(intake: Intake) -> int:
    """Two articles; the number of the one whose checks are looked at."""
    take(intake, page_of(f"{TEXT}\nوهذا خبر آخر.", url=OTHER))
    number = take(intake, page_of(TEXT)).article_id
    if number is None:
        raise AssertionError("the article was not stored")
    return number


def asked(data: Path, question: Callable[[Any], Any]) -> Any:
    connection = open_readonly(data / "warraq.db")
    try:
        return question(connection)
    finally:
        connection.close()


def checks(data: Path, article: int) -> list[Check]:
    found: list[Check] = asked(data, lambda connection: checks_of(connection, article))
    return found


def absence(data: Path, article: int) -> Absence:
    found: Absence = asked(data, lambda connection: absence_of(connection, article))
    return found


def missed(intake: Intake, *instants: datetime, status: int = 404) -> None:
    """The article is asked for and not there, while the other one answers a minute before."""
    for at in instants:
        take(intake, answer(304, at - timedelta(minutes=1), OTHER))
        take(intake, answer(status, at))


def told(found: Absence, *names: str) -> list[object]:
    values: dict[str, object] = dict(found)
    return [values[name] for name in names]


def exchange(page: Page) -> Exchange:
    return Exchange(url=page.url, status=page.status, headers=page.headers, body=page.body, fetched_at=page.fetched_at)
