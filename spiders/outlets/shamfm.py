"""Sham FM: only its home address is known."""

from archive.model import Evidence
from spiders.outlets.wordpress import address_only

OUTLET = address_only(
    "shamfm",
    "https://www.sham.fm",
    "شام إف إم",
    "Sham FM",
    expect_per_day=8.0,
    evidence=(Evidence("the home address is listed", "a public list of outlets", "2026"),),
)
