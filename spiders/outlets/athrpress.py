"""Athr Press: only its home address is known."""

from archive.model import Evidence
from spiders.outlets.wordpress import address_only

OUTLET = address_only(
    "athrpress",
    "https://www.athrpress.com",
    "أثر برس",
    "Athr Press",
    expect_per_day=15.0,
    evidence=(
        Evidence("the home address is listed", "three public lists of outlets", "2026-05"),
        Evidence("its channel on Telegram is listed", "a public tracker's list", "2026-10"),
    ),
)
