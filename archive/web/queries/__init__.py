"""What the pages ask: of the record, on a read-only connection alone; of the kept bytes; of saved searches."""
