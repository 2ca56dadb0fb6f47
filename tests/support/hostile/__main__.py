"""Run hostile answers: one JSON object a line on standard output, what the crawls log on standard error.

    python -m tests.support.hostile [--together N] [NAME…]

Without names, all of them. Up to N articles share a crawl; every other answer has a crawl of its own.
"""

import argparse
import json
import os
import resource
import sys
import tempfile
from collections.abc import Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor, as_completed
from contextlib import ExitStack
from pathlib import Path

from tests.support.crawling import Archive
from tests.support.hostile.answer import Hostile
from tests.support.hostile.catalogue import CATALOGUE
from tests.support.hostile.crawls import Ground, Verdict
from tests.support.hostile.peaks import Peaks
from tests.support.hostile.tls import trust_our_authority

# Slow ones only wait for time limits to pass; but for the machine's sake they do not all start at once.
SLOW_AT_ONCE, BETWEEN_SLOW = 16, 3.0
AT_ONCE = os.cpu_count() or 1
# A crawl that grows without end shall not take the whole machine with it.
MOST_MEMORY = 4 << 30


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m tests.support.hostile")
    parser.add_argument("--together", type=int, default=10, metavar="N", help="articles in a crawl (10)")
    parser.add_argument("names", nargs="*", metavar="NAME")
    args = parser.parse_args()
    resource.setrlimit(resource.RLIMIT_AS, (MOST_MEMORY, MOST_MEMORY))
    for verdict in run([CATALOGUE[name] for name in args.names or CATALOGUE], args.together):
        sys.stdout.write(json.dumps(verdict.as_dict(), ensure_ascii=False) + "\n")
        sys.stdout.flush()


def run(chosen: Iterable[Hostile], together: int) -> Iterator[Verdict]:
    """Crawl them, a few side by side, and tell each verdict as it comes."""
    trust_our_authority()
    with tempfile.TemporaryDirectory(prefix="hostile-") as root, ExitStack() as opened:
        archive = Archive(Path(root))
        archive.data.mkdir()
        os.environ |= {"WARRAQ_ALLOW_PRIVATE": "1", "WARRAQ_OUTLETS": str(archive.outlets)}
        ground = Ground(archive, opened.enter_context(Peaks(archive.data)))
        slow, busy = (opened.enter_context(ThreadPoolExecutor(most)) for most in (SLOW_AT_ONCE, AT_ONCE))
        waiting: list[Future[list[Verdict]]] = []
        for number, crawl in enumerate(crawls(chosen, together)):
            pool = slow if crawl[0].slow else busy
            waiting.append(pool.submit(ground.crawl, crawl, number, BETWEEN_SLOW * (pool is slow) * len(waiting)))
        for done in as_completed(waiting):
            yield from done.result()


def crawls(chosen: Iterable[Hostile], together: int) -> Iterator[list[Hostile]]:
    """Articles that are done at once share a crawl; everything else has one of its own, the slow ones first."""
    shared: list[Hostile] = []
    for answer in sorted(chosen, key=lambda answer: not answer.slow):
        if answer.place == "article" and not answer.slow and not answer.certificate:
            shared.append(answer)
        else:
            yield [answer]
    for start in range(0, len(shared), together):
        yield shared[start : start + together]


if __name__ == "__main__":
    main()
