"""An article found again at an address it moved to: where the key is made of the path, an edited slug is a new one."""

from archive.copies.rules import WHOLE
from archive.copies.shingles import Likeness, Text
from archive.identity.keys import key_of
from archive.identity.urls import clean_url
from archive.model import Outlet, Page, Reading
from archive.record.store import Row, Store
from archive.text.folding import words_for_comparison


def article_at(store: Store, outlet: Outlet, url: str) -> Row | None:
    """The article of an address: of its key, or the one it was seen to lead to."""
    known = store.article(outlet.name, key_of(url, outlet) or "")
    if known is not None:
        return known
    seen = store.row("SELECT article_id FROM urls WHERE url = ? AND outlet = ?", clean_url(url), outlet.name)
    return store.article_by_id(seen["article_id"]) if seen and seen["article_id"] else None


def known_article(store: Store, outlet: Outlet, page: Page, key: str, reading: Reading) -> Row | None:
    """The article of `key`, or the one whose address this became.

    A redirect from a known article moves it only where the texts agree: sites also redirect what they removed to
    something else of theirs. From then on its new address is known as its own.
    """
    known = article_at(store, outlet, page.final_url)
    if known is not None or not key.startswith("path/"):
        return known
    before = (store.article(outlet.name, key_of(hop, outlet) or "") for hop in (page.url, *page.hops))
    return next((article for article in before if article and _agree(article, reading)), None)


def _agree(article: Row, reading: Reading) -> bool:
    texts = (Text.of(0, words_for_comparison(text)) for text in (article["body"], reading.text))
    return Likeness.of(*texts).containment >= WHOLE
