"""Short copies, forms filled in, and patterns of the trade: what is called a copy and what is not."""

import random
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from tests.bench.material import made_texts, real_articles
from tests.bench.timing import Claim, at_least, at_most
from tests.support.copied_articles import DAY, HOUR, MadeRecord
from tests.support.copy_forms import FRAMES, filled
from tests.support.copy_patterns import kind_told, patterns

FLASHES, LENGTHS = 300, (8, 9, 10, 12, 14, 16, 20, 24)
OPENINGS = (
    "رويترز: ",
    "وكالة نموذج: ",
    "عاجل | ",
    "دمشق - سانا: ",
    "(أ.ف.ب) ",
    "نقلا عن وكالة الأناضول: ",
    "سبوتنيك - ",
    "مراسلنا في حلب: ",
    "وكالات - ",
    "بحسب المرصد السوري: ",
)
FORMS, FORM_DAYS, FORM_FRAMES, FORM_SETS = 30, 10, 6, 8
# So short a page is only taken in where it is longer than that: signs are no words.
SIGNS = " ." * 30
Opened = Callable[[int], tuple[str, str]]


def claims(folder: Path, articles: int) -> Iterator[Claim]:
    del articles
    texts = [body for _, body in real_articles(20 * FLASHES) or made_texts(20 * FLASHES)]
    texts = random.Random(3).sample([text for text in texts if len(text.split()) >= max(LENGTHS)], FLASHES)
    openings: dict[str, tuple[Opened, float]] = {
        "equal": (lambda _: ("", ""), 0.98),
        "an agency in front of one": (lambda n: ("", OPENINGS[n % len(OPENINGS)]), 0.96),
        "one in front of each": (lambda n: (OPENINGS[n % len(OPENINGS)], OPENINGS[(3 * n + 1) % len(OPENINGS)]), 0.96),
    }
    for what, (opened, goal) in openings.items():
        found, others = _flashes(folder / what, texts, opened)
        share = found / FLASHES
        yield Claim(
            f"{FLASHES} texts of 8 to 24 words at two outlets, {what}: found",
            f"{found}",
            f"{others} other pairs",
            "",
            at_least(goal, share),
        )
    yield from _forms(folder)
    yield from _patterns(folder)


def _flashes(root: Path, texts: Sequence[str], opened: Opened) -> tuple[int, int]:
    """How many of the pairs are found, and how many other pairs."""
    with MadeRecord(root) as desk:
        with desk.writer.acknowledged():
            for n, text in enumerate(texts):
                said = " ".join(text.split()[: LENGTHS[n % len(LENGTHS)]])
                for name, front, at in zip(("one", "two"), opened(n), (0 * HOUR, HOUR), strict=True):
                    desk.put(f"{name}/{n}", front + said + SIGNS, n % 30 * DAY + at, title=f"{name} {n}")
        _follow(desk)
        found = {frozenset(pair) for pair in desk.copies()}
    right = sum(frozenset((f"one/{n}", f"two/{n}")) in found for n in range(len(texts)))
    return right, len(found) - right


def _forms(folder: Path) -> Iterator[Claim]:
    """Of one frame all, of several a few each."""
    of_one = [_filled_in(folder / name, [frame]) for name, frame in FRAMES.items()]
    chance = random.Random(1)
    sets = [chance.sample(sorted(FRAMES.values()), FORM_FRAMES) for _ in range(FORM_SETS)]
    of_several = [_filled_in(folder / f"several-{n}", frames) for n, frames in enumerate(sets)]
    for what, counts in (
        (f"{len(FRAMES)} times {FORMS} of one frame", of_one),
        (f"{FORM_SETS} times {FORMS} of {FORM_FRAMES} frames", of_several),
    ):
        told = f"{what}, over {FORM_DAYS} days at three outlets: most called copies"
        yield Claim(told, f"{max(counts)}", f"{sum(counts)} in all", "", at_most(5, max(counts)))


def _filled_in(root: Path, frames: Sequence[str]) -> int:
    chance = random.Random(7)
    with MadeRecord(root) as desk:
        with desk.writer.acknowledged():
            for n in range(FORMS):
                at = chance.randrange(FORM_DAYS) * DAY + chance.randrange(20) * HOUR
                desk.put(f"o{n // len(frames) % 3}/{n}", filled(frames[n % len(frames)], chance), at, title=f"{n}")
        _follow(desk)
        return len(desk.copies())


def _patterns(folder: Path) -> Iterator[Claim]:
    told = []
    for n, pattern in enumerate(patterns()):
        with MadeRecord(folder / f"pattern-{n}") as desk:
            kind = kind_told(desk, pattern)
        told.append(bool(kind) == pattern.is_copy)
        verdict = "right" if told[-1] else "WRONG"
        yield Claim(pattern.what, kind or "no copy", "", verdict)
    yield Claim(f"{len(told)} patterns: right", f"{sum(told)}", "", "", at_least(0.9 * len(told), sum(told)))


def _follow(desk: MadeRecord) -> None:
    while desk.writer.copies.follow():
        pass
