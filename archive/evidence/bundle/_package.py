"""A WACZ file, written once from its first byte to its last (WACZ 1.1.1; ZIP, stored): equal content, equal bytes."""

import hashlib
import json
import re
import zipfile
from collections.abc import Iterable, Mapping
from typing import IO

# ZIP knows no earlier time; the same in every bundle, so that its bytes depend on its content alone.
NO_TIME = (1980, 1, 1, 0, 0, 0)
READABLE = 0o644 << 16
UNIX = 3
WACZ_VERSION = "1.1.1"
NOT_A_NAME = re.compile(r"[^a-z0-9._-]+")


class Package:
    """Files one after another; `finish` says what they are."""

    def __init__(self, target: IO[bytes]) -> None:
        self._zip = zipfile.ZipFile(target, "w", zipfile.ZIP_STORED)
        self._resources: list[dict[str, str | int]] = []

    def add(self, path: str, content: bytes) -> None:
        self.add_pieces(path, [content], len(content))

    def add_pieces(self, path: str, pieces: Iterable[bytes], length: int) -> None:
        """A file that need not fit in memory. Raises ValueError where it is not as long as was said."""
        digest, written = hashlib.sha256(), 0
        with self._zip.open(_entry(path, length), "w") as file:
            for piece in pieces:
                file.write(piece)
                digest.update(piece)
                written += len(piece)
        if written != length:
            raise ValueError(f"{path} has {written} bytes instead of {length}.")
        name = NOT_A_NAME.sub("-", path.lower().replace("/", "-"))
        self._resources.append({"name": name, "path": path, "hash": f"sha256:{digest.hexdigest()}", "bytes": written})

    def sha256(self) -> str:
        """What `sha256sum -c` reads: every file there is so far."""
        return "".join(f"{str(one['hash']).removeprefix('sha256:')}  {one['path']}\n" for one in self._resources)

    def finish(self, metadata: Mapping[str, object]) -> None:
        """Write what the package says of itself, and the hash of that."""
        package = {"profile": "data-package", "wacz_version": WACZ_VERSION, **metadata, "resources": self._resources}
        content = json.dumps(package, ensure_ascii=False, indent=1).encode()
        digest = {"path": "datapackage.json", "hash": f"sha256:{hashlib.sha256(content).hexdigest()}"}
        for path, data in (("datapackage.json", content), ("datapackage-digest.json", json.dumps(digest).encode())):
            with self._zip.open(_entry(path, len(data)), "w") as file:
                file.write(data)
        self._zip.close()


def _entry(path: str, length: int) -> zipfile.ZipInfo:
    entry = zipfile.ZipInfo(path, NO_TIME)
    entry.external_attr, entry.create_system, entry.file_size = READABLE, UNIX, length
    return entry
