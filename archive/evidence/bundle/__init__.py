"""The evidence of one article in one file: a WACZ of its captures, versions and a page that says what they prove.

Others take `bundle`. Imports the root, `record`, `warc`; knows no page of the reading room.
"""
