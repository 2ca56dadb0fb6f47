"""A reader's own marks: lists, tags, notes and frozen searches, in desk.db beside the archive and in no download.

Others take `store`, `lists`, `notes`, `resolving`, `csv_file`, `frozen` and `forgetting`. Imports the
root, `text` and `record`; knows no page of the reading room.
"""
