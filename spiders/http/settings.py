"""Scrapy's settings: its defaults are unsafe for this job. One test per line."""

import os

from scrapy.settings import default_settings

from archive.configuration.user_agent import user_agent

BOT_NAME = "warraq"
SPIDER_LOADER_CLASS = "spiders.process.spider_loader.OutletLoader"
USER_AGENT = user_agent("")

# Manners.
ROBOTSTXT_OBEY = True
DOWNLOAD_DELAY = 2.0
# A delay is the shortest pause: Scrapy's jitter would halve every other one. The host's budget keeps it, too.
DOWNLOAD_DELAY_JITTER = 0.0
CONCURRENT_REQUESTS_PER_DOMAIN = 1
AUTOTHROTTLE_ENABLED = True
AUTOTHROTTLE_TARGET_CONCURRENCY = 1.0
# The outlet's own delay is the start, too.
AUTOTHROTTLE_START_DELAY = 0.0
# A page that takes half a minute must not make its outlet's crawl wait as long before each page after it.
AUTOTHROTTLE_MAX_DELAY = 5.0
RETRY_TIMES = 2
# Not 429: who says "too many" must not be asked again at once.
RETRY_HTTP_CODES = [500, 502, 503, 504, 522, 524, 408]
# A name that is unknown, a refused or a silent host stays so for minutes: the next crawl asks again, not this one.
RETRY_EXCEPTIONS = ["scrapy.exceptions.DownloadFailedError", "scrapy.exceptions.ResponseDataLossError"]
RETRY_GIVE_UP_LOG_LEVEL = "INFO"
DEFAULT_REQUEST_HEADERS = {
    "Accept": "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8",
    "Accept-Language": "ar,en;q=0.8",
    # No br, no zstd: any WARC reader must be able to read the bytes.
    "Accept-Encoding": "gzip, deflate",
}

# Limits: what a hostile or broken server can cost.
DOWNLOAD_MAXSIZE = 8 * 1024 * 1024
ROUTE_MAXSIZE = 32 * 1024 * 1024
DOWNLOAD_WARNSIZE = 2 * 1024 * 1024
# Of a request with all its attempts and redirects (spiders.http.wire_limits); with the polite waits between them, slow
# redirects took 35 seconds at a limit of 30.
DOWNLOAD_TIMEOUT = 25
DOWNLOAD_FAIL_ON_DATALOSS = True
DNS_TIMEOUT = 10
REACTOR_THREADPOOL_MAXSIZE = 32
REDIRECT_MAX_TIMES = 5
METAREFRESH_ENABLED = False
DEPTH_LIMIT = 3
CLOSESPIDER_TIMEOUT = 600
CLOSESPIDER_PAGECOUNT = 500
CLOSESPIDER_ERRORCOUNT = 50
MEMUSAGE_LIMIT_MB = 512

# What stays off.
REMOTE_CONTROL_ENABLED = False
TELNETCONSOLE_ENABLED = False
COOKIES_ENABLED = False
# A proxy would resolve names itself, behind the guard's back.
HTTPPROXY_ENABLED = False
DOWNLOAD_VERIFY_CERTIFICATES = True
DOWNLOAD_HANDLERS = {
    "http": "spiders.http.wire_limits.LimitedHandler",
    "https": "spiders.http.wire_limits.LimitedHandler",
    "file": None,
    "data": None,
    "ftp": None,
    "s3": None,
}
TWISTED_DNS_RESOLVER = "spiders.http.address_guard.GuardResolver"

# Switched off above, and taken out of Scrapy's own lists: it imports even what is None, a third of a second a crawl.
_OFF = {
    "scrapy.downloadermiddlewares.redirect.MetaRefreshMiddleware",
    "scrapy.downloadermiddlewares.cookies.CookiesMiddleware",
    "scrapy.downloadermiddlewares.httpproxy.HttpProxyMiddleware",
    "scrapy.downloadermiddlewares.httpcache.HttpCacheMiddleware",
    "scrapy.extensions.remote_control.RemoteControl",
    "scrapy.extensions.telnet.TelnetConsole",
    "scrapy.extensions.memdebug.MemoryDebugger",
    "scrapy.extensions.feedexport.FeedExporter",
}


def _without_off(components: dict[str, int]) -> dict[str, int]:
    return {name: order for name, order in components.items() if name not in _OFF}


DOWNLOADER_MIDDLEWARES_BASE = _without_off(default_settings.DOWNLOADER_MIDDLEWARES_BASE)
EXTENSIONS_BASE = _without_off(default_settings.EXTENSIONS_BASE)
DOWNLOADER_MIDDLEWARES = {
    "scrapy.downloadermiddlewares.robotstxt.RobotsTxtMiddleware": None,
    "spiders.http.politeness.RobotsMiddleware": 100,
    # Nearer to the wire than Scrapy's retries (550), which know nothing of Retry-After.
    "spiders.http.politeness.RetryAfterMiddleware": 560,
    "scrapy.downloadermiddlewares.httpcompression.HttpCompressionMiddleware": None,
    "spiders.http.content_coding.DecodingMiddleware": 590,
    "scrapy.downloadermiddlewares.redirect.RedirectMiddleware": None,
    "spiders.http.politeness.OutletRedirectMiddleware": 600,
    # Beyond decoding (590) and redirects (600): the bytes as they were sent, every 3xx among them.
    "spiders.http.capture.CaptureMiddleware": 605,
    "spiders.http.address_guard.GuardMiddleware": 1000,
}

EXTENSIONS = {"spiders.http.crawl_budget.CrawlBudget": 0}

LOG_LEVEL = "WARNING"
STATS_DUMP = False


def as_configured() -> dict[str, str | int]:
    """What the operator decides of the settings, as this process was told (archive.configuration.in_force)."""
    memory = int(os.environ.get("WARRAQ_MEMORY_MB") or MEMUSAGE_LIMIT_MB)
    return {"USER_AGENT": user_agent(os.environ.get("WARRAQ_CONTACT", "")), "MEMUSAGE_LIMIT_MB": memory}
