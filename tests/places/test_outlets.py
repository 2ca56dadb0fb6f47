"""Texts of Syrian outlets need not name Syria."""

from archive.identity.unknown_hosts import unknown_outlet
from archive.places.outlets import ELSEWHERE, is_of_syria
from spiders.registry import outlets

DAMASCUS = "Asia/Damascus"
# Syrian outlets on clocks of the places they publish from.
EXILED = {"al7al"}


def test_every_outlet_on_other_clocks_is_one_of_elsewhere() -> None:
    known = {one.name: one for one in outlets().values()}
    assert known.keys() >= ELSEWHERE
    abroad = {name for name, one in known.items() if one.timezone != DAMASCUS} - EXILED
    assert abroad <= ELSEWHERE


def test_an_outlet_that_nobody_described_is_not_taken_for_a_syrian_one() -> None:
    assert not is_of_syria(unknown_outlet("https://news.example/a").name)
    assert not is_of_syria(unknown_outlet("https://t.me/somebody/3").name)
    assert is_of_syria("sana")
    assert not is_of_syria("aljazeera")
