"""Which starts (مهرج*) are too wide to be looked for: so many articles have so many words that begin so.

For a start FTS5 gathers the articles of every word that begins so, whatever else is asked for: a third of a second for
a million of them. How many that is, articles of all times are read for; the index would have to count them.
"""

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


def is_too_wide(vocabulary: Vocabulary, words: tuple[str, ...]) -> bool:
    """Of folded words side by side, the last of them a start."""
    articles = vocabulary.most_articles()
    if articles * MOST_IN_ONE < MOST_GATHERED:
        return False
    texts = vocabulary.connection.execute(_TEXTS).fetchall()
    begun = sum(word.startswith(words[-1]) for (text,) in texts for word in set(terms(text)))
    return begun * articles > MOST_GATHERED * len(texts)
