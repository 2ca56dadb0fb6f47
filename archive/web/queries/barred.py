"""What cannot be had: outlets that their files say are out of reach, and those that refuse us, as our visits saw it."""

from typing import TypedDict

from archive.sqlite import has_table
from archive.text.spreadsheets import BYTE_ORDER_MARK, csv_line
from archive.web.queries.outlets import NamedOutlet
from archive.web.queries.rows import Connection, has_column, rows

BARRED = """
SELECT name, title AS outlet_title, title_en AS outlet_title_en, barred FROM outlets WHERE barred <> '' ORDER BY name
"""
# A refusal that lasts: the causes of gaps by which an outlet keeps us out, where waiting longer would change nothing.
REFUSED = """
SELECT o.name, o.title AS outlet_title, o.title_en AS outlet_title_en, g.cause, min(g.since) AS since
FROM gaps g JOIN outlets o ON o.name = g.outlet
WHERE g.until IS NULL AND g.cause IN ('http_401', 'http_403', 'http_451', 'challenge', 'robots')
GROUP BY o.name, g.cause ORDER BY since, o.name
"""
COLUMNS = ("outlet", "why", "since", "known_from")


class BarredOutlet(NamedOutlet):
    """BARRED; `barred` is why, and what would change it, a kind or the words of its file."""

    barred: str


class RefusedOutlet(NamedOutlet):
    """REFUSED: no visit has got through since the instant `since`, and what most were answered."""

    cause: str
    since: str


class OutOfReach(TypedDict):
    """Both lists. `knows_barred`, `knows_refused`: does the file, unlike one of an older release, have them?"""

    barred: list[BarredOutlet]
    refused: list[RefusedOutlet]
    knows_barred: bool
    knows_refused: bool


def out_of_reach(connection: Connection) -> OutOfReach:
    knows_barred = has_column(connection, "outlets", "barred")
    knows_refused = has_table(connection, "gaps")
    return {
        "barred": rows(connection, BarredOutlet, BARRED) if knows_barred else [],
        "refused": rows(connection, RefusedOutlet, REFUSED) if knows_refused else [],
        "knows_barred": knows_barred,
        "knows_refused": knows_refused,
    }


def barred_csv(connection: Connection) -> tuple[str, ...]:
    """Both lists as lines for spreadsheets; `known_from` is file or visits, `why` in the file's words or the cause."""
    found = out_of_reach(connection)
    return (
        BYTE_ORDER_MARK + csv_line(COLUMNS),
        *(csv_line((one["name"], one["barred"], "", "file")) for one in found["barred"]),
        *(csv_line((one["name"], one["cause"], one["since"], "visits")) for one in found["refused"]),
    )
