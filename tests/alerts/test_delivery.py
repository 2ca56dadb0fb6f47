"""Saved searches: found once, told once, whatever dies in between; and what a channel that fails brings about."""

import signal
import subprocess
import sys
import threading
from contextlib import closing
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from archive.alerts.channel import Channel, NotDelivered
from archive.alerts.delivery import Sent, preview, save, send
from archive.alerts.saved_search import Reached, Wanted
from archive.alerts.store import GIVEN_UP_AFTER, MOST_FROM_WEB, MOST_IN_AN_HOUR, Readers
from archive.data_folder import DataFolder
from archive.errors import AlreadyRunning, BadConfiguration
from archive.ingest.session import Writer
from archive.sqlite import open_readonly
from archive.times import now
from tests.support.made_archive import FURAT, HAWRAN, ORONTES, SHAM, SNOW, STREET, Made, missing, street, take
from tests.support.webhook import Webhook

# Apprise still looks for a module that Python 3.13 has dropped.
pytestmark = pytest.mark.filterwarnings("ignore:'imghdr' is deprecated")
SITE = "https://archive.example"
# Dies at once, as a power cut would have it: after what was found is committed, or after the first of two channels.
DIES_BEFORE_SENDING = "archive.alerts.delivery._send = lambda *_: os.kill(os.getpid(), signal.SIGKILL)"
DIES_AFTER_ONE = "archive.alerts.delivery.Sent = lambda *_: os.kill(os.getpid(), signal.SIGKILL)"
CODE = """
import os, signal, sys, threading, archive.alerts.delivery
from pathlib import Path
from archive.data_folder import DataFolder
{dies}
list(archive.alerts.delivery.send(DataFolder(Path(sys.argv[1])), {site!r}, also_waiting=True, stop=threading.Event()))
"""


@pytest.fixture
def folder(data: Path) -> DataFolder:
    made = DataFolder(data).make()
    with Writer(made, "made") as writer:
        take(writer, street(0), now() - timedelta(days=1))
    return made


def edited(made: Made) -> Made:
    return replace(made, text=made.text.replace("التاسعة والثانية", "العاشرة والثالثة"))


def passed(folder: DataFolder, *, also_waiting: bool = False) -> list[Sent]:
    return list(send(folder, SITE, also_waiting=also_waiting, stop=threading.Event()))


def a_process(folder: DataFolder, dies: str = "") -> int:
    """A pass in a process of its own; returns its exit status."""
    code = CODE.format(dies=dies, site=SITE)
    return subprocess.run([sys.executable, "-c", code, str(folder.root)], check=False, timeout=60).returncode


def test_a_hundred_matches_and_twenty_edits_are_each_told_once_across_restarts_and_kills(
    folder: DataFolder, hook: Webhook
) -> None:
    for _ in range(2):
        save(folder, Wanted(question="صيانة الأرصفة", edits=True, channel=hook.url))
    new: set[tuple[str, str]] = set()
    changed: set[tuple[str, str]] = set()
    start = now()
    deaths = ["", DIES_BEFORE_SENDING, "", DIES_AFTER_ONE, ""]
    for day, dies in enumerate(deaths):
        with Writer(folder, "made") as writer:
            for n in range(20 * day + 1, 20 * day + 21):
                new.add((str(take(writer, street(n), start + timedelta(seconds=n))), ""))
            for n in range(20 * day + 1, 20 * day + 5):
                changed.add((str(take(writer, edited(street(n)), start + timedelta(hours=1, seconds=n))), "2"))
        assert a_process(folder, dies) == (-signal.SIGKILL if dies else 0)
    assert passed(folder) == []
    assert (len(new), len(changed)) == (100, 20)
    # Both searches tell of everything, and none of them twice.
    assert hook.named() == dict.fromkeys(new | changed, 2)


def test_what_was_archived_before_is_shown_in_a_preview_and_never_sent(folder: DataFolder, hook: Webhook) -> None:
    saved = save(folder, Wanted(question="الأرصفة", channel=hook.url))
    with closing(open_readonly(folder.record)) as record:
        assert [hit.title for hit in preview(record, saved, 5)] == [street(0).title]
    assert passed(folder) == []
    assert hook.messages == []


def test_an_article_is_new_once_even_when_only_an_edit_makes_it_match(folder: DataFolder, hook: Webhook) -> None:
    save(folder, Wanted(question="العاشرة", channel=hook.url))
    with Writer(folder, "made") as writer:
        take(writer, street(1), now())
        assert passed(folder) == []
        article = take(writer, edited(street(1)), now() + timedelta(hours=1))
        take(writer, street(1), now() + timedelta(hours=2))
        take(writer, edited(street(1)), now() + timedelta(hours=3))
        # One that was known before the search was saved is no news, however it is edited.
        take(writer, edited(street(0)), now() + timedelta(hours=3))
    assert [sent.count for sent in passed(folder)] == [1]
    assert hook.named() == {(str(article), ""): 1}


def test_with_edits_a_search_tells_of_deletions_and_of_words_taken_out(folder: DataFolder, hook: Webhook) -> None:
    save(folder, Wanted(question="كاسحات", edits=True, channel=hook.url))
    snow = Made(SHAM, "snow", "منخفض جوي يقطع طريق القلمون", SNOW, 0)
    start = now() - timedelta(days=5)
    with Writer(folder, "made") as writer:
        article = str(take(writer, snow, start))
        passed(folder)
        take(writer, replace(snow, text=SNOW.replace("بأربع كاسحات", "")), start + timedelta(hours=1))
        passed(folder)
        for hours in (20, 45, 70):
            missing(writer, snow, start + timedelta(hours=hours))
            take(writer, Made(SHAM, f"other-{hours}", "خبر آخر", STREET, 0), start + timedelta(hours=hours))
        missing(writer, snow, start + timedelta(hours=72))
    passed(folder)
    assert list(hook.named()) == [(article, ""), (article, "2")]
    assert "حذفه المصدر" in hook.messages[-1]["message"]


def test_an_outlet_of_the_search_keeps_the_others_out(folder: DataFolder, hook: Webhook) -> None:
    with Writer(folder, "made") as writer:
        take(writer, replace(street(3), outlet=SHAM), now())
        save(folder, Wanted(question="الأرصفة", outlet="shamplus", channel=hook.url))
        take(writer, street(1), now())
        article = take(writer, replace(street(2), outlet=SHAM), now())
    passed(folder)
    assert list(hook.named()) == [(str(article), "")]


def test_several_outlets_and_days_keep_everything_else_out(folder: DataFolder, hook: Webhook) -> None:
    tomorrow = (now() + timedelta(days=1)).date().isoformat()
    later = (now() + timedelta(days=9)).date().isoformat()
    with Writer(folder, "made") as writer:
        for outlet in (SHAM, ORONTES, FURAT):
            take(writer, Made(outlet, "snow", "منخفض جوي", SNOW, 0), now())
    save(folder, Wanted(question="الأرصفة", outlet="hawran,shamplus", date_to=tomorrow, channel=hook.url))
    save(folder, Wanted(question="الأرصفة", date_from=later, channel=hook.url))
    save(folder, Wanted(question="الأرصفة", outlet="furat24", channel=hook.url))
    with Writer(folder, "made") as writer:
        for number, outlet in enumerate((HAWRAN, SHAM, ORONTES)):
            take(writer, replace(street(number + 1), outlet=outlet), now())
    assert [sent.count for sent in passed(folder)] == [2]
    with Readers(folder.readers) as readers:
        first = readers.searches()[0]
    assert (first.outlet, first.date_to) == ("hawran,shamplus", tomorrow)


def test_a_channel_that_fails_is_tried_again_ever_later_and_given_up_after_days(
    folder: DataFolder, hook: Webhook
) -> None:
    saved = save(folder, Wanted(question="الأرصفة", channel=hook.url))
    with Writer(folder, "made") as writer:
        take(writer, street(1), now())
    hook.status = 500
    assert passed(folder)[0].cause
    # It waits: a pass a moment later leaves it alone.
    assert passed(folder) == []
    at, waits = now(), []
    with Readers(folder.readers) as readers:
        while not (saved := readers.failed(readers.search(saved.id), "refused", at)).given_up:
            waits.append(datetime.fromisoformat(saved.next_try) - at)
            at = datetime.fromisoformat(saved.next_try)
        assert waits == sorted(waits)
        assert GIVEN_UP_AFTER <= at - datetime.fromisoformat(saved.failing_since) < GIVEN_UP_AFTER + timedelta(days=1)
        assert readers.to_send(at + timedelta(days=30), also_waiting=False) == []
    hook.status = 200
    assert [sent.cause for sent in passed(folder, also_waiting=True)] == [""]
    with Readers(folder.readers) as readers:
        assert readers.search(saved.id).state == "ok"
    assert sum(hook.named().values()) == 1


def test_a_channel_is_not_followed_elsewhere(hook: Webhook) -> None:
    hook.status = 307
    with pytest.raises(NotDelivered, match="307"):
        Channel(hook.url).deliver("title", "text")
    assert hook.paths == ["/hook"]


@pytest.mark.parametrize(
    "url", ["", "nonsense", "tgram://1/2", "gopher://127.0.0.1/", "jsons://", "file:///etc/passwd"]
)
def test_what_is_no_channel_is_refused_with_an_example_of_one(url: str) -> None:
    with pytest.raises(BadConfiguration, match=r"ntfys://ntfy\.sh"):
        Channel(url)


def test_a_question_without_a_word_or_of_an_unknown_outlet_is_not_saved(folder: DataFolder) -> None:
    for wanted in (Wanted(question="«»!"), Wanted(question="القوات", outlet="nowhere")):
        with pytest.raises(BadConfiguration):
            save(folder, wanted)
    assert not folder.readers.exists()


def test_only_one_process_sends_at_a_time(folder: DataFolder) -> None:
    with folder.lock("alerts", "busy"), pytest.raises(AlreadyRunning):
        passed(folder)


def test_a_record_restored_from_a_backup_is_followed_from_where_it_ends(folder: DataFolder, hook: Webhook) -> None:
    saved = save(folder, Wanted(question="الأرصفة", channel=hook.url))
    with Readers(folder.readers) as readers:
        readers.walked([saved], 0, 1_000_000, [], now())
        readers.walked([saved], 1, 1_000_000, [], now())
    passed(folder)
    with Writer(folder, "made") as writer:
        take(writer, street(1), now())
    assert [sent.count for sent in passed(folder)] == [1]


def test_readers_are_private_and_what_the_web_may_save_is_bounded(folder: DataFolder) -> None:
    at = now()
    with Readers(folder.readers) as readers:
        assert oct(folder.readers.stat().st_mode & 0o777) == "0o600"
        tokens = {
            readers.add(Wanted(question="ماء", origin="web"), Reached(0, 0), at).token for _ in range(MOST_IN_AN_HOUR)
        }
        assert {len(token) for token in tokens} == {22}
        assert not readers.takes_from_web(at)
        assert readers.takes_from_web(at + timedelta(hours=2))
        for _ in range(MOST_FROM_WEB - MOST_IN_AN_HOUR):
            readers.add(Wanted(question="ماء", origin="web"), Reached(0, 0), at - timedelta(days=1))
        assert not readers.takes_from_web(at + timedelta(hours=2))
        kept = readers.add(Wanted(question="ماء"), Reached(0, 0), at)
        readers.forget_unread(at + timedelta(days=100))
        assert [saved.id for saved in readers.searches()] == [kept.id]
