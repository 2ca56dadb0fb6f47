"""The `warraq` command. What it prints with `--json` and how it exits is a contract (docs/running.md)."""

import importlib
import signal
import sys

import click

from archive.errors import WarraqError

INTERRUPTED = 11
VERBS = {
    "run": "verbs_service.run",
    "crawl": "verbs_crawl.crawl",
    "read": "verbs_feed.read",
    "key": "verbs_identity.key",
    "import": "verbs_feed.import_",
    "replay": "verbs_feed.replay",
    "reindex": "verbs_derived.reindex",
    "search": "verbs_ask.search_",
    "history": "verbs_identity.history_",
    "copies": "verbs_derived.copies_",
    "publish": "verbs_ask.publish_",
    "health": "verbs_crawl.health",
    "held": "verbs_held.held",
    "alerts": "verbs_alerts.alerts",
    "outlets": "verbs_outlets.outlets_",
}


class Verbs(click.Group):
    """Loads a verb's module only when it is asked for: a search need not wait for Scrapy and the extractor."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 - click's signature
        return list(VERBS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002 - click's signature
        if cmd_name not in VERBS:
            return None
        module, name = VERBS[cmd_name].split(".")
        verb: click.Command = getattr(importlib.import_module(f"scheduler.{module}"), name)
        return verb


@click.group(cls=Verbs, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(package_name="warraq", prog_name="warraq")
def cli() -> None:
    """ورّاق · Warraq keeps the news of Syria: fetched politely, kept byte for byte, searchable in Arabic.

    \b
    Start here:
      warraq run                 crawl, keep the schedule, serve the archive on http://127.0.0.1:8001/
      warraq search القوات       ask the archive; any spelling finds the word
      warraq health              is every outlet well, and if not, why

    All state lies in one folder: --data DIR, else the variable WARRAQ_DATA, else ./data. Every verb prints for people
    and, with --json, one JSON document (or one a line) for programs. Each verb explains itself: warraq VERB --help.

    \b
    Exit status: 0 well · 1 an outlet is broken (health, outlets check) · 2 wrong usage · 3 disk full
    4 configuration, unknown outlet or address · 5 some input could not be read
    6 already running · 9 failed · 11 interrupted · 15 time limit
    """


def main() -> None:
    """Run a verb; a problem becomes one sentence on standard error and its exit status, never a traceback."""
    # A pipe that closes early (`warraq search … | head`) ends the command quietly.
    signal.signal(signal.SIGPIPE, signal.SIG_DFL)
    try:
        sys.exit(cli.main(standalone_mode=False) or 0)
    except WarraqError as problem:
        click.echo(f"warraq: {problem}", err=True)
        sys.exit(problem.exit_code)
    except click.ClickException as problem:
        problem.show()
        sys.exit(problem.exit_code)
    except (click.Abort, KeyboardInterrupt):
        click.echo("warraq: interrupted; what was done is kept.", err=True)
        sys.exit(INTERRUPTED)
