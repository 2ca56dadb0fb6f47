"""The tables of what analysers find in articles, and how far each of them has come; `archive.analysis` fills them.

Every such table has a column `article_id`, and `version_id` where each version is analysed, so that what is taken out
of the record is taken out of all of them.
"""

import json
from collections.abc import Iterable
from typing import Literal, TypedDict

from sqlite_utils import Database

from archive.sqlite import transaction

# Versions with a number over `above` and up to `upto` were analysed under `rules`; the others wait, and so do those of
# the queue, whose text is another one than was analysed.
ANALYSES = """
CREATE TABLE analyses(analyser TEXT PRIMARY KEY, rules TEXT NOT NULL, above INTEGER NOT NULL, upto INTEGER NOT NULL)
 WITHOUT ROWID;
CREATE TABLE analysis_queue(version_id INTEGER PRIMARY KEY)
"""
# Which names of parties an article prints; archive.analysis.mentions says what is a name.
MENTIONS = """
CREATE TABLE mentions(article_id INTEGER NOT NULL REFERENCES articles(id), party TEXT NOT NULL, name TEXT NOT NULL,
  variant TEXT NOT NULL, n INTEGER NOT NULL, quoted INTEGER NOT NULL, PRIMARY KEY(article_id, variant)) WITHOUT ROWID;
CREATE INDEX mentions_party ON mentions(party, article_id, name, variant, n);
CREATE INDEX mentions_name ON mentions(name, article_id, n)
"""
PLACES = """
CREATE TABLE article_places(article_id INTEGER NOT NULL, place TEXT NOT NULL, how TEXT NOT NULL, spelling TEXT NOT NULL,
 name TEXT NOT NULL, governorate TEXT NOT NULL, is_area INTEGER NOT NULL, lat REAL, lon REAL, mentions INTEGER NOT NULL,
 first_char INTEGER NOT NULL, PRIMARY KEY(article_id, place, how, spelling)) WITHOUT ROWID;
CREATE INDEX article_places_place ON article_places(place, how, article_id);
CREATE INDEX article_places_governorate ON article_places(governorate, how, article_id)
"""
# Every other run of four words of the longer quotations of an article, hashed: archive.analysis.quotations.
QUOTATIONS = """
CREATE TABLE quotations(article_id INTEGER NOT NULL, shingle INTEGER NOT NULL, PRIMARY KEY(article_id, shingle))
 WITHOUT ROWID;
CREATE INDEX quotations_shingle ON quotations(shingle, article_id)
"""
# Which figures a version prints; archive.analysis.figures says what is one.
FIGURES = """
CREATE TABLE figures(version_id INTEGER NOT NULL REFERENCES versions(id), at INTEGER NOT NULL,
  article_id INTEGER NOT NULL REFERENCES articles(id), value INTEGER NOT NULL, bound TEXT NOT NULL, kind TEXT NOT NULL,
  words TEXT NOT NULL, sentence TEXT NOT NULL, PRIMARY KEY(version_id, at)) WITHOUT ROWID;
CREATE INDEX figures_article ON figures(article_id)
"""
# The tables that analysers fill.
ANALYSED: tuple[str, ...] = ("mentions", "figures", "article_places", "quotations")


class AnalysisRow(TypedDict):
    """How far an analyser has come under which rules: versions `above` < id <= `upto` are done."""

    analyser: str
    rules: str
    above: int
    upto: int


class QueuedVersionRow(TypedDict):
    """A version whose text changed in its place: it is analysed again."""

    version_id: int


class QuotationRow(TypedDict):
    """That a quotation of an article's present text has a run of four words, as its hash."""

    article_id: int
    shingle: int


class ArticlePlaceRow(TypedDict):
    """A place that an article names, in one spelling; `place` is empty, `name` a folded name where several bear it.

    `lat` and `lon` in degrees, None where the name is an area's, a government's, or nobody's in particular.
    """

    article_id: int
    place: str
    how: Literal["named", "government", "ambiguous"]
    spelling: str
    name: str
    governorate: str
    is_area: int
    lat: float | None
    lon: float | None
    mentions: int
    first_char: int


def forget_article(db: Database, article_id: int) -> None:
    """Take out what was found in an article. Belongs in the transaction that takes it out of the record."""
    for table in ANALYSED:
        db.execute(f"DELETE FROM {table} WHERE article_id = ?", (article_id,))  # noqa: S608 - ours


def forget_version(db: Database, version_id: int) -> None:
    """Take out what was found in a version, and have it analysed again, as its text is another one now."""
    for table in ANALYSED:
        if any(column.name == "version_id" for column in db.table(table).columns):
            db.execute(f"DELETE FROM {table} WHERE version_id = ?", (version_id,))  # noqa: S608 - ours
    queue_versions(db, [version_id])


def queue_versions(db: Database, versions: Iterable[int]) -> None:
    """These are to be analysed, whatever was done before."""
    with transaction(db):
        db.execute("INSERT OR IGNORE INTO analysis_queue SELECT value FROM json_each(?)", (json.dumps(list(versions)),))
