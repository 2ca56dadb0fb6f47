"""A list of names that somebody sent, counted in a process of its own and kept for an hour under its secret address.

Others take `counting`, `tables`, `jobs` and `process`. Imports the rest of archive.search and what lies below it.
"""
