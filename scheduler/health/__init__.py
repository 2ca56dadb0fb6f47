"""Is each outlet well, and if not, why."""
