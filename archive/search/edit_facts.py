"""What edits are counted by, of each as one short text: whose kind of change, grade, outlet, how soon it came.

The table `edit_facts` of the record keeps these texts (archive.record.edit_facts), so that an edit costs no look at the
row of its article, which is as long as its text. A file from before there was the table has them made for each.
"""

from sqlite_utils.utils import sqlite3

from archive.search._edit_statements import LAG, ONE_OF_KINDS
from archive.sqlite import has_table

TABLE = "edit_facts"
MADE = f"""
SELECT e.version_id AS version_id, v.kind || '\t' || e.grade || '\t' || f.outlet || '\t' || {LAG} AS facts
FROM edits e JOIN versions v ON v.id = e.version_id JOIN articles f ON f.id = e.article_id
WHERE e.grade <> '' AND {ONE_OF_KINDS}
"""  # noqa: S608 - from above
EVERY = "SELECT coalesce(group_concat(facts, char(10)), '') FROM edit_facts"


def are_kept(connection: sqlite3.Connection) -> bool:
    """False in a file from before there was such a table."""
    return has_table(connection, TABLE)
