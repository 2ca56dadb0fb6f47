"""WARC files, ours and other people's: append durably, repair a torn tail, read back.

Others take `appender`, `reader` and `gzip_members`. Imports only the root.
"""
