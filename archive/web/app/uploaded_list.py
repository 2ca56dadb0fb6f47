"""A list of names as a form sends it, and the wait for the process that works on it."""

import asyncio
import time
from collections.abc import Callable
from typing import NamedTuple

from markupsafe import Markup

from archive.search.name_lists import MOST_LINES, NameList, NoText, TooManyNames, decoded, read_list
from archive.web.app.forms import Form
from archive.web.app.language import language

REFRESH_SECONDS = 5
LONGEST_SOURCE = 80
# Most lists are done before whoever sent one would see that they are not.
_PATIENCE_SECONDS, _LOOK_SECONDS = 3.0, 0.1


class SentList(NamedTuple):
    """`typed` is its text, `source` the name of its file, `refused` why there is nothing in it to be asked for."""

    typed: str
    listed: NameList
    source: str = ""
    refused: Markup | str = ""


def sent_list(form: Form) -> SentList:
    """The list of the file `file`, else of the field `names`."""
    typed, (name, content) = form.fields.get("names", ""), form.files.get("file", ("", b""))
    if not content:
        return list_of(typed)
    try:
        return list_of(decoded(content), name[:LONGEST_SOURCE])
    except NoText:
        return SentList(typed, NameList(), refused=language()("batch.no_text"))


def list_of(typed: str, source: str = "") -> SentList:
    """The list of a text."""
    t = language()
    try:
        listed = read_list(typed)
    except TooManyNames as refused:
        return SentList(
            typed, NameList(), refused=t("batch.too_many", n=t.number(refused.lines), most=t.number(MOST_LINES))
        )
    return SentList(typed, listed, source, "" if listed.names else t("batch.empty"))


async def wait_a_moment(is_over: Callable[[], bool]) -> None:
    """Until it is over, for as long as nobody minds."""
    until = time.monotonic() + _PATIENCE_SECONDS
    while time.monotonic() < until and not is_over():
        await asyncio.sleep(_LOOK_SECONDS)
