"""Reading lists and the tags of articles."""

import re
from collections.abc import Iterable

from archive.desk.schema import ListedRow, ListRow, TagRow
from archive.desk.store import Desk
from archive.errors import BadConfiguration
from archive.sqlite import transaction

LONGEST_NAME, LONGEST_TAG, MOST_TAGS = 120, 60, 20
_COMMAS = re.compile(r"[,،;؛\n#]+")
LISTS = """
SELECT l.id, l.name, l.made_at, count(i.article) AS articles, coalesce(max(i.added_at), '') AS newest
FROM lists l LEFT JOIN listed i ON i.list_id = l.id WHERE l.account = ? {} GROUP BY l.id ORDER BY l.name
"""
LISTED = """
SELECT a.n, a.article_id, a.outlet, a.key, i.version, i.added_at
FROM listed i JOIN articles a ON a.n = i.article JOIN lists l ON l.id = i.list_id
WHERE l.account = ? AND l.id = ? ORDER BY i.added_at DESC, a.outlet, a.key, a.article_id
"""
TAGS = """
SELECT tag, count(*) AS marks FROM (
  SELECT tag FROM tags WHERE account = :account
  UNION ALL SELECT t.tag FROM note_tags t JOIN notes n ON n.id = t.note_id WHERE n.account = :account)
GROUP BY tag ORDER BY marks DESC, tag
"""
TAGGED = """
SELECT a.n, a.article_id, a.outlet, a.key, '' AS version, t.at AS added_at
FROM tags t JOIN articles a ON a.n = t.article
WHERE t.account = ? AND t.tag = ? ORDER BY t.at DESC, a.outlet, a.key, a.article_id
"""


def lists_of(desk: Desk) -> list[ListRow]:
    """By name."""
    return list(desk.rows(ListRow, LISTS.format(""), desk.account))


def list_of(desk: Desk, list_id: int) -> ListRow | None:
    """None where the account has no such list."""
    return next(desk.rows(ListRow, LISTS.format("AND l.id = ?"), desk.account, list_id), None)


def listed(desk: Desk, list_id: int) -> list[ListedRow]:
    """What is on a list, what came last first."""
    return list(desk.rows(ListedRow, LISTED, desk.account, list_id))


def tagged(desk: Desk, tag: str) -> list[ListedRow]:
    """The articles with a tag, the last one first."""
    return list(desk.rows(ListedRow, TAGGED, desk.account, tag))


def tags_of(desk: Desk) -> list[TagRow]:
    """The tags of articles and notes, the most frequent first."""
    found = desk.db.conn.execute(TAGS, {"account": desk.account})
    return [TagRow(tag=tag, marks=marks) for tag, marks in found]


def tags_by_article(desk: Desk) -> dict[int, list[str]]:
    """By the article's number on the desk."""
    found: dict[int, list[str]] = {}
    for n, tag in desk.db.execute("SELECT article, tag FROM tags WHERE account = ? ORDER BY tag", (desk.account,)):
        found.setdefault(n, []).append(tag)
    return found


def in_lists(desk: Desk, n: int) -> set[int]:
    """The lists that an article is on."""
    return {row[0] for row in desk.db.execute("SELECT list_id FROM listed WHERE article = ?", (n,))}


def clean_name(name: str) -> str:
    """A name on one line. Raises BadConfiguration for an empty one."""
    cleaned = " ".join(name.split())[:LONGEST_NAME].rstrip()
    if not cleaned:
        raise BadConfiguration("A list needs a name.")
    return cleaned


def tags_in(text: str) -> list[str]:
    """The tags that somebody typed: parted by commas or #, each once, in their order."""
    parts = (" ".join(part.split())[:LONGEST_TAG].rstrip() for part in _COMMAS.split(text))
    return list(dict.fromkeys(filter(None, parts)))[:MOST_TAGS]


def make_list(desk: Desk, name: str, at: str) -> int:
    """The list of a name, made where there is none. Raises BadConfiguration for an empty name."""
    values = (desk.account, clean_name(name))
    with transaction(desk.db):
        desk.db.execute("INSERT OR IGNORE INTO lists(account, name, made_at) VALUES (?, ?, ?)", (*values, at))
        found = desk.db.execute("SELECT id FROM lists WHERE account = ? AND name = ?", values).fetchone()
    return int(found[0])


def rename_list(desk: Desk, list_id: int, name: str) -> None:
    """Raises BadConfiguration for an empty name, and for one that another list has."""
    wanted = clean_name(name)
    if any(one["name"] == wanted and one["id"] != list_id for one in lists_of(desk)):
        raise BadConfiguration(f"Another list is called “{wanted}”. Choose another name.")
    with transaction(desk.db):
        desk.db.execute("UPDATE lists SET name = ? WHERE id = ? AND account = ?", (wanted, list_id, desk.account))


def drop_list(desk: Desk, list_id: int) -> None:
    """The tags and notes of its articles stay."""
    with transaction(desk.db):
        desk.db.execute("DELETE FROM lists WHERE id = ? AND account = ?", (list_id, desk.account))


def put_on_list(desk: Desk, list_id: int, articles: Iterable[tuple[int, str]], at: str) -> int:
    """`articles` by number on the desk, each with its version's sha256; returns how many were not on it before."""
    with transaction(desk.db):
        before = desk.db.conn.total_changes
        desk.db.conn.executemany(
            "INSERT OR IGNORE INTO listed(list_id, article, version, added_at)"
            " SELECT id, ?, ?, ? FROM lists WHERE id = ? AND account = ?",
            [(n, version, at, list_id, desk.account) for n, version in articles],
        )
        return int(desk.db.conn.total_changes - before)


def take_off_list(desk: Desk, list_id: int, n: int) -> None:
    with transaction(desk.db):
        desk.db.execute(
            "DELETE FROM listed WHERE article = ? AND list_id IN (SELECT id FROM lists WHERE id = ? AND account = ?)",
            (n, list_id, desk.account),
        )


def set_tags(desk: Desk, n: int, tags: Iterable[str], at: str) -> None:
    """An article has these tags and no others; those it had before keep their time."""
    wanted = list(tags)
    with transaction(desk.db):
        had = {
            row[0]
            for row in desk.db.execute("SELECT tag FROM tags WHERE account = ? AND article = ?", (desk.account, n))
        }
        gone = [(desk.account, n, tag) for tag in had if tag not in wanted]
        desk.db.conn.executemany("DELETE FROM tags WHERE account = ? AND article = ? AND tag = ?", gone)
        add_tags(desk, [(n, tag, at) for tag in wanted if tag not in had])


def add_tags(desk: Desk, tags: Iterable[tuple[int, str, str]]) -> None:
    """Article, tag and time of each. Inside a transaction."""
    desk.db.conn.executemany(
        "INSERT OR IGNORE INTO tags(account, article, tag, at) VALUES (?, ?, ?, ?)",
        [(desk.account, *one) for one in tags],
    )
