"""Articles kept under a key of older rules: they get the key their own address has today, before a page is compared.

Older rules took an edition that they did not list for a section, and knew some addresses by their path that have a
number. Without this, the next page of such an article were another one, and a page of the edition whose number is the
same were an edit of it.
"""

from collections.abc import Callable
from contextlib import AbstractContextManager

from archive.identity.keys import Identity, identify
from archive.identity.urls import clean_url
from archive.model import Outlet
from archive.record.rows import ArticleRow
from archive.record.store import Store

AT = "SELECT article_id FROM urls WHERE url = ? AND outlet = ? AND article_id IS NOT NULL"


def bring_up_to_date(
    store: Store, outlet: Outlet, identity: Identity, url: str, writing: Callable[[], AbstractContextManager[None]]
) -> None:
    """Of the article that has the key, and of the one that was met at the address, where either needs it; `writing` is
    the transaction to do it in. An address that is of another edition than the article it was counted to is let go."""
    at_address = next(store.column(int, AT, clean_url(url), outlet.name), None)
    met = store.article_by_id(at_address) if at_address else None
    known = store.article(outlet.name, identity.key)
    keys = {
        article["id"]: key
        for article in (known, met)
        if article is not None and (key := _key_of_today(store, outlet, identity, article))
    }
    strays = met is not None and met["id"] not in keys and identity.key == f"{identity.lang}/{met['key']}"
    if not keys and not strays:
        return
    with writing():
        for article_id, key in keys.items():
            rename(store, article_id, key)
        if strays:
            store.db.execute("DELETE FROM urls WHERE url = ? AND outlet = ?", (clean_url(url), outlet.name))


def _key_of_today(store: Store, outlet: Outlet, identity: Identity, article: ArticleRow) -> str:
    """Empty where the article keeps the key it has: also one whose number went to another article (`70001~1`)."""
    own = identify(article["url"], outlet)
    if own is None or own.key == article["key"] or "~" in article["key"]:
        return ""
    is_edition = own.key == f"{own.lang}/{article['key']}"
    return own.key if (is_edition or own.key == identity.key) and store.article(outlet.name, own.key) is None else ""


def rename(store: Store, article_id: int, key: str) -> None:
    store.db.execute("UPDATE articles SET key = ? WHERE id = ?", (key, article_id))
    store.db.execute("UPDATE urls SET key = ? WHERE article_id = ?", (key, article_id))
