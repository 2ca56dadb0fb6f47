"""What an editor does to an article: cuts, additions and corrections, scripted on made stories and on real ones."""

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from random import Random

from tests.support.noise.stories import Story, story, words_of

NUMBER = re.compile(r"\d+")
# Whom the words before a name announce, and places that real articles name.
SPEAKS = re.compile(
    r"\b(?:و?قال|و?أضاف|و?أوضح|و?أكد|و?ذكر|السيد|الرئيس|الوزير|الناطق|المتحدث|الدكتور|اللواء|said|got) (\w{4,})"
)
PLACES = ("دمشق", "حلب", "إدلب", "درعا", "حمص", "حماة", "اللاذقية", "الرقة", "دير الزور", "القامشلي", "موسكو", "أنقرة")
# A statement and its contrary.
CONTRARY = (
    *(("أكد", "نفى"), ("وأكد", "ونفى"), ("أعلن", "نفى"), ("وأعلن", "ونفى"), ("كان", "لم يكن"), ("كانت", "لم تكن")),
    *(("يمكن", "لا يمكن"), ("قررت", "لم تقرر"), ("قال", "لم يقل"), ("وقال", "ولم يقل"), ("أعلنت", "لم تعلن")),
    *(("إن", "ليس صحيحا إن"), ("said", "did not say"), ("would", "would not"), ("ye", "nîne"), ("got", "negot")),
)
Change = Callable[[Story, Random], Story]


def _lines(change: Callable[[list[str]], list[str]]) -> Change:
    return lambda whole, _: replace(whole, paragraphs=tuple(change(list(whole.paragraphs))))


def _first_line(whole: Story, change: Callable[[str], str]) -> Story:
    """With the first line that `change` changes. Raises ValueError where it changes none."""
    for number, line in enumerate(whole.paragraphs):
        if (changed := change(line)) != line:
            return replace(whole, paragraphs=(*whole.paragraphs[:number], changed, *whole.paragraphs[number + 1 :]))
    raise ValueError(f"nothing to change in story {whole.number}")


def _exchanged(values: Sequence[str], line: str, chance: Random) -> str:
    """One of `values` that stands in the line becomes another one."""
    found = next((value for value in values if re.search(rf"\b{value}\b", line)), None)
    if found is None:
        return line
    return re.sub(rf"\b{found}\b", chance.choice([value for value in values if value not in line]), line, count=1)


def _number(whole: Story, chance: Random) -> Story:
    return _first_line(whole, lambda line: NUMBER.sub(lambda n: str(int(n[0]) + chance.randrange(1, 9)), line, count=1))


def _name(whole: Story, chance: Random) -> Story:
    names = words_of(whole.lang).slots["family"]

    def changed(line: str) -> str:
        spoken = SPEAKS.search(line)
        if not spoken:
            return _exchanged(names, line, chance)
        other = chance.choice([name for name in names if " " not in name and name not in line])
        return line[: spoken.start(1)] + other + line[spoken.end(1) :]

    return _first_line(whole, changed)


def _place(whole: Story, chance: Random) -> Story:
    return _first_line(whole, lambda line: _exchanged((*words_of(whole.lang).slots["place"], *PLACES), line, chance))


def _negation(whole: Story, chance: Random) -> Story:
    del chance

    def changed(line: str) -> str:
        words = line.split(" ")
        place = next((n for n, word in enumerate(words) if word in dict(CONTRARY)), None)
        return line if place is None else " ".join([*words[:place], dict(CONTRARY)[words[place]], *words[place + 1 :]])

    return _first_line(whole, changed)


def _headline(whole: Story, chance: Random) -> Story:
    words = whole.title.split()
    others = [word for word in story(whole.number + 70_000, whole.lang).title.split() if word not in words]
    words[chance.randrange(len(words))] = chance.choice(others)
    return replace(whole, title=" ".join(words))


def _rewritten(whole: Story, chance: Random) -> Story:
    del chance
    other = story(whole.number + 50_000, whole.lang).paragraphs[2]
    return replace(whole, paragraphs=(*whole.paragraphs[:3], other, *whole.paragraphs[4:]))


def _cut(whole: Story, chance: Random) -> Story:
    del chance
    words = whole.paragraphs[2].split()
    half = f"{' '.join(words[: len(words) // 2])}."
    return replace(whole, paragraphs=(*whole.paragraphs[:2], half, *whole.paragraphs[3:]))


# Small corrections: each is the least that changes what an article says.
CORRECTIONS: dict[str, Change] = {
    "number": _number,
    "name": _name,
    "place": _place,
    "negation": _negation,
    "headline": _headline,
}
TEXT_CHANGES: dict[str, Change] = {
    **CORRECTIONS,
    "drop-first": _lines(lambda lines: lines[1:]),
    "drop-middle": _lines(lambda lines: [*lines[:2], *lines[3:]]),
    "drop-last": _lines(lambda lines: lines[:-1]),
    "reorder": _lines(lambda lines: [lines[0], *lines[2:4], lines[1], *lines[4:]]),
    "rewrite": _rewritten,
    "cut": _cut,
}


def edited(whole: Story, change: str) -> Story:
    """The story after the change of this name. Raises ValueError where the story has nothing that it changes."""
    return TEXT_CHANGES[change](whole, Random(f"{change} {whole.number}"))


def correctable(stories: Iterable[Story], change: str) -> Iterable[Story]:
    """Those of `stories` that the change of this name changes."""
    for whole in stories:
        try:
            edited(whole, change)
        except ValueError:
            continue
        yield whole
