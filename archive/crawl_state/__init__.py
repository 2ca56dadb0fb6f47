"""service.db, the private half of the state: what is known of every address, the schedule and its runs, held pages.

Others take `frontier`, `revisits`, `runs` and `held`. Imports only the root.
"""
