"""The `warraq` command. What it prints with `--json` and how it exits is a contract (docs/running.md)."""

import signal
import sys

import click

from archive.errors import WarraqError
from scheduler import verbs_archive, verbs_service

INTERRUPTED = 11


@click.group(context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(package_name="warraq", prog_name="warraq")
def cli() -> None:
    """ورّاق · Warraq keeps the news of Syria: fetched politely, kept byte for byte, searchable in Arabic.

    \b
    Start here:
      warraq run                 crawl, keep the schedule, serve the archive on http://127.0.0.1:8001/
      warraq search القوات       ask the archive; any spelling finds the word
      warraq health              is every outlet well, and if not, why

    All state lies in one folder: --data DIR, else the variable WARRAQ_DATA, else ./data. Every verb prints for people and,
    with --json, one JSON document (or one a line) for programs. Each verb explains itself: warraq VERB --help.

    \b
    Exit status: 0 well · 1 an outlet is broken (health) · 2 wrong usage · 3 disk full · 4 configuration, unknown outlet or
    address · 5 some input could not be read · 6 already running · 9 failed · 11 interrupted · 15 time limit
    """


for verb in (*verbs_service.VERBS, *verbs_archive.VERBS):
    cli.add_command(verb)


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
