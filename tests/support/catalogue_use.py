"""Which texts of the catalogues the templates and the modules of the reading room use."""

import ast
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from jinja2 import Environment, nodes

from archive.web.app.language import CATALOGUES

WEB = CATALOGUES.parent
TEMPLATES = sorted((WEB / "templates").rglob("*.html"))
MODULES = sorted(WEB.rglob("*.py"))
# The last word of these keys comes from the record, the log of runs or an answer, not from the source.
OPEN = (
    *("kind", "status", "basis", "changed", "state", "cause", "held", "article.from", "copied", "story.by"),
    *("room.op", "room.table", "origin", "edits.grade", "edits.after", "places.level", "figures.bound", "figures.kind"),
    *(
        "advice",
        "figure",
        "operator.action",
        "operator.answer",
        "operator.backfill",
        "operator.night",
        "operator.route",
    ),
    *("missing.title", "missing.lead", "missing.seen", "outlet.absent", "verdict.why", "redacted", "barred.kind"),
    *("capture.noted.clock", "capture.noted.robots", "batch.cut", "batch.odd"),
)


def texts(expression: nodes.Node) -> Iterator[str]:
    """The keys an argument may be: itself, or either branch of a condition."""
    if isinstance(expression, nodes.Const) and isinstance(expression.value, str):
        yield expression.value
    if isinstance(expression, nodes.CondExpr):
        for branch in (expression.expr1, expression.expr2):
            yield from texts(branch) if branch else ()


def calls(template: Path) -> Iterator[nodes.Call]:
    """The calls of a template that are given something."""
    parsed = Environment(autoescape=True).parse(template.read_text("utf-8"))
    yield from (call for call in parsed.find_all(nodes.Call) if call.args)


def keys_in_template(template: Path) -> Iterator[str]:
    for call in calls(template):
        if isinstance(call.node, nodes.Name) and call.node.name == "t":
            yield from texts(call.args[0])
        if isinstance(call.node, nodes.Getattr) and call.node.attr == "count":
            yield from (f"count.{noun}" for noun in texts(call.args[0]))


def keys_in_module(module: Path) -> Iterator[str]:
    for call in ast.walk(ast.parse(module.read_text("utf-8"))):
        if not isinstance(call, ast.Call) or not call.args or not isinstance(call.args[0], ast.Constant):
            continue
        translates = isinstance(call.func, ast.Name) and call.func.id == "t"
        translates |= isinstance(call.func, ast.Call) and ast.unparse(call.func) == "language()"
        if translates:
            yield str(call.args[0].value)


def named_keys() -> set[str]:
    """Every key that is named in full where its text is wanted."""
    named = {key for template in TEMPLATES for key in keys_in_template(template)}
    return named | {key for module in MODULES for key in keys_in_module(module)}


@cache
def sources() -> str:
    return "\n".join(path.read_text("utf-8") for path in (*TEMPLATES, *MODULES))


@cache
def words() -> frozenset[str]:
    """Every short string of the sources: what a key put together at run time is put together from."""
    return frozenset(re.findall(r"""["']([a-z_0-9.]+)["']""", sources()))


def is_used(key: str) -> bool:
    """Is a key named in full, or put together of a beginning and a word that both stand in the sources?"""
    section, _, word = key.rpartition(".")
    known = word in words() or word.removesuffix("_text") in words()
    return key in words() or section in OPEN or (f"{section}." in sources() and known) or (section == "count" and known)
