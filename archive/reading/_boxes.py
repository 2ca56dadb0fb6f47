"""An element of a page that holds words, and a line of words in it: what a walk over a page keeps of them."""

import re
from dataclasses import dataclass, field

# A line of so many characters is running text: one of a menu, a label or a button is shorter.
RUNNING_LINE = 60
CONTROLS = re.compile("[\x00-\x08\x0b-\x1f\x7f\ud800-\udfff]")
# Elements whose short lines are an author's own lists, tables and quotations.
LISTED = frozenset(("li", "dt", "dd", "td", "th", "blockquote", "pre"))


@dataclass(slots=True)
class Box:
    """An element that holds words: the box round it, the block it is of, what it says of the words in it.

    `is_beside`: it is no part of an article, whatever page it stands on; `is_apart`: of another article's card or text.
    `link`: the number of the link it is, or stands in, -1: of none. `kind`: what it has in common
    with its likes, its tag and first class.
    """

    outer: int
    block: int
    tag: str
    is_unseen: bool = False
    is_caption: bool = False
    is_beside: bool = False
    href: str = ""
    link: int = -1
    is_own: bool = False
    mark: str = ""
    is_headline: bool = False
    is_author: bool = False
    is_apart: bool = False
    kind: str = ""


@dataclass(slots=True)
class Line:
    """A line in the block `box`: words and letters; the letters in links, in links to the outlet, the first of each.

    `own_texts` are the texts of its links to the outlet, each whole; `signed` are the texts that its markup
    calls the name of an author.
    """

    box: int = -1
    parts: list[str] = field(default_factory=list)
    text: str = ""
    words: int = 1
    letters: int = 0
    linked: int = 0
    own: int = 0
    href: str = ""
    own_href: str = ""
    own_texts: list[tuple[str, str]] = field(default_factory=list)
    signed: list[str] = field(default_factory=list)
    _link: int = -1

    @property
    def most_linked_words(self) -> int:
        """The words of the longest text of a link to the outlet in it."""
        return max((len(text.split()) for _, text in self.own_texts), default=0)

    def is_said(self) -> bool:
        """Are there words in the line, which ends here? Gives it its text and its words."""
        if not self.letters:
            return False
        joined = "".join(self.parts)
        words = (joined if joined.isprintable() else CONTROLS.sub("", joined)).split()
        self.text, self.words = " ".join(words), len(words)
        return self.text != ""

    def add(self, text: str, box: Box) -> None:
        letters = len(text) - text.count(" ")
        self.parts.append(text)
        self.letters += letters
        if box.is_author:
            self.signed.append(text)
        if box.href:
            self.linked += letters
            self.href = self.href or box.href
        if box.is_own:
            self.own += letters
            self.own_href = self.own_href or box.href
            if self._link == box.link:
                self.own_texts[-1] = box.href, f"{self.own_texts[-1][1]}{text}"
            else:
                self.own_texts.append((box.href, text))
            self._link = box.link
