"""Readers' own lists: their addresses asked to confirm, what they confirmed kept, what they ended forgotten.

The web only writes down what a reader asks for; a pass here does the rest, so that no page waits for a mail server. A
message that asks is sent once; it goes out twice only if the process dies between the server's yes and the commit.
"""

import re
import threading
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from typing import Literal

from archive.alerts.collecting import newest
from archive.alerts.message import PREFIXES, safe
from archive.alerts.rows import Lang
from archive.alerts.watch.collecting import in_words
from archive.alerts.watch.delivery import BUSY
from archive.alerts.watch.schema import SignupRow
from archive.alerts.watch.sending import channel_to, page_of, way_to
from archive.alerts.watch.signups import Signups, names_of
from archive.alerts.watch.store import Watching
from archive.alerts.watch.telegram import Bot, BotFailedError, ChatMessage
from archive.configuration import Subscriptions, current
from archive.data_folder import DataFolder
from archive.errors import WarraqError
from archive.record.store import read_record
from archive.sqlite import one_state
from archive.times import now

WORDS = {
    "ar": {
        "subject": "ورّاق: هل طلبت متابعة «{label}»؟",
        "ask": "طلب أحدهم أن تصل إلى هذا العنوان، مرة في اليوم على الأكثر، أخبار تذكر ما في قائمة «{label}» ({n})."
        "\n\nإن كنت أنت، افتح الصفحة التالية في غضون يومين واضغط الزر:\n{page}"
        "\n\nوإن لم تكن أنت فلا تفعل شيئًا: لن تصلك رسائل، ويُحذف عنوانك بعد يومين.",
        "begun": "تأكّد الاشتراك في «{label}»: رسالة واحدة في اليوم على الأكثر."
        "\nلإيقافه: {page}\nأو أرسل /stop لإيقاف كلّ ما يصل إلى هذه المحادثة.",
        "unknown": "هذا الرمز لم يعد صالحًا. ابدأ من جديد: {site}/watch",
        "ended": "توقّفت كلّ الرسائل إلى هذه المحادثة ({n}).",
    },
    "en": {
        "subject": "Warraq: did you ask to follow “{label}”?",
        "ask": "Somebody asked that this address be told, at most once a day, of news that name what is in the list"
        " “{label}” ({n}).\n\nIf it was you, open this page within two days and press the button:\n{page}"
        "\n\nIf it was not, do nothing: no messages come, and your address is deleted after two days.",
        "begun": "You follow “{label}” now: at most one message a day."
        "\nTo end it: {page}\nOr send /stop to end all that comes to this chat.",
        "unknown": "This code is not valid any more. Begin anew: {site}/watch",
        "ended": "All messages to this chat have ended ({n}).",
    },
}
_START = re.compile(r"/start(?:@\w+)?[ _]([A-Za-z0-9_-]{22})\s*")
_STOP = re.compile(r"/stop(?:@\w+)?\s*")


@dataclass(frozen=True, slots=True)
class Step:
    """What a pass did for one reader, whose words and address it does not name."""

    what: Literal["asked", "kept", "ended", "failed"]
    cause: str = ""

    def __str__(self) -> str:
        sentences = {
            "asked": "a reader was asked to confirm a watch list",
            "kept": "a reader's watch list is kept",
            "ended": "a reader ended a watch list",
            "failed": f"a reader was not reached: {self.cause}",
        }
        return sentences[self.what]


def take_in(data: DataFolder, site: str, *, stop: threading.Event | None = None) -> Iterator[Step]:
    """One pass over what readers asked for. Raises AlreadyRunning while another process does the same."""
    settings = current(data).subscriptions
    with data.make().lock("watch", BUSY), Watching(data.watch) as watching:
        signups = Signups(watching)
        signups.forget_old(now())
        for step in _steps(data, signups, settings, site, watching):
            yield step
            if stop is not None and stop.is_set():
                return


def _steps(
    data: DataFolder, signups: Signups, settings: Subscriptions, site: str, watching: Watching
) -> Iterator[Step]:
    if settings.mail:
        yield from _ask_by_mail(signups, settings, site)
    if settings.telegram:
        yield from _read_chats(signups, watching, Bot(settings.telegram), site)
    for one in signups.confirmed():
        _keep(data, signups, one)
        yield Step("kept")


def _ask_by_mail(signups: Signups, settings: Subscriptions, site: str) -> Iterator[Step]:
    for one in signups.to_ask(now()):
        words, label = WORDS[one["lang"]], safe(one["label"])
        page = page_of(site, one["lang"], one["token"])
        try:
            way = way_to(channel_to("mail", one["address"]), settings)
            way.deliver(words["subject"].format(label=label), words["ask"].format(label=label, n=_size(one), page=page))
        except WarraqError as problem:
            signups.failed(one, now())
            yield Step("failed", str(problem))
        else:
            signups.mark_asked(one, now())
            yield Step("asked")


def _size(one: SignupRow) -> int:
    return len(names_of(one))


def _read_chats(signups: Signups, watching: Watching, bot: Bot, site: str) -> Iterator[Step]:
    """What was written to the bot: codes of sign-ups, and that all shall end."""
    try:
        signups.bot_name(bot.id, bot.name)
        if not (signups.waits_for("telegram") or watching.has_channels("telegram:")):
            return
        for message in bot.new_messages():
            yield from _answer(signups, watching, bot, message, site)
    except BotFailedError as problem:
        yield Step("failed", str(problem))


def _answer(signups: Signups, watching: Watching, bot: Bot, message: ChatMessage, site: str) -> Iterator[Step]:
    chat = str(message.chat)
    if code := _START.fullmatch(message.text):
        bot.send(message.chat, _started(signups, watching, code[1], chat, site))
    elif _STOP.fullmatch(message.text):
        ended = watching.lists_told("telegram:" + chat)
        lang = ended[0]["lang"] if ended else "ar"
        for one in ended:
            watching.remove(one["list_id"])
            yield Step("ended")
        bot.send(message.chat, WORDS[lang]["ended"].format(n=len(ended)))


def _started(signups: Signups, watching: Watching, token: str, chat: str, site: str) -> str:
    signup, subscription = signups.by_token(token), watching.subscription_of(token)
    known = signup or subscription
    lang: Lang = known["lang"] if known else "ar"
    words = WORDS[lang]
    if subscription and subscription["channel"] == channel_to("telegram", chat):
        label = watching.list_of(subscription["list_id"])["label"]
    elif signup and signups.takes("telegram", chat) and signups.confirm(token, now(), by_chat=chat):
        label = signup["label"]
    else:
        return words["unknown"].format(site=site + PREFIXES[lang])
    return words["begun"].format(label=safe(label), page=page_of(site, lang, token))


def _keep(data: DataFolder, signups: Signups, one: SignupRow) -> None:
    """Make a list of what was confirmed. Whoever dies in between keeps it at the next pass, once."""
    with closing(read_record(data.record)) as record, one_state(record):
        wanted, _ = in_words(record, names_of(one))
        reached = newest(record).version
    signups.make_list(one, wanted, reached, now())


def end(data: DataFolder, token: str) -> bool:
    """Forget what a reader's secret opens, a list or a sign-up, with the address. Was there one?"""
    if not data.watch.exists():
        return False
    with Watching(data.watch) as watching:
        subscription, signups = watching.subscription_of(token), Signups(watching)
        if subscription:
            watching.remove(subscription["list_id"])
        was_there = subscription is not None or signups.by_token(token) is not None
        signups.drop(token)
    return was_there
