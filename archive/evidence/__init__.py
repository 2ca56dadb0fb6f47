"""Evidence: an append-only log of what was captured and read, and the proofs that nobody changed it since.

`log` appends its leaves, `leaves` recomputes them, `merkle` is the tree over them, `checkpoint` publishes and signs it;
`witness` holds others' logs against what was seen of them; `checks` holds the archive against itself; `bundle`
hands out the evidence of one article.
Takes from `record`; `ingest` appends with it.
"""
