"""The options by which verbs narrow a question as the search page does: each of its filters has one."""

from collections.abc import Callable
from functools import reduce

import click

from archive.analysis.names import parties
from archive.places.gazetteer import places
from archive.search.facets import KINDS
from scheduler.options import Command, first_day, last_day, with_outlets


def _known_places(_: click.Context, __: click.Parameter, values: tuple[str, ...]) -> tuple[str, ...]:
    """Raises BadParameter for what is no place, nor a form of one (archive.search._named_places)."""
    for value in values:
        form, rest = value.partition(".")[::2]
        known = form == "ambiguous" or (rest.partition(".")[0] if form == "spelt" else rest or form) in places()
        if not known:
            raise click.BadParameter(
                f"“{value}” is no place. Give its id, such as SY0205, or in.SY02 for a governorate: /places of the"
                " reading room finds it by name, and the address of its page has it."
            )
    return values


def _known_party(_: click.Context, __: click.Parameter, value: str) -> str:
    if value and value not in parties():
        raise click.BadParameter(f"“{value}” is no party. Known: {', '.join(sorted(parties()))}.")
    return value


_OPTIONS = (
    with_outlets("Only this outlet's articles; named again, also another's."),
    click.option("--from", "date_from", metavar="DAY", callback=first_day, help="From this day, month or year on."),
    click.option(
        "--kind",
        "kinds",
        type=click.Choice(KINDS),
        multiple=True,
        help="Only what this became of; named again, also that.",
    ),
    click.option(
        "--language",
        "langs",
        metavar="CODE",
        multiple=True,
        help="Only in this language (ar, ku, en); again, also that.",
    ),
    click.option(
        "--place",
        "places",
        metavar="ID",
        multiple=True,
        callback=_known_places,
        help="Only what names this place, such as SY0205; named again, that one as well.",
    ),
    click.option("--party", metavar="ID", default="", callback=_known_party, help="Only what names this party (sdf)."),
    click.option("--printed", "named", metavar="NAME", default="", help="Only what prints this name of a party."),
    click.option("--quotes", is_flag=True, help="With --party and --printed: in quotations, too."),
    click.option(
        "--without-copies",
        "folded",
        is_flag=True,
        help="Of articles that carry one text, only the first as far as known; else the oldest found.",
    ),
)


def with_part(last: str) -> Callable[[Command], Command]:
    """Options whose values are an archive.search.filters.Part; `last` is the name of that for the last day."""
    day = click.option(last, "date_to", metavar="DAY", callback=last_day, help="Up to this day, month or year.")
    options = (*_OPTIONS[:2], day, *_OPTIONS[2:])
    return lambda command: reduce(lambda wrapped, option: option(wrapped), reversed(options), command)
