"""Addresses of channels: which one a path names, whatever the case, and what its pages are asked for by."""

import pytest

from archive.identity.channels import before_number, handle_in, is_preview, message_address, number_in, preview_address
from archive.identity.keys import key_of, owner_of
from archive.identity.unknown_hosts import unknown_outlet
from spiders.registry import outlets

NAMED = [
    ("https://t.me/sana_gov/123", "sana_gov", 123, False),
    ("https://t.me/s/SANA_gov?before=90", "sana_gov", None, True),
    ("https://t.me/s/sana_gov/123", "sana_gov", 123, True),
    ("https://t.me/sana_gov/123?embed=1&mode=tme", "sana_gov", 123, False),
    ("https://t.me/joinchat/AAAA", "", None, False),
    ("https://t.me/+AbCdEf", "", None, False),
    ("https://t.me/", "", None, False),
]


@pytest.mark.parametrize(("url", "handle", "number", "preview"), NAMED)
def test_a_path_names_a_channel_and_a_message(url: str, handle: str, number: int | None, preview: bool) -> None:
    assert (handle_in(url), number_in(url) if handle else None, is_preview(url)) == (handle, number, preview)


def test_the_pages_of_a_preview_are_asked_for_by_the_number_before_which_they_end() -> None:
    url = preview_address("https://t.me/", "sana_gov", 90)
    assert (url, before_number(url)) == ("https://t.me/s/sana_gov?before=90", 90)
    assert before_number("https://t.me/s/sana_gov?before=x") is None
    assert message_address("https://t.me", "sana_gov", 7) == "https://t.me/sana_gov/7"


@pytest.mark.parametrize("form", ["t.me/SANA_GOV/7", "telegram.me/s/sana_gov/7", "t.me/sana_Gov/7?single"])
def test_every_form_of_a_messages_address_has_its_number_as_key_in_the_right_channel(form: str) -> None:
    owner = owner_of(f"https://{form}", outlets().values())
    assert owner is not None
    assert (owner.name, key_of(f"https://{form}", owner)) == ("tg_sana_gov", "7")


def test_a_page_of_many_messages_is_its_channels_and_no_article() -> None:
    owner = owner_of("https://t.me/s/syrianMOI?before=9", outlets().values())
    assert owner is not None
    assert (owner.name, key_of("https://t.me/s/syrianMOI?before=9", owner)) == ("tg_syrianmoi", None)


def test_a_channel_that_nobody_described_enters_under_its_own_name() -> None:
    made = unknown_outlet("https://t.me/s/Somebody_Else/44")
    assert (made.name, made.channel, made.enabled) == ("tg_somebody_else", "somebody_else", False)
    assert key_of("https://t.me/SOMEBODY_else/44", made) == "44"


def test_no_two_shipped_channels_have_one_name() -> None:
    handles = [outlet.channel.lower() for outlet in outlets().values() if outlet.channel]
    assert len(handles) == len(set(handles)) > 60
