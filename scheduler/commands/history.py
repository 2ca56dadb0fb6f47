"""warraq history: every version of an article and what it changed."""

from collections.abc import Iterable, Mapping, Sequence
from contextlib import closing
from dataclasses import asdict
from pathlib import Path

import click
from rich.text import Text

from archive.publish.downloaded import read_archive
from archive.sqlite import one_state
from archive.text.diff import Paragraph, Piece, PieceKind, counted
from archive.versions.absence import Absence, absence_of
from archive.versions.change_kinds import ChangeKind
from archive.versions.history import article_id_of, history_in_words
from archive.versions.history import history as versions_of
from archive.versions.removal_words import IN_WORDS
from scheduler.options import with_archive, with_json
from scheduler.output import TO_PEOPLE, emit_lines, shown, table
from spiders.registry import outlets

COLUMNS = ("n", "seen_at", "origin", "kind", "changed", "numbers", "added", "removed", "title")
# What people are shown on request only: nothing the outlet did, or told by the first of its run.
ON_REQUEST: dict[ChangeKind, str] = {
    "furniture": "changes of lines round the text ({n})",
    "repeat": "further turns of texts that alternate ({n})",
}


@click.command("history")
@click.argument("url_or_id", metavar="URL|ID")
@click.option("--diff", is_flag=True, help="Show word by word what each version changed.")
@click.option("--all", "whole", is_flag=True, help="Print changes round the text and every turn, too.")
@with_archive
@with_json
def command(url_or_id: str, diff: bool, whole: bool, archive: Path, as_json: bool) -> None:
    """Show every version of an article: when it was seen, and what kind of change it was.

    With the words added and removed, and which numbers became which. Then whether it is there: last seen, not there
    since, proven gone.

    origin: crawl, our own; import, somebody else's capture, at the time they claim; given, a text or page that nobody
    says to have captured: no edit of the outlet.

    kind: edit and revert are the outlet's; alternates is the first change of a run in which a few texts take turns;
    unsettled, nobody can say yet whether what changed belongs to the text. Changes of lines round the text (furniture)
    and further turns of a run (repeat) are counted, and printed with --all. JSON has every version, and its verdicts:
    what it was taken for before, and since when it is known to be something else.

    With --diff, what each version changed: [−removed−], {+added+}, and ~spelt before→spelt now~ for words that only
    changed their spelling, marks or punctuation. The title is the first paragraph.
    """
    with closing(read_archive(archive)) as connection, one_state(connection):
        if diff:
            changes = history_in_words(connection, url_or_id, outlets().values())
        else:
            rows = versions_of(connection, url_or_id, outlets().values())
        absence = absence_of(connection, article_id_of(connection, url_or_id, outlets().values()))
    if diff and as_json:
        emit_lines(row | {"diff": [asdict(piece) for piece in _pieces(changed)]} for row, changed in changes)
    elif as_json:
        emit_lines(rows)
    elif diff:
        _print_changes(one for one in changes if whole or one[0]["kind"] not in ON_REQUEST)
    else:
        table([row for row in rows if whole or row["kind"] not in ON_REQUEST], COLUMNS)
    if not as_json and not whole:
        _print_left_out([row["kind"] for row, _ in changes] if diff else [row["kind"] for row in rows])
    if not as_json and absence["state"] != "there":
        TO_PEOPLE.print(in_words(absence), soft_wrap=True)


def _print_left_out(kinds: Sequence[ChangeKind]) -> None:
    """How many versions stand in no table, where there are any, and how to see them."""
    left_out = [words.format(n=kinds.count(kind)) for kind, words in ON_REQUEST.items() if kind in kinds]
    if left_out:
        TO_PEOPLE.print(f"Not shown: {', '.join(left_out)}. Show them with --all.", soft_wrap=True)


def _pieces(paragraphs: Iterable[Paragraph]) -> Iterable[Piece]:
    return (piece for paragraph in paragraphs for piece in paragraph.pieces)


def _print_changes(changes: Iterable[tuple[Mapping[str, object], list[Paragraph]]]) -> None:
    """Each version's line, and of its text the paragraphs that changed."""
    for row, paragraphs in changes:
        facts = [shown(row[name]) for name in ("n", "seen_at", "origin", "kind", "changed", "numbers") if row[name]]
        words = counted(paragraphs)
        facts += [f"{sign}{words[kind]}" for kind, sign in SIGNS.items() if kind in words]
        TO_PEOPLE.print(Text("  ".join(facts), style="bold"))
        for paragraph in paragraphs:
            if paragraph.changed:
                TO_PEOPLE.print(Text.assemble("  ", *map(_marked, paragraph.pieces)), soft_wrap=True)


def _marked(piece: Piece) -> Text:
    """A piece between signs that say what happened to it, also where there is no colour."""
    shown = {
        "kept": (piece.new.rstrip("\n"), ""),
        "removed": (f"[−{piece.old.strip()}−] ", "red"),
        "added": (f"{{+{piece.new.strip()}+}} ", "green"),
        "respelt": (f"~{piece.old.strip()}→{piece.new.strip()}~ ", "yellow"),
    }
    return Text(*shown[piece.kind])


STATES = {
    "missing": "Not found, not proven gone.",
    "gone": "Gone from its outlet: its absence was proven.",
    "back": "There again after it had not been found.",
    "reassigned": "Its outlet gave its number to another article, so it cannot be asked for any more.",
}
INSTANTS = (
    ("Last seen there", "seen_before_at"),
    ("Not there since", "absent_since"),
    ("Proven", "proven_at"),
    ("Seen there again", "back_at"),
    ("Last checked", "last_checked_at"),
)


def in_words(absence: Absence) -> str:
    """Whether an article is there, with the instants that are known of it, and what a proof still lacks."""
    known: Mapping[str, object] = absence
    sentences = [
        STATES[absence["state"]],
        *(f"{label}: {shown(known[name])}." for label, name in INSTANTS if known[name]),
    ]
    if absence["way"]:
        sentences.append(f"What answered: {IN_WORDS['en'][absence['way']]}.")
    if absence["state"] == "missing":
        sentences.append(
            f"Checks that count: {absence['counted']} of the {absence['needed']} it takes over two days,"
            " while other pages of the outlet answer."
        )
    return " ".join(sentences)


SIGNS: dict[PieceKind, str] = {"added": "+", "removed": "−", "respelt": "~"}
