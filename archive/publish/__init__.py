"""Downloads: a checked snapshot of the record, what changed since the last one, and the manifest of all.

Others take `snapshot` (publish), `manifest` (read_manifest) and `entries` (its types). Imports archive.record,
archive.versions and the root.
"""
