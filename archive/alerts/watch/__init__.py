"""Watch lists: thousands of names held against each article that comes, told once a day.

Others take `delivery`, `estimate`, `forgetting` and `store`. Imports archive.alerts, archive.search and what lies
below.
"""
