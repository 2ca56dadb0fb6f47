"""Work that any process or machine may do: parted into units, done by an engine, put where all of them can read it.

`interface` says what a job and an engine are, `local` and `dask` are engines, `place` is where plans, shards and
receipts lie, `rereading` and `importing` are jobs. Commands take `engine_of` and the `prepare` of each job from here.
An engine may be forgetful: what has no receipt is done again, and the archive's own machine alone writes the record.
"""
