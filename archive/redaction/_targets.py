"""What is asked to be taken out, as the record or what is hidden of it has it."""

from collections.abc import Iterator
from dataclasses import dataclass, field

from archive.crawl_state.redactions import Redactions, SealedRow
from archive.errors import BadConfiguration
from archive.record.redacting import Rows, Values, rows_holding
from archive.record.redactions import LEVELS, Level, redaction_of
from archive.record.store import Store
from archive.redaction._sealing import Kept, unpacked


@dataclass(frozen=True, slots=True)
class Target:
    """An article: its rows in the record, or as they were hidden; none of one that is sealed, whose rows nobody here
    can read. `salts` are those of leaves of the log, as they were hidden. `was` is the level at which it was taken out
    before."""

    id: int
    rows: Rows | None
    was: Level | None
    salts: dict[int, str] = field(default_factory=dict)

    @property
    def article(self) -> Values:
        """Its own row. For one whose rows are there."""
        return (self.rows or {})["articles"][0]

    @property
    def addresses(self) -> tuple[str, ...]:
        """Where it stood, as far as that is known."""
        return tuple(dict.fromkeys(str(row["url"]) for table in ("articles", "urls") for row in self._rows(table)))

    @property
    def headlines(self) -> tuple[str, ...]:
        """Every headline it had."""
        titles = (row["title"] for table in ("articles", "versions") for row in self._rows(table))
        return tuple(dict.fromkeys(str(title) for title in titles if title))

    @property
    def texts(self) -> tuple[str, ...]:
        """Every text it had."""
        bodies = (row["body"] for table in ("articles", "versions") for row in self._rows(table))
        return tuple(str(body) for body in bodies if body)

    @property
    def captures(self) -> list[Values]:
        return self._rows("captures")

    def _rows(self, table: str) -> list[Values]:
        return (self.rows or {}).get(table, [])


def target_of(store: Store, redactions: Redactions, article_id: int, level: Level) -> Target:
    """Raises BadConfiguration for a number that no article has, and for one taken out as far as that before."""
    found = rows_holding(store.db, article_id)
    if found["articles"]:
        return Target(article_id, found, None)
    before = redaction_of(store.db.conn, "article", article_id)
    if before is None:
        raise BadConfiguration(f"The archive holds no article {article_id}. Look its number up with: warraq search")
    if LEVELS.index(before["level"]) >= LEVELS.index(level):
        raise BadConfiguration(f"Article {article_id} was taken out on {before['day']} ({before['level']}) already.")
    hidden = next((kept for kept in hidden_of(redactions, article_id) if kept.rows.get("articles")), None)
    if hidden is None:
        return Target(article_id, None, before["level"])
    return Target(article_id, hidden.rows, before["level"], hidden.salts)


def hidden_of(redactions: Redactions, article_id: int) -> Iterator[Kept]:
    """What is hidden of an article, so that it can be read here."""
    return (unpacked(row["content"]) for row in _packed(redactions, article_id))


def _packed(redactions: Redactions, article_id: int) -> list[SealedRow]:
    return [row for row in redactions.sealed(article_id) if row["level"] == "hide"]
