"""What lies in a folder of the archive and is no plain file or folder: whose bytes they are, nobody can say.

Behind a link stands whatever its target is, which can be changed where nothing of the archive is written; what walks
through the folders, a backup among it, does not follow links to folders at all.
"""

import os
import stat
from collections.abc import Iterator
from pathlib import Path

LINK = "It is a link, and Warraq makes none: put what it leads to in its place."
NO_FILE = "It is no file: Warraq makes neither pipes nor devices."


def not_plain(folder: Path) -> Iterator[tuple[str, str]]:
    """The places, within the folder, of all that is neither a file nor a folder, each with what is wrong."""
    for root, folders, files in os.walk(folder):
        for path in sorted(Path(root, name) for name in (*folders, *files)):
            try:
                mode = path.lstat().st_mode
            except FileNotFoundError:
                continue  # whoever writes may have given it another name by now
            if not (stat.S_ISREG(mode) or stat.S_ISDIR(mode)):
                yield path.relative_to(folder).as_posix(), LINK if stat.S_ISLNK(mode) else NO_FILE
