"""A Bot API of Telegram on this machine: what people write to the bot, and what it sends them."""

import json
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

TOKEN, NAME = "700100:made-TOKEN_of-a-bot", "made_warraq_bot"


class BotServer:
    """Listens while the block runs, as https://core.telegram.org/bots/api has it: an update that a later offset
    confirmed is not given again. `blocked` are chats that want nothing more; `status` 0 is what it should be."""

    def __init__(self) -> None:
        self.sent: list[tuple[int, str]] = []
        self.asked: list[str] = []
        self.blocked = set[int]()
        self.status = 0
        self._updates: list[dict[str, Any]] = []
        self._number = 0
        server = self

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                values = json.loads(self.rfile.read(int(self.headers["content-length"])))
                start, _, method = self.path.rpartition("/")
                known = start == f"/bot{TOKEN}"
                status, result = server.answer(method, values) if known else (401, "Unauthorized")
                answer = {"ok": True, "result": result} if status == 200 else {"ok": False, "description": result}
                body = json.dumps(answer).encode()
                self.send_response(status)
                self.send_header("content-length", str(len(body)))
                self.end_headers()
                self.wfile.write(body)

            def log_message(self, *_: object) -> None:
                pass

        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.address = f"http://127.0.0.1:{self._server.server_port}/bot{TOKEN}"

    def answer(self, method: str, values: dict[str, Any]) -> tuple[int, Any]:
        self.asked.append(method)
        if self.status:
            return self.status, "Internal Server Error"
        if method == "getMe":
            return 200, {"id": 700100, "is_bot": True, "username": NAME}
        if method == "getUpdates":
            self._updates = [one for one in self._updates if one["update_id"] >= values["offset"]]
            return 200, self._updates[:100]
        if values["chat_id"] in self.blocked:
            return 403, "Forbidden: bot was blocked by the user"
        self.sent.append((values["chat_id"], values["text"]))
        return 200, {"message_id": len(self.sent)}

    def writes(self, chat: int, text: str, kind: str = "private") -> None:
        """Somebody writes to the bot."""
        self._number += 1
        message = {"message_id": self._number, "chat": {"id": chat, "type": kind}, "text": text}
        self._updates.append({"update_id": self._number, "message": message})

    def __enter__(self) -> "BotServer":
        self._thread = threading.Thread(target=self._server.serve_forever, kwargs={"poll_interval": 0.02})
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._server.shutdown()
        self._thread.join()
        self._server.server_close()
