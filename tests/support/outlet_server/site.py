"""One sample site as it stands now: what is published, edited, deleted, moved, and how it answers."""

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from typing import Literal

from tests.support.outlet_server.corpus import Article, articles

PageKind = Literal["article", "feed", "page"]
HTML = "text/html; charset=UTF-8"


@dataclass(frozen=True, slots=True, kw_only=True)
class Reply:
    """One answer before conditional requests, compression and faults. `hang` is seconds; `cut` ends halfway."""

    body: bytes = b""
    content_type: str = HTML
    status: int = 200
    headers: tuple[tuple[str, str], ...] = ()
    last_modified: datetime | None = None
    kind: PageKind = "page"
    article_id: str = ""
    hang: float = 0.0
    cut: bool = False


@dataclass(slots=True)
class Site:
    """A sample site's state. `home` has no final slash; `deleted` holds the status a deleted article answers with."""

    name: str
    home: str
    published: dict[str, Article] = field(default_factory=dict)
    deleted: dict[str, int] = field(default_factory=dict)
    new_template: bool = False
    empty_feed: bool = False
    changed_at: datetime | None = None

    def __post_init__(self) -> None:
        self.published = {article.id: article for article in own_articles(self.name) if article.role != "held-back"}

    def listed(self) -> list[Article]:
        """What is to be seen on the site, newest first."""
        standing = [article for key, article in self.published.items() if key not in self.deleted]
        return sorted(standing, key=lambda article: article.published, reverse=True)

    def last_modified(self) -> datetime:
        """When the site's lists last changed."""
        moments = [article.modified for article in self.listed()]
        return max([*moments, self.changed_at] if self.changed_at else moments)

    def related(self, article: Article) -> list[Article]:
        """Three older articles: they stay the same when newer ones come, so a page keeps its bytes."""
        return [other for other in self.listed() if other.published < article.published and other.role == ""][:3]

    def edit(self, article_id: str) -> None:
        self.published[article_id] = edited(self.published[article_id])
        self.changed_at = datetime.now(UTC)

    def rewrite(self, article: Article) -> None:
        self.changed_at = datetime.now(UTC)
        self.published[article.id] = replace(article, modified=self.changed_at)

    def delete(self, article_id: str, status: int) -> None:
        self.deleted[article_id] = status
        self.changed_at = datetime.now(UTC)

    def publish_held_back(self) -> Article:
        """Publish the article this site holds back."""
        article = next(article for article in own_articles(self.name) if article.role == "held-back")
        self.published[article.id] = article
        self.changed_at = datetime.now(UTC)
        return article


@dataclass(frozen=True, slots=True)
class Theme:
    """How a kind of site answers: `path_of` an article (decoded, with query), `answer` a path, None: not found."""

    path_of: Callable[[Article], str]
    answer: Callable[[Site, str, dict[str, str]], Reply | None]


def own_articles(site: str) -> list[Article]:
    return [article for (name, _), article in articles().items() if name == site]


def edited(article: Article) -> Article:
    """The article after its edit. Raises ValueError where it has none, or where the edit does not apply."""
    if not article.replacements:
        raise ValueError(f"{article.site}/{article.id} has no edit in its file")
    text = "\n".join([article.title, *article.paragraphs])
    for old, new in article.replacements:
        if old not in text:
            raise ValueError(f"{article.site}/{article.id}: {old!r} is not in the text")
        text = text.replace(old, new)
    title, *paragraphs = text.split("\n")
    return replace(
        article,
        title=title,
        paragraphs=tuple(paragraphs),
        modified=article.edit_at or article.modified,
        replacements=(),
    )
