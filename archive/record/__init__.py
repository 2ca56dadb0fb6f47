"""warraq.db, the public record: its tables, the only SQL that writes them, and the full-text index.

Others take `store` (open for reading or writing), `rows` (the types of its rows) and `fulltext`. Imports
archive.versions, archive.identity, archive.text and the root.
"""
