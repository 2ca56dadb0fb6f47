"""Downloads: a checked snapshot of the record, what changed since the last one, and the manifest of all.

Others take `snapshot` (publish) and `manifest` (read_manifest). Imports archive.record and the root.
"""
