"""What crawls that bring pages need besides, imported once in the forkserver where many are to be expected.

A crawl that finds nothing new is done without: nearly half of all imports, for which a single crawl need not wait.
"""

import importlib

from archive.reading.late_patterns import compile_all

LATE = (
    # The process that reads a crawl's pages is forked from the crawl.
    "archive.reading.extract",
    "spiders.probing.child",
    # Loaded with the first question (archive.text.edit_distance).
    "rapidfuzz.distance",
)

for _name in LATE:
    importlib.import_module(_name)
compile_all()
