"""What changed between two readings of one article, and what that change is called. Pure.

Others take all three modules. Imports archive.text, archive.identity and the root.
"""
