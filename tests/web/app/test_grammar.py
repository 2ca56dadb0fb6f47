"""Counted nouns fit the sentences that they are filled into, whatever the number is."""

import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import NamedTuple

from jinja2 import nodes

from archive.web.app.language import load
from tests.support.catalogue_use import TEMPLATES, calls

SENTENCES = {name: load(name).catalogue for name in ("ar", "en")}
# What an Arabic noun stands behind in the genitive.
GOVERNED = r"(?:في|من|إلى|على|عن|عند|بعد|قبل|منذ|خلال|بين|ضمن|مع|نحو|آخر|أول) \{%s\}"
PLURAL_VERB = r"\{%s\}(?: of \{\w+\})? (?:are|have|were|do|name|bear)\b"


class Filled(NamedTuple):
    """A counted noun in the place of a sentence; the key ends in a dot where the template joins its last word."""

    key: str
    placeholder: str
    noun: str


@cache
def filled() -> list[Filled]:
    return sorted({one for template in TEMPLATES for one in _filled_by(template)})


def _filled_by(template: Path) -> Iterator[Filled]:
    for call in calls(template):
        if not (isinstance(call.node, nodes.Name) and call.node.name == "t"):
            continue
        key = next(call.args[0].find_all(nodes.Const), None) if isinstance(call.args[0], nodes.Concat) else call.args[0]
        for argument in call.kwargs:
            for count in argument.find_all(nodes.Call):
                is_count = isinstance(count.node, nodes.Getattr) and count.node.attr == "count"
                if is_count and isinstance(key, nodes.Const) and isinstance(count.args[0], nodes.Const):
                    yield Filled(key.value, argument.key, count.args[0].value)


def sentences(language: str, key: str) -> list[str]:
    """The sentence of a key, or of all keys that begin with it where the template joins the rest."""
    known = {str(one.id): str(one.string) for one in SENTENCES[language] if isinstance(one.id, str)}
    return [text for name, text in known.items() if name == key or (key.endswith(".") and name.startswith(key))]


def is_governed(noun: str) -> bool:
    """Are one and two of the noun in the genitive, or in a form that is the same in it?"""
    message = SENTENCES["ar"].get(f"count.{noun}")
    assert message is not None
    assert isinstance(message.string, tuple)
    one, two = (message.string[number].split()[0] for number in (1, 2))
    return not (two.endswith("ان") or one.endswith("ًا"))


def test_behind_a_preposition_one_and_two_of_a_noun_stand_in_the_genitive() -> None:
    behind = [
        one for one in filled() for text in sentences("ar", one.key) if re.search(GOVERNED % one.placeholder, text)
    ]
    assert len(behind) > 15
    assert [one for one in behind if not is_governed(one.noun)] == []


def test_an_english_sentence_fits_one_of_a_noun_as_well_as_many() -> None:
    assert len(filled()) > 80
    plural = [
        one for one in filled() for text in sentences("en", one.key) if re.search(PLURAL_VERB % one.placeholder, text)
    ]
    assert plural == []
