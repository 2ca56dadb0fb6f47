"""Watch lists: each article that comes is held against every name, and told once, in one digest a day."""

import signal
import subprocess
import sys
from contextlib import closing
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from archive.alerts.watch.delivery import Digest, keep, send_digests, troubles
from archive.alerts.watch.digest import MOST_LINES
from archive.alerts.watch.store import Watching
from archive.crawl_state.redactions import Redactions
from archive.data_folder import DataFolder
from archive.ingest.session import Writer
from archive.record.store import open_record
from archive.redaction.apply import begin, finish
from archive.redaction.plan import Wanted, plans
from archive.search.engine import search
from archive.search.name_lists import Name
from archive.sqlite import open_readonly
from archive.times import now
from tests.support.jsonl_articles import add_articles, words
from tests.support.made_archive import SHAM, STREET, Made, street, take
from tests.support.webhook import Webhook

# Apprise still looks for a module that Python 3.13 has dropped.
pytestmark = pytest.mark.filterwarnings("ignore:'imghdr' is deprecated")
SITE = "https://archive.example"
CODE = """
import os, signal, sys, archive.alerts.watch.delivery as delivery
from pathlib import Path
from archive.crawl_state.redactions import Redactions
from archive.data_folder import DataFolder
delivery.{dies} = lambda *_: os.kill(os.getpid(), signal.SIGKILL)
list(delivery.send_digests(DataFolder(Path(sys.argv[1])), {site!r}, "00:00", at_once=True))
"""


@pytest.fixture
def folder(data: Path) -> DataFolder:
    made = DataFolder(data).make()
    with Writer(made, "made") as writer:
        take(writer, street(0), now() - timedelta(days=1))
    return made


def names(*texts: str) -> list[Name]:
    return [Name(line, "", text) for line, text in enumerate(texts, start=1)]


def taken(folder: DataFolder, *made: Made, at: datetime | None = None) -> list[int]:
    with Writer(folder, "made") as writer:
        return [take(writer, one, at or now()) for one in made]


def told(folder: DataFolder) -> list[Digest]:
    return list(send_digests(folder, SITE, "00:00", at_once=True, also_waiting=True))


def test_an_article_is_told_once_under_its_names_and_the_search_finds_it_by_each(
    folder: DataFolder, hook: Webhook
) -> None:
    keep(folder, names("بلدية الحي", "لا أحد هنا", "كتب مدرسية", "الورشة"), "شوارع", hook.url, "ar")
    (article,) = taken(folder, street(1))
    assert [(one.count, one.cause) for one in told(folder)] == [(1, "")]
    (message,) = hook.messages
    assert f"{SITE}/article/{article}" in message["message"]
    assert "— بلدية الحي —" in message["message"]
    assert "وفيه أيضًا: الورشة" in message["message"]
    with closing(open_readonly(folder.record)) as record:
        for name in ("بلدية الحي", "الورشة"):
            assert article in {hit.id for hit in search(record, name).hits}
    taken(folder, replace(street(1), text=STREET.format(n=1).replace("التاسعة", "العاشرة")))
    assert told(folder) == []


def test_a_spelling_that_no_article_had_when_the_list_was_kept_is_found(folder: DataFolder, hook: Webhook) -> None:
    keep(folder, names("زملكا", "عبدالرحمن طويلة"), "أسماء", hook.url, "en")
    taken(folder, replace(street(1), text=STREET.format(n=1) + "\nوبزملكا أمس جرى لقاء مع عبد الرحمن طويلة."))
    assert [one.count for one in told(folder)] == [1]
    assert "also in it: عبدالرحمن طويلة" in hook.messages[0]["message"]


def test_what_an_edit_took_out_before_the_digest_is_not_told_and_is_when_it_comes_back(
    folder: DataFolder, hook: Webhook
) -> None:
    keep(folder, names("كاسحات"), "ثلج", hook.url, "ar")
    with_name = replace(street(1), text=STREET.format(n=1) + "\nوشاركت أربع كاسحات في العمل منذ الصباح.")
    taken(folder, with_name)
    list(send_digests(folder, SITE, "23:59"))
    taken(folder, street(1), at=now() + timedelta(hours=1))
    assert told(folder) == []
    taken(folder, replace(with_name, text=with_name.text + " وانتهت ظهرًا."), at=now() + timedelta(hours=2))
    assert [one.count for one in told(folder)] == [1]


def test_many_articles_are_one_message_with_so_many_lines_and_the_rest_as_counts_with_their_searches(
    folder: DataFolder, hook: Webhook
) -> None:
    keep(folder, names("صيانة الأرصفة"), "شوارع", hook.url, "en")
    taken(folder, *map(street, range(1, MOST_LINES + 6)))
    assert [one.count for one in told(folder)] == [MOST_LINES + 5]
    (message,) = hook.messages
    assert len(hook.named()) == MOST_LINES
    assert "Articles not named here: 5" in message["message"]
    assert f"{SITE}/en/search?q=%D8%B5" in message["message"]


def test_a_killed_pass_loses_nothing_and_repeats_nothing(folder: DataFolder, hook: Webhook) -> None:
    keep(folder, names("الورشة"), "شوارع", hook.url, "ar")
    articles = taken(folder, street(1), street(2))
    for dies in ("collect", "digest"):
        code = CODE.format(dies=dies, site=SITE)
        done = subprocess.run([sys.executable, "-c", code, str(folder.root)], check=False, timeout=60)
        assert done.returncode == -signal.SIGKILL
    told(folder)
    told(folder)
    assert hook.named() == {(str(article), ""): 1 for article in articles}


def test_a_channel_that_fails_is_told_later_and_named(folder: DataFolder, hook: Webhook) -> None:
    keep(folder, names("الورشة"), "شوارع", hook.url, "ar")
    taken(folder, street(1))
    hook.status = 500
    assert [bool(one.cause) for one in told(folder)] == [True]
    assert "has not reached json since" in troubles(folder)[0]
    assert list(send_digests(folder, SITE, "00:00")) == []
    hook.status = 200
    assert [one.cause for one in told(folder)] == [""]
    assert troubles(folder) == []


def test_before_its_hour_and_twice_a_day_nothing_is_sent(folder: DataFolder, hook: Webhook) -> None:
    keep(folder, names("الورشة"), "شوارع", hook.url, "ar")
    taken(folder, street(1))
    assert list(send_digests(folder, SITE, "00:00")) == []  # on the day on which it was kept
    with Watching(folder.watch) as watching:
        watching.db.execute("UPDATE subscriptions SET digest_on = '2020-01-01'")
        watching.db.conn.commit()
    assert len(list(send_digests(folder, SITE, "00:00"))) == 1
    taken(folder, street(2))
    assert list(send_digests(folder, SITE, "00:00")) == []


def test_what_an_import_brings_is_history_and_told_to_no_list(folder: DataFolder, hook: Webhook) -> None:
    keep(folder, names(words(1)), "شوارع", hook.url, "ar")
    add_articles(folder.root, range(1, 3))
    with closing(open_readonly(folder.record)) as record:
        assert search(record, words(1)).count > 0
    assert told(folder) == []


def test_what_is_taken_out_of_the_archive_is_never_told(folder: DataFolder, hook: Webhook) -> None:
    keep(folder, names("الورشة"), "شوارع", hook.url, "ar")
    article, other = taken(folder, street(1), Made(SHAM, "other", "ورشة ثانية", STREET.format(n=7), 0))
    list(send_digests(folder, SITE, "23:59"))
    wanted = Wanted(ids=(article,), level="erase", reason="privacy")
    with closing(open_record(folder.record)) as store, Redactions(folder.service) as redactions:
        begin(redactions, plans(folder, store, redactions, wanted), None)
    finish(folder)
    with Watching(folder.watch) as watching:
        assert [row["article_id"] for row in watching.found(1, 0)] == [other]
    told(folder)
    assert hook.named() == {(str(other), ""): 1}
