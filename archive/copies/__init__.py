"""Who carries whose text: copies between outlets, stories, who was first and how that is known.

Others take `finder`, `index`, `rules`, `shingles`, `precedence`, `credited_outlets` and `queries`. Imports
archive.record, archive.versions, archive.identity, archive.text and the root.
"""
