"""Readers' own lists in Telegram, by a Bot API on this machine: asked for, confirmed, told and ended there."""

import json

import pytest

from archive.alerts.watch.delivery import keep
from archive.alerts.watch.signups import MOST_ASKED, MOST_OF_ADDRESS, Signups
from archive.alerts.watch.store import Watching
from archive.data_folder import DataFolder
from archive.search.name_lists import Name
from archive.times import now, stamp
from tests.support.bot_server import BotServer
from tests.support.followed_names import CHAT, SITE, came, kept_bytes, passed, signed_up, told

# Apprise still looks for a module that Python 3.13 has dropped.
pytestmark = pytest.mark.filterwarnings("ignore:'imghdr' is deprecated")


def test_a_chat_follows_only_so_many_lists(folder: DataFolder, bot: BotServer) -> None:
    for _ in range(MOST_OF_ADDRESS + 1):
        bot.writes(CHAT, f"/start {signed_up(folder, way='telegram')}")
    passed(folder)
    assert [text.startswith("You follow") for _, text in bot.sent] == [True] * MOST_ASKED + [False] * (
        MOST_OF_ADDRESS + 1 - MOST_ASKED
    )


def test_a_list_is_followed_by_a_code_that_is_sent_to_the_bot_and_ended_by_a_word(
    folder: DataFolder, bot: BotServer
) -> None:
    token = signed_up(folder, way="telegram")
    bot.writes(CHAT, "hello")
    bot.writes(-100, f"/start {token}", kind="group")
    bot.writes(CHAT, f"/start {'A' * 22}")
    assert passed(folder) == []
    assert [text for _, text in bot.sent] == [f"هذا الرمز لم يعد صالحًا. ابدأ من جديد: {SITE}/watch"]
    bot.writes(CHAT, f"/start {token}")
    assert passed(folder) == ["kept"]
    assert bot.sent[-1][0] == CHAT
    assert f"{SITE}/en/watch/{token}" in bot.sent[-1][1]
    (article,) = came(folder, 1)
    assert [one.cause for one in told(folder)] == [""]
    assert f"{SITE}/en/article/{article}" in bot.sent[-1][1]
    assert len(bot.sent[-1][1]) <= 4_096
    bot.writes(5, f"/start {token}")  # the secret of somebody else's list
    passed(folder)
    assert bot.sent[-1] == (5, f"This code is not valid any more. Begin anew: {SITE}/en/watch")
    bot.writes(CHAT, "/stop")
    assert passed(folder) == ["ended"]
    assert bot.sent[-1] == (CHAT, "All messages to this chat have ended (1).")
    assert str(CHAT).encode() not in kept_bytes(folder)


def test_a_mail_sign_up_is_not_confirmed_by_the_bot_nor_one_of_telegram_by_the_page(
    folder: DataFolder, bot: BotServer
) -> None:
    by_mail, by_bot = signed_up(folder), signed_up(folder, way="telegram")
    bot.writes(CHAT, f"/start {by_mail}")
    passed(folder)
    with Watching(folder.watch) as watching:
        assert not Signups(watching).confirm(by_bot, now())
        assert watching.lists() == []


def test_whoever_blocks_the_bot_has_ended_it_and_a_bot_that_does_not_answer_ends_nothing(
    folder: DataFolder, bot: BotServer
) -> None:
    token = signed_up(folder, way="telegram")
    bot.writes(CHAT, f"/start {token}")
    passed(folder)
    came(folder, 1)
    bot.status = 500
    assert passed(folder) == ["failed"]
    assert "Telegram refused: Internal Server Error." in told(folder)[0].cause
    bot.status = 0
    bot.blocked.add(CHAT)
    assert "blocked by the user" in told(folder)[0].cause
    with Watching(folder.watch) as watching:
        assert watching.lists() == []


def test_an_operators_list_is_told_and_ended_as_before(folder: DataFolder, bot: BotServer) -> None:
    kept, _ = keep(folder, [Name(1, "", "الورشة")], "قائمة", "", "ar")
    bot.writes(CHAT, "/stop")
    assert passed(folder) == []
    with Watching(folder.watch) as watching:
        assert [one["origin"] for one in watching.lists()] == ["operator"]
        assert json.dumps(kept) == json.dumps(watching.list_of(kept["id"]))
        assert kept["made_at"] <= stamp(now())
