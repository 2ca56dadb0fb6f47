"""What every crawl needs, imported once in the forkserver, so that a crawl starts in a third of a second.

Never `twisted.internet.reactor`: each crawl installs its own. The forkserver swallows an ImportError from here; a test
imports this module and times a start.
"""

import importlib

from scrapy.settings import Settings
from scrapy.utils.conf import build_component_list
from scrapy.utils.misc import load_object

import spiders.http.settings

# Imported by Scrapy only when a crawl begins.
LATE = (
    "scrapy.crawler",
    "scrapy.core.engine",
    "scrapy.core.scheduler",
    "spiders.http.wire_limits",
    "spiders.http.journal_handlers",
    "scrapy.dupefilters",
    "scrapy.pqueues",
    "scrapy.squeues",
    "scrapy.statscollectors",
    "protego",
    "twisted.web.client",
    "spiders.process.child",
)
COMPONENTS = ("DOWNLOADER_MIDDLEWARES", "SPIDER_MIDDLEWARES", "EXTENSIONS")


def preload() -> None:
    """Import what a crawl would import."""
    for name in LATE:
        importlib.import_module(name)
    settings = Settings()
    settings.setmodule(spiders.http.settings)
    for kind in COMPONENTS:
        for component in build_component_list(settings.getwithbase(kind)):
            load_object(component)


preload()
