"""Which of an outlet's designs a page is made in: that of the day it was captured, else the next one that fits."""

from dataclasses import replace
from datetime import date, datetime
from zoneinfo import ZoneInfo

from selectolax.lexbor import LexborHTMLParser

from archive.model import Layout, Outlet
from archive.reading._main_text import SELECTED_ENOUGH


def in_its_layout(outlet: Outlet, tree: LexborHTMLParser, captured_at: datetime) -> Outlet:
    """`outlet` with the rules of the design that the page `tree` is made in as its own.

    The day of the capture says which. A site may change earlier or later than anybody noticed, and a saved page may be
    older than its file: where no selector of that design finds a text, the designs next to it in time are tried, the
    newer one first. Where none fits it stays with that of the day.
    """
    if not outlet.layouts:
        return outlet
    designs = [*sorted(outlet.layouts, key=lambda layout: layout.until), _of_today(outlet)]
    day = captured_at.astimezone(ZoneInfo(outlet.timezone)).date()
    dated = next(number for number, layout in enumerate(designs) if day <= layout.until)
    nearest = sorted(range(len(designs)), key=lambda number: (abs(number - dated), -number))
    # A design without selectors of its own cannot miss.
    fitting = nearest if designs[dated].body else nearest[:1]
    chosen = designs[next((number for number in fitting if _fits(designs[number], tree)), dated)]
    return replace(
        outlet,
        body=chosen.body,
        drop=chosen.drop,
        junk_lines=chosen.junk_lines,
        credit_lines=chosen.credit_lines,
    )


def _of_today(outlet: Outlet) -> Layout:
    return Layout(
        until=date.max,
        body=outlet.body,
        drop=outlet.drop,
        junk_lines=outlet.junk_lines,
        credit_lines=outlet.credit_lines,
    )


def _fits(layout: Layout, tree: LexborHTMLParser) -> bool:
    """Does a selector find a text?"""
    return any(sum(len(node.text().strip()) for node in tree.css(one)) >= SELECTED_ENOUGH for one in layout.body)
