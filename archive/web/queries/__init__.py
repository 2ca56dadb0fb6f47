"""What the pages ask of the record. Every statement here runs on a read-only connection."""
