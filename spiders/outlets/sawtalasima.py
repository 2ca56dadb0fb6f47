"""Sawt al-Asima (Damascus Voice): only its home address is known."""

from archive.model import Evidence
from spiders.outlets.wordpress import address_only

OUTLET = address_only(
    "sawtalasima",
    "https://damascusv.com",
    "صوت العاصمة",
    "Sawt al-Asima (Damascus Voice)",
    expect_per_day=8.0,
    evidence=(
        Evidence("the home address is listed", "two public lists of outlets", "2026-05"),
        Evidence("its channel on Telegram publishes", "a public tracker's data", "2026-10"),
    ),
)
