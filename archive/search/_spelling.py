"""Other spellings of a question that found nothing, made of words the archive holds.

Spellings one slip away are looked up in the index, and words that begin alike are read from it in order: at most some
hundreds of look-ups a word, however large the vocabulary. What sounds or looks alike in Arabic counts as half a slip,
and letters that only changed places count a little less than a wrong letter.
"""

from collections.abc import Callable, Iterable, Iterator
from itertools import combinations

from archive.search.query_parser import Question
from archive.search.vocabulary import Vocabulary
from archive.text.edit_distance import edits_between
from archive.text.folding import fold_query
from archive.text.latin import as_indexed
from archive.text.sqlite_tokens import token_run

MOST = 3
DOUBTFUL_ARTICLES = 2  # an outlet's own slip may stand in one or two
COMMONER = 10
RARER = 50  # what is so much rarer than another suggestion is hardly meant
SHORTEST, LONGEST = 3, 24
LONG = 6  # from this length on, two slips
TAIL = 3
TAILS_READ = 300
COUNTED = 12
MOST_DOUBTFUL = 3

# Confused by ear or by eye: emphatic and plain letters, letters told apart by dots, the seats of the hamza.
ALIKE = ("تطث", "دذضظز", "سصث", "قكغج", "حهخ", "اعء", "يئ", "وؤ", "بن", "فق")
ARABIC = "ابتثجحخدذرزسشصضطظعغفقكلمنهويءئؤ"
LATIN = "abcdefghijklmnopqrstuvwxyz"


def suggestions(text: str, question: Question, vocabulary: Vocabulary, finds: Callable[[str], bool]) -> Iterator[str]:
    """Up to three spellings of `text`, likeliest first: only such as find something, by `finds`."""
    words = (word for clause in question.group.clauses() if clause.kind != "start" for word in clause.words)
    doubtful = [word for word in dict.fromkeys(words) if vocabulary.commonness(word) <= DOUBTFUL_ARTICLES]
    if not 0 < len(doubtful) <= MOST_DOUBTFUL:
        return
    better = {word: found for word in doubtful if (found := _like(word, vocabulary))}
    for rank in range(MOST if better else 0):
        if rank and all(rank >= len(found) for found in better.values()):
            return
        chosen = {word: vocabulary.spelling_of(found[min(rank, len(found) - 1)]) for word, found in better.items()}
        respelt = _respelt(text, chosen)
        if finds(respelt):
            yield respelt


def _respelt(text: str, chosen: dict[str, str]) -> str:
    return token_run().sub(lambda found: chosen.get(as_indexed(fold_query(found[0])), found[0]), text)


def _like(word: str, vocabulary: Vocabulary) -> list[str]:
    """The archive's words most like this one, at most three."""
    if not SHORTEST <= len(word) <= LONGEST:
        return []
    held = vocabulary.held(dict.fromkeys(_one_slip_away(word)))
    if len(word) >= LONG:
        held += [term for term, _ in vocabulary.starting_with(word[:-TAIL], TAILS_READ)]
    most = 2 if len(word) >= LONG else 1
    slips = {term: _slips(word, term) for term in held if term != word and edits_between(word, term) <= most}
    nearest = sorted(slips, key=lambda term: (slips[term], term))[:COUNTED]
    articles = {term: vocabulary.commonness(term) for term in nearest}
    least = max(COMMONER * vocabulary.commonness(word) + 1, max(articles.values(), default=0) // RARER)
    known = [term for term in nearest if articles[term] >= least]
    return sorted(known, key=lambda term: (slips[term], -articles[term]))[:MOST]


def _slips(word: str, other: str) -> float:
    alike = min(edits_between(_sound(word, group), _sound(other, group)) for group in ALIKE)
    swapped = sorted(word) == sorted(other)
    return (edits_between(word, other) + alike) / 2 - swapped / 4


def _sound(word: str, group: str) -> str:
    return word.translate(dict.fromkeys(map(ord, group), group[0]))


def _one_slip_away(word: str) -> Iterable[str]:
    """Every word one letter left out, put in, exchanged or swapped makes, and those of two letters exchanged alike."""
    letters = LATIN if word.isascii() else ARABIC
    cuts = [(word[:at], word[at:]) for at in range(len(word) + 1)]
    yield from (head + tail[1:] for head, tail in cuts if tail)
    yield from (head + tail[1] + tail[0] + tail[2:] for head, tail in cuts if len(tail) > 1)
    yield from (head + letter + tail[1:] for head, tail in cuts if tail for letter in letters)
    yield from (head + letter + tail for head, tail in cuts for letter in letters)
    for first, second in combinations(range(len(word)), 2):
        for one in _alike(word[first]):
            for other in _alike(word[second]):
                yield word[:first] + one + word[first + 1 : second] + other + word[second + 1 :]


def _alike(letter: str) -> set[str]:
    return {other for group in ALIKE if letter in group for other in group} - {letter}
