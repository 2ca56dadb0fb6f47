"""Other forms of a word: the archive's words of the same light stem.

Light10 (Larkey, Ballesteros and Connell 2002, with the lengths of Lucene's ArabicStemmer) joins too much (السوري, سورية
and سور share a stem), so it serves only who asks for all forms.
"""

from archive.search.vocabulary import Vocabulary

PREFIXES = ("ال", "وال", "بال", "كال", "فال", "لل", "و")
SUFFIXES = ("ها", "ان", "ات", "ون", "ين", "يه", "ه", "ي")  # after folding ة is ه
SINGULARS = ("ه", "ي", "يه")
MOST_FORMS = 60
MOST_SCANNED = 3_000


def stem(word: str) -> str:
    """The light stem of a folded word."""
    word = _without_prefix(word)
    for suffix in SUFFIXES:
        if word.endswith(suffix) and len(word) >= len(suffix) + 2:
            word = word[: -len(suffix)]
    return word


def _without_prefix(word: str) -> str:
    for prefix in PREFIXES:
        if word.startswith(prefix) and len(word) >= len(prefix) + (3 if prefix == "و" else 2):
            return word[len(prefix) :]
    return word


def same_stem(word: str, vocabulary: Vocabulary) -> list[str]:
    """The archive's commonest words with the stem of `word`, at most 60."""
    wanted, bare = stem(word), _without_prefix(word)
    # ة and the ي of origin make another word of the stem (غارة raid, غار cave; مدني civilian, مدن towns), plurals not.
    other = wanted if bare[len(wanted) :] in SINGULARS else ""
    scanned = (row for front in ("", *PREFIXES) for row in vocabulary.starting_with(front + wanted, MOST_SCANNED))
    found = {term: articles for term, articles in scanned if stem(term) == wanted and _without_prefix(term) != other}
    found.pop(word, None)
    return sorted(found, key=lambda term: (-found[term], term))[:MOST_FORMS]
