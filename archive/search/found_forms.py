"""In which spellings a question was found: as articles print them, how many hold each, a question for just these."""

import json
import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import replace
from typing import NamedTuple, Unpack

from sqlite_utils.utils import sqlite3

from archive.search.compiled import Compiled, phrase
from archive.search.engine import Hit
from archive.search.filters import Filters
from archive.search.highlight import END, LONGEST_MARKED, START, joined_marks
from archive.search.hits import Hits
from archive.search.query_parser import Note
from archive.search.vocabulary import Vocabulary
from archive.text.latin import terms

FORMS_COUNTED = 30
TEXTS_READ = 1
BREAKING_A_PHRASE = set('"«»“”„‟')

_MARKED = re.compile(f"{START}([^{START}{END}]+){END}")
_TEXTS = f"""
SELECT highlight(articles_fts, 1, char(2), char(3)) || ' ' || highlight(articles_fts, 0, char(2), char(3))
FROM articles_fts CROSS JOIN articles a ON a.id = articles_fts.rowid
WHERE articles_fts MATCH :form AND articles_fts.rowid IN (SELECT value FROM json_each(:ids))
  AND length(a.body) <= {LONGEST_MARKED}
"""  # noqa: S608 - a number


class FoundForm(NamedTuple):
    """One spelling: `printed` as an article has it, `articles` under the filters; `question` finds exactly these, and
    is empty where there is none that would.
    """

    printed: str
    articles: int
    question: str


def found_forms(
    connection: sqlite3.Connection,
    asked: str,
    compiled: Compiled,
    hits: Iterable[Hit],
    most: int,
    whole: int,
    **filters: Unpack[Filters],
) -> list[FoundForm]:
    """The first `most` spellings that were found under the filters, in the order in which they were looked for.

    `asked` is the question that was compiled. Empty where it was looked for in one spelling only. `hits` are some of
    its results: what is printed there need not be looked up. `whole`: how many articles it finds under the filters.
    """
    if len(compiled.forms) < 2:
        return []
    vocabulary = Vocabulary(connection)
    seen = _printed(text for hit in hits for text in (hit.title_marked, hit.snippet_marked))
    found: list[FoundForm] = []
    for form in compiled.forms[:FORMS_COUNTED]:
        narrowed = Hits(connection, _only(compiled, form), filters)
        articles = whole if form in compiled.certain else narrowed.count(vocabulary)
        if articles:
            printed = seen.get(form) or _printed(_marked(connection, form, narrowed.newest(TEXTS_READ))).get(form)
            shown = printed.most_common(1)[0][0] if printed else form
            found.append(FoundForm(shown, articles, _question(asked, compiled, form, shown)))
        if len(found) == most:
            break
    return found


def _any_is_enough(compiled: Compiled) -> bool:
    """Whether an article is found that holds any one of the forms, whatever else it holds."""
    return compiled.any_form and not (compiled.conditions or compiled.by_language)


def _only(compiled: Compiled, form: str) -> Compiled:
    """What was asked, in articles that hold this form."""
    wanted = phrase(tuple(form.split()))
    if _any_is_enough(compiled):
        return Compiled(wanted, [form], any_form=True)
    match = f"({compiled.finds or compiled.match}) AND {wanted}"
    return replace(compiled, match=match, forms=[form], any_form=False, finds="")


def _question(question: str, compiled: Compiled, form: str, printed: str) -> str:
    """The question that finds what `_only` does; empty where what was asked cannot be put in parentheses."""
    as_printed = terms(printed) == form.split() and not BREAKING_A_PHRASE & set(printed)
    # In the mode "forms" a phrase, too, would be looked for in all its forms.
    sign = "=" if compiled.mode == "forms" else ""
    wanted = f'{sign}"{printed if as_printed else form}"'
    if _any_is_enough(compiled):
        return wanted
    return "" if Note("unbalanced") in compiled.notes else f"({question}) {wanted}"


def _printed(texts: Iterable[str]) -> dict[str, Counter[str]]:
    """By folded form, what is marked in these texts, and how often."""
    found: dict[str, Counter[str]] = {}
    for text in texts:
        for printed in _MARKED.findall(joined_marks(text)):
            found.setdefault(" ".join(terms(printed)), Counter())[printed] += 1
    return found


def _marked(connection: sqlite3.Connection, form: str, ids: Iterable[int]) -> list[str]:
    """Title and text of each of these articles, the form marked."""
    values = {"form": phrase(tuple(form.split())), "ids": json.dumps(list(ids))}
    return [row[0] for row in connection.execute(_TEXTS, values)]
