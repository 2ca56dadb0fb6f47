"""A bot of Telegram: what people wrote to it, and messages to them (https://core.telegram.org/bots/api).

It is asked, never called: nothing of ours must be reachable from outside. What was asked for is not given again.
"""

import json
import urllib.request
from collections.abc import Iterator
from http.client import HTTPException
from typing import NamedTuple
from urllib.error import HTTPError

from archive.errors import WarraqError

SERVER = "https://api.telegram.org/bot"
LONGEST_TEXT = 4_096
SECONDS, LARGEST = 20, 4 * 1024 * 1024
MOST_ROUNDS = 20  # of a hundred messages


class BotFailedError(WarraqError):
    """The Bot API did not do what was asked; the sentence has its reason, never the token."""


class BotBlockedError(BotFailedError):
    """Whoever has this chat wants nothing more of the bot."""


class ChatMessage(NamedTuple):
    """A message of a private chat."""

    chat: int
    text: str


class _NoRedirect(urllib.request.HTTPRedirectHandler):
    """A server that redirects could lead a token elsewhere."""

    def redirect_request(self, *_: object) -> None:
        return None


_OPENER = urllib.request.build_opener(_NoRedirect)


class Bot:
    """One bot, by its token or by its whole address at a Bot API server of one's own."""

    longest_text = LONGEST_TEXT

    def __init__(self, named: str) -> None:
        self._address = named if "://" in named else SERVER + named
        self.id = self._address.rpartition("/bot")[2].partition(":")[0]

    def name(self) -> str:
        """What it is called, as in https://t.me/NAME."""
        me = self._ask("getMe", {})
        return str(me.get("username", "")) if isinstance(me, dict) else ""

    def new_messages(self) -> Iterator[ChatMessage]:
        """What was written to it since it was last asked. Raises BotFailedError."""
        offset = 0
        for _ in range(MOST_ROUNDS):
            # To ask for what lies behind a message says that this one was taken.
            found = self._ask("getUpdates", {"offset": offset, "timeout": 0, "allowed_updates": ["message"]})
            if not isinstance(found, list) or not found:
                return
            for update in found:
                offset = int(update["update_id"]) + 1
                message = update.get("message") or {}
                chat = message.get("chat") or {}
                if chat.get("type") == "private" and isinstance(message.get("text"), str):
                    yield ChatMessage(int(chat["id"]), message["text"])

    def send(self, chat: int, text: str) -> None:
        """Send one plain text. Raises BotBlockedError, BotFailedError."""
        message = {"chat_id": chat, "text": text[:LONGEST_TEXT], "link_preview_options": {"is_disabled": True}}
        self._ask("sendMessage", message)

    def _ask(self, method: str, values: dict[str, object]) -> object:
        request = urllib.request.Request(  # noqa: S310 - the configuration takes http(s) alone
            f"{self._address}/{method}",
            json.dumps(values, ensure_ascii=False).encode("utf-8"),
            {"content-type": "application/json"},
        )
        try:
            with _OPENER.open(request, timeout=SECONDS) as answer:
                known = json.loads(answer.read(LARGEST))
        except HTTPError as problem:
            with problem:
                why = _reason(problem.read(LARGEST)) or f"status {problem.code}"
            raise (BotBlockedError if problem.code == 403 else BotFailedError)(f"Telegram refused: {why}.") from None
        except (OSError, HTTPException, ValueError) as problem:
            raise BotFailedError(f"Telegram cannot be reached ({type(problem).__name__}).") from None
        return known.get("result") if isinstance(known, dict) else None


def _reason(body: bytes) -> str:
    try:
        return str(json.loads(body).get("description", ""))[:200].rstrip(".")
    except (ValueError, AttributeError):
        return ""
