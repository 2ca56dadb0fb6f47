"""How long the server waits for a request: what is sent by halves keeps its connection for seconds, not for ever.

uvicorn itself closes what is idle between two requests, and never cuts an answer that somebody reads slowly.
"""

import asyncio
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from uvicorn.protocols.http.h11_impl import H11Protocol as HttpProtocol
else:
    from uvicorn.protocols.http.auto import AutoHTTPProtocol as HttpProtocol

# For all of a request, its head and the short form that may follow, counted from its first byte; and between two.
REQUEST_SECONDS, IDLE_SECONDS = 15.0, 5
TOO_LATE = b"HTTP/1.1 408 Request Timeout\r\nconnection: close\r\ncontent-length: 0\r\n\r\n"


class TimedProtocol(HttpProtocol):
    """uvicorn's protocol, which waits without end for the rest of a request that has begun; this one does not."""

    request_seconds = REQUEST_SECONDS
    _waiting: asyncio.TimerHandle | None = None

    def connection_made(self, transport: Any) -> None:
        super().connection_made(transport)
        self._watch()

    def data_received(self, data: bytes) -> None:
        super().data_received(data)
        self._watch()

    def connection_lost(self, exc: Exception | None) -> None:
        super().connection_lost(exc)
        self._stop()

    def _watch(self) -> None:
        """Count the seconds while it is the reader's turn; bytes that come one by one do not begin anew."""
        if self._is_readers_turn():
            if self._waiting is None:
                self._waiting = self.loop.call_later(self.request_seconds, self._close)
        else:
            self._stop()

    def _is_readers_turn(self) -> bool:
        cycle = self.cycle
        return cycle is None or cycle.response_complete or cycle.more_body

    def _stop(self) -> None:
        if self._waiting is not None:
            self._waiting.cancel()
            self._waiting = None

    def _close(self) -> None:
        self._waiting = None
        if self._is_readers_turn() and not self.transport.is_closing():
            answered = self.cycle is not None and self.cycle.more_body and self.cycle.response_started
            if not answered:
                self.transport.write(TOO_LATE)
            self.transport.close()
