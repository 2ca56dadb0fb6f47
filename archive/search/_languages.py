"""Other spellings and forms of a question's words in Kurdish, Turkish and English.

Letters tell by themselves whose they are, so a spelling counts in every article. A form is also a word of another
language (hats, hat: Kurmanji for came): it counts in articles of its own alone.
"""

from collections.abc import Iterator

from archive.search._by_language import ENGLISH, IN_KURMANJI, KURMANJI, KURMANJI_CODES, SORANI
from archive.search._inflection import bases, forms_of, spelt_across_the_ocean
from archive.search._kurdish import kurdish_spellings
from archive.search._kurmanji import FAR_COMMONER, SHORTEST, bare, with_endings
from archive.search._latin import is_latin, latin_spellings, signs_left_out
from archive.search._sorani import sorani_forms
from archive.search.query_parser import Group, Question
from archive.search.vocabulary import Vocabulary
from archive.text.latin import terms
from archive.text.sqlite_tokens import token_run

Forms = dict[str, list[str]]
LONGEST_INITIALS = 6


def other_spellings(question: Question, vocabulary: Vocabulary) -> Forms:
    """For words of the question that the archive also spells otherwise: how."""
    typed = _typed(question)
    found: Forms = {}
    for word in _words(question.group):
        spellings = latin_spellings if is_latin(word) else kurdish_spellings
        found[word] = spellings(word, typed.get(word, word), vocabulary)
    for part in question.typed:
        words = tuple(terms(part))
        found[" ".join(words)] = found.get(" ".join(words), []) + signs_left_out(part, words)
    return {word: forms for word, forms in found.items() if forms}


def forms_by_language(question: Question, vocabulary: Vocabulary, *, inflected: bool) -> dict[str, Forms]:
    """For words of the question: their forms in English and in Kurmanji, such as the archive has.

    English: as the other side of the Atlantic spells them, and, if `inflected`, in every number and tense. Kurmanji:
    with and without case endings, which names take as well. Initials (NASA, ISIS) may have an ending more, none less.
    """
    every = dict.fromkeys(_words(question.group))
    words, as_typed = [word for word in every if is_latin(word)], _typed(question)
    initials = {word for word, typed in as_typed.items() if typed.isupper() and len(typed) <= LONGEST_INITIALS}
    found = {
        ENGLISH: {
            word: _english(word, vocabulary, inflected and word not in initials) for word in words if word.isascii()
        }
    }
    found[KURMANJI] = {word: _kurmanji(word, vocabulary, is_whole=word in initials) for word in words}
    found[SORANI] = {
        word: sorani_forms(word, as_typed.get(word, word), vocabulary) for word in every if word not in words
    }
    held = {language: {word: also for word, also in forms.items() if also} for language, forms in found.items()}
    return {language: forms for language, forms in held.items() if forms}


def _english(word: str, vocabulary: Vocabulary, inflected: bool) -> list[str]:
    forms = [word, *(_inflected(word, vocabulary) if inflected else [])]
    spellings = dict.fromkeys(other for form in forms for other in (form, *spelt_across_the_ocean(form)))
    return [form for form in vocabulary.held(spellings) if form != word]


def _typed(question: Question) -> dict[str, str]:
    """The folded words of a question, as they were typed."""
    return {term: run for part in question.typed for run in token_run().findall(part) for term in terms(run)}


def _kurmanji(word: str, vocabulary: Vocabulary, *, is_whole: bool) -> list[str]:
    if len(word) < SHORTEST:
        return []
    most = FAR_COMMONER * max(1, vocabulary.commonness(word))
    shorter = () if is_whole else vocabulary.held(bare(word))
    left = [one for one in shorter if vocabulary.commonness(one) <= most]
    names = [word, *left]
    names += [other for one in names for other in vocabulary.other_forms(one) if is_latin(other) and other.isalpha()]
    forms = dict.fromkeys(form for one in names for form in (one, *with_endings(one)))
    held = vocabulary.held(form for form in forms if form != word)
    return held if held and _may_be_kurmanji(word, vocabulary) else []


def _may_be_kurmanji(word: str, vocabulary: Vocabulary) -> bool:
    """Whether an article in Kurmanji has the word, or none at all: English plane is no form of plan."""
    languages = vocabulary.languages_of(word)
    return not languages or bool(KURMANJI_CODES & languages) or bool(vocabulary.count(f'"{word}" AND {IN_KURMANJI}'))


def _inflected(word: str, vocabulary: Vocabulary) -> list[str]:
    known = {base: vocabulary.commonness(base) for base in bases(word)}
    forms = forms_of(word, [base for base in known if _is_likelier(base, known)])
    return [form for form in forms if not _are_names(word, form, vocabulary)]


def _is_likelier(base: str, known: dict[str, int]) -> bool:
    """Whether this is the commoner one of two words that differ by a last e (bombed: bomb, not bombe)."""
    other = base.removesuffix("e") if base.endswith("e") else f"{base}e"
    return known[base] >= known.get(other, 0)


def _are_names(word: str, form: str, vocabulary: Vocabulary) -> bool:
    """Two names that differ by a last s after an a: Hamas is no plural of Hama, as militias is of militia."""
    shorter, longer = sorted((word, form), key=len)
    return shorter.endswith("a") and longer == f"{shorter}s" and vocabulary.spelling_of(shorter)[:1].isupper()


def _words(group: Group) -> Iterator[str]:
    for part in (part for parts in group.alternatives for part in parts):
        yield from _words(part) if isinstance(part, Group) else part.words if part.kind != "start" else ()
