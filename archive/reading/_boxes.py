"""An element of a page that holds words, and a line of words in it: what a walk over a page keeps of them."""

from dataclasses import dataclass, field


@dataclass(slots=True)
class Box:
    """An element that holds words: the box round it, the block it is of, what it says of the words in it.

    `is_beside`: it is no part of an article, whatever page it stands on; `is_apart`: of another article's card or text.
    `kind`: what it has in common with its likes, its tag and first class.
    """

    outer: int
    block: int
    tag: str
    is_unseen: bool = False
    is_caption: bool = False
    is_beside: bool = False
    href: str = ""
    is_own: bool = False
    mark: str = ""
    is_headline: bool = False
    is_apart: bool = False
    kind: str = ""


@dataclass(slots=True)
class Line:
    """A line in the block `box`: its letters, those in links, those in links to the outlet; the first link of each."""

    box: int = -1
    parts: list[str] = field(default_factory=list)
    text: str = ""
    letters: int = 0
    linked: int = 0
    own: int = 0
    href: str = ""
    own_href: str = ""

    @property
    def words(self) -> int:
        """How many words it has: a single space stands between two."""
        return self.text.count(" ") + 1

    def add(self, text: str, box: Box) -> None:
        letters = len(text) - text.count(" ")
        self.parts.append(text)
        self.letters += letters
        if box.href:
            self.linked += letters
            self.href = self.href or box.href
        if box.is_own:
            self.own += letters
            self.own_href = self.own_href or box.href
