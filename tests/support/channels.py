"""A made Telegram channel and an archive that follows it."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace

from click.testing import CliRunner

from archive.model import Outlet
from scheduler.cli import cli
from spiders.outlets.telegram import Channel, channel_outlet
from spiders.result import CrawlResult
from tests.support.crawling import Archive
from tests.support.outlet_server.channel import ChannelSite

OUTLET = """
from dataclasses import replace
from spiders.outlets.telegram import Channel, channel_outlet

OUTLET = replace(channel_outlet({channel}, "{home}", ("{host}",)), delay=0.02)
"""
NAME = "tg_made_channel"


class ChannelArchive:
    """An archive in which the made channel is an outlet, and the site of the channel."""

    def __init__(self, archive: Archive, site: ChannelSite, *, of: str = "") -> None:
        self.archive, self.site = archive, site
        self.described = Channel(site.channel.name, "قناة نموذجية", "Made channel", of=of)
        text = OUTLET.format(channel=self.described, home=site.home, host=site.host)
        (archive.outlets / f"{NAME}.py").write_text(text, encoding="utf-8")

    @property
    def outlet(self) -> Outlet:
        return replace(channel_outlet(self.described, self.site.home, (self.site.host,)), delay=0.02)

    def crawl(self, time_limit: float = 60) -> CrawlResult:
        return self.archive.crawl(NAME, time_limit)

    def rows(self, sql: str) -> list[tuple[object, ...]]:
        return self.archive.rows(sql)

    def warraq(self, *words: str) -> str:
        """What the command prints; it must end well."""
        done = CliRunner(env={"WARRAQ_DATA": str(self.archive.data)}).invoke(cli, words)
        assert done.exit_code == 0, done.output
        return done.stdout


@contextmanager
def channel_archive(archive: Archive, *, of: str = "") -> Iterator[ChannelArchive]:
    with ChannelSite().running() as site:
        yield ChannelArchive(archive, site, of=of)
