"""The life of one page, in order: kept, read, identified, compared, stored. Crawls, imports and replays walk it alike.

Others take `intake` (a crawl's pages), `importer` and `foreign_files` (other people's), `rereading` (our own again),
`held_pages` and `session` (what one writing process holds open). Imports every package below it.
"""
