"""Which articles a question finds, however it is spelt: recall and precision, means over all spellings of a kind.

The project's own questions of every kind (questions.tsv, in patterns that relevance.py explains) are asked of real
articles beside the checkout; so are the questions whose answers a person chose there, with their reference as it is and
corrected (corrections.tsv). Beside those what a stock index finds by the same words, asked as Datasette's box asks.
A spelling that finds nothing has found nothing wrong. Everything is asked through `search`; no time is taken here.

    .venv/bin/python -m tests.bench.spellings                          # all questions: some minutes of CPU
    .venv/bin/python -m tests.bench.spellings dev --keep FOLDER        # one half; the records are kept in FOLDER
    .venv/bin/python -m tests.bench.spellings dev --kind duals --keep FOLDER --misses

Make rules on `dev`, and look at `final` once, at the end. `--misses` lists the spellings that are not all right, with
numbers of articles missed and wrongly found: in real.db or mission.db of the kept folder the column `key`. Kept records
are not made anew when the index or a table beside it changes: then give another folder.
"""

import argparse
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from statistics import mean
from typing import get_args

from archive.search.compiled import Mode
from archive.text.aliases import alias_rows
from archive.text.folding import tokens
from tests.bench.asking import Answer, Material, answers, materials
from tests.bench.questions import (
    FORMS,
    INFLECTED,
    LATIN,
    NAMES,
    PLURALS,
    UNKNOWN,
    Half,
    Question,
    judged_questions,
    own_questions,
)
from tests.bench.timing import Claim, at_least, times

SHOWN = 6
HELPED = 0.5
UNLISTED = f"{PLURALS}, no noun of the list"
# The least recall and precision of the project's own questions.
FAMILIES: dict[str, tuple[tuple[str, ...], float, float]] = {
    "all names": (NAMES, 0.97, 0.96),
    "all forms": (FORMS, 0.95, 0.94),
    UNLISTED: ((PLURALS,), 0.85, 0),
}
KINDS = (*NAMES, *FORMS, INFLECTED, PLURALS, UNKNOWN)
# What a person judged: the kind, which of its spellings are asked, the mode; the least recall and precision.
JUDGED: tuple[tuple[str, str, Mode, float, float], ...] = (
    ("names", "variants", "names", 0.93, 0.95),
    ("alias", "all", "names", 0, 0),
    ("concepts", "all", "forms", 0.93, 0.92),
    ("broken", "all", "forms", 0, 0),
)


def claims(folder: Path, articles: int) -> Iterator[Claim]:
    """None where there are no real articles."""
    del articles
    yield from claims_of(folder, "all", "")


def claims_of(folder: Path, half: Half | str, only: str) -> Iterator[Claim]:
    """`half`: dev, final or all; `only`: a kind of the project's own questions, empty for everything."""
    for material in materials(folder):
        if material.name == "real" and not only:
            yield from _judged(material, half)
        asked = list(_asked(material, half, only))
        for kind in KINDS:
            yield from _told(kind, [one for one in asked if one.kind == kind], material, (0, 0))
        yield from _offered([one for one in asked if one.kind == UNKNOWN], material)
        for family, (kinds, recall, precision) in FAMILIES.items():
            chosen = [one for one in asked if one.kind in kinds and not (family == UNLISTED and _is_listed(one))]
            yield from _told(family, chosen, material, (recall, precision))


def _asked(material: Material, half: Half | str, only: str) -> Iterator[Question]:
    for question in own_questions(material.texts):
        in_its_language = material.name == "mission" or question.kind not in LATIN
        if half in ("all", question.half) and only in ("", question.kind) and in_its_language:
            yield question


def _is_listed(question: Question) -> bool:
    listed = {form for form, _, kind in alias_rows() if kind == "plural"}
    return any(word in listed for text in question.spellings for word in tokens(text))


def _judged(material: Material, half: Half | str) -> Iterator[Claim]:
    for corrected in (False, True):
        reference = "corrected" if corrected else "reference as it is"
        for kind, spellings, mode, recall, precision in JUDGED:
            asked = judged_questions(material.texts, kind, mode, corrected=corrected, variants=spellings == "variants")
            chosen = [one for one in asked if half in ("all", one.half)]
            yield from _told(f"{kind}, {spellings}, {reference}", chosen, material, (recall, precision))


def _told(label: str, questions: list[Question], material: Material, goals: tuple[float, float]) -> Iterator[Claim]:
    if not questions:
        return
    ours = [answer for question in questions for answer in answers(question, material.ours)]
    stock = [answer for question in questions for answer in answers(question, material.stock)]
    label = f"{label}: {len(ours)} spellings of {len(questions)} questions, {material.name}"
    recall, other = _recall(ours), _recall(stock)
    ratio = times(recall / other, "as many") if other else ""
    yield Claim(f"recall of {label}", f"{recall:.4f}", f"stock {other:.4f}", ratio, _goal(goals[0], recall))
    precision, other = _precision(ours), _precision(stock)
    yield Claim(f"precision of {label}", f"{precision:.4f}", f"stock {other:.4f}", "", _goal(goals[1], precision))


def _offered(questions: list[Question], material: Material) -> Iterator[Claim]:
    """How often an offer leads to most of what is right, where nothing can be found unasked."""
    found = [answer for question in questions for answer in answers(question, material.offered)]
    helped = sum(answer.recall > HELPED for answer in found)
    if found:
        yield Claim(f"found or offered: {UNKNOWN}, {material.name}", f"{helped} of {len(found)}", "", "")


def _recall(found: list[Answer]) -> float:
    return mean(answer.recall for answer in found)


def _precision(found: list[Answer]) -> float:
    return mean(answer.precision for answer in found)


def _goal(limit: float, value: float) -> str:
    return at_least(limit, value) if limit else ""


def _misses(folder: Path, half: Half | str, only: str) -> Iterator[str]:
    for material in materials(folder):
        questions = _asked(material, half, only)
        for answer in (answer for question in questions for answer in answers(question, material.ours)):
            missed, wrong = answer.question.right - answer.found, answer.found - answer.question.also
            if missed or wrong:
                yield (
                    f"{answer.recall:.3f} {answer.precision:.3f}  {material.name}  {answer.question.kind}:"
                    f" {answer.text}  missed {len(missed)} {sorted(missed)[:SHOWN]}  wrong {sorted(wrong)[:SHOWN]}"
                )


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m tests.bench.spellings")
    parser.add_argument("half", nargs="?", default="all", choices=["all", *get_args(Half)])
    parser.add_argument("--kind", default="", choices=KINDS)
    parser.add_argument("--keep", type=Path, metavar="FOLDER", help="keep the records here")
    parser.add_argument("--misses", action="store_true", help="list the spellings that are not all right")
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="warraq-spellings-") as name:
        folder = asked.keep or Path(name)
        folder.mkdir(parents=True, exist_ok=True)
        for line in _misses(folder, asked.half, asked.kind) if asked.misses else ():
            print(line, flush=True)
        for claim in claims_of(folder, asked.half, asked.kind) if not asked.misses else ():
            print(claim.what, claim.ours, claim.other, claim.goal, sep="  |  ", flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main())
