"""What a list of names found, as the rows of two tables: a row a name, and a row for each article of each name."""

from collections.abc import Sequence

from archive.search.batch.counting import Counted, Near
from archive.search.engine import Hit
from archive.search.highlight import to_marked_text
from archive.search.name_lists import Name
from archive.text.spreadsheets import BYTE_ORDER_MARK, csv_line

SUMMARY = ("label", "query", "articles", "outlets", "first", "last", "newest", "newest_url", "near")
HITS = ("label", "query", "id", "outlet", "published", "title", "snippet", "url")
SUMMARY_HEAD, HITS_HEAD = (BYTE_ORDER_MARK + csv_line(columns) for columns in (SUMMARY, HITS))


def summary_line(name: Name, counted: Counted, near: Sequence[Near]) -> str:
    """SUMMARY; `near` are questions with the number of articles that each finds."""
    newest = counted.newest
    return csv_line(
        (
            counted.articles,
            counted.outlets,
            counted.first,
            counted.last,
            newest.title if newest else "",
            newest.url if newest else "",
            " | ".join(f"{one.question} ({one.articles})" for one in near),
        ),
        (name.label, name.text),
    )


def hit_lines(name: Name, hits: Sequence[Hit]) -> str:
    """HITS, a line an article; found words of the snippet stand in brackets."""
    return "".join(
        csv_line(
            (
                hit.id,
                hit.outlet,
                hit.published_at or hit.published_day,
                hit.title,
                " ".join(to_marked_text(hit.snippet_marked).split()),
                hit.url,
            ),
            (name.label, name.text),
        )
        for hit in hits
    )
