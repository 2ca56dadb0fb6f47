"""Every article of every name of a list, as lines of CSV: on a thread of its own, so that no page waits for it."""

import asyncio
from collections.abc import AsyncIterator, Generator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from pathlib import Path

from archive.search.batch.counting import Batch
from archive.search.batch.jobs import Found, SubmittedList
from archive.search.batch.tables import HITS_HEAD, hit_lines
from archive.sqlite import one_state, open_readonly

MOST_A_NAME = 1_000
_thread = ThreadPoolExecutor(1, thread_name_prefix="batch")


def lines_of(found: Found) -> int:
    """How many articles the table has."""
    return sum(min(one.articles, MOST_A_NAME) for one in found.counted if one)


def is_cut(found: Found) -> bool:
    """Whether a name has more articles than stand in the table: then the newest do."""
    return any(one.articles > MOST_A_NAME for one in found.counted if one)


async def hit_table(record: Path, submitted: SubmittedList, found: Found) -> AsyncIterator[str]:
    """The table, a piece at a time."""
    loop, pieces = asyncio.get_running_loop(), _pieces(record, submitted, found)
    yield HITS_HEAD
    try:
        while (piece := await loop.run_in_executor(_thread, next, pieces, None)) is not None:
            yield piece
    finally:
        # Whoever asked may have gone: what the thread holds open is closed there.
        loop.run_in_executor(_thread, pieces.close)


def _pieces(record: Path, submitted: SubmittedList, found: Found) -> Generator[str, None, None]:
    with closing(open_readonly(record)) as connection:
        for name, counted in zip(submitted.names, found.counted, strict=False):
            if counted and counted.articles:
                # A state for each name: a long table must not keep the writer's log from being folded back.
                with one_state(connection):
                    batch = Batch(connection, submitted.mode, folded=submitted.folded)
                    yield from (hit_lines(name, hits) for hits in batch.hits(name.text, MOST_A_NAME))
