"""The list of an article's versions as it is shown: lines round the text folded, texts that take turns as one entry."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Literal, TypedDict

from archive.versions.history import Verdict, verdicts_of
from archive.web.queries.rows import Connection
from archive.web.queries.verdicts import Alternation, alternations
from archive.web.queries.version_history import TrailVersion

FoldKind = Literal["", "round", "turns"]


@dataclass(slots=True)
class Entry:
    """One place of the list, newest first; `fold` says what stands folded there.

    Empty: the version alone. round: `versions` are changes of lines round the text, one after the other. turns: they
    are those of a run in which a few texts take turns, the last of them its first change, of kind `alternates`.
    """

    fold: FoldKind
    versions: list[TrailVersion] = field(default_factory=list)

    @property
    def version(self) -> TrailVersion:
        """The one that the entry is named by: of a run, its first change."""
        return self.versions[-1]

    def holds(self, n: int) -> bool:
        return any(version["n"] == n for version in self.versions)


class ListedTrail(TypedDict):
    """The versions of an article as they are listed; what later pages taught of which of them, in the order of time; of
    each run of texts that take turns what is told of it, by the number (versions.id) of its first change.
    """

    entries: list[Entry]
    verdicts: list[Verdict]
    alternations: dict[int, Alternation]


def listed_trail(connection: Connection, article_id: int, versions: Sequence[TrailVersion]) -> ListedTrail:
    """`versions` are those of the article, newest first."""
    runs = [version["id"] for version in versions if version["kind"] == "alternates"]
    return {
        "entries": entries(versions),
        "verdicts": verdicts_of(connection, article_id),
        "alternations": alternations(connection, runs),
    }


def judgements(listed: ListedTrail, n: int) -> list[Verdict]:
    """What the version of this number was judged to be, in the order of time."""
    return [verdict for verdict in listed["verdicts"] if verdict["n"] == n]


def turns_of(listed: ListedTrail, n: int) -> Alternation | None:
    """The run of texts that take turns that the version of this number is of; None where it is of none."""
    run = next((entry for entry in listed["entries"] if entry.fold == "turns" and entry.holds(n)), None)
    return listed["alternations"].get(run.version["id"]) if run else None


def entries(versions: Sequence[TrailVersion]) -> list[Entry]:
    """The list of versions that came newest first."""
    runs = _runs(versions)
    found: list[Entry] = []
    shown: dict[int, Entry] = {}
    for version in versions:
        run = runs.get(version["id"])
        if run is not None:
            if run not in shown:
                shown[run] = Entry("turns")
                found.append(shown[run])
            shown[run].versions.append(version)
        elif version["kind"] == "furniture":
            if not found or found[-1].fold != "round":
                found.append(Entry("round"))
            found[-1].versions.append(version)
        else:
            found.append(Entry("", [version]))
    return found


def _runs(versions: Iterable[TrailVersion]) -> dict[int, int]:
    """The version that begins the run, by each version of a run. A repeat is of the last run begun before it."""
    begun: int | None = None
    runs: dict[int, int] = {}
    for version in reversed(list(versions)):
        if version["kind"] == "alternates":
            begun = version["id"]
        if begun is not None and version["kind"] in ("alternates", "repeat"):
            runs[version["id"]] = begun
    return runs
