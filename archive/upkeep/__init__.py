"""A data folder kept in order: how much lies there and how it grows, what goes by age, a second copy and its proof.

Others take `pruning`. Imports archive.publish, archive.ingest and what is below them.
"""
