"""What belongs to a text and what to the page round it, learned from the outlet's other pages.

Others take all modules without an underscore. Imports archive.text and the root.
"""
