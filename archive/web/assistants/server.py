"""The six tools as an assistant sees them, over standard input and output (Model Context Protocol)."""

import logging
from collections.abc import Callable
from typing import Literal

from mcp.server.mcpserver import MCPServer
from mcp.server.mcpserver.exceptions import ToolError
from mcp.types import ToolAnnotations

from archive.errors import WarraqError
from archive.web.app.failures import code_position_of
from archive.web.assistants import articles, coverage, finding
from archive.web.assistants.open_archive import NOTICE, Answer, Room

INSTRUCTIONS = f"""\
Warraq is an archive of Syrian news. These tools only read it. {NOTICE}
Cite a text by its permalink, the day of its capture and version_sha256. A count says what the archive has, not what
happened; ask “coverage” what was not captured before you conclude anything from a low count or from none.
"""
READ_ONLY = ToolAnnotations(read_only_hint=True, destructive_hint=False, idempotent_hint=True, open_world_hint=False)
QUOTED = f"\n\n{NOTICE}"
log = logging.getLogger(__name__)


def serve(room: Room) -> None:
    """Answer one assistant until it closes our standard input."""
    server_of(room).run()


def server_of(room: Room) -> MCPServer:
    server = MCPServer("warraq", title="ورّاق · Warraq", instructions=INSTRUCTIONS, log_level="ERROR")
    for tool in (*_finding(room), *_reading(room), _coverage(room)):
        server.add_tool(tool, description=f"{tool.__doc__}{QUOTED}", annotations=READ_ONLY)
    return server


def _finding(room: Room) -> tuple[Callable[..., Answer], ...]:
    def search(
        query: str,
        outlets: list[str] | None = None,
        from_day: str = "",
        to_day: str = "",
        mode: Literal["exact", "names", "forms"] = "names",
        limit: int = 10,
        cursor: str = "",
        without_copies: bool = False,
    ) -> Answer:
        """Search the archive, newest first; any Arabic spelling finds the word. An address finds its article.

        query: words, "phrases", OR, -word, title:WORD, kind:edited, kind:gone … as in the search box.
        outlets: names from “coverage”. from_day, to_day: a day, month or year of publication, 2026-11-22 or 2026-11.
        mode: exact, as typed; names, also with و ف ب ل ك and other names; forms, every form of the word.
        limit: 1 to 50. cursor: “next” of the answer before. without_copies: of copies of one text only the first.
        """
        days, page = (from_day, to_day), (limit, cursor)
        return _answered(
            lambda: finding.search(room, query, outlets or [], days, page, mode=mode, without_copies=without_copies)
        )

    def batch(
        names: list[str], mode: Literal["exact", "names", "forms"] = "names", without_copies: bool = False
    ) -> Answer:
        """Count many names at once, at most 200: articles, outlets, first and last day, newest article of each.

        Each is asked as “search” asks it. Of a name that nothing has, the nearest that something has. “left” are names
        for which there was no time: ask for them again.
        """
        return _answered(lambda: finding.batch(room, names, mode=mode, without_copies=without_copies))

    return search, batch


def _reading(room: Room) -> tuple[Callable[..., Answer], ...]:
    def article(article: str, version: int | None = None, cursor: str = "") -> Answer:
        """The text of an article, 8,000 characters at a time, in its present version or in another.

        article: its id, its address, or outlet/key. version: a number from “versions”. cursor: “next” of the answer
        before.
        """
        return _answered(lambda: articles.article(room, article, version, cursor))

    def versions(article: str, cursor: str = "") -> Answer:
        """Every version of an article: when it was captured, what kind of change, which words went and came.

        kind: edit and revert are the outlet's own; furniture and repeat are no changes of the text. article: its id,
        its address, or outlet/key. cursor: “next” of the answer before.
        """
        return _answered(lambda: articles.versions(room, article, cursor))

    def copies(article: str, cursor: str = "") -> Answer:
        """Which articles of all outlets carry the text of this one, how much of it, and who was first where known.

        containment: share of the shorter text that the longer carries; basis: how it is known who was first. article:
        its id, its address, or outlet/key. cursor: “next” of the answer before.
        """
        return _answered(lambda: articles.copies(room, article, cursor))

    return article, versions, copies


def _coverage(room: Room) -> Callable[..., Answer]:
    def coverage_(outlet: str = "", from_day: str = "", to_day: str = "", cursor: str = "") -> Answer:
        """What the archive has and lacks: articles by outlet, what outlets listed themselves, gaps with their causes.

        outlet: one, day by day; none, a line for each. from_day, to_day: at most 92 days; else the last 30. cursor:
        “next” of the answer before.
        """
        return _answered(lambda: coverage.coverage(room, outlet, (from_day, to_day), cursor))

    coverage_.__name__ = "coverage"
    return coverage_


def _answered(question: Callable[[], Answer]) -> Answer:
    try:
        return question()
    except WarraqError as problem:
        raise ToolError(str(problem)) from problem
    except Exception as failure:
        log.exception("a question of an assistant failed: %s", code_position_of(failure), exc_info=False)
        raise ToolError("The archive could not answer this, and has noted why. Ask in another way.") from failure
