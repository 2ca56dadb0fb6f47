"""Questions and what answers them: the project's own (questions.tsv), and those a person judged beside the checkout."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import Literal

from archive.search.compiled import Mode
from tests.bench.material import REAL
from tests.bench.relevance import Texts, words_of

HERE = Path(__file__).parent
Half = Literal["dev", "final"]

# Kinds of questions.tsv, the mode they are asked in.
NAMES: tuple[str, ...] = (
    "letters", "two letters", "joined and parted", "spelling pairs", "digits", "operators", "evasion",
    "places of two words", "acronyms", "persons", "kurdish", "names of several words", "evasion in names", "proclitics",
)  # fmt: skip
FORMS: tuple[str, ...] = (
    "accusative", "duals", "owners", "verbal nouns", "sound plurals", "several words", "english", "phrases",
)  # fmt: skip
PLURALS = "broken plurals"
INFLECTED = "asked in a form"  # what is typed is not the noun itself: منزله for منزل
# Spellings of these that hardly any article has cannot be derived from the articles: they are a kind of their own.
DERIVED = ("spelling pairs", "persons")
UNKNOWN = "spellings in hardly any article"
FEW = 3
LATIN = ("kurdish", "english")  # only a handful of the real articles are


@dataclass(frozen=True, slots=True)
class Question:
    """`right`, `also`: articles, numbered from 0. What is in `also` alone need not be found, but may be."""

    kind: str
    mode: Mode
    right: frozenset[int]
    also: frozenset[int]
    spellings: tuple[str, ...]
    half: Half


def own_questions(texts: Texts) -> Iterator[Question]:
    """Those that some of the texts answer."""
    for kind, right, also, *spellings in _rows("questions.tsv"):
        answers = texts.answering(right)
        if answers:
            others = frozenset() if also == "-" else texts.answering(also)
            mode: Mode = "names" if kind in NAMES else "forms"
            unknown = [text for text in spellings if kind in DERIVED and _rarest(text, texts) < FEW]
            for name, chosen in ((kind, [text for text in spellings if text not in unknown]), (UNKNOWN, unknown)):
                if chosen:
                    yield Question(name, mode, answers, answers | others, tuple(chosen), half_of(right))


def _rarest(text: str, texts: Texts) -> int:
    """How many articles have the rarest word of a text, whichever alef, ya or kaf it is written with."""
    return min(len(texts.answering(f"~{word}")) for word in words_of(text))


def half_of(text: str) -> Half:
    """Rules are made on one half of the questions and scored on the other."""
    return "dev" if sha256(text.encode()).digest()[0] % 2 else "final"


def judged_questions(texts: Texts, kind: str, mode: Mode, *, corrected: bool, variants: bool) -> Iterator[Question]:
    """What a person judged, one spelling each; `variants`: without the usual spelling.

    `corrected`: with the other right spellings of corrections.tsv counted as right.
    """
    added = {query: right for other, query, right, _ in _rows("corrections.tsv") if other == kind and corrected}
    for row in json.loads((REAL / "queries.json").read_text(encoding="utf-8")):
        query = row["query"]
        right = frozenset(row["relevant"]) if row["kind"] == kind else frozenset()
        if right and query in added:
            right |= texts.answering(added[query])
        for variant, text in row["spellings"] if right else ():
            if not (variants and variant == "canon"):
                yield Question(kind, mode, right, right, (text,), half_of(query))


def _rows(name: str) -> Iterator[list[str]]:
    for line in (HERE / name).read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("# "):
            yield line.split("\t")
