"""Which texts of the catalogue stand on a page: each is marked where it is printed, with its key."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from unittest.mock import patch

from markupsafe import Markup

from archive.web.app import page, templates
from archive.web.app.language import Language

# Signs that no text holds, and that no template changes: before a key, between key and text, after the text.
BEFORE, BETWEEN, AFTER = "\ue000", "\ue001", "\ue002"
_KEY = re.compile(f"{BEFORE}([^{BETWEEN}]+){BETWEEN}")
_MARKS = re.compile(f"{BEFORE}[^{BETWEEN}]+{BETWEEN}|{AFTER}")


@contextmanager
def marked() -> Iterator[None]:
    """As long as it lasts, every text is printed with its key; what templates hold ready is made anew."""
    say, count = Language.__call__, Language.count

    def said(self: Language, key: str, **values: object) -> Markup:
        return Markup(f"{BEFORE}{key}{BETWEEN}{say(self, key, **values)}{AFTER}")  # noqa: S704 - the catalogue's

    def counted(self: Language, noun: str, n: int) -> str:
        return f"{BEFORE}count.{noun}{BETWEEN}{count(self, noun, n)}{AFTER}"

    forget()
    try:
        with patch.object(Language, "__call__", said), patch.object(Language, "count", counted):
            yield
    finally:
        forget()


def forget() -> None:
    templates.templates.cache_clear()
    page._fixed.cache_clear()


def keys_of(html: str) -> set[str]:
    return set(_KEY.findall(html))


def without_marks(html: str) -> str:
    return _MARKS.sub("", html)
