"""A data folder kept in order: how much lies there and how it grows, what goes by age, a second copy and its proof.

Others take `pruning`, `backup`, `drill`, `verifying` and the types of `backup_set`. Imports archive.publish,
archive.ingest and what is below them.
"""
