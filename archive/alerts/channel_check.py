"""Which addresses are channels, found out in a process of its own: Apprise, once asked, keeps twenty megabytes.

Run as a program it reads a JSON list of addresses and writes the list of those places that are none.
"""

import json
import subprocess
import sys
from collections.abc import Sequence

from archive.errors import BadConfiguration

SECONDS = 60


def not_channels(urls: Sequence[str]) -> list[int]:
    """The places, from 0, of those that Apprise does not know as a channel. None where that cannot be found out now."""
    if not urls:
        return []
    command = [sys.executable, "-m", __name__]
    # Not as arguments: they hold passwords, and arguments can be read by every user of the machine.
    try:
        done = subprocess.run(  # noqa: S603 - our own module
            command, input=json.dumps(urls), capture_output=True, text=True, timeout=SECONDS, check=True
        )
    except (OSError, subprocess.SubprocessError):
        return []
    return [int(place) for place in json.loads(done.stdout)]


def _is_channel(url: str) -> bool:
    from archive.alerts.channel import Channel  # noqa: PLC0415 - only the process of its own loads Apprise

    try:
        Channel(url)
    except BadConfiguration:
        return False
    return True


if __name__ == "__main__":
    print(json.dumps([place for place, url in enumerate(json.load(sys.stdin)) if not _is_channel(url)]))  # noqa: T201
