"""What a search inside edits must find of a record: each word that an edit took out of a text or put into one."""

from collections import Counter, defaultdict
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

from archive.search.edits import KINDS, EditFilter, EditSearch, Side
from archive.sqlite import open_readonly
from archive.text.folding import tokens
from archive.versions.compare import word_changes

PAIRS = """
SELECT v.id, v.kind, v.added, v.removed, b.title, b.body, t.title, t.body
FROM versions v JOIN version_texts t ON t.id = v.id JOIN version_texts b ON b.id = (
  SELECT p.id FROM versions p WHERE p.article_id = v.article_id AND p.kind NOT IN ('gone', 'back', 'given')
    AND (p.seen_at, p.n) < (v.seen_at, v.n) ORDER BY p.seen_at DESC, p.n DESC LIMIT 1)
WHERE v.kind NOT IN ('first', 'gone', 'back', 'given')
"""


def changed_words(record: Path) -> dict[tuple[Side, str], set[int]]:
    """By side and word, the versions (of outlets' edits) that have the word less or more often than the text before.

    Of an edit with lines beside it, which other articles carry, too, the record counts other words than its texts have:
    such ones are left out.
    """
    found: defaultdict[tuple[Side, str], set[int]] = defaultdict(set)
    with closing(open_readonly(record)) as connection:
        for version, kind, added, removed, *texts in connection.execute(PAIRS):
            counted = word_changes((texts[0], texts[1]), (texts[2], texts[3]))
            if kind in KINDS["outlet"] and (counted.added, counted.removed) == (added, removed):
                before, after = Counter(tokens("\n".join(texts[:2]))), Counter(tokens("\n".join(texts[2:])))
                for word in before - after:
                    found["removed", word].add(version)
                for word in after - before:
                    found["added", word].add(version)
    return dict(found)


def searched(record: Path, every: int) -> Iterator[tuple[str, set[int], set[int]]]:
    """Of every so many of these words: side and word, the versions that must be found, and those that are."""
    with closing(open_readonly(record)) as connection:
        words = sorted(changed_words(record).items(), key=lambda one: (one[0][1], one[0][0]))
        for (side, word), versions in words[::every]:
            search = EditSearch(connection, f'{side}:"{word}"', "both", "exact")
            yield f"{side} {word}", versions, set(search.ids(EditFilter(), limit=10_000))


def not_theirs(record: Path) -> set[int]:
    """The versions that are no edits of the outlets."""
    with closing(open_readonly(record)) as connection:
        return {version for version, kind, *_ in connection.execute(PAIRS) if kind not in KINDS["outlet"]}
