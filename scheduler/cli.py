"""The `warraq` command. What it prints with `--json` and how it exits is a contract (docs/running.md)."""

import importlib
import keyword
import os
import signal
import sys
import traceback
from difflib import get_close_matches
from pathlib import Path

import click

from archive.errors import BadConfiguration, DiskFull, WarraqError, damage, is_disk_full, lack_of_room

INTERRUPTED = 11
HOUSE = Path(__file__).parents[1]
# The verbs in the order of the help, with its line of each: the help need not load what they load.
VERBS = {
    "run": "Run the service: crawl what is due now, keep the schedule, serve the archive in a browser.",
    "serve": "Serve the archive in a browser, and nothing else: another process crawls (warraq run --no-serve).",
    "crawl": "Crawl outlets once, now, and end.",
    "backfill": "Say how far the pasts are that `warraq crawl OUTLET --backfill` asked for; pause, resume or stop one.",
    "read": "Read a saved page as the archive would, and show what comes out.",
    "key": "Say which article of which outlet an address is: addresses with the same key are the same article.",
    "import": "Take other people's captures into the archive: WARC, ARC and WACZ of anybody, or JSON lines.",
    "past": "Say what to ask others for of an outlet's past, or what a list of their captures has of it.",
    "replay": "Read every kept page again with today's rules, from the WARC and without network.",
    "reindex": "Make what is derived anew: search, spellings, copies, changes, edits, analysis, counts; or all.",
    "search": "Ask the archive, newest first unless --order says otherwise.",
    "batch": "Ask the archive for each name of a list: articles, outlets, first and last day, newest title.",
    "open": "Show a downloaded file as the reading room: offline, on this machine only, changing nothing.",
    "mcp": "Answer a research assistant over standard input and output (Model Context Protocol), until it hangs up.",
    "history": "Show every version of an article: when it was seen, and what kind of change it was.",
    "copies": "Show which articles carry the same text: all of them, or those of one article.",
    "bundle": "Write the evidence of one article into one file, for somebody who does not trust the archive.",
    "case": "Write a reading list of a desk into one zip, to hand on or to keep.",
    "compare": "Say what one archive has and another lacks, by outlet and day.",
    "publish": "Make the download: a checked snapshot with sha256 and manifest, and the changes since the one before.",
    "witness": "Hold another archive's signed log against what was seen of it before, and cosign it; or say what was.",
    "pull": "Keep a copy of another archive's download current: by its deltas, else by the whole file.",
    "verify": "Check that what is there is what was fetched, read and logged: rows, log, bytes, texts read again.",
    "redact": "Take articles out of the archive: hidden, sealed with your key, or erased.",
    "backup": "Copy the archive into a folder elsewhere; beside a running service, and only what is new.",
    "drill": "Restore the newest backup elsewhere, compare it, read it again, open it, and time it.",
    "disk": "Say how much of the disk each store takes, how fast it grows, and how many days are left.",
    "prune": "Remove what is older than it is to be kept: snapshots, runs, decided pages, logs.",
    "health": "Say how each outlet is, with the cause.",
    "held": "Decide about pages held back: they answered, but to our rules they are no articles.",
    "alerts": "Follow a question: each new match, and with --edits each later change, is told once.",
    "watch": "Hold a list of names against each article that comes, and tell of it once a day.",
    "outlets": "List the outlets; check what one offers; add one; switch one off; ask it more or less often.",
    "config": "Check the operator's file, show what holds, write a commented one to begin with.",
}


class _NobodyReadsError(Exception):
    """Whoever read the output closed it."""


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

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Raises UsageError that says where options stand, for one in front of the verb."""
        try:
            return super().parse_args(ctx, args)
        except click.NoSuchOption as problem:
            name = problem.option_name
            raise click.UsageError(f"Options stand behind the verb: warraq VERB {name} …", ctx) from problem

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """Raises UsageError that names the verbs spelt nearly alike, for one that there is not."""
        if args[0] not in VERBS and not ctx.resilient_parsing:
            near = " or ".join(get_close_matches(args[0], VERBS))
            hint = f"Did you mean {near}?" if near else "All are listed by: warraq --help"
            raise click.UsageError(f"There is no verb {args[0]!r}. {hint}", ctx)
        return super().resolve_command(ctx, args)

    def invoke(self, ctx: click.Context) -> object:
        """Run the verb. Raises _NobodyReadsError; click itself would end with the status of a broken outlet."""
        try:
            return super().invoke(ctx)
        except BrokenPipeError as problem:
            raise _NobodyReadsError from problem

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
      warraq open FILE           show a downloaded file, offline
      warraq health              is every outlet well, and if not, why

    All state lies in one folder: --data DIR, else the variable WARRAQ_DATA, else ./data; what the operator decides, in
    its warraq.toml. Every verb prints for people and, with --json, one JSON document (or one a line) for programs. Days
    and times are those of Damascus; in JSON they are UTC. Each verb explains itself: warraq VERB --help.

    \b
    Exit status: 0 well · 1 an outlet is broken (health, outlets check), none gave anything (crawl), something is bad
    (verify, drill, witness), no network · 2 wrong usage · 3 disk full · 4 configuration, unknown outlet or address
    5 some input could not be read · 6 already running · 9 failed · 11 interrupted · 15 time limit
    """


def main() -> None:
    """Run a verb; a problem becomes one sentence on standard error and its exit status, never a traceback."""
    _heed_signals()
    try:
        status = cli.main(standalone_mode=False) or 0
        # What does not go out any more has to be told here, not while Python ends.
        if sys.stdout:
            sys.stdout.flush()
        sys.exit(status)
    except WarraqError as problem:
        _print_error(str(problem))
        sys.exit(problem.exit_code)
    except click.ClickException as problem:
        problem.show()
        sys.exit(problem.exit_code)
    except (click.Abort, KeyboardInterrupt):
        click.echo("warraq: interrupted; what the archive had taken in by then is kept.", err=True)
        sys.exit(INTERRUPTED)
    except (_NobodyReadsError, BrokenPipeError):
        _end_quietly()
    except Exception as problem:
        sentence, status = _explained(problem)
        _print_error(sentence)
        sys.exit(status)


def _heed_signals() -> None:
    """A service that is told to stop while its modules are loaded has nothing to end yet, and ends well."""
    if sys.argv[1:2] in (["run"], ["serve"]):
        for signum in (signal.SIGTERM, signal.SIGINT):
            signal.signal(signum, lambda *_: os._exit(0))


def _explained(problem: Exception) -> tuple[str, int]:
    """What to say of a failure that no verb foresaw, and the exit status."""
    if isinstance(problem, UnicodeEncodeError):
        return f"{problem.object!a} is no text in UTF-8. Type it anew.", click.UsageError.exit_code
    if isinstance(problem, OSError):
        where = f"{problem.filename}: " if problem.filename else ""
        status = DiskFull.exit_code if is_disk_full(problem) else BadConfiguration.exit_code
        return f"{where}{problem.strerror or problem}. Nothing more was done.", status
    if known := lack_of_room(problem) or damage(problem):
        return str(known), known.exit_code
    what = f"failed ({type(problem).__name__}: {problem}; {_last_own_line(problem)}). Please report this line."
    return what, WarraqError.exit_code


def _print_error(sentence: str) -> None:
    """On standard error; what is no text (a name of a file may be any bytes) as escapes."""
    click.echo(f"warraq: {sentence}".encode("utf-8", "backslashreplace").decode("utf-8"), err=True)


def _last_own_line(problem: BaseException) -> str:
    """The last line of ours on the way to a failure."""
    frames = traceback.extract_tb(problem.__traceback__)
    ours = [frame for frame in frames if Path(frame.filename).is_relative_to(HOUSE)]
    return f"{Path(ours[-1].filename).relative_to(HOUSE)}, line {ours[-1].lineno}"


def _end_quietly() -> None:
    """Whoever read the output wants no more (`warraq search … | head`): end as other commands do then.

    The signal is not left to do so from the start: a server would end with it whenever a reader goes.
    """
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    signal.signal(signal.SIGPIPE, signal.SIG_DFL)
    os.kill(os.getpid(), signal.SIGPIPE)
