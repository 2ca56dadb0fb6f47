"""Addresses on the command line: search finds the article or says what is near; history and key read them alike."""

import json
from pathlib import Path

import pytest

from tests.support.typed_commands import Typed

WATER = "https://furat24.example/water"
pytestmark = pytest.mark.usefixtures("made_folder")


@pytest.mark.parametrize(
    "words", [[WATER], ["furat24.example/water"], ["see:", "www.furat24.example/water/?utm_source=x", "…"]]
)
def test_an_address_finds_its_article(typed: Typed, made: tuple[Path, dict[str, int]], words: list[str]) -> None:
    status, out, _ = typed("search", *words, "--json")
    answer = json.loads(out)
    assert (status, answer["count"], [hit["id"] for hit in answer["hits"]]) == (0, 1, [made[1]["water"]])
    assert (answer["address"]["state"], answer["address"]["article"]) == ("kept", made[1]["water"])
    assert typed("search", *words)[1].startswith(str(made[1]["water"]))


def test_an_address_of_nobody_and_one_that_is_not_kept_are_told(typed: Typed) -> None:
    for url, state, says in (
        ("https://unheard.example/1", "unknown_outlet", "of no outlet that this archive knows"),
        ("https://furat24.example/never", "not_kept", "holds no article of furat24 at"),
    ):
        answer = json.loads(typed("search", url, "--json")[1])
        assert (answer["count"], answer["hits"], answer["address"]["state"]) == (0, [], state)
        status, out, _ = typed("search", url)
        assert (status, says in out, f"https://web.archive.org/web/*/{url}" in out) == (0, True, True)
        status, _, err = typed("history", url)
        assert (status, says in err) == (4, True)


def test_history_and_key_read_an_address_as_search_does(typed: Typed) -> None:
    wrapped = "https://web.archive.org/web/2024/https://www.enabbaladi.net/archives/607143"
    for text in ("enabbaladi.net/archives/607143", f"({wrapped})"):
        row = json.loads(typed("key", text, "--json")[1])
        assert (row["url"], row["outlet"], row["key"]) == (text, "enabbaladi", "607143")
    assert typed("history", "furat24.example/water?fbclid=x")[0] == 0


def test_an_address_that_is_none_costs_the_others_nothing(typed: Typed) -> None:
    status, out, err = typed("key", "enabbaladi.net/archives/1", "no-address", "enabbaladi.net/archives/2", "--json")
    assert [json.loads(line)["key"] for line in out.splitlines()] == ["1", "2"]
    assert (status, "“no-address” is not an http(s) address." in err) == (4, True)


def test_a_phrase_that_looks_like_an_address_is_searched_for(typed: Typed) -> None:
    answer = json.loads(typed("search", '"furat24.example/never"', "--json")[1])
    assert "address" not in answer
