"""What an article must have for a name to be found in it, so that thousands of names cost one look-up of its words.

Of the query by which the search asks for a name (mode names) the phrases are kept, and whether any or all are needed:
a Tree. One word of each stands in a dictionary. Whoever looks the words of an article up there, and finds a tree
fulfilled, asks the archive itself: nothing is told that the search does not find.

A tree is coarser than its query, never finer: a word counts with anything in front of it, as the search finds a
proclitic as soon as one article has it; what a question leaves out is not looked at.
"""

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache

from archive.search._fronts import may_be_unfronted
from archive.search._neighbours import compound
from archive.search._proclitics import AND, ARTICLE, BEFORE_A_WORD, FOR_THE_ARTICLE
from archive.search.compiled import NOTHING
from archive.search.fts_query import compile_question
from archive.search.query_parser import Question, understand
from archive.search.vocabulary import Reading, Vocabulary
from archive.text.folding import tokens
from archive.text.latin import as_indexed

# A phrase; or whether "any" or "all" of the rest are needed, and the rest.
Tree = str | list["Tree"]
SHORTEST = 2  # letters of a word behind a proclitic
MOST_JOINED = 8
_PIECES = re.compile(r'"([^"]*)"(\*?)|([()]|AND|OR|NOT)')


def tree_of(text: str, vocabulary: Vocabulary) -> Tree | None:
    """What an article must have for a name to be found in it; None where that cannot be said by words (a start such as
    مهرج*, a condition alone)."""
    question = understand(text)
    compiled = compile_question(question, "names", vocabulary)
    if compiled.match in ("", NOTHING):
        return None
    tree = _Parser(compiled.match).tree()
    if tree is None:
        return None
    return _slim(["any", tree, *_to_come(question, vocabulary)])


class _Parser:
    """Of an FTS5 query of ours: phrases, parentheses, and NOT before AND before OR. None is what no word decides."""

    def __init__(self, match: str) -> None:
        self._pieces = [found.groups(default="") for found in _PIECES.finditer(match)]
        self._at = 0

    def tree(self) -> Tree | None:
        return self._any()

    def _any(self) -> Tree | None:
        found = [self._all()]
        while self._takes("OR"):
            found.append(self._all())
        # What one side finds without such words, all of it does.
        known = [one for one in found if one is not None]
        return ["any", *known] if len(known) == len(found) else None

    def _all(self) -> Tree | None:
        found = [self._without()]
        while self._takes("AND"):
            found.append(self._without())
        needed = [one for one in found if one is not None]
        return ["all", *needed] if needed else None

    def _without(self) -> Tree | None:
        found = self._part()
        while self._takes("NOT"):
            self._part()
        return found

    def _part(self) -> Tree | None:
        phrase, start, _ = self._next()
        if phrase:
            return None if start else phrase
        inside = self._any()
        self._takes(")")
        return inside

    def _takes(self, sign: str) -> bool:
        there = self._at < len(self._pieces) and self._pieces[self._at][2] == sign
        self._at += there
        return there

    def _next(self) -> tuple[str, str, str]:
        phrase, start, sign = self._pieces[self._at]
        self._at += 1
        return phrase, start, sign


def _to_come(question: Question, vocabulary: Vocabulary) -> Iterator[Tree]:
    """Other spellings that no article has yet, which the search will look for as soon as one does."""
    for clause in question.group.clauses():
        words = clause.words
        if clause.kind == "start" or clause.exact or len(words) > MOST_JOINED:
            continue
        bare = may_be_unfronted(words, vocabulary)
        spelt = {spelling for one in (words, *bare) for spelling in _spelt_otherwise(one, vocabulary)}
        yield from sorted(spelt.union(map(" ".join, bare)) - {" ".join(words)})
        if clause.kind == "words" and len(words) > 1 and not vocabulary.is_a_name(" ".join(words)):
            # Whether they are looked for side by side or anywhere may change with every article that comes.
            yield ["all", *(word.removeprefix(AND) if len(word) > 4 else word for word in words)]


def _spelt_otherwise(words: Reading, vocabulary: Vocabulary) -> Iterator[str]:
    parted = tuple(part for word in words for part in compound(word) or (word,))
    yield from (*vocabulary.other_forms(" ".join(words)), " ".join(parted), "".join(words), *_joined_by_two(words))


def _joined_by_two(words: Reading) -> Iterator[str]:
    for at in range(len(words) - 1):
        yield " ".join([*words[:at], words[at] + words[at + 1], *words[at + 2 :]])


def _slim(tree: Tree) -> Tree:
    """The same without what says nothing more: a phrase whose end is another one."""
    if isinstance(tree, str):
        return tree
    needed, *parts = tree
    flat: list[Tree] = []
    for part in map(_slim, parts):
        flat += part[1:] if isinstance(part, list) and part[0] == needed else [part]
    if needed == "any":
        phrases = {part for part in flat if isinstance(part, str)}
        flat = [part for part in flat if not isinstance(part, str) or not _is_covered(part, phrases)]
    kept = [part for n, part in enumerate(flat) if part not in flat[:n]]
    return kept[0] if len(kept) == 1 else [needed, *kept]


def _is_covered(phrase: str, others: Iterable[str]) -> bool:
    return any(phrase != other and phrase.endswith(other) and len(other) > SHORTEST for other in others)


def triggers(tree: Tree, vocabulary: Vocabulary) -> set[str]:
    """Words, one of which an article has where it fulfils the tree: the rarest of each phrase.

    A lone letter is taken last: behind a proclitic it is not looked up.
    """
    if isinstance(tree, str):
        return {min(tree.split(), key=lambda word: (len(word) < SHORTEST, vocabulary.articles_with(word), -len(word)))}
    needed, *parts = tree
    found = [triggers(part, vocabulary) for part in parts]
    if needed == "any":
        return set().union(*found)
    return min(found, key=lambda words: sum(map(vocabulary.articles_with, words)))


class Words:
    """The words of an article as the index has them."""

    def __init__(self, title: str, body: str) -> None:
        found = [*tokens(title), "\n", *tokens(body)]
        text = f" {' '.join(found)} "
        self._different = set(found)
        if _FOREIGN.search(text):
            indexed = [_indexed(word) if _FOREIGN.search(word) else word for word in found]
            text, self._different = f" {' '.join(indexed)} ", set(indexed)
        self._text = text
        self._ends = {word[at:] for word in self._different for at in range(len(word))}
        begun = [word for word in self._different if word[0] in _PROCLITIC]
        self.looked_up = self._different.union(*map(_bare, begun))

    def fulfil(self, tree: Tree) -> bool:
        if isinstance(tree, str):
            return self._has(tree)
        is_any = tree[0] == "any"
        for at in range(1, len(tree)):
            if self.fulfil(tree[at]) is is_any:
                return is_any
        return not is_any

    def _has(self, phrase: str) -> bool:
        """Something may stand in front of the first word of a phrase, and of no other."""
        first, _, rest = phrase.partition(" ")
        if first not in self._ends and not (first.startswith(ARTICLE) and f"لل{first[2:]}" in self._ends):
            return False
        if not rest:
            return True
        # Most phrases lack their last word: looked for before the text is gone through.
        if rest.rpartition(" ")[2] not in self._different:
            return False
        return f"{phrase} " in self._text or (phrase.startswith(ARTICLE) and f"لل{phrase[2:]} " in self._text)


# Arabic letters and digits are indexed as they are folded.
_FOREIGN = re.compile(r"[^\u0600-\u06ff0-9\s]")
_PROCLITIC = frozenset(front[0] for front in (*BEFORE_A_WORD, *FOR_THE_ARTICLE))
# Most words of an article stood in those before it.
_indexed = lru_cache(maxsize=1 << 14)(as_indexed)


@lru_cache(maxsize=1 << 14)
def _bare(word: str) -> list[str]:
    """What a word may be without its proclitics."""
    found = [word[len(front) :] for front in BEFORE_A_WORD if word.startswith(front)]
    found += [ARTICLE + word[len(front) :] for front in FOR_THE_ARTICLE if word.startswith(front)]
    return [rest for rest in found if len(rest) >= SHORTEST]
