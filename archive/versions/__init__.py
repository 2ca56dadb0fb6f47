"""What changed between two readings of one article, and what that change is called; whether an article is there.

Others take all modules. What asks the record (history, checks, absence) is handed a connection. `furniture` tells
what belongs to a text from the page round it. Imports archive.text, archive.identity and the root.
"""
