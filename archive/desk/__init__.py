"""A reader's own marks: lists, tags, notes and frozen searches, in desk.db beside the archive and in no download.

Others take `store`, `lists`, `notes`, `resolving`, `csv_file`, `frozen`, `case_file` and `forgetting`. Imports the
root, `text`, `record` and `bundle`; knows no page of the reading room.
"""
