"""In how many texts of Syria, and of elsewhere, each name of the gazetteer stands: what its tiers are set by.

    python -m tests.support.place_counts SYRIAN ELSEWHERE > COUNTS.tsv

Each of the two is a file of lines of JSON with `title` and `text`. Counts alone are written.
"""

import json
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from archive.places.candidates import candidates
from archive.text.folding import fold_for_index
from archive.text.sqlite_tokens import token_run


def texts(path: Path) -> Iterator[str]:
    with path.open(encoding="utf-8") as file:
        for line in file:
            row = json.loads(line)
            yield f"{row.get('title') or ''}\n{row['text']}"


def counted(path: Path) -> Counter[str]:
    """By name, and by the empty name of all texts."""
    found: Counter[str] = Counter()
    for text in texts(path):
        words = token_run().findall(fold_for_index(text))
        found.update({one.spelling for one in candidates(words)} | {""})
    return found


def main(syrian: str, elsewhere: str) -> None:
    here, there = counted(Path(syrian)), counted(Path(elsewhere))
    for name in sorted(here.keys() | there.keys()):
        print(f"{name}\t{here[name]}\t{there[name]}")


if __name__ == "__main__":
    main(*sys.argv[1:])
