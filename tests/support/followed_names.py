"""A data folder whose readers follow names by message, and what they and the service do, a step each."""

from datetime import timedelta

from archive.alerts.watch.delivery import Digest, send_digests
from archive.alerts.watch.double_opt_in import take_in
from archive.alerts.watch.schema import WayName
from archive.alerts.watch.signups import Signups
from archive.alerts.watch.store import Watching
from archive.data_folder import DataFolder
from archive.ingest.session import Writer
from archive.search.name_lists import Name
from archive.times import now
from tests.support.bot_server import BotServer
from tests.support.made_archive import street, take
from tests.support.mail_server import MailServer

SITE, READER, CHAT = "https://archive.example", "huda.reads@paper.example", 4_100_200_300


def configured(folder: DataFolder, mail: MailServer, bot: BotServer) -> None:
    """One article, and both ways by which readers are told."""
    with Writer(folder, "made") as writer:
        take(writer, street(0), now() - timedelta(days=1))
    (folder.root / "warraq.toml").write_text(
        f'public_address = "{SITE}"\n[subscriptions]\nmail = "{mail.sender}"\ntelegram = "{bot.address}"\n'
    )
    mail.mails.clear()
    mail.refused.clear()
    bot.sent.clear()
    bot.blocked.clear()


def signed_up(folder: DataFolder, *names: str, way: WayName = "mail") -> str:
    """What a reader asks for in English; its secret."""
    listed = [Name(line, "", text) for line, text in enumerate(names or ("الورشة",), start=1)]
    with Watching(folder.watch) as watching:
        address = READER if way == "mail" else ""
        return Signups(watching).add(way, address, "شوارع", "en", listed, now())


def confirmed(folder: DataFolder, token: str) -> None:
    """Its reader pressed the button."""
    with Watching(folder.watch) as watching:
        assert Signups(watching).confirm(token, now())


def passed(folder: DataFolder) -> list[str]:
    """A pass over what readers asked for."""
    return [step.what for step in take_in(folder, SITE)]


def told(folder: DataFolder) -> list[Digest]:
    """The digests of now."""
    return list(send_digests(folder, SITE, "00:00", at_once=True, also_waiting=True))


def came(folder: DataFolder, *numbers: int) -> list[int]:
    """Articles come."""
    with Writer(folder, "made") as writer:
        return [take(writer, street(n), now()) for n in numbers]


def kept_bytes(folder: DataFolder) -> bytes:
    """All that watch.db holds, in whatever file."""
    return b"".join(path.read_bytes() for path in folder.root.glob("watch.db*"))
