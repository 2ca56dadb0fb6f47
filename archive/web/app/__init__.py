"""Serving the pages: the framework no page knows but through `page()`, `query()` and `language()`."""
