"""The tables of warraq.db, the public record, as numbered migrations.

Reader-facing names are a promise (docs/data.md); a change is a new migration, never an edit of an old one.
"""

from sqlite_utils import Database, Migrations

from archive.record._capture_columns import add_columns
from archive.record._cluster_tables import CLUSTERS
from archive.record._edit_tables import EDITS
from archive.record._first_tables import CLOSED, NAMED_CHANGES, RECORD
from archive.record._gap_tables import GAPS, LISTED_DAYS
from archive.record._log_tables import LOG, WARC_FILES
from archive.record._message_tables import CHANNELS
from archive.record._origins import ORIGINS
from archive.record._search_tables import SEARCH, SEARCH_QUERY, SPELLINGS
from archive.record._version_kinds import VERDICTS, allow_kinds
from archive.record.analysis_tables import ANALYSES, FIGURES, MENTIONS, PLACES, QUOTATIONS
from archive.record.article_facts import set_up as tell_facts
from archive.record.changes import set_up as follow_changes
from archive.record.edit_facts import set_up as tell_edits
from archive.record.governorate_counts import set_up as count_places
from archive.record.outlet_days import set_up as count_days
from archive.record.redactions import REDACTIONS

APPLICATION_ID = 0x57415251  # "WARQ"
FTS_TOKENIZER = "unicode61 remove_diacritics 2 categories 'L* N* Co Mn'"

migrations = Migrations("warraq")


def _run(db: Database, script: str) -> None:
    # One statement at a time: executescript would commit the transaction. No statement here holds a semicolon.
    for statement in script.split(";"):
        if statement.strip():
            db.execute(statement)


@migrations()
def the_record(db: Database) -> None:
    db.execute(f"PRAGMA application_id = {APPLICATION_ID}")
    _run(db, RECORD)


@migrations()
def arabic_search(db: Database) -> None:
    _run(db, SEARCH.replace("TOKENIZER", FTS_TOKENIZER))


@migrations()
def pictures(db: Database) -> None:
    for name in ("image_url", "image_caption"):
        db.execute(f"ALTER TABLE articles ADD COLUMN {name} TEXT NOT NULL DEFAULT ''")


@migrations()
def named_changes(db: Database) -> None:
    # What an edit changed (headline numbers typo text) and which number became which (3→5).
    _run(db, NAMED_CHANGES)


@migrations()
def search_facets(db: Database) -> None:
    # Rows of articles are as long as their texts: what a search is narrowed by and counted by stands apart from them,
    # about 30 bytes an article.
    _run(
        db,
        "CREATE INDEX articles_facets ON articles(id, outlet, lang, status, credit);"
        "CREATE INDEX versions_edits ON versions(article_id) WHERE kind IN ('edit', 'revert')",
    )
    _run(db, SEARCH_QUERY)


@migrations()
def copies_and_clusters(db: Database) -> None:
    # Which versions were measured, who was first and on what basis; stories, derived from the copies.
    _run(db, CLUSTERS)


@migrations()
def checks_and_absences(db: Database) -> None:
    # Why an answer was not taken for the article's page, NULL for what was recorded before; what is not there now.
    _run(
        db,
        "ALTER TABLE captures ADD COLUMN held TEXT;"
        "CREATE INDEX articles_absent ON articles(status, outlet, last_seen_at) WHERE status <> 'live'",
    )


@migrations()
def origins(db: Database) -> None:
    # Who says that a text stood at its address: our own crawl, the sender of a capture, or nobody.
    allow_kinds(db, "versions", "given")
    _run(db, ORIGINS)


@migrations()
def undated_articles(db: Database) -> None:
    # The day an article was first seen is no day of publication: empty, as whatever is not stated. Ids keep it.
    db.execute("UPDATE articles SET published_day = '' WHERE published_from = 'first_seen'")
    db.execute("CREATE INDEX articles_undated ON articles(id, outlet) WHERE published_day = ''")


@migrations()
def states_of_articles(db: Database) -> None:
    # What a search counts and is narrowed by beside articles_facets; rows of either table are as long as their texts.
    db.execute("CREATE INDEX articles_given ON articles(id) WHERE origin = 'given'")
    db.execute("CREATE INDEX versions_back ON versions(article_id) WHERE kind = 'back'")


# A download from before such a change is read as it is: it finds the same, more slowly, and says nothing of the rest.
READ_WITHOUT = frozenset(
    (
        *("states_of_articles", "spellings", "gaps", "channels", "closed_and_barred", "listed_days"),
        *("how_captures_came", "append_only_log", "changes", "redactions", "analyses", "mentions", "places"),
        *("quotations", "edits", "figures", "outlet_days", "closed_files", "article_facts", "edit_facts"),
        *("governorate_counts", "leaves_of_our_own"),
    )
)


@migrations()
def spellings(db: Database) -> None:
    _run(db, SPELLINGS)


@migrations()
def verdicts(db: Database) -> None:
    # Whether a change is the outlet's may be known only by its later pages; what was then said, and when.
    allow_kinds(db, "versions", "furniture", "unsettled", "alternates", "repeat")
    _run(db, VERDICTS)


@migrations()
def gaps(db: Database) -> None:
    # What was not captured: of which outlet ('' the whole archive), from when until when (NULL while it lasts), why.
    _run(db, GAPS)


@migrations()
def channels(db: Database) -> None:
    # Public channels: every number seen in one, and the articles that its messages lead to.
    _run(db, CHANNELS)


@migrations()
def closed_and_barred(db: Database) -> None:
    # When an outlet's site stopped and who says so (empty where nobody is named); why it cannot be had.
    _run(db, CLOSED)


@migrations()
def listed_days(db: Database) -> None:
    # How many articles of a day an outlet's own lists name: what ours are held against.
    _run(db, LISTED_DAYS)


@migrations()
def how_captures_came(db: Database) -> None:
    # How an answer was asked for, and the hashes by which it can be checked.
    add_columns(db)


@migrations()
def append_only_log(db: Database) -> None:
    # Every capture and version as a leaf of a Merkle tree; archive.evidence.log says what a leaf covers.
    _run(db, LOG)


@migrations()
def changes(db: Database) -> None:
    # Which rows changed since the last download, whatever changes them; tables of later migrations are followed too.
    follow_changes(db)


@migrations()
def redactions(db: Database) -> None:
    # What was taken out of the record, so that whoever asks for it is told so, and its number is never given again.
    _run(db, REDACTIONS)


@migrations()
def analyses(db: Database) -> None:
    # How far each analyser has come under which rules, and the versions that are to be analysed again.
    _run(db, ANALYSES)


@migrations()
def mentions(db: Database) -> None:
    # Which names of parties an article prints, and how often, outside quotations and inside.
    _run(db, MENTIONS)


@migrations()
def places(db: Database) -> None:
    # Which places each article names; the nightly job and `reindex analysis` fill it for what was there before.
    _run(db, PLACES)


@migrations()
def quotations(db: Database) -> None:
    # By which runs of words the articles that print a quotation, too, are found.
    _run(db, QUOTATIONS)


@migrations()
def edits(db: Database) -> None:
    # What edits took out and put in; older ones are told by `warraq reindex edits`, or the next night.
    _run(db, EDITS.replace("TOKENIZER", FTS_TOKENIZER))


@migrations()
def figures(db: Database) -> None:
    # Which figures of killed, wounded, detained and displaced each version prints, in which sentence.
    _run(db, FIGURES)


@migrations()
def outlet_days(db: Database) -> None:
    # How many articles each outlet has of each day: what pages count by is not counted for each of them.
    count_days(db)


@migrations()
def closed_files(db: Database) -> None:
    # The hashes of WARC files that nobody appends to any more.
    _run(db, WARC_FILES)


@migrations()
def article_facts(db: Database) -> None:
    # By what a search counts its hits, of each article in one place.
    tell_facts(db)


@migrations()
def edit_facts(db: Database) -> None:
    tell_edits(db)


@migrations()
def governorate_counts(db: Database) -> None:
    # In how many articles places of each governorate are named: what the map counts over all articles.
    count_places(db)


@migrations()
def leaves_of_our_own(db: Database) -> None:
    # What no page says: why an answer is held, who an outlet is, what was published.
    allow_kinds(db, "log", "held", "outlet", "published")
