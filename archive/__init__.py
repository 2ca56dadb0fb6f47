"""The archive: makes articles of pages and keeps them. docs/design.md shows its packages in the order of the pipeline.

At its root stands only what every package speaks of; nothing here knows Scrapy, the clock or the command line.
"""
