"""The tables of messages: every number seen in a channel, and which articles a message leads to."""

import json
from collections.abc import Iterable
from datetime import datetime

from archive.model import Message
from archive.record._connection import OpenRecord
from archive.times import stamp


class Messages(OpenRecord):
    """Messages of channels; what was seen once stays."""

    def put_message(self, outlet: str, article_id: int, message: Message, seen_at: datetime) -> None:
        """What a message is beside its text, as it was seen now, and all numbers seen with it.

        The addresses of pictures change by themselves: those seen first stay.
        """
        self._put_numbers(outlet, message.around, seen_at)
        self.db.execute(
            "UPDATE messages SET kind = 'text', article_id = ?, forwarded_from = ?, forwarded_url = ?, edited = ?,"
            " pictures = iif(pictures = '[]', ?, pictures), links = ? WHERE outlet = ? AND number = ?",
            (
                article_id,
                message.forwarded_from,
                message.forwarded_url,
                int(message.is_edited),
                json.dumps(message.pictures, ensure_ascii=False),
                json.dumps(message.links, ensure_ascii=False),
                outlet,
                message.number,
            ),
        )
        for part in message.parts:
            self.db.execute(
                "UPDATE messages SET kind = 'part', article_id = ? WHERE outlet = ? AND number = ?",
                (article_id, outlet, part),
            )

    def join_message(self, message_id: int, articles: Iterable[tuple[str, str]]) -> None:
        """A message leads to these articles, each an outlet and a key; those it led to before it was edited stay."""
        self.db.conn.executemany(
            "INSERT INTO message_articles VALUES(?, ?, ?) ON CONFLICT DO NOTHING",
            [(message_id, outlet, key) for outlet, key in articles],
        )

    def _put_numbers(self, outlet: str, numbers: Iterable[tuple[int, str]], seen_at: datetime) -> None:
        at = stamp(seen_at)
        self.db.conn.executemany(
            "INSERT INTO messages(outlet, number, kind, first_seen_at) VALUES(?, ?, ?, ?) ON CONFLICT DO UPDATE"
            " SET first_seen_at = min(first_seen_at, excluded.first_seen_at)"
            " WHERE excluded.first_seen_at < first_seen_at",
            [(outlet, number, kind, at) for number, kind in numbers],
        )
