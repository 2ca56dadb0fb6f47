"""A list of names that somebody sent, counted in a process of its own and kept for an hour under its secret address.

Others take `jobs` and `process`. Imports archive.search and what lies below it.
"""
