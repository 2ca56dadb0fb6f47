"""An article whose address changed stays one article; what merely redirects does not become it."""

from datetime import timedelta
from pathlib import Path

from archive.exchange import Page
from archive.ingest.intake import Intake
from archive.model import Outcome, Reading
from tests.support.copied_articles import DAY, START, MadeRecord, made_outlet, prose

OLD, NEW = "https://one.example/خبر-قديم", "https://one.example/خبر-جديد"


def take(
    desk: MadeRecord, url: str, text: str, after: timedelta, hops: tuple[str, ...] = (), status: int = 200
) -> Outcome:
    page = Page(
        url=hops[0] if hops else url,
        final_url=url,
        status=status,
        headers=(("content-type", "text/html"),),
        body=b"<html>",
        fetched_at=START + after,
        hops=hops,
    )
    with Intake(desk.root, made_outlet("one"), desk.writer) as intake:
        if status != 200:
            return intake.take(page)
        return intake.consider(page, Reading(title="عنوان الخبر", text=text, strategy="given"))


def test_a_redirect_to_an_edited_slug_is_the_same_article_from_then_on(tmp_path: Path) -> None:
    text = prose(1)
    with MadeRecord(tmp_path) as desk:
        first = take(desk, OLD, text, timedelta())
        moved = take(desk, NEW, text, DAY, hops=(OLD,))
        edited = take(desk, NEW, text + " كلمة", 2 * DAY)
        absent = take(desk, NEW, "", 3 * DAY, status=404)
        assert {first.article_id, moved.article_id, edited.article_id, absent.article_id} == {first.article_id}
        assert (moved.kind, edited.kind, absent.kind) == ("unchanged", "edited", "missing")
        assert desk.rows("SELECT count(*) AS n FROM urls") == [{"n": 2}]


def test_a_redirect_to_another_text_is_another_article(tmp_path: Path) -> None:
    with MadeRecord(tmp_path) as desk:
        first = take(desk, OLD, prose(1), timedelta())
        absent = take(desk, NEW, prose(2), DAY, hops=(OLD,))
        assert (absent.kind, absent.article_id, absent.way) == ("missing", first.article_id, "article_redirect")
        found = desk.rows("SELECT id, status, body FROM articles ORDER BY first_seen_at")
        assert [(row["status"], row["body"]) for row in found] == [("missing", prose(1)), ("live", prose(2))]
        assert desk.rows("SELECT article_id FROM urls ORDER BY first_seen_at") == [
            {"article_id": row["id"]} for row in found
        ]
