"""Readers' watch lists as the web takes them in, shows and ends them: watch.db, and how much a list would tell."""

import os
from collections.abc import Sequence
from typing import NamedTuple

from archive.alerts.rows import Lang
from archive.alerts.watch.schema import WayName
from archive.alerts.watch.signups import Signups, names_of
from archive.alerts.watch.store import Watching
from archive.alerts.watch.telegram import Bot
from archive.configuration import current
from archive.data_folder import DataFolder
from archive.search.name_lists import Name
from archive.times import now
from archive.web.app.compat import Datasette, data_folder, download


class Watched(NamedTuple):
    """What a reader's secret opens. `state`: the address was not asked yet or did not answer; it answered; it is told.

    `failing`: since when its messages do not arrive, empty where they do. `bot`: whom to write to in Telegram.
    """

    token: str
    state: str
    way: WayName
    label: str
    names: int
    bot: str = ""
    failing: str = ""


def may_be_watched(datasette: Datasette) -> bool:
    """Are readers told of anything here? As the operator has configured, and where this process may write."""
    if download(datasette):
        return False
    folder = data_folder(datasette)
    subscriptions = current(folder).subscriptions
    return bool(subscriptions.mail or subscriptions.telegram) and os.access(folder.root, os.W_OK)


def ways(datasette: Datasette) -> tuple[WayName, ...]:
    """By what readers can be told here; not yet by a bot whose name the service has not asked."""
    if not may_be_watched(datasette):
        return ()
    folder = data_folder(datasette)
    subscriptions = current(folder).subscriptions
    mail: tuple[WayName, ...] = ("mail",) if subscriptions.mail else ()
    return (*mail, "telegram") if subscriptions.telegram and bot_of(folder) else mail


def bot_of(folder: DataFolder) -> str:
    """What the bot is called; empty as long as it was never asked."""
    if not folder.watch.exists():
        return ""
    with Watching(folder.watch) as watching:
        return Signups(watching).bot_name(Bot(current(folder).subscriptions.telegram).id)


def sign_up(
    folder: DataFolder, way: WayName, address: str, label: str, lang: Lang, names: Sequence[Name]
) -> str | None:
    """Keep what a reader asks for; its secret, empty where this address is not asked any more for now. None where the
    archive takes no more."""
    at = now()
    with Watching(folder.watch) as watching:
        signups = Signups(watching)
        signups.forget_old(at)
        if not signups.has_room(len(names), at):
            return None
        if way == "mail" and not signups.takes(way, address):
            return ""
        return signups.add(way, address, label, lang, names, at)


def watched_by(folder: DataFolder, token: str) -> Watched | None:
    """The list, or the sign-up, of a secret."""
    if not folder.watch.exists():
        return None
    with Watching(folder.watch) as watching:
        signup, kept = Signups(watching).by_token(token), watching.subscription_of(token)
        if kept:
            way: WayName = "telegram" if kept["channel"].startswith("telegram:") else "mail"
            names, _ = watching.counts(kept["list_id"])
            label = watching.list_of(kept["list_id"])["label"]
            return Watched(token, "told", way, label, names, failing=kept["failing_since"])
    if signup is None:
        return None
    state = "confirmed" if signup["confirmed_at"] else "asked"
    bot = bot_of(folder) if signup["way"] == "telegram" else ""
    return Watched(token, state, signup["way"], signup["label"], len(names_of(signup)), bot)


def confirm(folder: DataFolder, token: str) -> None:
    """Whoever opened the page that was sent to a mail address says yes."""
    if not folder.watch.exists():
        return
    with Watching(folder.watch) as watching:
        Signups(watching).confirm(token, now())
