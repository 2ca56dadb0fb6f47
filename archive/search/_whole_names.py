"""Names of which one word was typed with signs inside (بشار الأ.سد): the words beside it go on with it."""

from collections.abc import Iterable, Iterator
from itertools import chain, groupby

from archive.search._evasion import without_signs
from archive.search.query_parser import Clause, Group
from archive.search.vocabulary import Reading, Vocabulary


def whole_names(parts: Iterable[Clause | Group], vocabulary: Vocabulary) -> Iterator[Clause | Group]:
    """The parts of a question, with words side by side as one part where signs inside of them had set them apart."""
    row: list[Clause] = []
    for part in parts:
        if row and not (isinstance(part, Clause) and part.goes_on):
            yield from _joined(row, vocabulary)
            row = []
        if isinstance(part, Clause):
            row.append(part)
        else:
            yield part
    yield from _joined(row, vocabulary)


def _joined(row: list[Clause], vocabulary: Vocabulary) -> Iterator[Clause]:
    plain = [_plain(clause, vocabulary) if len(row) > 1 else () for clause in row]
    for are_plain, group in groupby(zip(row, plain, strict=True), key=lambda one: bool(one[1])):
        clauses, words = zip(*group, strict=True)
        if are_plain and len(clauses) > 1:
            yield Clause(tuple(chain.from_iterable(words)))
        else:
            yield from clauses


def _plain(clause: Clause, vocabulary: Vocabulary) -> Reading:
    """The words of a clause without signs inside; nothing where its signs or its kind have a meaning."""
    if clause.negated or clause.title or clause.exact or clause.kind not in ("words", "bound"):
        return ()
    if clause.kind == "words" or len(clause.words) == 1:
        return clause.words
    whole = without_signs(clause.words, vocabulary)
    return (whole,) if whole else ()
