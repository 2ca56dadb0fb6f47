"""Evidence: an append-only log of what was captured and read, and the proofs that nobody changed it since.

`log` appends its leaves, `leaves` recomputes them, `merkle` is the tree over them, `checkpoint` publishes and signs it.
Takes from `record`; `ingest` appends with it.
"""
