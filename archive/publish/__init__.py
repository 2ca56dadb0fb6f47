"""Downloads: a checked snapshot of the record, what changed since the last one, and the manifest of all.

Others take `snapshot` (publish), `manifest` (read_manifest), `entries` (its types), `delta`, `pulling` (pull) and
`taking` (what a source of files is). Imports archive.record, archive.configuration, archive.warc and the root.
"""
