"""Saved searches: what is new for each, sent once.

Others take all modules but the message's wording. Imports archive.search, archive.record and the packages below.
"""
