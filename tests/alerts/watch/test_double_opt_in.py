"""Readers' own lists, from a sign-up by the web to digests and their end, by a real mail server."""

import re
from contextlib import closing
from datetime import timedelta
from pathlib import Path

import pytest

from archive.alerts.watch import double_opt_in
from archive.alerts.watch.delivery import send_digests, troubles
from archive.alerts.watch.double_opt_in import end, take_in
from archive.alerts.watch.signups import MOST_ASKED, MOST_IN_AN_HOUR, PENDING, Signups
from archive.alerts.watch.store import Watching
from archive.crawl_state.redactions import Redactions
from archive.data_folder import DataFolder
from archive.publish.snapshot import publish
from archive.record.store import open_record
from archive.redaction.apply import begin, finish
from archive.redaction.plan import Wanted, plans
from archive.times import now
from archive.upkeep.backup import backup
from tests.support.followed_names import READER, SITE, came, confirmed, kept_bytes, passed, signed_up, told
from tests.support.mail_server import MailServer, text_of

# Apprise still looks for a module that Python 3.13 has dropped.
pytestmark = pytest.mark.filterwarnings("ignore:'imghdr' is deprecated")


def test_a_list_is_followed_once_its_address_has_said_yes_and_each_digest_ends_it(
    folder: DataFolder, mail: MailServer
) -> None:
    token = signed_up(folder)
    assert passed(folder) == ["asked"]
    assert passed(folder) == []
    (asked,) = mail.mails
    assert (asked["to"], asked["auto-submitted"]) == (READER, "auto-generated")
    assert f"{SITE}/en/watch/{token}\n" in text_of(asked)
    came(folder, 1)
    assert told(folder) == []
    confirmed(folder, token)
    assert passed(folder) == ["kept"]
    (article,) = came(folder, 2)
    assert [(one.count, one.cause) for one in told(folder)] == [(1, "")]
    digest = mail.mails[-1]
    assert f"{SITE}/en/article/{article}" in text_of(digest)
    assert f"To stop these messages: {SITE}/en/watch/{token}" in text_of(digest)
    assert digest["list-unsubscribe"] == f"<{SITE}/en/watch/{token}/end>"
    assert digest["list-unsubscribe-post"] == "List-Unsubscribe=One-Click"
    assert end(folder, token)
    came(folder, 3)
    assert told(folder) == []
    assert not end(folder, token)


def test_what_is_not_confirmed_is_never_told_and_deleted_after_two_days(
    folder: DataFolder, monkeypatch: pytest.MonkeyPatch
) -> None:
    token = signed_up(folder)
    passed(folder)
    assert READER.encode() in kept_bytes(folder)
    monkeypatch.setattr(double_opt_in, "now", lambda: now() + PENDING + timedelta(minutes=1))
    assert passed(folder) == []
    with Watching(folder.watch) as watching:
        assert Signups(watching).by_token(token) is None
    assert READER.encode() not in kept_bytes(folder)


def test_an_address_that_was_deleted_is_in_the_file_no_more(folder: DataFolder) -> None:
    token = signed_up(folder)
    confirmed(folder, token)
    passed(folder)
    assert READER.encode() in kept_bytes(folder)
    end(folder, token)
    assert READER.encode() not in kept_bytes(folder)
    assert "الورشة".encode() not in kept_bytes(folder)


def test_a_readers_words_and_address_are_in_no_download_and_in_nothing_that_is_told_or_logged(
    folder: DataFolder, mail: MailServer
) -> None:
    token = signed_up(folder, "كلمة القارئ", "الورشة")
    lines = [str(step) for step in take_in(folder, SITE)]
    confirmed(folder, token)
    mail.refused.add(READER)
    lines += [str(step) for step in take_in(folder, SITE)]
    came(folder, 1)
    lines += [str(one) for one in told(folder)] + troubles(folder)
    signed_up(folder)
    lines += [str(step) for step in take_in(folder, SITE)]
    assert "has not reached mail since" in " ".join(lines)
    assert "a reader was not reached" in " ".join(lines)
    secrets = (READER, "huda", "كلمة القارئ", "شوارع", token)
    assert [secret for secret in secrets if secret in " ".join(lines)] == []
    publish(folder)
    files = [path for path in folder.published.rglob("*") if path.is_file()]
    files += [path for path in folder.root.glob("*.db*") if not path.name.startswith("watch.db")]
    assert len(files) > 2
    found = [(path.name, secret) for path in files for secret in secrets[:2] if secret.encode() in path.read_bytes()]
    assert found == []
    assert folder.watch.stat().st_mode & 0o077 == 0


def test_an_address_is_asked_only_so_often_and_the_web_keeps_only_so_much(folder: DataFolder) -> None:
    with Watching(folder.watch) as watching:
        signups = Signups(watching)
        for _ in range(MOST_ASKED):
            assert signups.takes("mail", READER)
            signed_up(folder)
        assert not signups.takes("mail", READER)
        assert signups.takes("mail", "other@paper.example")
        assert signups.has_room(1, now())
        for _ in range(MOST_IN_AN_HOUR):
            signed_up(folder)
        assert not signups.has_room(1, now())
        assert signups.has_room(1, now() + timedelta(hours=1, minutes=1))
        assert not signups.has_room(100_000, now() + timedelta(hours=2))


def test_without_a_way_in_the_configuration_a_list_waits_and_the_operator_is_told(folder: DataFolder) -> None:
    token = signed_up(folder)
    confirmed(folder, token)
    passed(folder)
    came(folder, 1)
    (folder.root / "warraq.toml").write_text(f'public_address = "{SITE}"\n')
    assert "[subscriptions] mail" in told(folder)[0].cause
    assert "a reader's" in troubles(folder)[0]


def test_readers_lists_survive_a_backup_and_an_article_that_is_taken_out_is_not_told(
    folder: DataFolder, mail: MailServer, tmp_path: Path
) -> None:
    token = signed_up(folder)
    confirmed(folder, token)
    passed(folder)
    article, other = came(folder, 1, 2)
    list(send_digests(folder, SITE, "23:59"))
    wanted = Wanted(ids=(article,), level="erase", reason="privacy")
    with closing(open_record(folder.record)) as store, Redactions(folder.service) as redactions:
        begin(redactions, plans(folder, store, redactions, wanted), None)
    finish(folder)
    backup(folder, tmp_path / "kept", {})
    (copy,) = (tmp_path / "kept").rglob("watch.db")
    with Watching(copy) as watching:
        assert watching.subscription_of(token)
    told(folder)
    assert re.findall(r"/article/(\d+)", text_of(mail.mails[-1])) == [str(other)]
