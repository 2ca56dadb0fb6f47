"""Answers of WordPress's /wp-json/wp/v2/posts, read past what plugins and caches print round and between the JSON."""

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from spiders.discovery._entries import MAX_ENTRIES, Entry, Found, LeftOutError, UnreadableError, entry_of, gathered
from spiders.discovery._unpacking import Text

# Where a list of objects, an empty list or an object can begin. Notices hold brackets, too.
_BEGIN = re.compile(r"\[\s*(?=[\]{])|\{(?=\s*[\"}])")
_NEXT = re.compile(r"\s*(?:,\s*)?(?P<next>\S)")
# Each may cost the whole text.
_MOST_TRIES, _MOST_BROKEN = 50, 50
_FIRST_NAME = re.compile(r'\{\s*"[^"\\]{1,60}"\s*:')
# What WordPress writes first of a post.
_ID = r'\{\s*"id"\s*:'


def _whole_number(digits: str) -> int:
    # Python refuses numbers of thousands of digits, and for one of them the whole answer would be lost.
    return int(digits) if len(digits) < 20 else 0


_DECODER = json.JSONDecoder(parse_int=_whole_number, strict=False)


@dataclass(slots=True)
class _List:
    """A list of objects in a text: what could be read of it, where it begins and ends, whether its end was found."""

    start: int
    end: int = 0
    objects: list[dict[str, object]] = field(default_factory=list)
    broken: int = 0
    whole: bool = False


def read(answer: Text, base: str) -> Found:
    """The posts of the first JSON document that is a list of such. Raises UnreadableError where none is."""
    found = _list_of_posts(answer.text)
    if found is None:
        raise UnreadableError("no_posts")
    notes = list(answer.notes)
    around = [answer.text[: found.start], answer.text[found.end :] if found.whole else ""]
    if any(part.strip("\ufeff \t\r\n") for part in around):
        notes.append("dirty")
    if not found.whole:
        notes.append("cut_off")
    posts: list[dict[str, object] | None] = [*found.objects, *[None] * found.broken]
    return gathered(posts, lambda post: _entry(post, base), notes, MAX_ENTRIES)


def _list_of_posts(text: str) -> _List | None:
    """The first list that holds a post, or else the first empty one."""
    empty = None
    for found in _documents(text):
        if any(isinstance(one.get("link"), str) for one in found.objects):
            return found
        if found.whole and not found.objects and not found.broken:
            empty = empty or found
    return empty


def _documents(text: str) -> Iterator[_List]:
    """The lists of objects that stand in a text side by side; objects are passed over, whatever they hold.

    A post outside of any is the first whole one of a list whose beginning is broken.
    """
    at = tries = 0
    while tries < _MOST_TRIES and (begin := _BEGIN.search(text, at)):
        tries += 1
        at = begin.end()
        if begin[0] == "{":
            one, end = _object_at(text, begin.start()) or ({}, at)
            if not _is_post(one):
                at = end
                continue
        found = _list_at(text, begin.start(), begin.end() if begin[0] != "{" else begin.start())
        at = max(found.end, at)
        yield found


def _is_post(one: dict[str, object]) -> bool:
    return "id" in one and isinstance(one.get("link"), str)


def _list_at(text: str, start: int, at: int) -> _List:
    found = _List(start)
    begin = _FIRST_NAME.match(text, at)
    again = re.compile(f"{re.escape(begin[0])}|{_ID}" if begin else _ID)
    while at < len(text) and text[at] != "]":
        one = _object_at(text, at)
        if one is None:
            # One broken object: those after it begin as the first one did.
            following = again.search(text, at + 1) if found.broken < _MOST_BROKEN else None
            if following is None:
                return found
            at = following.start()
            found.broken += 1
            continue
        found.objects.append(one[0])
        found.end = one[1]
        separator = _NEXT.match(text, one[1])
        if separator is None:
            return found
        at = separator.start("next")
    found.whole = at < len(text)
    found.end = at + 1 if found.whole else found.end
    return found


def _object_at(text: str, at: int) -> tuple[dict[str, object], int] | None:
    """The object that begins there and where it ends; None where no whole one does."""
    try:
        value, end = _DECODER.raw_decode(text, at)
    except (ValueError, RecursionError):
        return None
    return (value, end) if isinstance(value, dict) else ({}, end)


def _entry(post: dict[str, object] | None, base: str) -> Entry:
    if post is None:
        raise LeftOutError("broken_item")
    title, link = post.get("title"), post.get("link")
    rendered = title.get("rendered", "") if isinstance(title, dict) else title
    words = rendered if isinstance(rendered, str) else ""
    return entry_of(link if isinstance(link, str) else "", base, words, _date(post, "date"), _date(post, "modified"))


def _date(post: dict[str, object], name: str) -> str:
    # WordPress REST: `date_gmt` is UTC without saying so, `date` the site's own time. Drafts have years of zeros.
    gmt, own = post.get(f"{name}_gmt"), post.get(name)
    if isinstance(gmt, str) and gmt and not gmt.startswith("0000"):
        return gmt if gmt.endswith("Z") else f"{gmt}Z"
    return own if isinstance(own, str) else ""
