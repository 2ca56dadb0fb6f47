"""A question in Arabic to the hits of a read-only connection.

Others take `engine` (search, facets, counts a day), `filters`, `query_parser`, `fts_query`, `vocabulary`, `highlight`,
and of lists of names `batch`.
Imports archive.text and the root; never writes into an archive.
"""
