"""What makes a changed line doubtful: it may be furniture, and only the outlet's next pages can tell."""

from collections.abc import Sequence

from archive.furniture._changed_lines import ChangedLine, TextLine
from archive.furniture._line_marks import (
    SHORT_WORDS,
    is_sentence,
    opens_like_correction,
    speaks_like_furniture,
)
from archive.furniture._templates import template_of

# The same line but for its numbers, so short, is doubtful even where it is a sentence.
COUNTED_WORDS = 8
# A disclaimer over or under the text is not longer.
EDGE_WORDS = 30


def is_doubtful(change: ChangedLine, text: Sequence[TextLine], changed: frozenset[TextLine]) -> bool:
    """May this changed line of a `text` be furniture? `changed` are all lines of it that are no longer as they were."""
    line, other = change.line.text, change.other
    if opens_like_correction(line):
        return False
    count = len(line.split())
    if (count <= SHORT_WORDS and not is_sentence(line)) or speaks_like_furniture(line):
        return True
    if other is not None:
        return count <= COUNTED_WORDS and template_of(line) == template_of(other.text)
    return count <= EDGE_WORDS and _is_at_edge(change.line, text, changed)


def _is_at_edge(line: TextLine, text: Sequence[TextLine], changed: frozenset[TextLine]) -> bool:
    """No paragraph that stayed as it was stands before it, or none after it."""
    story = [one.number for one in text if one not in changed and _is_paragraph(one.text)]
    return not story or not story[0] < line.number < story[-1]


def _is_paragraph(line: str) -> bool:
    return is_sentence(line) or len(line.split()) > SHORT_WORDS
