"""How many made copies are found among articles, and how many pairs are called copies that are none."""

import random
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import timedelta
from functools import lru_cache

from archive.copies.shingles import Likeness, Text
from archive.text.folding import words_for_comparison
from tests.support.copied_articles import MadeRecord
from tests.support.copy_variants import variants

# What a base itself shares with other articles, its variants share too: such pairs are neither right nor wrong.
OWN_OVERLAP = 0.2


@dataclass
class Accuracy:
    """Counts of pairs; `found` and `made` by the name of the variant."""

    found: Counter[str] = field(default_factory=Counter)
    made: Counter[str] = field(default_factory=Counter)
    wrong: int = 0

    @property
    def precision(self) -> float:
        return self.found.total() / (self.found.total() + self.wrong)

    @property
    def recall(self) -> float:
        return self.found.total() / self.made.total()

    @property
    def f1(self) -> float:
        return 2 * self.precision * self.recall / (self.precision + self.recall)


def accuracy(desk: MadeRecord, bases: Iterable[int], hosts: Sequence[int]) -> Accuracy:
    """Publish each variant of each base (ids of articles of the record) on the base's day, and look what is found."""
    chance, counted = random.Random(11), Accuracy()
    made: dict[int, tuple[int, int, str]] = {}
    for number, base in enumerate(bases):
        host = chance.choice([one for one in hosts if one != base])
        article = desk.writer.store.article_by_id(base)
        with desk.writer.acknowledged():
            for name, variant in variants(_body(desk, host)).items():
                text = variant(article["body"], chance)
                at = timedelta(days=desk.days_from_start(article["published_day"]))
                made[desk.put(f"variants/{number}-{len(made)}", text, at)] = base, host, name
    while desk.writer.copies.follow():
        pass

    @lru_cache(4_096)
    def text_of(article_id: int) -> Text:
        return Text.of(1, words_for_comparison(_body(desk, article_id)))

    found = _found(desk, made)
    for variant_id, (base, host, name) in made.items():
        counted.made[name] += 1
        counted.found[name] += base in found[variant_id]
        own = (base, host) if name == "embedded" else (base,)
        others = found[variant_id] - {*own, *made}
        counted.wrong += sum(
            all(Likeness.of(text_of(one), text_of(other)).containment < OWN_OVERLAP for one in own) for other in others
        )
    return counted


def _body(desk: MadeRecord, article_id: int) -> str:
    return str(desk.writer.store.article_by_id(article_id)["body"])


def _found(desk: MadeRecord, made: Iterable[int]) -> dict[int, set[int]]:
    found: dict[int, set[int]] = {one: set() for one in made}
    for row in desk.rows("SELECT a_id, b_id FROM copies"):
        for one, other in ((row["a_id"], row["b_id"]), (row["b_id"], row["a_id"])):
            if one in found:
                found[one].add(other)
    return found
