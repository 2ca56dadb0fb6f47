"""Daraa24: only its home address is known."""

from archive.model import Evidence
from spiders.outlets.wordpress import address_only

OUTLET = address_only(
    "daraa24",
    "https://daraa24.org",
    "درعا 24",
    "Daraa24",
    expect_per_day=8.0,
    evidence=(
        Evidence("the home address is listed", "a public list of outlets", "2026"),
        Evidence("its channel on Telegram publishes, some 30 messages a day", "a public tracker's data", "2026-10"),
    ),
)
