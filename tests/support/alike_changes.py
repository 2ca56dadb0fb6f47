"""What befalls the texts of a whole outlet at once, as data: its pages lose, turn or mangle something, each its own."""

import random
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace

from archive.exchange import Page
from tests.support.incidents import Incident
from tests.support.removal_pages import article, cards, headline, made, made_word, sentence, served, text

# ruff: noqa: ARG001, ARG005 - all are asked alike, and few look at everything
Lines = list[str]
Altered = Callable[[Lines, int], Lines]


def _page(theme: str, number: int, address: str, title: str, lines: Sequence[str]) -> Page:
    inside = "".join(f"<p>{line}</p>" for line in lines)
    return served(made(theme, title, inside, cards(number, 3, with_openings=False), described=True), address)


def _with_text(change: Altered) -> Incident:
    return lambda theme, number, address, check: _page(
        theme, number, address, headline(number), change(text(number).split("\n"), number)
    )


def _with_headline(change: Callable[[str, int], str]) -> Incident:
    return lambda theme, number, address, check: _page(
        theme, number, address, change(headline(number), number), text(number).split("\n")
    )


def _each(change: Callable[[str], str]) -> Incident:
    return _with_text(lambda lines, number: [changed for line in lines if (changed := change(line).strip())])


def _own(kind: str, number: int) -> random.Random:
    return random.Random(f"{kind} {number}")


def _sentences(line: str) -> list[str]:
    return [f"{one}." for one in line.rstrip(".").split(". ")]


def _shuffled(lines: Lines, number: int) -> Lines:
    return _own("order", number).sample(lines, len(lines))


def _mojibake(line: str) -> str:
    return line.encode("utf-8").decode("latin-1").replace("\x80", "").replace("<", "")


def _without_links(line: str) -> str:
    """Every fifth word stood in a link."""
    return " ".join(word for place, word in enumerate(line.split()) if place % 5 != 3)


def _stars(line: str) -> str:
    return " ".join("***" if place % 7 == 2 else word for place, word in enumerate(line.split()))


def _glued(line: str) -> str:
    words = line.split()
    return " ".join("".join(words[at : at + 2]) for at in range(0, len(words), 2))


def _seeded(lines: Lines, number: int) -> Lines:
    """Against copying: in every line a word that nobody reads, another each time."""
    chance = _own("seed", number)
    return [f"{line} {chance.getrandbits(40):x}" for line in lines]


def _latin(line: str) -> str:
    letters = "abtcjhxdqrzsvSDTZEgfQklmnhwy"
    return "".join(letters[ord(one) % len(letters)] if "\u0621" <= one <= "\u064a" else one for one in line)


def _commented(lines: Lines, number: int) -> Lines:
    chance = _own("comments", number)
    return [*lines, *(f"{made_word(chance)} : {sentence(chance)}" for _ in range(3))]


def _captioned(lines: Lines, number: int) -> Lines:
    return [lines[0], f"صورة تظهر {made_word(_own('caption', number))} وهي في الموقع صباح اليوم.", *lines[1:]]


def _teased(lines: Lines, number: int) -> Lines:
    return [*lines[:3], headline(number + 7_000), sentence(_own("teaser", number)), *lines[3:]]


def _half_of_another(theme: str, number: int, address: str, check: int) -> Page:
    lines = [*text(number).split("\n")[:3], *text(number ^ 1).split("\n")[3:]]
    return _page(theme, number, address, headline(number), lines)


def _neighbours_headline(theme: str, number: int, address: str, check: int) -> Page:
    return _page(theme, number, address, headline(number + 1), text(number).split("\n"))


def _quotes_lost(lines: Lines, number: int) -> Lines:
    lost = _own("quote", number).randrange(1, 5)
    return [*lines[:lost], *lines[lost + 1 :]]


def _coded(lines: Lines, number: int) -> Lines:
    return [f'[caption id="attachment_{number}" width="{number % 900}"]', *lines, "[/caption]"]


def _two_pages(theme: str, number: int, address: str, check: int) -> Page:
    """By turns the first four lines, and the whole."""
    lines = text(number).split("\n")
    return _page(theme, number, address, headline(number), lines[:4] if (number + check) % 2 else lines)


def _by_turns(one: Incident, other: Incident) -> Incident:
    return lambda theme, number, address, check: (one if check % 2 == 0 else other)(theme, number, address, check)


def _most(incident: Incident) -> Incident:
    """All but every fourth."""
    return lambda theme, number, address, check: (
        article(theme, number) if number % 4 == 3 else incident(theme, number, address, check)
    )


def _then_well(incident: Incident) -> Incident:
    """Over at the last look."""
    return lambda theme, number, address, check: (
        incident(theme, number, address, check) if check < 2 else article(theme, number)
    )


def _as_they_are(theme: str, number: int, address: str, check: int) -> Page:
    return replace(article(theme, number), url=address, final_url=address)


ALIKE: Mapping[str, Incident] = {
    "the first line is lost": _with_text(lambda lines, _: lines[1:]),
    "the first two lines are lost": _with_text(lambda lines, _: lines[2:]),
    "the third line is lost": _with_text(lambda lines, _: [*lines[:2], *lines[3:]]),
    "the last two lines are lost": _with_text(lambda lines, _: lines[:-2]),
    "the middle is lost": _with_text(lambda lines, _: [*lines[:2], *lines[4:]]),
    "a line is lost, each time another": _with_text(_quotes_lost),
    "every third line is lost": _with_text(lambda lines, _: [one for n, one in enumerate(lines) if n % 3 != 1]),
    "lines backwards": _with_text(lambda lines, _: lines[::-1]),
    "lines shuffled": _with_text(_shuffled),
    "lines by the alphabet": _with_text(lambda lines, _: sorted(lines)),
    "the last line on top": _with_text(lambda lines, _: [lines[-1], *lines[:-1]]),
    "the text twice": _with_text(lambda lines, _: [*lines, *lines]),
    "every line twice": _with_text(lambda lines, _: [one for line in lines for one in (line, line)]),
    "the first line again at the end": _with_text(lambda lines, _: [*lines, lines[0]]),
    "the second sentence of each line is lost": _each(lambda line: _sentences(line)[0]),
    "the first sentence of each line is lost": _each(lambda line: " ".join(_sentences(line)[1:])),
    "lines cut after sixty letters": _each(lambda line: line[:60]),
    "lines cut to ninety letters, with dots": _each(lambda line: f"{line[:90]}…"),
    "linked words are lost": _each(_without_links),
    "numbers are lost": _each(lambda line: "".join(one for one in line if not one.isdigit())),
    "numbers are noughts": _each(lambda line: "".join("0" if one.isdigit() else one for one in line)),
    "years are one too many": _each(
        lambda line: " ".join(f"{int(w[:4]) + 1}{w[4:]}" if w[:4].isdigit() else w for w in line.split())
    ),
    "a letter is lost": _each(lambda line: line.replace("ي", "")),
    "a letter is a question mark": _each(lambda line: line.replace("م", "?")),
    "letters with dots are lost": _each(lambda line: line.translate(str.maketrans("", "", "بتثجخ"))),
    "words two by two in one": _each(_glued),
    "read in another coding": _each(_mojibake),
    "words backwards": _each(lambda line: " ".join(line.split()[::-1])),
    "letters backwards": _each(lambda line: line[::-1]),
    "in Latin letters": _each(_latin),
    "entities unread": _each(lambda line: "".join(f"&amp;#{ord(one)};" if one == "م" else one for one in line)),
    "words starred out": _each(_stars),
    "a word against copying in each line": _with_text(_seeded),
    "comments in the text": _with_text(_commented),
    "captions in the text": _with_text(_captioned),
    "teasers in the text": _with_text(_teased),
    "codes of the system in the text": _with_text(_coded),
    "half of another text": _half_of_another,
    "headlines cut": _with_headline(lambda title, _: f"{title[:30]}..."),
    "headlines are the site's name": _with_headline(lambda title, _: "موقع نموذج"),
    "headlines by number": _with_headline(lambda title, number: f"الخبر رقم {number}"),
    "headlines without their first words": _with_headline(lambda title, _: " ".join(title.split()[2:])),
    "headlines are a neighbour's": _neighbours_headline,
    "four lines by turns": _two_pages,
    "the last line is lost, on most": _most(_with_text(lambda lines, _: lines[:-1])),
    "every second line is lost, on most": _most(_with_text(lambda lines, _: lines[::2])),
    "lines backwards, then well": _then_well(_with_text(lambda lines, _: lines[::-1])),
    "the last line is lost, then well": _then_well(_with_text(lambda lines, _: lines[:-1])),
    "letters lost, then well": _then_well(_each(lambda line: line.replace("ل", ""))),
    "the last line is lost, by turns": _by_turns(_with_text(lambda lines, _: lines[:-1]), _as_they_are),
}
# Other words in a headline are the outlet's own doing: it tries out two on all its articles.
OTHER_HEADLINES = {"headlines are a neighbour's", "headlines are the site's name", "headlines by number"}
