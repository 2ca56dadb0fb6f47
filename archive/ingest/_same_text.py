"""One text under many addresses of an outlet within a day: a wall, an error, a question in every article's place.

Whatever it says, in whatever language: it is the text of no article.
"""

import re
from datetime import timedelta

from archive.exchange import Page
from archive.identity.keys import Identity
from archive.model import Outlet, Reading
from archive.record.store import Store
from archive.times import stamp
from archive.versions.compare import Fingerprint

SAME_TEXT = "same_text"
SO_MANY, WITHIN = 5, timedelta(days=1)
# A few words under one and the same headline: no outlet writes these three times a day.
SO_MANY_SHORT, SHORT = 2, 300  # characters
# Such pages come one after the other; further back nobody looks.
NEWEST_VERSIONS, WORDS_APART = 500, 3
# The name of a request: ray 8f3a2b41c9d07e55. Figures alone are what tells two bulletins apart.
_NAME_OF_REQUEST = re.compile(r"\b(?=\w*\d)(?=\w*[a-z])\w{8,}\b", re.IGNORECASE)

# The versions first, whatever SQLite thinks: an outlet has a hundred thousand articles.
TEXTS = """
SELECT a.title, a.body FROM versions v CROSS JOIN articles a ON a.id = v.article_id
WHERE v.id > (SELECT max(id) FROM versions) - :newest AND v.words BETWEEN :words - :apart AND :words + :apart
  AND v.seen_at BETWEEN :first AND :last AND v.body IS NULL AND v.kind NOT IN ('gone', 'back')
  AND a.outlet = :outlet AND a.key <> :key
  AND (substr(a.body, 1, 24) = substr(:text, 1, 24) OR substr(a.body, -24) = substr(:text, -24))
GROUP BY a.id
"""


def why_same(store: Store, outlet: Outlet, page: Page, identity: Identity, reading: Reading) -> str:
    """`same_text` where other articles of the outlet got these very words that day, or empty: SO_MANY of them, or
    SO_MANY_SHORT where the text is short and the headline the same, too."""
    values = {
        "newest": NEWEST_VERSIONS,
        "first": stamp(page.fetched_at - WITHIN),
        "last": stamp(page.fetched_at + WITHIN),
        "outlet": outlet.name,
        "key": identity.key,
        "words": Fingerprint.of(reading.title, reading.text).words,
        "apart": WORDS_APART,
        "text": reading.text,
    }
    others = store.db.conn.execute(TEXTS, values).fetchall()
    if len(others) < SO_MANY_SHORT:  # nearly always: then no text is looked at
        return ""
    words = _words(reading.text)
    same = [title for title, text in others if _words(text) == words]
    is_short = len(reading.text) < SHORT and same.count(reading.title) >= SO_MANY_SHORT
    return SAME_TEXT if is_short or len(same) >= SO_MANY else ""


def _words(text: str) -> list[str]:
    return _NAME_OF_REQUEST.sub("", text).split()
