"""Fields of JSON lines as other people write them: each is understood, or refused with a sentence that names it."""

import re
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime
from functools import cache

from babel import Locale, UnknownLocaleError
from babel.core import get_global
from selectolax.lexbor import LexborHTMLParser

from archive.text.references import without_references
from archive.times import believable

Field = object
# Control characters blind SQLite's text functions; a lone surrogate cannot be written at all.
UNWRITABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff]")
# Never past the next "<": a text of nothing but the beginnings of tags would cost its square.
_TAG = re.compile(
    r"<(?P<end>/?)(?:(?P<block>p|br|div|ul|ol|li|h[1-6]|blockquote|table|tr)|span|b|i|em|strong|a|img|td)\b[^<>]*>",
    re.I,
)
# The parser looks through all open elements at every tag: a megabyte of nested ones takes it minutes.
_DEEPEST = 500
_ENTITY = re.compile(r"&(?:#\d{1,7}|#x[0-9a-f]{1,6}|[a-z][a-z0-9]{1,30});", re.I)
_BLOCKS = "p,br,div,ul,ol,li,h1,h2,h3,h4,h5,h6,blockquote,table,tr"
_DIGITS = re.compile(r"-?\d{1,19}(?:\.\d{1,9})?")
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
# Seconds, milli-, micro- and nanoseconds since 1970, told apart by their size: each covers the years 1990 to 2100.
_UNITS = (1, 1_000, 1_000_000, 1_000_000_000)
_FIRST, _LAST = 631_152_000, 4_102_444_800
_LONGEST_SHOWN = 60


class NotUnderstood(ValueError):
    """A field that says something nobody here understands; the message names it."""


def is_absent(value: Field) -> bool:
    return value is None or value in ("", [], {})


def words(name: str, value: Field) -> str:
    """A word or number as plain text: without tags, entities resolved."""
    if is_absent(value):
        return ""
    if not isinstance(value, str | int | float) or isinstance(value, bool):
        raise NotUnderstood(f"its `{name}` should be text, and is {_shown(value)}")
    return " ".join(plain(str(value)).split())


def plain(text: str) -> str:
    """Text without markup: paragraphs parted by newlines, entities resolved, nothing that cannot be written down."""
    if _nests_deep(text):
        text = without_references(_TAG.sub(lambda tag: "\n" if tag["block"] else "", text))
    elif _TAG.search(text):
        tree = LexborHTMLParser(text)
        for block in tree.css(_BLOCKS):
            block.insert_before("\n")
            block.insert_after("\n")
        text = tree.body.text() if tree.body else ""
    elif _ENTITY.search(text):
        text = without_references(text)
    return UNWRITABLE.sub("", text)


def _nests_deep(text: str) -> bool:
    depth = 0
    for tag in _TAG.finditer(text):
        depth += -1 if tag["end"] else 1
        if depth > _DEEPEST:
            return True
    return False


def instant(name: str, value: Field) -> datetime | None:
    """A time as ISO 8601, RFC 5322, 14 digits or a number since 1970; None where the field is absent.

    Without a zone it is in UTC. Raises NotUnderstood, also for a time that no page can have been fetched at.
    """
    if is_absent(value):
        return None
    found = _number_since_1970(value) or _written_instant(value)
    if found is None:
        raise NotUnderstood(f"its `{name}` ({_shown(value)}) is no time that is understood")
    try:
        return believable(found)
    except (ValueError, OverflowError) as problem:
        raise NotUnderstood(f"its `{name}` ({_shown(value)}) cannot be when a page was fetched") from problem


def date_text(name: str, value: Field) -> str:
    """A date of publication as text for archive.reading.dates: numbers and RFC 5322 become ISO 8601, words stay."""
    if is_absent(value):
        return ""
    found = _number_since_1970(value)
    if found is None and isinstance(value, str):
        found = _written_instant(value) if value.strip().isdigit() else _rfc_instant(value)
        return found.isoformat() if found else UNWRITABLE.sub("", value).strip()
    if found is None:
        raise NotUnderstood(f"its `{name}` ({_shown(value)}) is no date that is understood")
    return found.isoformat()


def people(name: str, value: Field) -> tuple[str, ...]:
    """Names: one, a list, or objects with a `name`."""
    if is_absent(value):
        return ()
    found = []
    for one in value if isinstance(value, list) else [value]:
        found.append(words(name, one.get("name") if isinstance(one, dict) else one))
    return tuple(filter(None, found))


def language(name: str, value: Field) -> str:
    """`ar` for ar, ar-SY, ar_SY, ara, Arabic, العربية; empty where the field is absent."""
    text = words(name, value).casefold().replace("_", "-")
    if not text:
        return ""
    code = _names_of_languages().get(text) or _code(text.partition("-")[0])
    if not code:
        raise NotUnderstood(f"its `{name}` ({_shown(value)}) is no language that is known; write its code, such as ar")
    return code


def _code(text: str) -> str:
    text = get_global("language_aliases").get(text, text)
    try:
        return Locale.parse(text).language if text.isascii() and text.isalpha() and len(text) <= 3 else ""
    except (UnknownLocaleError, ValueError):
        return text if text in _codes() else ""


@cache
def _codes() -> frozenset[str]:
    return frozenset(Locale("en").languages)


@cache
def _names_of_languages() -> dict[str, str]:
    """The names of languages in English, in Arabic and in themselves."""
    named = {}
    for code in sorted(_codes(), reverse=True):
        for speaker in ("en", "ar", code):
            try:
                name = Locale(speaker).languages.get(code) if len(code) <= 3 else None
            except UnknownLocaleError:
                name = None
            if name:
                named[name.casefold()] = code
    return named | {"عربي": "ar", "كردي": "ku", "kurmanji": "ku", "sorani": "ckb", "إنجليزي": "en", "تركي": "tr"}


def _number_since_1970(value: Field) -> datetime | None:
    if isinstance(value, dict):
        # As MongoDB exports a time: {"$date": …}, {"$numberLong": …}.
        value = next((value[key] for key in ("$date", "$numberLong") if key in value), None)
        return _number_since_1970(value) or _written_instant(value)
    if isinstance(value, bool) or not isinstance(value, int | float | str):
        return None
    if isinstance(value, str) and not _DIGITS.fullmatch(value.strip()):
        return None
    try:
        number = float(value)
    except OverflowError:  # JSON has numbers without end.
        return None
    unit = next((unit for unit in _UNITS if _FIRST <= number / unit <= _LAST), None)
    return _EPOCH + timedelta(seconds=number / unit) if unit else None


def _written_instant(value: Field) -> datetime | None:
    if not isinstance(value, str):
        return None
    text = value.strip()
    try:
        if len(text) == 14 and text.isascii() and text.isdigit():
            return datetime.strptime(text, "%Y%m%d%H%M%S").replace(tzinfo=UTC)
        return datetime.fromisoformat(text)
    except ValueError:
        return _rfc_instant(text)


def _rfc_instant(text: str) -> datetime | None:
    """`Sun, 07 Jun 2015 08:09:10 GMT` (RFC 5322), as HTTP and feeds write it."""
    try:
        return parsedate_to_datetime(text) if "," in text[:5] or text[-5:-4] in ("+", "-") else None
    except (ValueError, TypeError, IndexError, OverflowError):
        return None


def _shown(value: Field) -> str:
    return repr(value)[:_LONGEST_SHOWN]
