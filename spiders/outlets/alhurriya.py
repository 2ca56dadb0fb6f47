"""Al-Hurriya, Tishreen until 2025: only its home address is known."""

from archive.model import Evidence
from spiders.outlets.wordpress import address_only

OUTLET = address_only(
    "alhurriya",
    "https://alhurriyah.sy",
    "الحرية",
    "Al-Hurriya",
    expect_per_day=20.0,
    evidence=(
        Evidence("the home address is listed", "an editor's list of outlets", "2026-05"),
        Evidence("Tishreen was renamed to it; its own staff said that the older archive is gone", "a stored page", ""),
    ),
)
