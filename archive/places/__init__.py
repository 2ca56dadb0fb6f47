"""Which places of Syria a text names: a gazetteer and rules, pure. docs/places.md tells both, and how well they do.

Others take `tagging.mentions`, `gazetteer.places` and `outlets.is_of_syria`. Imports archive.text alone. What is found
becomes rows in archive.analysis, and pages in archive.web.
"""
