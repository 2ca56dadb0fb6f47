"""docs/method.md as rows: which sentence of which pages comes from which columns."""

import re
from dataclasses import dataclass
from functools import cache

from archive.web.app.language import load
from tests.support.paths import ROOT

METHOD = ROOT / "docs" / "method.md"
NOT_CLAIMS = ROOT / "tests" / "support" / "not_claims.txt"
EVERY_PAGE = "On every page"
_PAGE = re.compile(r"`(/[^`]*)`")


@dataclass(frozen=True, slots=True)
class Row:
    """`pages` as the heading above it names them, none for all pages; `sentences` that one cell holds."""

    pages: frozenset[str]
    sentences: tuple[str, ...]
    source: str

    def covers(self, page: str) -> bool:
        return not self.pages or page in self.pages


@cache
def method_rows() -> list[Row]:
    rows: list[Row] = []
    pages: frozenset[str] = frozenset()
    for line in METHOD.read_text("utf-8").splitlines():
        if line.startswith("## "):
            pages = frozenset(re.sub("NUMBER", "N", page) for page in _PAGE.findall(line))
            assert pages or line == f"## {EVERY_PAGE}", line
        cells = line.split(" | ")
        if line.startswith("| ") and line != "| sentence | from |":
            assert len(cells) == 2, line
            sentences = tuple(cells[0].removeprefix("| ").split(" / "))
            rows.append(Row(pages, sentences, cells[1].removesuffix(" |")))
    return rows


def is_claimed(key: str, page: str = "") -> bool:
    """Has the English text of a key its row, among those of a page where one is named?"""
    text = sentence(key)
    return any(text in row.sentences for row in method_rows() if not page or row.covers(page))


@cache
def sentence(key: str) -> str:
    """The text under a key as the document writes it; of a counted one the form for many."""
    language = load("en")
    counted = language.translations.ngettext(key, key, 5) if key.startswith("count.") else None
    text = counted or language.find(key)
    assert text, key
    return text.strip()


@cache
def not_claims() -> tuple[frozenset[str], tuple[str, ...]]:
    """Keys of labels and controls, which claim nothing; and the beginnings of families of such keys."""
    lines = [line.partition("#")[0].strip() for line in NOT_CLAIMS.read_text("utf-8").splitlines()]
    words = [word for line in lines for word in line.split()]
    return frozenset(words), tuple(word.removesuffix("*") for word in words if word.endswith("*"))


def is_no_claim(key: str) -> bool:
    keys, families = not_claims()
    return key in keys or key.startswith(families)
