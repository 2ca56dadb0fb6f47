"""What rules find in the texts of articles: looked for behind the commit, kept as rows of the record.

An article is committed first, then followed up by whoever writes next (`follower`), as copies are: its text is read
without a lock, and what was found is written in one short transaction. The nightly job and `warraq reindex analysis`
catch up with what waits.

To add an analyser:

1. Its table: a migration in archive/record/schema.py, its name in `ANALYSED` of archive/record/analysis_tables.py, its
   row as a TypedDict, docs/data.md. A column `article_id`; `version_id` beside it where every version is analysed, not
   the present text alone. A primary key. Redaction, deltas and `pull` then reach its rows.
2. A pure function in a module of this package: a `Text` in, the rows it makes out, without `article_id` and
   `version_id`. Quick (a few ms) and linear in the text: it runs beside captures. What it raises is logged, and counts
   as nothing found.
3. An `Analyser` of both in `registry.ANALYSERS`. Its `rules` are `rules_of` all the files that decide what it finds:
   where they change, everything is analysed again, the newest first, and rows found by older rules stand until then.

Imports archive.record, archive.search, archive.versions, archive.identity, archive.places, archive.text and the root.
It lies below archive.ingest, whose writer calls it.
"""
