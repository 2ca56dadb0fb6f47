"""The `warraq` command. What it prints with `--json` and how it exits is a contract (docs/running.md)."""

import importlib
import keyword
import signal
import sys

import click

from archive.errors import WarraqError

INTERRUPTED = 11
# The verbs in the order of the help, with its line of each: the help need not load what they load.
VERBS = {
    "run": "Run the service: crawl what is due now, keep the schedule, serve the archive in a browser.",
    "crawl": "Crawl outlets once, now, and end.",
    "read": "Read a saved page as the archive would, and show what comes out.",
    "key": "Say which article of which outlet an address is: addresses with the same key are the same article.",
    "import": "Take other people's captures into the archive: WARC, ARC and WACZ of anybody, or JSON lines.",
    "replay": "Read every kept page again with today's rules, from the WARC and without network.",
    "reindex": "Make what is derived from the record anew: the search index, the copies and stories, or both.",
    "search": "Ask the archive, newest first.",
    "open": "Show a downloaded file as the reading room: offline, on this machine only, changing nothing.",
    "history": "Show every version of an article: when it was seen, and what kind of change it was.",
    "copies": "Show which articles carry the same text: all of them, or those of one article.",
    "publish": "Make the download: a checked snapshot with sha256 and manifest, and the changes since the one before.",
    "health": "Say how each outlet is, with the cause.",
    "held": "Decide about pages held back: they answered, but to our rules they are no articles.",
    "alerts": "Follow a question: each new match, and with --edits each later change, is told once.",
    "outlets": "List the outlets; check what one offers; add a new one.",
}


class Verbs(click.Group):
    """Loads a verb's module only when it is asked for: a search need not wait for Scrapy and the extractor."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 - click's signature
        return list(VERBS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002 - click's signature
        if cmd_name not in VERBS:
            return None
        module = importlib.import_module(f"scheduler.commands.{cmd_name}{'_' if keyword.iskeyword(cmd_name) else ''}")
        verb: click.Command = module.command
        return verb

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:  # noqa: ARG002
        """The list of verbs in the help, without loading any."""
        with formatter.section("Verbs"):
            formatter.write_dl(list(VERBS.items()))


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
