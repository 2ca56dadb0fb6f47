"""Bytes of a page to a Reading: title, text, date, authors, credit, language, picture. In a process that can be killed.

Others take `worker` (reads in a process of its own), `extract`, `quality_gate` (is it an article at all), `charset`,
`dates` and `page_metadata`. Imports archive.text, archive.identity and the root; no database, no network.
"""
