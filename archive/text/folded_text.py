"""A text with its folded words, which are worked out once for all who ask for them."""

import re
from collections.abc import Collection
from dataclasses import dataclass
from functools import cached_property
from itertools import islice

from archive.text.folding import fold_for_index, fold_query, is_plain, word_in


@dataclass(frozen=True)
class FoldedText:
    """Of a text of a page's length: its words take more than twenty times their letters."""

    text: str

    @cached_property
    def word(self) -> re.Pattern[str]:
        """Matches each token of the text, folded or as it is."""
        return word_in(self.text)

    @cached_property
    def is_plain(self) -> bool:
        """See archive.text.folding.is_plain."""
        return is_plain(self.text)

    @cached_property
    def folded(self) -> str:
        """As it is indexed."""
        return fold_for_index(self.text)

    @cached_property
    def words(self) -> list[str]:
        """As they are indexed: one for each token of the text, so that a merged word stands once for each piece."""
        return self.word.findall(self.folded)

    @cached_property
    def asked(self) -> str:
        """In lower case and folded as a question is: a merged word stands once."""
        return (self.folded if self.is_plain else fold_query(self.text)).lower()

    @cached_property
    def asked_words(self) -> list[str]:
        """Those of `asked`."""
        return self.words if self.asked == self.folded else self.word.findall(self.asked)

    def spans(self, numbers: Collection[int]) -> dict[int, tuple[int, int]]:
        """Where words of these numbers in `words` stand in the text."""
        words = enumerate(islice(self.word.finditer(self.text), max(numbers) + 1))
        return {number: found.span() for number, found in words if number in numbers}
