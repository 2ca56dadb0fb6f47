"""Which words edits took out and put in, and in how many places: the vocabulary of their own index.

A word may stand in no present text, and its other forms with it: what left the archive's texts is found by the words
that left them.
"""

from collections.abc import Iterator
from re import findall

from archive.search.vocabulary import LANGUAGES_READ, SPELLINGS_READ, Vocabulary


class EditVocabulary(Vocabulary):
    """Places of edits stand for articles."""

    index = "search_edits"

    def spellings_of(self, term: str) -> Iterator[str]:
        """A folded word each time it stands in one of the newest places that hold it, as spelt there."""
        rows = self._ask(
            "SELECT highlight(search_edits, 0, char(2), char(3)) || highlight(search_edits, 1, char(2), char(3))"
            " FROM search_edits WHERE search_edits MATCH ? ORDER BY rowid DESC LIMIT ?",
            (f'"{term}"', SPELLINGS_READ),
        )
        return (found for row in rows for found in findall("\x02(.*?)\x03", row[0]))

    def languages_of(self, term: str) -> set[str]:
        """The languages that the articles of the newest places with a folded word are said to be in."""
        rows = self._ask(
            "SELECT DISTINCT a.lang FROM (SELECT rowid AS id FROM search_edits WHERE search_edits MATCH ?"
            " ORDER BY rowid DESC LIMIT ?) f JOIN edit_spans s ON s.id = f.id"
            " JOIN edits e ON e.version_id = s.version_id"
            " CROSS JOIN articles a INDEXED BY articles_facets ON a.id = e.article_id",
            (f'"{term}"', LANGUAGES_READ),
        )
        return {row[0] for row in rows}
