"""Print what a process started for a crawl has already imported: with "few", one that expects hardly a page.

A program of its own: a process has one forkserver.
"""

import sys
from multiprocessing.connection import Connection

from spiders.process.parent import expect_few_pages, forkserver


def tell(connection: Connection) -> None:
    connection.send(sorted(sys.modules))


if __name__ == "__main__":
    if "few" in sys.argv:
        expect_few_pages()
    ours, theirs = forkserver().Pipe()
    process = forkserver().Process(target=tell, args=(theirs,))
    process.start()
    sys.stdout.write("\n".join(ours.recv()))
    process.join()
