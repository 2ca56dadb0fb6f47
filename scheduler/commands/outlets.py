"""The verbs about outlets: list them, check what one offers, add a new one, switch one on or off."""

import os
from dataclasses import asdict
from pathlib import Path
from urllib.parse import unquote, urlsplit

import click

from archive.configuration.reading import Examined
from archive.data_folder import DataFolder
from archive.errors import BadConfiguration
from archive.model import Outlet
from scheduler.commands._outlet_switches import OWN_FILE, described, disable, enable, every
from scheduler.operator_configuration import as_configured, configured, demand_contact
from scheduler.operator_configuration import check as check_configuration
from scheduler.options import demand_address, with_data, with_json
from scheduler.output import emit, emit_lines, progress, table
from scheduler.site_check import Checked, meant
from scheduler.site_check import check as look_at
from spiders.http.public_addresses import warn_when_open
from spiders.probing.findings import Finding
from spiders.probing.outlet_file import demand_name, source, write
from spiders.probing.proposal import new_outlet
from spiders.probing.report import Checkup
from spiders.registry import PRIVATE_FOLDER, outlets

PROBE_COLUMNS = ("probe", "source", "result", "articles", "newest", "url")
ARTICLE_COLUMNS = ("result", "published", "from", "characters", "strategy", "title", "url")


@click.group("outlets", invoke_without_command=True)
@with_data
@with_json
@click.pass_context
def command(context: click.Context, data: DataFolder, as_json: bool) -> None:
    """List the outlets; check what one offers; add one; switch one off; ask it more or less often.

    Alone it lists where the outlets live, how often they are asked and who says so, and what nobody has seen work yet.
    Your own: put a file NAME.py into a folder, or let add write it, and name the folder in the variable WARRAQ_OUTLETS.
    """
    if context.invoked_subcommand:
        return
    found = check_configuration(data)
    found.demand_sound()
    known = as_configured(found.configuration).values()
    if as_json:
        emit_lines(described(outlet, found) | {"routes": _routes(outlet)} for outlet in known)
    else:
        table([_in_words(outlet, found) for outlet in known], ("outlet", "title", "every", "routes", "note"))


for verb in (enable, disable, every):
    command.add_command(verb)


def _in_words(outlet: Outlet, found: Examined) -> dict[str, object]:
    """For people: who decided stands there where it was the operator."""
    row = described(outlet, found)
    decided = [
        str(row[name]).replace(str(found.file), found.file.name)
        for name in ("every_from", "enabled_from")
        if row[name] != OWN_FILE
    ]
    every = f"{row['every']}\n({', '.join(decided)})" if decided else row["every"]
    return row | {"every": every, "routes": "\n".join(_routes(outlet))}


def _routes(outlet: Outlet) -> list[str]:
    return [f"{route.kind} {route.url}" for route in outlet.routes]


@command.command()
@click.argument("name", metavar="NAME|URL")
@with_data
@with_json
def check(name: str, data: DataFolder, as_json: bool) -> None:
    """Ask an outlet what it offers, read three of its articles, and say what to change in its file.

    Asks robots.txt, the front page, the configured routes, those the site announces (feeds, WordPress, sitemaps), one
    after the other with the outlet's delay, in turn with what else asks its host. Stores nothing. Each probe gets one
    word: ok, or why not (dns, http_403, challenge, robots, moved, home_redirect, empty_feed, no_articles, parse …).
    Exit status 1 when something is to be mended.

    An address is checked as its outlet, any page of it will do; of a site that is no outlet yet it shows the file that
    add would write.

    \b
    warraq outlets check enabbaladi
    warraq outlets check https://www.enabbaladi.net/12345
    warraq outlets check https://example.org
    """
    configuration, known = configured(data)
    outlet = meant(name, known)
    warn_when_open()
    demand_contact(data, configuration, may_ask=not as_json)
    checked = _checked(data, outlet, known, as_json=as_json)
    _print_checkup(checked.checkup, checked.proposed, as_json=as_json)
    if checked.checkup.result != "ok":
        raise click.exceptions.Exit(1)


def _print_checkup(checkup: Checkup, proposed: Outlet | None, *, as_json: bool) -> None:
    """`proposed`: the outlet as a file of it would say, where it has none yet."""
    if as_json:
        emit(asdict(checkup) | ({"proposed": source(proposed)} if proposed else {}))
        return
    _show(checkup)
    if proposed and proposed.routes:
        click.echo(f"\nNo outlet yet. warraq outlets add {proposed.name} {proposed.home} --to DIR would write:\n")
        click.echo(source(proposed))


@command.command()
@click.argument("name")
@click.argument("url")
@click.option("--to", "folder", metavar="DIR", help="The folder to write into; else that of WARRAQ_OUTLETS.")
@with_data
@with_json
def add(name: str, url: str, folder: str | None, data: DataFolder, as_json: bool) -> None:
    """Probe the site at URL and write an outlet file NAME.py for it, to be reviewed.

    Beside it, in pages/NAME, one saved page and the text that reading it yields: read it word for word, it is what the
    archive would store. Nothing is overwritten.

    \b
    warraq outlets add mytown https://example.org --to my-outlets
    """
    configuration, known = configured(data)
    target = _target(name, url, folder)
    warn_when_open()
    demand_contact(data, configuration, may_ask=not as_json)
    checked = _checked(data, new_outlet(name, _home(url)), known, as_json=as_json)
    if not as_json:
        _show(checked.checkup)
    paths = write(target, checked.files())
    if as_json:
        emit(asdict(checked.checkup) | {"written": [str(path) for path in paths]})
    else:
        _show_what_to_review(name, paths)


def _target(name: str, url: str, folder: str | None) -> Path:
    demand_address(url)
    demand_name(name)
    chosen = folder or os.environ.get(PRIVATE_FOLDER)
    if not chosen:
        raise BadConfiguration(f"Where to? Name a folder with --to DIR, or in the variable {PRIVATE_FOLDER}.")
    if name in outlets() or (Path(chosen) / f"{name}.py").exists():
        raise BadConfiguration(f"There is an outlet called “{name}” already. Choose another name.")
    return Path(chosen)


def _home(url: str) -> str:
    parts = urlsplit(url)
    return f"{parts.scheme}://{parts.netloc}{parts.path.rstrip('/')}"


def _checked(data: DataFolder, outlet: Outlet, known: dict[str, Outlet], *, as_json: bool) -> Checked:
    with progress(quiet=as_json) as bar:
        task = bar.add_task(outlet.name, total=None, note="")

        def show(finding: Finding) -> None:
            bar.update(task, advance=1, note=f"{finding.probe} {finding.result}")

        return look_at(data, outlet, known, show)


def _show(checkup: Checkup) -> None:
    table([asdict(probe) | {"url": unquote(probe.url)} for probe in checkup.probes], PROBE_COLUMNS)
    if checkup.articles:
        rows = [
            asdict(sample) | {"from": sample.published_from, "url": unquote(sample.url)} for sample in checkup.articles
        ]
        click.echo()
        table(rows, ARTICLE_COLUMNS)
    click.echo(f"\n{checkup.outlet}: {checkup.result}")
    for sentence in checkup.advice:
        click.echo(f"  - {sentence}")


def _show_what_to_review(name: str, paths: list[Path]) -> None:
    click.echo("\nWritten; please review:")
    for path in paths:
        click.echo(f"  {path}")
    click.echo(
        f"1. title, key_rules, expect_per_day and every in {paths[0].name}; warraq key URL… gives an article one key."
        f"\n2. {paths[2].name}, word for word: what is no part of the article goes into drop or junk_lines."
        f"\n3. WARRAQ_OUTLETS={paths[0].parent} warraq outlets check {name}, then warraq crawl {name}."
    )
