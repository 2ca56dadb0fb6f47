"""Evidence: an append-only log of what was captured and read, and the proofs that nobody changed it since.

`log` appends and recomputes its leaves, `merkle` is the tree over them. Takes from `record`; `ingest` appends with it.
"""
