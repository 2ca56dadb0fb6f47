"""A question with its names in Latin letters put into Arabic, as this archive writes them; the likeliest first.

Names that another language made its own (Damascus) come from the table of aliases, all others go letter by letter.
Words that stand together are one name where the archive has them side by side.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from itertools import islice, product
from time import thread_time

from archive.search._transliteration import ARTICLE, plain, transliterated
from archive.search.query_parser import FIELDS
from archive.search.vocabulary import COMMON, Vocabulary
from archive.text.aliases import exonyms
from archive.text.latin import terms

MOST = 3
TWICE_MOST = 6  # of one word; some may be aliases of others
TEN_BEST = 10  # of each of several words
FEW = 20  # a page of hits: whoever finds more by the Latin letters was understood
COMMONER = 10  # or the Arabic name has so many times as many,
COMMONER_FOR_CERTAIN = 3  # or so many, where it is known to be the name
LONGEST_NAME = 4  # words, an article not counted; more are a sentence
PAIRS_COUNTED = 40
CERTAIN = 100.0  # a score no letters reach

_LETTER = "[A-Za-zÀ-ÖØ-öø-ɏḀ-ỿ]"
_NAME = rf"['’‘ʿʾ`ʼ]?{_LETTER}(?>(?:['’‘ʿʾ`ʼ-]?{_LETTER})*+['’‘ʿʾ`ʼ]?)(?![\w*])"
_OPERATOR = r"(?:AND|OR|NOT)\b"
_NARROWING = "|".join(sorted(name for name in FIELDS if name != "title"))
_PARTS = re.compile(
    # What narrows the question or is left out of it stays as it is.
    rf'(?P<kept>(?<!\S)-?(?:(?:{_NARROWING}|إلى):|(?<=-))(?:"[^"]*"?|\S+)|\bNOT\s+(?:"[^"]*"?|\S+)|\b{_OPERATOR})'
    rf"|(?<![\w*])(?P<names>{_NAME}(?:[ \t]+(?!{_OPERATOR}){_NAME})*+)",
    re.IGNORECASE,
)
_SEPARATE = re.compile(r"[\s-]+")


@dataclass(frozen=True, slots=True)
class _Reading:
    score: float
    words: tuple[str, ...]  # folded


def in_arabic(text: str, vocabulary: Vocabulary, until: float, *, wanted: bool) -> Iterator[str]:
    """Up to three questions that have Arabic names for the Latin ones of `text`; none where it has none to replace.

    They may find nothing. Unless `wanted`, a name is left alone where its letters stand in more than a page of hits.
    Nothing is looked up any more when the time of this thread is `until`.
    """
    found = {
        names: known for names in _latin_names(text) if (known := _arabic(names, vocabulary, until, wanted=wanted))
    }
    for rank in range(max(map(len, found.values()), default=0)):
        yield _replaced(text, {names: known[min(rank, len(known) - 1)] for names, known in found.items()})


def _replaced(text: str, arabic: dict[str, str]) -> str:
    return _PARTS.sub(lambda part: arabic.get(part["names"], part[0]), text)


def _latin_names(text: str) -> list[str]:
    return list(dict.fromkeys(part["names"] for part in _PARTS.finditer(text) if part["names"]))


def words_of(names: str) -> list[str]:
    """The words in small letters of English, each with its article before it: `Ras al-'Ayn` is ras, al-'ayn."""
    words: list[str] = []
    article = ""
    for word in filter(None, _SEPARATE.split(plain(names))):
        if not article and ARTICLE.match(f"{word}-x") and (word[-1] == "l" or ARTICLE.match(f"{word}-{word[1:]}")):
            article = f"{word}-"
        elif word.strip("'"):
            words.append(article + word)
            article = ""
    return words


def _arabic(names: str, vocabulary: Vocabulary, until: float, *, wanted: bool) -> list[str]:
    """Arabic for these words, best first, at most three, as the archive's outlets spell it."""
    words = words_of(_capitalised(names))
    if not words or len(words) > LONGEST_NAME or sum(map(len, words)) < 3:
        return []
    typed = 0 if wanted else min(map(vocabulary.commonness, terms(names)), default=0)
    if not _may_be_commoner(words, typed, vocabulary):
        return []
    elements = list(_elements(words, vocabulary, until))
    if not all(elements) or not _is_rare(typed, elements, vocabulary):
        return []
    found = _side_by_side(elements, vocabulary, until) or _apart(elements)
    meant = islice(_no_aliases(found, vocabulary), MOST)
    return [" ".join(map(vocabulary.spelling_of, reading.words)) for reading in meant]


def _no_aliases(found: list[_Reading], vocabulary: Vocabulary) -> Iterator[_Reading]:
    """Without what a reading before finds anyway."""
    known: set[str] = set()
    for reading in found:
        name = " ".join(reading.words)
        if name not in known:
            yield reading
        known.update((name, *vocabulary.other_forms(name)))


def _capitalised(names: str) -> str:
    """Where some words begin with a capital letter, the names are only these: of `Raqqa water` the first."""
    words = names.split()
    capitals = [word for word in words if word[0].isupper() or ARTICLE.match(f"{plain(word)}-x")]
    return " ".join(capitals if any(word[0].isupper() for word in words) else words)


def _may_be_commoner(words: list[str], typed: int, vocabulary: Vocabulary) -> bool:
    """Whether an Arabic name can stand in so many more articles than those `typed`: asked before it is looked for."""
    is_known = any(_known().get(_key(words[at:end])) for end in range(len(words) + 1) for at in range(end))
    times = COMMONER_FOR_CERTAIN if is_known else COMMONER
    return typed <= FEW or typed * times <= min(COMMON, vocabulary.most_articles())


def _is_rare(typed: int, elements: list[list[_Reading]], vocabulary: Vocabulary) -> bool:
    """Whether the archive has few articles with these words, or far more with the Arabic name."""
    return typed <= FEW or any(
        _articles(best.words, vocabulary) >= typed * (COMMONER_FOR_CERTAIN if best.score == CERTAIN else COMMONER)
        for best, *_ in elements
    )


@cache
def _known() -> dict[str, str]:
    return {_key(words_of(other)): arabic for other, arabic in exonyms().items()}


def _key(words: list[str]) -> str:
    return " ".join(ARTICLE.sub("", word) for word in words)


def _elements(words: list[str], vocabulary: Vocabulary, until: float) -> Iterator[list[_Reading]]:
    """For each name of another language, and each other word, what the archive has for it, best first."""
    at = 0
    while at < len(words):
        known = ((end, _known().get(_key(words[at:end]))) for end in range(len(words), at, -1))
        end, arabic = next(((end, arabic) for end, arabic in known if arabic), (at + 1, ""))
        folded = tuple(terms(arabic))
        certain = [_Reading(CERTAIN, folded)] if arabic and vocabulary.has(*folded) else []
        most = TEN_BEST if len(words) > 1 else TWICE_MOST
        guessed = transliterated(words[at], vocabulary, most, until) if end == at + 1 else []
        yield certain + [_Reading(score, (word,)) for score, word in guessed if (word,) != folded]
        at = end


def _side_by_side(elements: list[list[_Reading]], vocabulary: Vocabulary, until: float) -> list[_Reading]:
    """Those of all combinations that the archive has as a phrase, the commonest first."""
    found = elements[0]
    for element in elements[1:]:
        pairs = [_Reading(one.score + other.score, one.words + other.words) for one, other in product(found, element)]
        pairs.sort(key=lambda pair: -pair.score)
        held = [(articles, pair) for articles, pair in _counted(pairs[:PAIRS_COUNTED], vocabulary, until) if articles]
        found = [pair for _, pair in sorted(held, key=lambda one: (-one[0], -one[1].score))][:TEN_BEST]
    return found


def _counted(pairs: list[_Reading], vocabulary: Vocabulary, until: float) -> Iterator[tuple[int, _Reading]]:
    """How many articles have each, until the time is over."""
    for pair in pairs:
        yield _articles(pair.words, vocabulary), pair
        if thread_time() > until:
            return


def _articles(words: tuple[str, ...], vocabulary: Vocabulary) -> int:
    """How many articles have the words side by side, counted up to 1,000."""
    return vocabulary.commonness(" ".join(words))


def _apart(elements: list[list[_Reading]]) -> list[_Reading]:
    """The best of every element, for articles that have them anywhere; then each of them alone."""
    best = [element[0] for element in elements]
    return [_Reading(0, tuple(word for reading in best for word in reading.words)), *best]
