"""A mail server on this machine, which keeps what it is sent (RFC 5321, by aiosmtpd)."""

from asyncio.base_events import Server
from email import message_from_bytes, policy
from email.message import EmailMessage
from typing import Any

from aiosmtpd.controller import Controller


class _AnyPort(Controller):
    """Takes a port that is free."""

    def _trigger_server(self) -> None:
        assert isinstance(self.server, Server)
        self.port = self.server.sockets[0].getsockname()[1]
        super()._trigger_server()  # type: ignore[no-untyped-call]


class MailServer:
    """Listens while the block runs. `refused` are recipients that it does not know; `mails` what it took."""

    def __init__(self) -> None:
        self.mails: list[EmailMessage] = []
        self.refused = set[str]()
        self._controller = _AnyPort(self, hostname="127.0.0.1", port=0, enable_SMTPUTF8=True)

    async def handle_RCPT(  # noqa: N802 - as the library calls it
        self, _server: Any, _session: Any, envelope: Any, address: str, _options: Any
    ) -> str:
        if address in self.refused:
            return f"550 5.1.1 <{address}>: no such mailbox"
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, _server: Any, _session: Any, envelope: Any) -> str:  # noqa: N802 - as above
        mail = message_from_bytes(envelope.content, policy=policy.default)
        assert isinstance(mail, EmailMessage)
        self.mails.append(mail)
        return "250 OK"

    @property
    def sender(self) -> str:
        """What stands in warraq.toml."""
        return f"mailto://127.0.0.1:{self._controller.port}?from=archive@archive.example"

    def __enter__(self) -> "MailServer":
        self._controller.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._controller.stop()


def text_of(mail: EmailMessage) -> str:
    """The plain text of a mail, without the line ends of transport."""
    part = mail.get_body(("plain",))
    assert part is not None
    return str(part.get_content()).replace("\r\n", "\n")
