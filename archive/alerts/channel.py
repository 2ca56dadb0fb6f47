"""The way to a reader who wants messages: mail, Telegram, ntfy, a webhook and whatever else Apprise reaches.

A channel is an Apprise URL (https://appriseit.com/services/), given by the operator on the command line and by nobody
else; it may hold a password, so it is never shown again.
"""

import logging
import re
from contextlib import AbstractContextManager
from io import StringIO

from apprise import Apprise, AppriseAsset, LogCapture, NotifyBase, NotifyFormat

from archive.errors import BadConfiguration, WarraqError

LONGEST_CAUSE = 200
SENDER = "Warraq"
# A channel that redirects could lead a message, and our request, into a private network.
ASSET = AppriseAsset(app_id=SENDER, app_desc=SENDER, app_url="", http_redirects=False)


class NotDelivered(WarraqError):
    """The channel did not take the message; the sentence gives the channel's reason, where it gave one."""


class Channel:
    """An Apprise URL that was understood. `longest_text`: how many characters of text one message can hold."""

    def __init__(self, url: str) -> None:
        """Raises BadConfiguration for what is no Apprise URL."""
        with _captured_log() as log:
            service = Apprise.instantiate(url, asset=ASSET) if "://" in url else None
            why = _last_line(log.getvalue())
        if not isinstance(service, NotifyBase):
            raise BadConfiguration(
                "This is no address a message can be sent to"
                + (f" ({why}). " if why else ". ")
                + "Give an Apprise URL, such as ntfys://ntfy.sh/my-topic, tgram://BOT_TOKEN/CHAT_ID,"
                " mailto://USER:PASSWORD@example.org or jsons://example.org/hook;"
                " all of them: https://appriseit.com/services/"
            )
        self._service = service
        self.longest_text = int(service.body_maxlen)

    def deliver(self, title: str, text: str) -> None:
        """Send one plain text. Raises NotDelivered unless the channel accepted it."""
        apprise = Apprise(asset=ASSET)
        apprise.add(self._service)
        with _captured_log() as log:
            try:
                taken = bool(apprise.notify(body=text, title=title, body_format=NotifyFormat.TEXT))
            except Exception as problem:
                # Over a hundred services, each with code of its own: none may keep messages from the others.
                raise NotDelivered(f"The channel failed: {type(problem).__name__}.") from problem
            why = _last_line(log.getvalue())
        if not taken:
            raise NotDelivered(why or "The channel did not take the message and gave no reason.")


def _captured_log() -> AbstractContextManager[StringIO]:
    """What Apprise writes meanwhile into its log, the only place where it gives its reasons."""
    captured: AbstractContextManager[StringIO] = LogCapture(level=logging.WARNING, fmt="%(message)s")  # type: ignore[no-untyped-call]
    return captured


def _last_line(text: str) -> str:
    lines = [line for line in re.split(r"[\r\n]+", text.strip()) if line]
    return lines[-1][:LONGEST_CAUSE] if lines else ""
