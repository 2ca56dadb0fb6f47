"""A name that an outlet took out of its article is blacked out in the article's older versions."""

from archive.errors import BadConfiguration
from archive.record.redacting import Values
from archive.redaction._search_terms import BLACKED, pattern_of
from archive.redaction._targets import Target
from archive.redaction._work import TextWork
from archive.versions.compare import Fingerprint

# The columns of a version in which a name may stand.
WRITTEN = ("title", "body", "author", "credit", "numbers")


def texts_without(target: Target, name: str) -> list[TextWork]:
    """The older versions of an article that hold a name, as they are to be shown: their hashes are of that text.

    Raises BadConfiguration where the text it has now holds the name, and where none of the older ones does.
    """
    if target.rows is None or target.was is not None:
        raise BadConfiguration(f"Article {target.id} was taken out as a whole already.")
    pattern = pattern_of(name)
    article = target.article
    present = ("title", "body", "author", "credit", "image_caption")
    if any(pattern.search(str(article[one])) for one in present):
        raise BadConfiguration(
            f"The outlet's own text of article {target.id} still has this name, as far as the archive knows. Look at it"
            " again first (warraq crawl), or take the whole article out: leave out --name."
        )
    older = [row for row in target.rows["versions"] if any(pattern.search(str(row[one] or "")) for one in WRITTEN)]
    if not older:
        raise BadConfiguration(f"No older version of article {target.id} has this name.")
    return [_blacked(target, row, name) for row in older]


def _blacked(target: Target, row: Values, name: str) -> TextWork:
    pattern = pattern_of(name)
    texts = {one: pattern.sub(BLACKED, str(row[one])) for one in WRITTEN if row[one] is not None}
    if row["body"] is not None:
        fingerprint = Fingerprint.of(texts["title"], texts["body"])
        texts |= {"sha256": fingerprint.sha256, "words_sha256": fingerprint.words_sha256}
    article = target.article
    return TextWork(
        id=int(row["id"] or 0),
        article_id=target.id,
        outlet=str(article["outlet"]),
        key=str(article["key"]),
        name=name,
        texts=texts,
    )
