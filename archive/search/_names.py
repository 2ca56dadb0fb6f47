"""Other ways the archive may spell a name: with proclitics, joined or parted, by an alias, a number in another way.

A reading is a tuple of folded words. Only readings whose words the archive holds are kept, beside the query's own.
"""

from collections.abc import Iterable, Iterator
from itertools import product
from math import ceil

from archive.search._evasion import FEWEST_LETTERS, not_drawn_out, put_together, without_signs
from archive.search._foreign_names import foreign_spellings
from archive.search._fronts import SHORTEST_FRONTED, fronted, unfronted, with_proclitics
from archive.search._hamzas import other_hamzas
from archive.search._letter_names import are_letter_names, initials, latin_initials, spelt_out, with_article
from archive.search._neighbours import compound
from archive.search._numbers import hundreds, lettered, may_be_joined, other_spellings
from archive.search._proclitics import ARTICLE
from archive.search._words_of_names import in_a_name, with_its_article, with_other_article
from archive.search.vocabulary import Reading, Vocabulary

SHORTEST_TO_SPLIT, SHORTEST_BEHIND_A_PARTICLE = 6, 5
PARTICLES = ("ما", "لا")  # not, which some write onto the word behind it
LONGEST_TO_SPLIT = 30
MOST_PARTS = 4
LONGEST_ALIAS = 6
LONGEST_NAME = 8
MOST_READINGS = 48
MOST_PHRASES = 160
SPLIT_GAIN = 10
CUTS_COUNTED = 6
SPLIT_HITS, SPLIT_SHARE, PARTICLE_SHARE = 2, 3, 2
MOST_OF_ALL = 0.3
ARTICLE_GAIN, COMMON = 5, 20
LONGEST_WITH_ARTICLE, FEW_SIDE_BY_SIDE = 4, 3
MOST_WHOLE = 12  # readings of which the whole is looked for among the aliases


def readings(words: Reading, vocabulary: Vocabulary, *, bound: bool = False) -> list[Reading]:
    """The words themselves, then every other spelling of the whole that the archive can hold.

    Words that are `bound` were typed as one with signs inside: they are put together only where the archive does so.
    """
    is_initials = bound and len(words) == 1 and vocabulary.is_a_name(" ".join(words[0]))
    if is_initials and vocabulary.at_least(words[0], COMMON) and not vocabulary.is_a_name(words[0]):
        return readings(tuple(words[0]), vocabulary)  # initials that together are a common word (ب.ي.د, بيد)
    plain = put_together(words, vocabulary)
    whole = without_signs(plain, vocabulary) if bound else ""
    found = [words, plain, *(readings((whole,), vocabulary) if whole else [])]
    if is_initials:
        found += readings(tuple(words[0]), vocabulary)  # the index holds them as one word or as letters
    if len(plain) <= LONGEST_NAME:
        found += _held(dict.fromkeys(_respelt(plain, vocabulary, bound)), vocabulary, are_several=len(plain) > 1)
    for bare in unfronted(plain, vocabulary):
        found += readings(bare, vocabulary)
    if len(plain) > 1:
        found += [alias for form in found[1:MOST_WHOLE] for alias in _aliases(form, vocabulary) if alias not in found]
    if 1 < len(plain) <= LONGEST_WITH_ARTICLE:
        found += _with_other_article(found, vocabulary)
    return list(dict.fromkeys(found))[:MOST_PHRASES]


def _with_other_article(found: list[Reading], vocabulary: Vocabulary) -> list[Reading]:
    """Where hardly any article has what was found: its words with another article, where that is far commoner."""
    if not vocabulary.at_most(_any_of(found), FEW_SIDE_BY_SIDE):
        return []
    least = max(1, ARTICLE_GAIN * vocabulary.count(_any_of(found)))
    others = dict.fromkeys(form for one in found[:MOST_WHOLE] if len(one) > 1 for form in with_other_article(one))
    held = [form for form in others if vocabulary.has(*form)]
    if not held or vocabulary.at_most(_any_of(held), least - 1):
        return []
    return list(_held((form for form in held if _occurs(form, vocabulary)), vocabulary, are_several=True))


def _occurs(form: Reading, vocabulary: Vocabulary) -> bool:
    return vocabulary.occurs(_any_of([form]))


def _any_of(forms: Iterable[Reading]) -> str:
    return " OR ".join(f'"{" ".join(form)}"' for form in dict.fromkeys(forms))


def _held(plain: Iterable[Reading], vocabulary: Vocabulary, *, are_several: bool) -> Iterator[Reading]:
    """The readings whose words the archive holds, then those with a proclitic."""
    plain = [form for form in plain if vocabulary.has(*form[1:])]
    yield from (form for form in plain if vocabulary.has(form[0]))
    alone = (form[0] for form in plain[:MOST_READINGS] if len(form) == 1 and not form[0].isdecimal())
    vocabulary.count_words(form for word in alone if len(word) >= SHORTEST_FRONTED for form in fronted(word))
    for first, *rest in plain[:MOST_READINGS]:
        # A name joined of several words is as certain as those are: وكفربطنا of كفر بطنا.
        as_one = not rest and not (are_several and len(first) >= SHORTEST_TO_SPLIT)
        yield from ((form, *rest) for form in with_proclitics(first, vocabulary, alone=as_one))


def _respelt(words: Reading, vocabulary: Vocabulary, bound: bool, before: str = "", after: str = "") -> list[Reading]:
    # From the last word to the first, so that each tail is respelt once.
    tails: list[list[Reading]] = [[()]]
    for start in reversed(range(len(words))):
        found: list[Reading] = []
        for length, tail in enumerate(tails[:LONGEST_ALIAS], start=1):
            end = start + length
            beside = (words[start - 1] if start else before, words[end] if end < len(words) else after)
            heads = _names_for(words[start:end], beside, vocabulary, bound)
            found += [head + rest for head, rest in product(heads, tail)]
        tails.insert(0, found[:MOST_READINGS])
    return tails[0]


def _names_for(words: Reading, beside: tuple[str, str], vocabulary: Vocabulary, bound: bool) -> list[Reading]:
    """What may stand for these neighbours between the words `beside`; for one word that is first of all the word."""
    forms = _aliases(words, vocabulary)
    if len(words) > 1:
        short = initials(words, vocabulary) + latin_initials(words, vocabulary)
        joined = _joined(words, beside, vocabulary, bound)
        forms += [*joined, *lettered(words), *short, *with_article(words)]
        forms += [alias for form in joined for alias in _aliases(form, vocabulary) + hundreds(form[0])]
        forms += [alias for form in short for alias in _aliases(form, vocabulary) + spelt_out(form[0], vocabulary)]
        return [form for form in forms if _may_occur(form, vocabulary)]
    word = words[0]
    forms += other_spellings(word, *beside, vocabulary) + hundreds(word) + spelt_out(word, vocabulary)
    if beside != ("", ""):
        forms += in_a_name(word, vocabulary)
    others = [*not_drawn_out(word, vocabulary), *foreign_spellings(word, vocabulary, beside_a_name=beside != ("", ""))]
    forms += [reading for form in others for reading in ((form,), *_aliases((form,), vocabulary))]
    forms += [(form,) for form in other_hamzas(word, vocabulary)]
    forms += [(form,) for form in with_its_article(word, vocabulary)]
    parted = (form for cut in _split(word, vocabulary) for form in _respelt(cut, vocabulary, bound, *beside))
    return [words, *(form for form in forms if _may_occur(form, vocabulary)), *parted]


def _aliases(words: Reading, vocabulary: Vocabulary) -> list[Reading]:
    return [tuple(form.split()) for form in vocabulary.other_forms(" ".join(words))]


def _joined(words: Reading, beside: tuple[str, str], vocabulary: Vocabulary, bound: bool) -> list[Reading]:
    """The neighbours as one word, and if that is a number, its other spellings.

    Known initials stay as they are, as do two of them, and آل, which would become the article.
    """
    joined = "".join(words)
    if len(words) > MOST_PARTS or not may_be_joined(words) or words[0] == ARTICLE:
        return []
    if len(joined) == len(words) and (len(words) < FEWEST_LETTERS or vocabulary.is_a_name(" ".join(words))):
        return []
    if len(words) < FEWEST_LETTERS and are_letter_names(words):
        return []
    if bound and joined.isalpha() and words not in _split(joined, vocabulary):
        return []
    return [(joined,), *(other_spellings(joined, *beside, vocabulary) if joined.isdecimal() else [])]


def _may_occur(words: Reading, vocabulary: Vocabulary) -> bool:
    """Whether the archive has the words, the first perhaps only with a proclitic (بسورية)."""
    first, *rest = words
    if not vocabulary.has(*rest):
        return False
    return vocabulary.has(first) or bool(with_proclitics(first, vocabulary, alone=not rest))


def _split(word: str, vocabulary: Vocabulary) -> list[Reading]:
    """The word cut into up to four words of the archive that stand side by side far oftener than it stands alone, or
    nearly wherever one article holds them all.
    """
    if not SHORTEST_BEHIND_A_PARTICLE <= len(word) <= LONGEST_TO_SPLIT:
        return []
    if len(word) < SHORTEST_TO_SPLIT:
        cuts = [cut for cut in _cuts(word, 2, vocabulary) if cut[0] in PARTICLES]
        return [cut for cut in cuts if _only_meet_so(cut, vocabulary.count(f'"{" ".join(cut)}"'), vocabulary)]
    made = compound(word)
    if made and vocabulary.count(f'"{" ".join(made)}"'):
        return [made]
    cuts = sorted(_cuts(word, MOST_PARTS, vocabulary), key=lambda cut: -_rarest(cut, vocabulary))
    counted = sorted(((vocabulary.count(f'"{" ".join(cut)}"'), cut) for cut in cuts[:CUTS_COUNTED]), reverse=True)
    found, best = counted[0] if counted else (0, ())
    if found and not vocabulary.at_least(word, ceil(found / SPLIT_GAIN)):
        return [best]
    return next(([cut] for found, cut in counted if found >= SPLIT_HITS and _only_meet_so(cut, found, vocabulary)), [])


def _only_meet_so(cut: Reading, found: int, vocabulary: Vocabulary) -> bool:
    """Whether a third of the articles that hold the words of a cut hold them side by side; behind ما and لا, which
    nearly all articles hold, half of those with the other.
    """
    if cut[0] in PARTICLES:
        return PARTICLE_SHARE * found >= _rarest(cut, vocabulary)
    if any(vocabulary.at_least(word, ceil(MOST_OF_ALL * vocabulary.most_articles())) for word in cut):
        return False
    return SPLIT_SHARE * found >= vocabulary.count(" AND ".join(f'"{word}"' for word in cut))


def _rarest(words: Reading, vocabulary: Vocabulary) -> int:
    return min(map(vocabulary.articles_with, words))


def _cuts(word: str, most: int, vocabulary: Vocabulary) -> list[Reading]:
    if most == 1:
        return []
    vocabulary.look_up(part for at in range(2, len(word) - 1) for part in (word[:at], word[at:]))
    found: list[Reading] = []
    for at in range(2, len(word) - 1):
        head, tail = word[:at], word[at:]
        if head != ARTICLE and vocabulary.has(head):
            found += [(head, *rest) for rest in _cuts(tail, most - 1, vocabulary)]
            found += [(head, tail)] if vocabulary.has(tail) else []
    return found
