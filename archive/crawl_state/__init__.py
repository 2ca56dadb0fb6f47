"""service.db, the private half of the state: what is known of every address, the schedule and its runs, held pages.

Others take `frontier`, `revisits`, `runs`, `schedule`, `due`, `requests`, `backfills`, `held`, `health`, `gaps`, `rows`
and `request_rows` (the types of its rows). Imports only the root.
"""
