"""Of the names that the rules tag, and of the places that are named, so many are right: sentences read by a person.

The texts are not ours to ship and lie beside the checkout; `place_labels.tsv` has where each sentence stands, a hash of
it, and where in it which governorate's place is named. All were labelled before a rule was written. Of the half
`not-looked-at` nobody saw what the rules made of it while they were made.
"""

import gzip
import json
from collections import Counter
from functools import cache
from pathlib import Path
from typing import NamedTuple

import pytest
from xxhash import xxh64_hexdigest

from archive.places.accuracy import KEPT, MEASURED
from archive.places.tagging import Mention, mentions
from archive.text.folded_text import FoldedText
from tests.support.paths import ROOT, SHARED

LABELS = ROOT / "tests/support/place_labels.tsv"


class Label(NamedTuple):
    start: int
    end: int
    kind: str  # required, either (a unit's or a show's name), government
    governorate: str  # two digits, * where the reader could not say


class Sentence(NamedTuple):
    half: str
    of_syria: bool
    file: str
    record: int
    start: int
    end: int
    digest: str
    labels: tuple[Label, ...]


@cache
def sentences() -> list[Sentence]:
    return [read(line.split("\t")) for line in LABELS.read_text().splitlines()]


def read(cells: list[str]) -> Sentence:
    half, of_syria, file, record, start, end, digest, labels = cells
    marked = tuple(label(int(start), one) for one in labels.split())
    return Sentence(half, of_syria == "1", file, int(record), int(start), int(end), digest, marked)


def label(start: int, cell: str) -> Label:
    span, kind, governorate = cell.split(":")
    first, last = map(int, span.split("-"))
    return Label(start + first, start + last, kind, governorate)


@cache
def texts(name: str) -> dict[int, str]:
    """Those of a file's texts that have a labelled sentence."""
    wanted = {one.record for one in sentences() if one.file == name}
    path = SHARED / name
    if path.suffix == ".txt":
        return {0: path.read_text(encoding="utf-8")}
    if path.suffix == ".json":
        one = json.loads(path.read_text(encoding="utf-8"))
        body = one.get("body") or one["text"]
        return {0: "\n".join([one["title"], *(body if isinstance(body, list) else [body])])}
    with gzip.open(path, "rt", encoding="utf-8") as file:
        found = {number: json.loads(line) for number, line in enumerate(file) if number in wanted}
    return {number: f"{one.get('title') or ''}\n{one.get('text') or ''}" for number, one in found.items()}


def judged(sentence: Sentence, found: list[Mention]) -> Counter[str]:
    """named, tagged, right; as the doubtful (`either`) count neither way."""
    counts: Counter[str] = Counter(named=sum(one.kind != "either" for one in sentence.labels))
    for mention in found:
        meant = next((one for one in sentence.labels if one.start < mention.end and mention.start < one.end), None)
        if mention.how == "ambiguous" or (meant and meant.kind == "either"):
            continue
        counts["tagged"] += 1
        counts["right"] += meant is not None and is_right(meant, mention)
    return counts


def is_right(meant: Label, mention: Mention) -> bool:
    if mention.place is None or (meant.kind == "government") != (mention.how == "government"):
        return False
    return meant.governorate in ("*", mention.place.governorate)


@pytest.fixture(scope="module")
def labelled() -> list[Sentence]:
    found = sentences()
    if not all((SHARED / Path(one.file)).is_file() for one in found):
        pytest.skip("the shared texts are not beside this checkout")
    return found


def test_the_sentences_are_those_that_were_labelled(labelled: list[Sentence]) -> None:
    for one in labelled:
        assert xxh64_hexdigest(texts(one.file)[one.record][one.start : one.end].encode()) == one.digest


def test_the_figures_of_the_page_are_those_of_the_sentences_not_looked_at(labelled: list[Sentence]) -> None:
    counts: Counter[str] = Counter()
    unseen = [one for one in labelled if one.half == "not-looked-at"]
    for one in unseen:
        found = mentions(FoldedText(texts(one.file)[one.record]), of_syria=one.of_syria)
        counts += judged(one, [mention for mention in found if one.start <= mention.start < one.end])
    assert counts == {"named": KEPT.named, "tagged": KEPT.tagged, "right": KEPT.right}
    assert len(unseen) == KEPT.sentences


def test_the_rules_are_right_and_complete_enough_to_be_printed() -> None:
    assert MEASURED.precision >= 97
    assert MEASURED.recall >= 88


def test_more_than_three_hundred_sentences_were_read() -> None:
    assert len({(one.file, one.record, one.start) for one in sentences()}) == 380
