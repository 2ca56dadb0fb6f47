"""Which starts (مهرج*) are too wide to be looked for: so many articles have so many words that begin so.

For a start FTS5 gathers the articles of every word that begins so, whatever else is asked for: a third of a second for
a million of them. How many that is, articles of all times are read for; the index would have to count them.
"""

from functools import cached_property

from archive.search.highlight import LONGEST_MARKED
from archive.search.vocabulary import Vocabulary
from archive.text.latin import terms

MOST_GATHERED = 1_000_000  # pairs of an article and a word
MOST_IN_ONE = 20  # words of a text that begin with the same letters
SAMPLE = 40  # articles
_TEXTS = f"""
WITH RECURSIVE ends(low, high) AS (SELECT min(id), max(id) FROM articles),
places(n) AS (SELECT 0 UNION ALL SELECT n + 1 FROM places WHERE n + 1 < {SAMPLE})
SELECT a.title || ' ' || iif(length(a.body) <= {LONGEST_MARKED}, a.body, '') FROM places, ends, articles a
WHERE a.id = (SELECT id FROM articles WHERE id >= low + (high - low) * n / {SAMPLE} ORDER BY id LIMIT 1)
"""  # noqa: S608 - numbers


class WideStarts:
    """Of the archive of a vocabulary."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        self._vocabulary = vocabulary

    def has(self, start: str) -> bool:
        """Whether a folded start is one."""
        articles = self._vocabulary.most_articles()
        if articles * MOST_IN_ONE < MOST_GATHERED:
            return False
        begun = sum(word.startswith(start) for words in self._sample for word in words)
        return begun * articles > MOST_GATHERED * len(self._sample)

    @cached_property
    def _sample(self) -> list[set[str]]:
        return [set(terms(text)) for (text,) in self._vocabulary.connection.execute(_TEXTS)]
