"""What the page of an address that is not kept shows: whose it is, what is near, what was missed, what can be done."""

import asyncio
from collections.abc import Sequence

from archive.crawl_state.next_checks import listed_since
from archive.identity.pasted_addresses import SCHEME
from archive.record.gaps import gaps
from archive.record.rows import GapRow
from archive.search.addresses import ResolvedAddress
from archive.search.near_addresses import wayback
from archive.times import damascus_day, unstamp
from archive.web.app.compat import Datasette, data_folder, download
from archive.web.app.connection import query
from archive.web.app.page import contact, operator_of
from archive.web.app.search_request import MOST_CHARACTERS
from archive.web.queries.addresses import NotKept, not_kept
from archive.web.queries.gaps import is_filled

MOST_GAPS = 5


async def address_values(datasette: Datasette, text: str, resolved: ResolvedAddress) -> dict[str, object]:
    """The values of the template `address`; `text` is what was pasted."""
    found = await query(datasette, lambda connection: not_kept(connection, resolved))
    live, service = download(datasette) is None, data_folder(datasette).service
    listed, known = None, None
    if resolved.outlet and live:
        listed = await asyncio.to_thread(listed_since, service, resolved.outlet.name, resolved.key or "")
        name = resolved.outlet.name
        known = await query(datasette, lambda connection: gaps(connection, outlet=name))
    return {
        "typed": text.strip(),
        "asked": resolved,
        "found": found,
        "listed": listed,
        "gaps": gaps_in(found, known)[:MOST_GAPS],
        "wayback": wayback(resolved.url),
        "words": words_of(text, resolved.around),
        "contact": contact(operator_of(datasette)),
        "section": "search",
    }


def gaps_in(found: NotKept, known: Sequence[GapRow] | None) -> list[GapRow]:
    """Those of these gaps that lie in the days in question, but for those of which all was found since."""
    if (days := found.days) is None:
        return []
    return [
        gap
        for gap in known or ()
        if not is_filled(gap)
        and damascus_day(unstamp(gap["since"])) <= days[1]
        and (gap["until"] is None or damascus_day(unstamp(gap["until"])) >= days[0])
    ]


def words_of(text: str, around: str) -> str:
    """The question for the texts of articles: the words round the address, else what could be words as a phrase."""
    phrase = "" if SCHEME.match(text.strip()) else f'"{text.strip().replace(chr(34), " ")}"'
    words = around if any(map(str.isalnum, around)) else phrase
    return words if len(words) <= MOST_CHARACTERS else ""
