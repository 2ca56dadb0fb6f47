"""Spiders bring pages: one file an outlet, and what every crawl needs. Imports the archive, never the scheduler."""
