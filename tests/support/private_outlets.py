"""Texts of private outlet files: as they are written today, and of the older form with a class."""

PRIVATE = """
from spiders.outlets.wordpress import wordpress_outlet
OUTLET = wordpress_outlet("{name}", "https://example.org", title="بلدتي", title_en="My town")
"""
IN_A_CLASS = """
from spiders.base import OutletSpider
from spiders.outlets.wordpress import wordpress_outlet

class Mine(OutletSpider):
    name = "{name}"
    outlet = wordpress_outlet("{name}", "https://example.org", title="بلدتي", title_en="My town")
"""
