"""What every crawl needs, imported once in the forkserver, so that a crawl starts in a third of a second.

Never `twisted.internet.reactor`: each crawl installs its own. The forkserver swallows an ImportError from here; a test
imports this module and times a start.
"""

import importlib

# The first one asks for its own frame and looks through all modules for it: a tenth of a second where many are loaded.
# The others Scrapy imports only when a crawl begins.
LATE = (
    "scrapy.core.downloader.contextfactory",
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
    from scrapy.settings import Settings  # noqa: PLC0415
    from scrapy.utils.conf import build_component_list  # noqa: PLC0415
    from scrapy.utils.misc import load_object  # noqa: PLC0415

    settings = Settings()
    settings.setmodule("spiders.http.settings")
    for kind in COMPONENTS:
        for component in build_component_list(settings.getwithbase(kind)):
            load_object(component)


preload()
