"""The table `about` of a download: what the file is, of which day, where from, and whose the texts are.

It is made with the snapshot and stands in no live record. docs/data.md lists its rows.
"""

from datetime import datetime
from importlib.metadata import version

from sqlite_utils import Database

from archive.configuration import Configuration
from archive.times import damascus_day, stamp

TABLE = "CREATE TABLE about(name TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID"
WHAT = "An archive of Syrian news: articles with every version and capture, whole, as it was on the day of publication."
LICENCE = (
    "The articles remain the property of their outlets; no licence to them is given here. This file is for search,"
    " research and evidence. Warraq, the program that made it, is licensed under Apache-2.0."
)
LICENCE_AR = (
    "النصوص ملك لأصحابها، ولا يمنح هذا الملف ترخيصًا بها. وهو للبحث والدراسة والإثبات."
    " أمّا «ورّاق»، البرنامج الذي صنعه، فرخصته Apache-2.0."
)
SAMPLE = "All news in this file is invented: it was made from sample outlets."


def put_in(snapshot: Database, made_at: datetime, operator: Configuration, *, sample: bool) -> None:
    """Write the table. `operator` says where the archive is read; `sample`: nothing in it is real."""
    snapshot.execute(TABLE)
    for row in _rows(made_at, operator, sample=sample).items():
        snapshot.execute("INSERT INTO about VALUES(?, ?)", row)


def _rows(made_at: datetime, operator: Configuration, *, sample: bool) -> dict[str, str]:
    day = damascus_day(made_at).isoformat()
    source = operator.public_address
    facts = {
        "what": WHAT,
        "published_at": stamp(made_at),
        "published_day": day,
        "made_by": f"Warraq {version('warraq')}",
        "licence": LICENCE,
        "licence_ar": LICENCE_AR,
        "source": source,
        "contact": operator.contact,
        "cite": f"Warraq, archive of Syrian news, file of {day}{f', {source}' if source else ''}",
        "sample": SAMPLE if sample else "",
    }
    return {name: value for name, value in facts.items() if value}
