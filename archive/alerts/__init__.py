"""Saved searches: what is new for each, sent once; `watch`: lists of thousands of names, told of once a day.

Others take all modules but the message's wording. Imports archive.search, archive.record and the packages below.
"""
