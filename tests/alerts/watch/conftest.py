"""Where readers are told: a mail server and a Bot API on this machine, and a folder that names both."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from archive.data_folder import DataFolder
from tests.support.bot_server import BotServer
from tests.support.followed_names import configured
from tests.support.mail_server import MailServer


@pytest.fixture(scope="module")
def mail() -> Iterator[MailServer]:
    with MailServer() as server:
        yield server


@pytest.fixture(scope="module")
def bot() -> Iterator[BotServer]:
    with BotServer() as server:
        yield server


@pytest.fixture
def folder(data: Path, mail: MailServer, bot: BotServer) -> DataFolder:
    made = DataFolder(data).make()
    configured(made, mail, bot)
    return made
