"""Pages that programs build in the browser: the story may stand whole in `noscript`, for a browser without them.

Most pages ask for JavaScript there, or count their readers.
"""

from selectolax.lexbor import LexborHTMLParser, LexborNode

from archive.reading._boxes import RUNNING_LINE
from archive.reading._hidden_elements import remove, take_hidden, take_unseen
from archive.reading._main_text import lines_of

# It is the page where it has so many letters of running text, and so many times as many as all that is shown beside.
_FEWEST_LETTERS, _MANY_TIMES = 200, 2


def show_noscript(tree: LexborHTMLParser) -> bool:
    """Show what stands in `noscript` where that is the page. Was it so?"""
    inside = sum(map(_running_letters, tree.css("noscript")))
    if inside < _FEWEST_LETTERS or inside < _MANY_TIMES * _shown_beside(tree):
        return False
    tree.unwrap_tags(["noscript"])
    return True


def _shown_beside(tree: LexborHTMLParser) -> int:
    copy = tree.clone()
    take_hidden(copy)
    take_unseen(copy)
    remove(copy.css("script"))
    return _running_letters(copy.body) if copy.body else 0


def _running_letters(node: LexborNode) -> int:
    return sum(len(line) for line in lines_of(node) if len(line) >= RUNNING_LINE)
