"""Our templates, compiled for each language: what a page always says, and where it always leads, is part of them.

Not Datasette's Jinja environment: that one runs with asyncio inside, which makes a page cost half as much again.
"""

import re
from functools import cache
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader
from jinja2.runtime import Context

from archive.web.app.language import href, load

TEMPLATES = Path(__file__).parents[1] / "templates"
# `{{ t("nav.home") }}`, `{{ href('/search') }}`: nothing to fill in, so nothing to ask while a page is made.
_FIXED = re.compile(r"""\{\{ (t|href)\((["'])([\w./]+)\2\) \}\}""")


class _Plain(Context):
    """No function that our templates call asks for the context: looking whether one does costs a fifth of a page."""

    # The two named here are what compiled templates hand along for functions that do.
    def call(self, called: Any, /, *args: Any, _loop_vars: Any = None, _block_vars: Any = None, **named: Any) -> Any:
        return called(*args, **named)


class Templates(Environment):
    """The templates in one language."""

    context_class = _Plain

    def __init__(self, name: str) -> None:
        super().__init__(loader=FileSystemLoader(TEMPLATES), autoescape=True, auto_reload=False)
        self._name, self._t = name, load(name)

    def preprocess(self, source: str, name: str | None = None, filename: str | None = None) -> str:
        """The source of a template with its fixed texts and addresses written out."""

        def written(found: re.Match[str]) -> str:
            return str(self._t(found[3])) if found[1] == "t" else href(found[3], self._name)

        return _FIXED.sub(written, super().preprocess(source, name, filename))

    def getattr(self, obj: Any, attribute: str) -> Any:
        """`row.title`: a row is asked for its key first, as looking for an attribute that is not there costs more."""
        if type(obj) is dict and attribute in obj:
            return obj[attribute]
        return super().getattr(obj, attribute)


@cache
def templates(name: str) -> Templates:
    return Templates(name)
