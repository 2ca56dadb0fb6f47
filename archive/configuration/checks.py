"""What may stand at a key: each check takes a value as TOML has it and returns what is used, or says what is wrong."""

import re
from collections.abc import Callable
from pathlib import Path
from urllib.parse import urlsplit

from archive.configuration.faults import quoted
from archive.identity.urls import is_web_address

Check = Callable[[object], object]
MAIL = re.compile(r"[\w.+-]+@[\w-]+(\.[\w-]+)+", re.ASCII)
TIME_OF_DAY = re.compile(r"(?:[01]\d|2[0-3]):[0-5]\d", re.ASCII)
PASSWORD_HASH = re.compile(r"pbkdf2_sha256\$[1-9]\d{0,8}\$[^$\s]+\$[A-Za-z0-9+/]+=*", re.ASCII)
MAIL_SENDER = re.compile(r"mailtos?://\S+")
BOT = re.compile(r"(?:https?://[^\s?#]+/bot)?\d{1,20}:[A-Za-z0-9_-]{1,100}", re.ASCII)
APPRISE = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*://\S+")
SWITCHES = {"on": True, "off": False, "true": True, "false": False, "yes": True, "no": False, "1": True, "0": False}
KINDS: dict[type, str] = {str: "a text", bool: "true or false", int: "a whole number", float: "a number"}
KINDS |= {list: "a list", dict: "a table"}


class WrongValueError(Exception):
    """`problem` goes on after the key, `wanted` is a sentence that says what may stand there."""

    def __init__(self, problem: str, wanted: str) -> None:
        super().__init__(problem)
        self.problem, self.wanted = problem, wanted


def _kind(value: object) -> str:
    return KINDS.get(type(value), "a date or a time")


def a_text(value: object, wanted: str) -> str:
    """The text without what stands round it. Raises WrongValueError for anything else."""
    if not isinstance(value, str):
        raise WrongValueError(f"is {_kind(value)}", wanted)
    return value.strip()


def true_or_false(value: object) -> bool:
    """A switch."""
    wanted = "Write true or false, without quotes."
    if not isinstance(value, bool):
        raise WrongValueError(f"is {_kind(value)}", wanted)
    return value


def switch(text: str) -> object:
    """A variable's word for true or false, as it would stand in the file; other words as they are."""
    return SWITCHES.get(text.strip().lower(), text)


def as_number(text: str) -> object:
    """A variable's digits as a number; other words as they are."""
    return int(text) if re.fullmatch(r"\s*\d{1,18}\s*", text, re.ASCII) else text


def number(least: float, most: float, example: str, *, whole: bool = True) -> Check:
    """Numbers from `least` to `most`."""
    wanted = (
        f"Write a {'whole ' if whole else ''}number from {least:g} to {most:.0f} without quotes, such as {example}."
    )

    def check(value: object) -> int | float:
        if isinstance(value, bool) or not isinstance(value, int if whole else int | float):
            raise WrongValueError(f"is {_kind(value)}", wanted)
        if not least <= value <= most:
            raise WrongValueError(f"is {value}" if abs(value) < 10**15 else "is no such number", wanted)
        return value

    return check


def is_mail_address(text: str) -> bool:
    """Can it be written to by mail?"""
    return MAIL.fullmatch(text) is not None


def contact(value: object) -> str:
    """Whom webmasters and readers can write to: a mail address or a web address."""
    wanted = "Write a mail address or a web address, such as desk@archive.example or https://archive.example/contact."
    text = a_text(value, wanted)
    # It goes into a header of every request, where other letters have no place (RFC 9110, 5.5).
    if not (is_mail_address(text) or (_is_plain_address(text) and text.isascii())):
        raise WrongValueError(f"is {quoted(text)}, which is no mail or web address in Latin letters", wanted)
    return text


def public_address(value: object) -> str:
    """Where readers reach the archive, without a slash at its end."""
    wanted = "Write it like https://archive.example, as readers type it."
    text = a_text(value, wanted)
    if not _is_plain_address(text) or set("?#") & set(text):
        raise WrongValueError(f"is {quoted(text)}, which is no http(s) address of a site", wanted)
    return text.rstrip("/")


def ping_address(value: object) -> str:
    """What is asked as long as all is well. Whoever knows it can ask it, too: it is not repeated."""
    wanted = "Write the http(s) address that the service which waits for it names."
    text = a_text(value, wanted)
    if not _is_plain_address(text):
        raise WrongValueError("is no http(s) address", wanted)
    return text


def _is_plain_address(text: str) -> bool:
    return is_web_address(text) and text.isprintable() and not re.search(r"\s", text)


def time_of_day(value: object) -> str:
    """`07:00`."""
    wanted = 'Write an hour and minutes of Damascus in quotes, such as "07:00".'
    text = a_text(value, wanted)
    if not TIME_OF_DAY.fullmatch(text):
        raise WrongValueError(f"is {quoted(text)}, which is no time of the day", wanted)
    return text


def folder(value: object) -> str:
    """A folder by its whole name, so that it does not depend on where the service was started."""
    wanted = "Write the whole name of a folder, such as /mnt/backup/warraq."
    text = a_text(value, wanted)
    if "\0" in text or not Path(text).is_absolute():
        raise WrongValueError(f"is {quoted(text)}, which is no whole name of a folder", wanted)
    return text


def file(value: object) -> str:
    """A file by its whole name."""
    wanted = "Write the whole name of a file, such as /etc/warraq/seal.pub."
    text = a_text(value, wanted)
    if "\0" in text or not Path(text).is_absolute():
        raise WrongValueError(f"is {quoted(text)}, which is no whole name of a file", wanted)
    return text


def channels(value: object) -> tuple[str, ...]:
    """Addresses of Apprise. They hold passwords: none is repeated."""
    wanted = 'Write a list, such as ["mailto://user:password@mail.example?to=desk@archive.example"].'
    if not isinstance(value, list):
        raise WrongValueError(f"is {_kind(value)}", wanted)
    texts = [a_text(item, wanted) for item in value]
    for place, text in enumerate(texts, 1):
        if not APPRISE.fullmatch(text):
            raise WrongValueError(f"has something that is no address of a channel (number {place})", wanted)
    if len(set(texts)) < len(texts):
        raise WrongValueError("names a channel twice", wanted)
    return tuple(texts)


def addresses(value: object) -> tuple[str, ...]:
    """Web addresses, each of another host: what comes from them is kept by it."""
    wanted = 'Write a list of http(s) addresses, such as ["https://tsa.example/tsr"].'
    if not isinstance(value, list):
        raise WrongValueError(f"is {_kind(value)}", wanted)
    texts = [a_text(item, wanted) for item in value]
    if not all(map(_is_plain_address, texts)):
        raise WrongValueError("has something that is no http(s) address", wanted)
    if len({urlsplit(text).hostname for text in texts}) < len(texts):
        raise WrongValueError("names a host twice", wanted)
    return tuple(texts)


def mail_sender(value: object) -> str:
    """By what mail is sent to readers: an address of Apprise without a recipient. It is never repeated."""
    wanted = (
        "Write an address of Apprise without `to`, such as mailtos://user:password@mail.example?from=news@mail.example."
    )
    text = a_text(value, wanted)
    if not MAIL_SENDER.fullmatch(text) or re.search(r"[?&]to=", text):
        raise WrongValueError("is no address by which mail is sent to readers", wanted)
    return text


def bot(value: object) -> str:
    """The token of a Telegram bot, or its whole address at a Bot API server of one's own. It is never repeated."""
    wanted = "Write the token that BotFather gave, such as 123456:ABC-DEF, or https://bots.example/bot123456:ABC-DEF."
    text = a_text(value, wanted)
    if not BOT.fullmatch(text):
        raise WrongValueError("is no token of a bot", wanted)
    return text


def password_hash(value: object) -> str:
    """What datasette-auth-passwords makes of a password. It is never repeated, least of all where it is a password."""
    wanted = "Write what the command datasette hash-password prints, never the password itself."
    if not PASSWORD_HASH.fullmatch(a_text(value, wanted)):
        raise WrongValueError("is no hash of a password", wanted)
    return a_text(value, wanted)


def schedule(value: object) -> str:
    """An interval or a cron expression; which ones there are, the scheduler checks."""
    wanted = "Write an interval (15m, 2h, 1d) or five cron fields (*/20 6-23 * * *), in quotes."
    text = a_text(value, wanted)
    if not text:
        raise WrongValueError("is empty", wanted)
    return text
