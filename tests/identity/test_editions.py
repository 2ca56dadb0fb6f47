"""An edition in front of an address is part of which article it is, whether the outlet's rules list it or not."""

from dataclasses import replace

import pytest

from archive.identity.editions import edition_of_host, split_edition
from archive.identity.keys import identify, key_of
from archive.identity.unknown_hosts import unknown_outlet
from archive.model import Outlet
from spiders.registry import outlets

# A section is any first part: what an edition was taken for.
SECTIONED = Outlet(
    name="sectioned",
    title="",
    title_en="",
    home="https://sections.example",
    hosts=("sections.example", "ku.sections.example"),
    routes=(),
    key_rules=(r"^/(?:(?P<lang>en)/)?(?:[^/?]+/)+(?P<id>\d{5,})/?$", r"^/\?p=(?P<id>\d+)$", r"^/(?:\d{4}/)[^/?]+/?$"),
    not_articles=(r"^/video/",),
)
HOME = "https://sections.example"
EDITIONS = ["ku", "es", "fr", "kr", "KU", "ckb", "kmr", "en-us", "zh_Hans", "kurmanci", "english", "tur"]


@pytest.mark.parametrize("edition", EDITIONS)
def test_the_same_number_in_another_edition_is_another_article(edition: str) -> None:
    keys = [
        key_of(f"{HOME}{path}", SECTIONED)
        for path in (
            "/politics/70001/",
            f"/{edition}/politics/70001/",
            f"/{edition}/70001/",
            f"/{edition}/?p=70001",
            "/?p=70001",
        )
    ]
    assert keys[0] == keys[4] == "70001"
    assert keys[1] == keys[2] == keys[3] != keys[0]
    assert keys[1] is not None
    assert keys[1].endswith("/70001")


def test_no_two_editions_share_an_article_but_names_of_one_do() -> None:
    keys = {name: key_of(f"{HOME}/{name}/politics/70001/", SECTIONED) for name in EDITIONS}
    assert keys["english"] == "en/70001"
    assert (keys["ku"], keys["kmr"]) == (keys["KU"], keys["kurmanci"])
    assert len({*keys.values()}) == len(EDITIONS) - 2


@pytest.mark.parametrize("own", ["ar", "AR", "arabic", "ara"])
def test_the_outlets_own_language_in_front_changes_nothing(own: str) -> None:
    for path in ("/politics/70001/", "/?p=70001", "/2026/a-headline/"):
        assert identify(f"{HOME}/{own}{path}", SECTIONED) == identify(f"{HOME}{path}", SECTIONED)


@pytest.mark.parametrize("word", ["war", "new", "man", "web", "tag", "art", "news", "politics"])
def test_a_word_of_three_letters_or_more_that_names_no_language_is_a_section(word: str) -> None:
    assert key_of(f"{HOME}/{word}/70001/", SECTIONED) == "70001"


def test_what_is_no_article_is_none_in_any_edition() -> None:
    for path in ("/video/70001/", "/ku/video/70001/", "/kmr/video/70001/", "/ku/", "/ku", "/ckb/?s=word"):
        assert key_of(f"{HOME}{path}", SECTIONED) is None


def test_the_edition_that_a_host_names_is_one() -> None:
    assert key_of("https://ku.sections.example/politics/70001/", SECTIONED) == "ku/70001"
    assert key_of("https://www.ku.sections.example/ku/politics/70001/", SECTIONED) == "ku/70001"
    assert key_of("https://ku.sections.example/2026/a-headline/", SECTIONED) == "path/ku/2026/a-headline"
    assert edition_of_host("en.a.example", frozenset({"b.example"})) == ""


def test_an_edition_is_told_of_addresses_that_are_keyed_by_their_path() -> None:
    found = identify("https://nobody.example/ku/headline", unknown_outlet("https://nobody.example/"))
    assert found is not None
    assert (found.key, found.lang) == ("path/ku/headline", "ku")
    english = replace(SECTIONED, lang="en")
    assert key_of(f"{HOME}/ar/2026/a-headline/", english) == "path/ar/2026/a-headline"


@pytest.mark.parametrize("name", sorted(outlets()))
def test_no_outlet_takes_the_article_of_an_edition_it_does_not_list_for_its_own(name: str) -> None:
    """Of every outlet: the number in an address of its own, put under an edition, is another article."""
    outlet = outlets()[name]
    for path in (
        "/politics/2280593/",
        "/2280593/",
        "/archives/2280593",
        "/?p=2280593",
        "/story/2280593",
        "/world/2280593-x",
    ):
        plain = key_of(f"https://{outlet.hosts[0]}{path}", outlet)
        for edition in {"es", "ku", "sw", "ckb"} - {outlet.lang}:
            other = identify(f"https://{outlet.hosts[0]}/{edition}{path}", outlet)
            assert other is None or other.key != plain
            assert plain is None or other is None or other.lang == edition


def test_the_edition_and_what_follows_it() -> None:
    assert split_edition("/ku/a/1/") == ("ku", "/a/1/")
    assert split_edition("/en_US?p=1") == ("en-us", "/?p=1")
    assert split_edition("/sorani") == ("ckb", "/")
    assert split_edition("/kurdistan/1") == ("", "/kurdistan/1")
