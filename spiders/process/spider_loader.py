"""Which spider crawls an outlet: the common one, or the `Spider` of its file where the site is odd."""

from collections.abc import Sequence
from typing import Self

from scrapy.http import Request
from scrapy.settings import BaseSettings

from archive.errors import BadConfiguration
from archive.identity.keys import owner_of
from spiders.base import OutletSpider, spider_for
from spiders.registry import outlet_file, outlets
from spiders.telegram import TelegramSpider


def load_spider(name: str) -> type[OutletSpider]:
    """The spider of one outlet. Raises BadConfiguration when there is no such outlet, or its `Spider` is no spider."""
    file = outlet_file(name)
    if file.spider is None:
        return spider_for(file.outlet, TelegramSpider if file.outlet.channel else OutletSpider)
    if isinstance(file.spider, type) and issubclass(file.spider, OutletSpider):
        return spider_for(file.outlet, file.spider)
    raise BadConfiguration(f"The Spider in {name}.py is no OutletSpider of spiders.base. Make it one, or rename it.")


class OutletLoader:
    """Scrapy's SpiderLoaderProtocol, so that its own command knows the outlets, too: `scrapy list`."""

    @classmethod
    def from_settings(cls, _settings: BaseSettings) -> Self:
        return cls()

    def load(self, spider_name: str) -> type[OutletSpider]:
        """Raises KeyError for an unknown name, as Scrapy wants it."""
        if spider_name not in outlets():
            raise KeyError(spider_name)
        return load_spider(spider_name)

    def list(self) -> list[str]:
        return [*outlets()]

    def find_by_request(self, request: Request) -> Sequence[str]:
        owner = owner_of(request.url, outlets().values())
        return [owner.name] if owner else []
