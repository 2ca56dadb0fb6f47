"""What reading a sample page should yield: the gold text that extraction is measured against."""

import re
from datetime import date
from typing import NamedTuple

from tests.support.outlet_server.corpus import articles
from tests.support.outlet_server.site import edited

HIDDEN = re.compile("[\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]")


class Expected(NamedTuple):
    """Title, text (paragraphs parted by newlines) and the day of publication in Damascus, None where none is stated."""

    title: str
    text: str
    day: date | None


def expected(site: str, article_id: str, *, after_edit: bool = False) -> Expected:
    """The gold reading of one sample article, its title without bidi marks. KeyError: there is no such article."""
    article = articles()[site, article_id]
    if after_edit:
        article = edited(article)
    day = None if article.undated else article.published.date()
    return Expected(HIDDEN.sub("", article.title), "\n".join(article.paragraphs), day)
