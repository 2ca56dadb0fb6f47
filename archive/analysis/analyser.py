"""What an analyser is, what it is given, and by what its rules are named."""

import hashlib
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from importlib.resources import files
from typing import Literal

from archive.text.folded_text import FoldedText

Value = str | int | float | None
Found = Mapping[str, Value]


@dataclass(frozen=True)
class Text:
    """A version of an article as it is analysed; `is_current` is 1 where it is the text that the article has now."""

    version_id: int
    article_id: int
    outlet: str
    lang: str
    published_day: str
    title: str
    body: str
    sha256: str
    is_current: int

    @cached_property
    def whole(self) -> FoldedText:
        """Title, newline, body: what offsets count in. Folded once for all analysers."""
        return FoldedText(f"{self.title}\n{self.body}")


@dataclass(frozen=True, slots=True)
class Analyser:
    """`find` gives the rows of `table` for a text, without article_id and version_id: of every version, or of the
    present text of an article alone. `rules` names everything that decides what is found."""

    name: str
    table: str
    of: Literal["article", "version"]
    rules: str
    find: Callable[[Text], Iterable[Found]]

    def wants(self, text: Text) -> bool:
        return self.of == "version" or bool(text.is_current)


def rules_of(*names: str) -> str:
    """Twelve hexadecimal digits that name the content of files, given as paths within archive/."""
    digest = hashlib.sha256()
    for name in names:
        content = files("archive").joinpath(name).read_bytes()
        digest.update(f"{name} {len(content)}\n".encode() + content)
    return digest.hexdigest()[:12]
