"""What the page of an address that is not kept shows: whose it is, what is near, what was missed, what can be done."""

import asyncio

from archive.crawl_state import gaps
from archive.crawl_state.next_checks import listed_since
from archive.identity.pasted_addresses import SCHEME
from archive.search.addresses import AskedAddress
from archive.search.near_addresses import wayback
from archive.times import damascus_day, unstamp
from archive.web.app.compat import Datasette, data_folder, download, moment
from archive.web.app.connection import query
from archive.web.app.page import contact, operator_of
from archive.web.app.search_request import MOST_CHARACTERS
from archive.web.queries.addresses import NotKept, not_kept
from archive.web.queries.missed import missed

MOST_GAPS = 5


async def address_values(datasette: Datasette, text: str, asked: AskedAddress) -> dict[str, object]:
    """The values of the template `address`; `text` is what was pasted."""
    found = await query(datasette, lambda connection: not_kept(connection, asked))
    live, service = download(datasette) is None, data_folder(datasette).service
    listed = known = None
    if asked.outlet and live:
        listed = await asyncio.to_thread(listed_since, service, asked.outlet.name, asked.key or "")
        known = await query(datasette, lambda connection: missed(connection, service, moment(datasette)))
    return {
        "typed": text.strip(),
        "asked": asked,
        "found": found,
        "listed": listed,
        "gaps": gaps_of(found, known)[:MOST_GAPS],
        "wayback": wayback(asked.url),
        "words": words_of(text, asked.around),
        "contact": contact(operator_of(datasette)),
        "section": "search",
    }


def gaps_of(found: NotKept, known: gaps.Missed | None) -> list[gaps.Gap]:
    """Gaps of the outlet, or of the whole archive, in the days in question."""
    days = found.days
    if known is None or days is None or found.asked.outlet is None:
        return []
    own = [gap for gap in known.gaps if gap.outlet in ("", found.asked.outlet.name)]
    return [
        gap
        for gap in own
        if damascus_day(unstamp(gap.since)) <= days[1]
        and (not gap.until or damascus_day(unstamp(gap.until)) >= days[0])
    ]


def words_of(text: str, around: str) -> str:
    """The question for the texts of articles: the words round the address, else what could be words as a phrase."""
    phrase = "" if SCHEME.match(text.strip()) else f'"{text.strip().replace(chr(34), " ")}"'
    words = around if any(map(str.isalnum, around)) else phrase
    return words if len(words) <= MOST_CHARACTERS else ""
