"""A text as one line."""

import re

_GAP = re.compile(r"[\s\x00-\x1f\x7f]+")


def one_line(text: str) -> str:
    """`text` with one space for every run of white space and control characters, and none at its ends.

    >>> one_line(" دمشق\\n\\tاليوم ")
    'دمشق اليوم'
    """
    return _GAP.sub(" ", text).strip()
