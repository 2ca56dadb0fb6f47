"""Every request and answer: capture of raw bytes, politeness, the address guard, causes, Scrapy's settings."""
