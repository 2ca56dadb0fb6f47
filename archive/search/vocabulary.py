"""Which words the archive holds, and in how many articles: looked up in the index itself.

No table of terms is kept beside the index: fts5vocab answers a lookup from the same blocks a search would read, is
never stale, and a table would add 27 % to the index (measured at 41,600 articles).
"""

import json
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from time import monotonic

from sqlite_utils.utils import sqlite3

from archive.search._aliases import Aliases
from archive.search._terms import LAST, Terms
from archive.search.highlight import LONGEST_MARKED
from archive.sqlite import file_of

Reading = tuple[str, ...]  # folded words, one behind the other

_FINDS = "SELECT rowid FROM articles_fts WHERE articles_fts MATCH ?"
_NEWEST = f"SELECT count(*), min(rowid) FROM ({_FINDS} ORDER BY rowid DESC LIMIT ?)"  # noqa: S608 - from above
_UP_TO = f"SELECT count(*) FROM ({_FINDS} AND rowid >= ? LIMIT ?)"  # noqa: S608 - from above
_COUNT_SINCE = f"{_FINDS} AND rowid >= ?".replace("rowid", "count(*)", 1)
_FIRST_FROM = "SELECT term FROM temp.vocabulary WHERE term >= ? LIMIT 1"
_COUNT_EACH = "SELECT term, doc FROM json_each(?) CROSS JOIN temp.vocabulary ON term = value"
LETTERS = re.compile("[ء-ي]+")
COMMON, KEPT_SECONDS = 1_000, 60
SPELLINGS_READ, SPELT_ALIKE, LANGUAGES_READ = 5, 3, 200
MOST_BETWEEN, NEWEST_COMPARED = 200, 5_000
EVERY_ARTICLE = ""  # no word
EVER = -(2**62)  # below the id of every article

# By the file of the archive and the index: until when they are good, and its common words that were looked up.
_kept: dict[tuple[str, str], tuple[float, dict[str, int]]] = {}


class Vocabulary:
    """The words of one open archive; answers are kept, so make a new one for each question.

    Counting a word goes through all its articles: how many hold a common one is kept for a minute between questions.
    """

    index = "articles_fts"  # another's rows take the place of articles: _edit_vocabulary

    def __init__(self, connection: sqlite3.Connection, also: Mapping[str, list[str]] | None = None) -> None:
        """`also`: further forms of words, beside the aliases."""
        self.connection = connection
        self._also = also or {}
        self._counted: dict[str, int] = {}
        self._up_to_common: dict[str, int] = {}
        self._found: dict[tuple[str, int], int] = {}
        self._since: dict[str, int] = {}
        self._held: dict[str, bool] = {}
        self._terms = Terms(connection, self.index)
        self._aliases = Aliases(connection)

    def _ask(self, sql: str, values: Sequence[object] = ()) -> sqlite3.Cursor:
        """A statement on the index of the articles, asked of the own one."""
        return self.connection.execute(sql.replace("articles_fts", self.index), values)

    @cached_property
    def _common(self) -> dict[str, int]:
        """Common words counted within the last minute."""
        file = file_of(self.connection)
        until, counted = _kept.get((file, self.index), (0.0, {}))
        if not file or until < monotonic():
            counted = {}
            _kept[file, self.index] = monotonic() + KEPT_SECONDS, counted
        return counted

    def articles_with(self, term: str) -> int:
        """How many articles hold a folded word; where more than 1,000 do, as of the last minute."""
        known = self._counted.get(term)
        if known is None:
            known = self._common.get(term)
        return self.count_word(term) if known is None else known

    def count_word(self, term: str) -> int:
        """How many articles hold a folded word now, in half the time in which `count` finds them one by one."""
        if term not in self._counted:
            self._counted[term] = 0
            self._know(self._terms.ask("SELECT term, doc FROM temp.vocabulary WHERE term = ?", (term,)).fetchall())
        return self._counted[term]

    def count_words(self, terms: Iterable[str]) -> None:
        """Count folded words, for `articles_with`, in one statement: a quarter of the time of one each."""
        counted, common = self._counted, self._common
        wanted = [term for term in dict.fromkeys(terms) if term not in counted and term not in common]
        if not wanted:
            return
        counted |= dict.fromkeys(wanted, 0)
        self._know(self._terms.ask(_COUNT_EACH, (json.dumps(wanted),)).fetchall())

    def _know(self, found: list[tuple[str, int]]) -> None:
        """Keep how many articles hold each word, of common ones for a minute."""
        self._counted.update(found)
        self._common.update((term, articles) for term, articles in found if articles >= COMMON)

    def at_least(self, term: str, articles: int) -> bool:
        """Whether so many articles hold a folded word. Up to 1,000 that is cheap, also of a word that most hold."""
        if articles > COMMON or term in self._counted or term in self._common:
            return self.articles_with(term) >= articles
        return self.commonness(term) >= articles

    def together(self, match: str, other: str) -> tuple[int, int]:
        """Of the newest 5,000 articles that the first FTS5 query finds: how many the other finds, too; how many."""
        of, floor = self._ask(_NEWEST, (match, NEWEST_COMPARED)).fetchone()
        both = self._ask(_COUNT_SINCE, (f"{match} AND {other}", floor)).fetchone()[0] if of else 0
        return int(both), int(of)

    def has(self, *words: str) -> bool:
        """Whether the archive holds each of the folded words, which costs a third of counting it up to 1,000."""
        return all(map(self._is_held, words))

    def _is_held(self, word: str) -> bool:
        if word in self._counted or word in self._common:
            return self.articles_with(word) > 0
        if word not in self._held:
            self._held[word] = self.occurs(f'"{word}"')
        return self._held[word]

    def look_up(self, words: Iterable[str]) -> None:
        """Learn for `has`, in one statement, which of the folded words the archive holds."""
        known = (self._counted, self._common, self._held)
        wanted = [word for word in dict.fromkeys(words) if not any(word in one for one in known)]
        self._held |= dict.fromkeys(wanted, False) | dict.fromkeys(self.held(wanted) if wanted else (), True)

    def starting_with(self, start: str, limit: int) -> list[tuple[str, int]]:
        """Up to `limit` words with that start, and their numbers of articles, in alphabetic order."""
        return list(self.starting_so([start], limit).items())

    def starting_so(self, starts: list[str], limit: int) -> dict[str, int]:
        """Up to `limit` words with any of these starts, and their numbers of articles, in one statement."""
        found = self._terms.starting_so(starts, limit)
        self._know(found)
        return dict(found)

    def first_from(self, start: str) -> str:
        """The first word in alphabetic order from these letters on, or nothing. As cheap for a word that most hold."""
        return next((str(term) for (term,) in self._terms.ask(_FIRST_FROM, (start,), "instance")), "")

    def between(self, first: str, last: str) -> dict[str, int]:
        """Words in alphabetic order from `first` to `last`, at most 200, and their numbers of articles."""
        sql = "SELECT term, doc FROM temp.vocabulary WHERE term BETWEEN ? AND ? LIMIT ?"
        return dict(self._terms.ask(sql, (first, last, MOST_BETWEEN)).fetchall())

    def most_articles(self) -> int:
        """How many articles there are, as of the last minute."""
        if EVERY_ARTICLE not in self._common:
            self._common[EVERY_ARTICLE] = int(self._ask("SELECT count(*) FROM articles_fts_docsize").fetchone()[0])
        return self._common[EVERY_ARTICLE]

    def of_letters(self, articles: int) -> list[str]:
        """The words of Arabic letters alone that so many articles or more hold. Goes through the whole index."""
        sql = "SELECT term FROM temp.vocabulary WHERE term >= 'ء' AND term < ? AND doc >= ?"
        return [term for (term,) in self._terms.ask(sql, ("ي" + LAST, articles)) if LETTERS.fullmatch(term)]

    def held(self, terms: Iterable[str]) -> list[str]:
        """Those of the folded words that the archive holds: whether, not in how many articles, which costs more."""
        rows = self._ask(
            "SELECT value FROM json_each(?) WHERE EXISTS"
            "(SELECT 1 FROM articles_fts WHERE articles_fts MATCH '\"' || value || '\"')",
            (json.dumps(list(terms)),),
        )
        return [row[0] for row in rows]

    def commonness(self, term: str) -> int:
        """How many articles hold a folded word, counted up to 1,000."""
        if term not in self._up_to_common:
            self._up_to_common[term] = int(self._ask(_UP_TO, (f'"{term}"', EVER, COMMON)).fetchone()[0])
        return self._up_to_common[term]

    def spellings_of(self, term: str) -> Iterator[str]:
        """A folded word each time it stands in one of the newest articles that hold it, as spelt there."""
        rows = self._ask(
            "SELECT highlight(articles_fts, 0, char(2), char(3)) || highlight(articles_fts, 1, char(2), char(3))"
            " FROM articles_fts CROSS JOIN articles a ON a.id = articles_fts.rowid"
            " WHERE articles_fts MATCH ? AND length(a.body) <= ? ORDER BY articles_fts.rowid DESC LIMIT ?",
            (f'"{term}"', LONGEST_MARKED, SPELLINGS_READ),
        )
        return (found for row in rows for found in re.findall("\x02(.*?)\x03", row[0]))

    def spelling_of(self, term: str) -> str:
        """A folded word as the newest articles spell it: no further one is read where three spell it alike."""
        spelt = Counter[str]()
        for spelling in self.spellings_of(term):
            spelt[spelling] += 1
            if spelt[spelling] == SPELT_ALIKE:
                return spelling
        return spelt.most_common(1)[0][0] if spelt else term

    def languages_of(self, term: str) -> set[str]:
        """The languages that the newest articles with a folded word are said to be in."""
        rows = self._ask(
            "SELECT DISTINCT a.lang FROM (SELECT rowid AS id FROM articles_fts WHERE articles_fts MATCH ?"
            " ORDER BY rowid DESC LIMIT ?) f CROSS JOIN articles a INDEXED BY articles_facets ON a.id = f.id",
            (f'"{term}"', LANGUAGES_READ),
        )
        return {row[0] for row in rows}

    def other_forms(self, form: str, *, plurals: bool = False) -> list[str]:
        """The aliases and derived spellings of a folded name, or the listed plurals and singulars of a word, itself
        left out."""
        return self._aliases.others(form, plurals=plurals) + ([] if plurals else self._also.get(form, []))

    def with_forms(self, also: Mapping[str, list[str]]) -> "Vocabulary":
        """The same archive with further forms of words: what was looked up is known to both."""
        forms = {word: self._also.get(word, []) + also.get(word, []) for word in {*self._also, *also}}
        other = type(self)(self.connection, forms)
        other._counted, other._up_to_common, other._found = self._counted, self._up_to_common, self._found
        other._since = self._since
        other._aliases, other._held, other._terms = self._aliases, self._held, self._terms
        return other

    def is_a_name(self, form: str) -> bool:
        """Whether the word stands in the table of aliases: then its first letter is no proclitic."""
        return self._aliases.holds(form)

    def occurs(self, match: str, since: int = 0) -> bool:
        """Whether an FTS5 query finds any article, of those from this id on."""
        return bool(self._ask(f"{_FINDS} AND rowid >= ? LIMIT 1", (match, since)).fetchone())

    def newest_since(self, term: str) -> int:
        """The id from which on the newest 5,000 articles with a word are, or 0 where there are no more."""
        if not self.at_least(term, NEWEST_COMPARED + 1):
            return 0
        if term not in self._since:
            row = self._ask(_NEWEST, (f'"{term}"', NEWEST_COMPARED)).fetchone()
            self._since[term] = int(row[1])
        return self._since[term]

    def newest_of(self, match: str, articles: int) -> int:
        """The id of the last of the newest so many articles that an FTS5 query finds; EVER where it finds no more."""
        found, last = self._ask(_NEWEST, (match, articles + 1)).fetchone()
        return int(last) if found > articles else EVER

    def at_most(self, match: str, articles: int, since: int = EVER) -> bool:
        """Whether an FTS5 query finds no more articles than these: one that finds many is not counted to its end."""
        if (match, since) in self._found:
            return self._found[match, since] <= articles
        return int(self._ask(_UP_TO, (match, since, articles + 1)).fetchone()[0]) <= articles

    def count(self, match: str, since: int = EVER) -> int:
        """How many articles an FTS5 query finds, of those from this id on."""
        if (match, since) not in self._found:
            self._found[match, since] = int(self._ask(_COUNT_SINCE, (match, since)).fetchone()[0])
        return self._found[match, since]
