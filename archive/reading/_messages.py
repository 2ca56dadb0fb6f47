"""A message of a channel to a reading: its first line stands for the headline it has not."""

from collections.abc import Iterator

from archive.exchange import Page, header
from archive.identity.channels import number_in
from archive.identity.pasted_addresses import pasted_addresses
from archive.model import Message, Outlet, Reading
from archive.reading._boilerplate import clean_lines
from archive.reading.channel_page import ChannelPage, Shown, page_of_bytes
from archive.reading.dates import best

MESSAGE = "message"
_LONGEST_FIRST_LINE, _CUT_FROM = 160, 90


def read_message(page: Page, outlet: Outlet) -> Reading:
    """The message at `page.final_url` among those that the page shows.

    Held as `not_listed` where the page proves that the channel has no such message (ChannelPage.covers), as
    `preview_closed` or `no_channel` where it shows none at all, else as `not_shown`; as `no_words` without a word.
    """
    found = page_of_bytes(page.body, header(page.headers, "content-type"), outlet.channel)
    number = number_in(page.final_url)
    shown = found.at(number)
    if shown is None:
        is_proven = number is not None and found.covers(number, page.within or page.final_url)
        why = found.closed or ("not_listed" if is_proven else "not_shown")
        return Reading(title="", text="", lang=outlet.lang, strategy=MESSAGE, held=why)
    return _reading(page, outlet, found, shown)


def _reading(page: Page, outlet: Outlet, found: ChannelPage, shown: Shown) -> Reading:
    own = (outlet.title, outlet.title_en, f"@{outlet.channel}")
    cleaned = clean_lines(shown.lines, "", own, outlet.junk_lines, (), outlet.credit_lines)
    # A message that is nothing but what its channel puts under each is kept as it is.
    lines = cleaned.lines if shown.kind == "text" and cleaned.lines else shown.lines
    text = "\n".join(lines)
    return Reading(
        title=first_line(lines[0]) if lines else "",
        text=text,
        published=best([("time", shown.sent_at)], page.fetched_at, outlet.timezone),
        authors=tuple(dict.fromkeys(name for name in (shown.author, *cleaned.authors) if name)),
        credit=shown.forwarded_from or cleaned.credit,
        strategy=MESSAGE,
        held="" if shown.kind == "text" else "no_words",
        image=shown.pictures[0] if shown.pictures else "",
        message=Message(
            number=shown.number,
            parts=shown.parts,
            forwarded_from=shown.forwarded_from,
            forwarded_url=shown.forwarded_url,
            is_edited=shown.is_edited,
            pictures=shown.pictures,
            links=tuple(_links(shown)),
            around=found.numbers,
        ),
    )


def _links(shown: Shown) -> Iterator[str]:
    """What the text links to, and the addresses that stand in it as words, each once."""
    written = {read.typed: read.url for line in reversed(shown.lines) for read in reversed(pasted_addresses(line))}
    seen: set[str] = set()
    for address in (*shown.links, *reversed(written.values())):
        bare = address.partition("://")[2].rstrip("/")
        if bare not in seen:
            seen.add(bare)
            yield address


def first_line(line: str) -> str:
    """A line as it stands over a text: one that is longer is cut between words, and says so."""
    if len(line) <= _LONGEST_FIRST_LINE:
        return line
    end = line.rfind(" ", _CUT_FROM, _LONGEST_FIRST_LINE)
    return line[: end if end > 0 else _LONGEST_FIRST_LINE].rstrip() + "…"
