"""The reading lists of whoever asks, for pages beside the desk's own."""

import asyncio
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from archive.desk.lists import listed, lists_of
from archive.desk.schema import ListedRow, ListRow
from archive.desk.store import Desk
from archive.errors import WarraqError
from archive.web.app.compat import Datasette, Request
from archive.web.app.desk_access import on_desk
from archive.web.app.desk_reader import reader_of


@dataclass(frozen=True, slots=True)
class OwnLists:
    """The lists of a desk, and what is on some of them, by number; both empty for who has no desk."""

    lists: Sequence[ListRow] = ()
    marks: Mapping[int, Sequence[ListedRow]] = field(default_factory=dict)


async def own_lists(datasette: Datasette, request: Request, numbers: Iterable[int] = ()) -> OwnLists:
    """With what is on the lists `numbers`, where they are this reader's. A desk that cannot be read offers nothing."""
    if reader_of(datasette, request) is None:
        return OwnLists()

    def ask(desk: Desk) -> OwnLists:
        lists = lists_of(desk)
        own = {one["id"] for one in lists}
        return OwnLists(lists, {number: listed(desk, number) for number in numbers if number in own})

    try:
        return await asyncio.to_thread(on_desk, datasette, request, ask)
    except WarraqError:
        return OwnLists()
