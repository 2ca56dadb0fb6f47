"""A saved search as it is listed: what was asked, how much it found, whether its messages arrive."""

from archive.alerts.rows import Lang, Origin
from archive.alerts.saved_search import SavedPart, SavedSearch, part_saved
from archive.alerts.store import Readers
from archive.search.compiled import Mode


class SavedSearchRow(SavedPart):
    """One saved search, with the keys of `warraq alerts list --json`."""

    id: int
    label: str
    question: str
    mode: Mode
    edits: bool
    history: bool
    channel: str
    lang: Lang
    origin: Origin
    created_at: str
    state: str
    cause: str
    failing_since: str
    next_try: str
    found: int
    waiting: int
    feed: str


def overview(readers: Readers, saved: SavedSearch, site: str) -> SavedSearchRow:
    """`site` is where readers reach the archive, without a slash at its end."""
    found, waiting = readers.counts(saved.id)
    return {
        "id": saved.id,
        "label": saved.label,
        "question": saved.question,
        "mode": saved.mode,
        **part_saved(saved.filters),
        "edits": saved.edits,
        "history": saved.history,
        # What comes after the scheme may be a secret.
        "channel": saved.channel.partition("://")[0],
        "lang": saved.lang,
        "origin": saved.origin,
        "created_at": saved.created_at,
        "state": saved.state,
        "cause": saved.cause,
        "failing_since": saved.failing_since,
        "next_try": saved.next_try,
        "found": found,
        "waiting": waiting if saved.channel else 0,
        "feed": f"{site}/saved/{saved.token}.atom",
    }
