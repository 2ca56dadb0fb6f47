"""History is told as news to nobody who did not ask for it: old articles, imports, what only a backfill found."""

import json
import threading
from datetime import date, datetime, timedelta
from pathlib import Path

import pytest
from click.testing import CliRunner

from archive.alerts.delivery import save, send
from archive.alerts.saved_search import Wanted
from archive.crawl_state.frontier import Frontier
from archive.crawl_state.past import Address, only_in_the_past
from archive.crawl_state.revisits import Listed, Poll
from archive.data_folder import DataFolder
from archive.exchange import Exchange, Hint, Page
from archive.ingest.importer import Importer
from archive.ingest.intake import Intake
from archive.ingest.session import Writer
from archive.model import Published, Reading
from archive.times import damascus_day, now
from scheduler.cli import cli
from tests.support.made_archive import HAWRAN, STREET
from tests.support.reading_room import Site
from tests.support.webhook import Webhook

pytestmark = pytest.mark.filterwarnings("ignore:'imghdr' is deprecated")
QUESTION = "صيانة الأرصفة"


@pytest.fixture
def folder(data: Path) -> DataFolder:
    made = DataFolder(data).make()
    with Writer(made, "made") as writer:
        crawled(writer, 0, 0)
    return made


def crawled(writer: Writer, n: int, days: float | None, at: datetime | None = None, text: str = STREET) -> int:
    """An article met by a crawl that states a day so many days before; None: it states none."""
    at, url = at or now(), f"https://hawran.example/street-{n}"
    headers = (("Content-Type", "text/html; charset=utf-8"),)
    intake = Intake(writer.data.root, HAWRAN, writer)
    intake.keep(Exchange(url=url, status=200, headers=headers, body=f"<p>{n}".encode(), fetched_at=at))
    day = None if days is None else damascus_day(at - timedelta(days=days))
    reading = Reading(
        title=f"جدول صيانة الأرصفة في الحيّ رقم {n}",
        text=text.format(n=n),
        published=Published(instant=None, day=day, source="url") if day else None,
        lang="ar",
    )
    page = Page(url=url, final_url=url, status=200, headers=headers, body=f"<p>{n}".encode(), fetched_at=at)
    article = intake.consider(page, reading).article_id
    assert article is not None
    return article


def imported(folder: DataFolder, n: int, day: date, *, text: str = STREET, captured: date | None = None) -> None:
    line = {
        "url": f"https://hawran.example/street-{n}",
        "title": f"جدول صيانة الأرصفة في الحيّ رقم {n}",
        "text": text.format(n=n),
        "published": day.isoformat(),
    }
    if captured:
        line["fetched"] = f"{captured}T10:00:00Z"
    path = folder.root / f"{n}-{len(text)}.jsonl"
    path.write_text(json.dumps(line, ensure_ascii=False), encoding="utf-8")
    with Writer(folder, "import") as writer:
        done = [outcome for outcome, _ in Importer(writer, {HAWRAN.name: HAWRAN}).run(path)]
        assert len(done) == 1


def listed(n: int) -> Listed:
    return Listed(key=f"street-{n}", url=f"https://hawran.example/street-{n}", hint=Hint(), fingerprint="")


def passed(folder: DataFolder) -> None:
    list(send(folder, "https://archive.example", also_waiting=False, stop=threading.Event()))


def test_what_was_published_a_week_before_it_was_seen_is_news_and_what_is_older_is_history(
    folder: DataFolder, hook: Webhook
) -> None:
    save(folder, Wanted(question=QUESTION, channel=hook.url))
    with Writer(folder, "made") as writer:
        told = {str(crawled(writer, n, days)) for n, days in ((1, 0), (2, 3), (3, 7))}
        for n, days in ((4, 8), (5, 40), (6, 5_000)):
            crawled(writer, n, days)
    passed(folder)
    assert {article for article, _ in hook.named()} == told
    for days in (0, 3, 7):
        assert f"نُشر {damascus_day(now() - timedelta(days=days))}" in hook.messages[0]["message"]


def test_an_undated_article_of_a_route_is_told_with_the_words_that_it_is_undated(
    folder: DataFolder, hook: Webhook
) -> None:
    save(folder, Wanted(question=QUESTION, channel=hook.url))
    with Writer(folder, "made") as writer:
        article = crawled(writer, 1, None)
    passed(folder)
    assert hook.named() == {(str(article), ""): 1}
    assert f"بلا تاريخ نشر؛ رُصد أول مرة {damascus_day(now())}" in hook.messages[0]["message"]


def test_an_import_is_history_whatever_its_day_and_so_are_the_edits_it_brings(
    folder: DataFolder, hook: Webhook
) -> None:
    save(folder, Wanted(question=QUESTION, edits=True, channel=hook.url))
    today = damascus_day(now())
    imported(folder, 1, date(2012, 6, 7))
    imported(folder, 2, today)
    imported(folder, 0, today, text=STREET.replace("الشرقية", "الغربية"), captured=date(2026, 1, 3))
    passed(folder)
    assert hook.messages == []
    # What a crawl sees the outlet change today is news, however old the article is.
    with Writer(folder, "made") as writer:
        # Read by other rules than the text given: the first difference may be ours, the second is the outlet's.
        for hours, word in ((1, "الشمالية"), (2, "الغربية")):
            article = crawled(writer, 1, 0, now() + timedelta(hours=hours), STREET.replace("الشرقية", word))
    passed(folder)
    assert list(hook.named()) == [(str(article), "3")]
    assert "نُشر 2012-06-07" in hook.messages[0]["message"]


@pytest.mark.parametrize("days", [None, 0, 2])
def test_a_backfill_floods_no_search_even_with_what_is_fresh_or_undated(
    folder: DataFolder, hook: Webhook, days: int | None
) -> None:
    save(folder, Wanted(question=QUESTION, channel=hook.url))
    with Frontier(folder.service) as frontier:
        frontier.backfill(HAWRAN.name, "https://hawran.example/sitemap.xml", [listed(n) for n in range(1, 40)], now())
        # A route lists this one, too: it is news.
        poll = Poll(outlet=HAWRAN.name, url="https://hawran.example/feed", kind="feed", checked_at=now(), state="ok")
        frontier.record_poll(poll, [listed(7)])
    with Writer(folder, "made") as writer:
        ids = {n: crawled(writer, n, days) for n in range(1, 40)}
    passed(folder)
    assert hook.named() == {(str(ids[7]), ""): 1}


def test_history_is_told_to_who_asks_for_it(folder: DataFolder, hook: Webhook) -> None:
    save(folder, Wanted(question=QUESTION, history=True, channel=hook.url))
    imported(folder, 1, date(2012, 6, 7))
    with Writer(folder, "made") as writer:
        crawled(writer, 2, 300)
    passed(folder)
    assert len(hook.named()) == 2
    assert "نُشر 2012-06-07" in hook.messages[0]["message"]


def test_the_command_line_and_the_list_know_who_asked_for_history(folder: DataFolder) -> None:
    for more in ([], ["--history"]):
        run = CliRunner().invoke(cli, ["alerts", "add", "الأرصفة", *more, "--data", str(folder.root), "--json"])
        assert json.loads(run.stdout)["history"] == bool(more)
    lines = CliRunner().invoke(cli, ["alerts", "list", "--data", str(folder.root), "--json"]).stdout.splitlines()
    assert [json.loads(line)["history"] for line in lines] == [False, True]


def test_the_feed_and_the_page_of_a_search_carry_the_day_of_publication_and_no_history(folder: DataFolder) -> None:
    token = save(folder, Wanted(question=QUESTION)).token
    with Writer(folder, "made") as writer:
        fresh, undated = crawled(writer, 1, 2), crawled(writer, 2, None)
    imported(folder, 3, date(2012, 6, 7))
    passed(folder)
    site = Site(folder.root, {})
    entries = json.loads(site.get(f"/saved/{token}.json").text)["items"]
    told = {int(entry["url"].rsplit("/", 1)[1]): entry["content_html"] for entry in entries}
    assert set(told) == {fresh, undated}
    assert f"نُشر {damascus_day(now() - timedelta(days=2))}" in told[fresh]
    assert "بلا تاريخ نشر" in told[undated]
    page = site.get(f"/saved/{token}").text
    assert f'نُشر <time class="date" datetime="{damascus_day(now() - timedelta(days=2))}">' in page
    assert "بلا تاريخ؛ رُصد أول مرة" in page
    assert "لا نعدّه جديدًا" in page


def test_without_a_service_or_with_an_older_ones_file_nothing_is_known_of_backfills(tmp_path: Path) -> None:
    one = {Address("hawran", "street-1")}
    assert only_in_the_past(tmp_path / "service.db", one) == set()
    (tmp_path / "service.db").touch()
    assert only_in_the_past(tmp_path / "service.db", one) == set()
