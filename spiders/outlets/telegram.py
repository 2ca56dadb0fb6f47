"""Telegram's public channels as outlets: what makes one of them of a line of `channels.py`.

Read by the public preview alone (`t.me/s/NAME`), as anybody can without an account. A private file `tg_NAME.py` in the
folder WARRAQ_OUTLETS is all it takes for another channel:

    from spiders.outlets.telegram import Channel, channel_outlet

    OUTLET = channel_outlet(Channel("NAME", "...", "..."))
"""

from dataclasses import dataclass

from archive.identity.channels import HOSTS, key_rules
from archive.model import DAY, HOUR, Evidence, Outlet, Route

SITE = "https://t.me"
# A page holds twenty messages: looks that fall due together are one request.
REVISIT = (HOUR, DAY, 7 * DAY, 30 * DAY, 180 * DAY)
UNPROVEN = "Whether robots.txt of t.me lets us ask, and the markup of the preview as it is today."
STATE_UNSEEN = "In a list of state channels of October 2025; no message of it was seen since."
ONLY_LISTED = "Only its name is known, from lists of 2026: no message of it was seen."
SEEN = (Evidence("messages read without an account", "a public tracker's data", "2026-09 to 2026-10"),)
EVIDENCE = {
    STATE_UNSEEN: (Evidence("its name is listed among the state's channels", "a public list", "2025-10"),),
    ONLY_LISTED: (Evidence("its name is listed", "public lists", "2026"),),
}
NOT_OF_SYRIA = "Mostly not about Syria."
# What a channel posts in a day, where nobody counted.
FEW = 3.0
# From so many messages a day on, a page of twenty is full within the hour.
BUSY = 30.0


@dataclass(frozen=True, slots=True)
class Channel:
    """A public channel: its name as it writes it, titles, the outlet whose own it is, messages in a day.

    `unseen` says that nobody has seen it at work, and how it is known; `off` why it is not followed.
    """

    handle: str
    title: str
    title_en: str
    of: str = ""
    per_day: float = FEW
    lang: str = "ar"
    junk_lines: tuple[str, ...] = ()
    unseen: str = ""
    off: str = ""


def channel_outlet(channel: Channel, site: str = SITE, hosts: tuple[str, ...] = HOSTS) -> Outlet:
    """The outlet that a channel is; `site` and `hosts` are where its preview is shown."""
    return Outlet(
        name=f"tg_{channel.handle.lower()}",
        title=f"{channel.title} (تلغرام)",
        title_en=f"{channel.title_en} (Telegram)",
        home=f"{site}/{channel.handle}",
        hosts=hosts,
        routes=(Route(kind="telegram", url=f"/s/{channel.handle}"),),
        key_rules=key_rules(channel.handle),
        lang=channel.lang,
        junk_lines=channel.junk_lines,
        every="15m" if channel.per_day >= BUSY else "2h" if channel.unseen else "1h",
        # An album is one message of several numbers, and pictures without a word are none.
        expect_per_day=channel.per_day / 2,
        revisit=REVISIT,
        enabled=not channel.off,
        disabled_because=channel.off,
        unproven=f"{channel.unseen} {UNPROVEN}".strip(),
        evidence=EVIDENCE.get(channel.unseen, SEEN),
        channel=channel.handle,
        of=channel.of,
    )
