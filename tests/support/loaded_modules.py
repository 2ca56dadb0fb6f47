"""Print what a process started for a crawl has already imported. A program of its own: a process has one forkserver."""

import sys
from multiprocessing.connection import Connection

from spiders.process.parent import forkserver


def tell(connection: Connection) -> None:
    connection.send(sorted(sys.modules))


if __name__ == "__main__":
    ours, theirs = forkserver().Pipe()
    process = forkserver().Process(target=tell, args=(theirs,))
    process.start()
    sys.stdout.write("\n".join(ours.recv()))
    process.join()
