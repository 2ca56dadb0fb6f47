"""The language of a question: words, "phrases", ="as typed", AND, OR, NOT, أو, ليس, |, -word, word*, (groups), fields.

`title:` belongs to the word, phrase or group after it. The other fields narrow the whole question, wherever they stand:
outlet:NAME, credit:WORDS, kind:edited|gone|missing|copied|back|given, from:DAY, to:DAY (a day, month or year). Each has
an Arabic name too. Every text can be read: what makes no sense is left out, and a note says so.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import date

from archive.search._proclitics import AND
from archive.search._punctuation import Kind, is_too_short, kind_of, typed_question
from archive.search._word_operators import NOTES, SPOKEN, Spoken
from archive.search.days import days_of
from archive.text.latin import as_indexed
from archive.text.sqlite_tokens import token_run

LONGEST_QUESTION = 4_000
LONGEST_WORD = 300
MOST_WORDS = 64
DEEPEST = 8

# Arabic names as they are after folding (إلى is الي). "عن" is how Arabic news credits a source.
FIELDS = {
    "title": "title", "عنوان": "title",
    "outlet": "outlet", "مصدر": "outlet",
    "credit": "credit", "عن": "credit",
    "kind": "kind", "نوع": "kind",
    "from": "from", "من": "from", "to": "to", "الي": "to",
}  # fmt: skip
KINDS = {
    "edited": "edited", "معدل": "edited", "gone": "gone", "غاب": "gone", "محذوف": "gone",
    "missing": "missing", "مفقود": "missing", "copied": "copied", "منسوخ": "copied",
    "back": "back", "عاد": "back", "given": "given", "مسلم": "given",
}  # fmt: skip
SENTENCES = {
    "bad_day": "“{text}” is no day, month or year, so it was left out. Write 2026-11-22, 2026-11 or 2026.",
    "bad_kind": "“kind:{text}” was left out. The kinds are edited, gone, missing, copied, back and given.",
    "bad_outlet": "No outlet is called “{text}”, so it was left out. List them with: warraq outlets",
    "no_value": "“{text}” says nothing without a word right after it, so it was left out.",
    "empty_or": "One side of an OR is empty, so it was left out. A field such as outlet: narrows the whole question.",
    "not_folded": "There are too many results to look for copies among them, so each counts.",
    "only_excluded": "A word can only be left out of something: say what to look for, too.",
    "short_start": "“{text}*” begins too many words, so only “{text}” itself was looked for. Write more of the word.",
    "too_long": "The question is very long, so only its beginning was looked for.",
    "spoken_or": "“{text}” was read as OR. In quotation marks it is a word.",
    "spoken_not": "“{text}” was read as NOT: the word after it is left out. In quotation marks it is a word.",
    "unbalanced": "A quotation mark or parenthesis has no partner; it was taken to reach to the end.",
}

_PART = re.compile(
    rf"(?P<close>\))|(?P<minus>(?<![^\s(])-)?(?:(?P<field>{'|'.join(FIELDS)}):)?(?P<exact>=)?"
    r'(?:(?P<open>\()|"(?P<phrase>[^"]*)(?P<shut>"?)|(?P<word>[^\s"()]+))',
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Note:
    """A part of the question that could not be understood: a key of SENTENCES, and the part."""

    code: str
    text: str = ""

    @property
    def sentence(self) -> str:
        return SENTENCES[self.code].format(text=self.text)


@dataclass(frozen=True, slots=True)
class Condition:
    """A field that narrows: `outlet`, `credit` (folded words), `kind` (one of KINDS), `from`, `to` (a day)."""

    field: str
    value: str | date
    negated: bool = False


@dataclass(slots=True)
class Clause:
    words: tuple[str, ...]
    kind: Kind = "words"
    negated: bool = False
    title: bool = False
    exact: bool = False  # in just this spelling
    goes_on: bool = False  # right behind the clause before, with no operator between

    def takes(self, other: "Clause") -> bool:
        """Whether `other`, the next clause, only goes on with these words."""
        return all(one.kind == "words" and not (one.negated or one.title) for one in (self, other))


@dataclass(slots=True)
class Group:
    """Alternatives (OR) of parts that must all hold."""

    alternatives: list[list["Clause | Group"]] = field(default_factory=lambda: [[]])
    negated: bool = False
    title: bool = False

    def clauses(self) -> Iterator[Clause]:
        """Every clause inside that is looked for, not left out."""
        for part in (part for parts in self.alternatives for part in parts if not part.negated):
            yield from part.clauses() if isinstance(part, Group) else [part]

    @property
    def is_one_word(self) -> bool:
        return len(self.alternatives) == 1 and _is_a_word(self.alternatives[0])


def _is_a_word(parts: list[Clause | Group]) -> bool:
    """Whether an alternative is a word that may stand anywhere in an article."""
    match parts:
        case [Clause(words=[_], kind="words" | "phrase", negated=False, title=False)]:
            return True
    return False


@dataclass(frozen=True, slots=True)
class Question:
    group: Group
    conditions: tuple[Condition, ...]
    notes: tuple[Note, ...]
    typed: tuple[str, ...] = ()  # what stands between two spaces, in its own letters


def understand(text: str) -> Question:
    """Read a question. Never raises."""
    typed = typed_question(text[:LONGEST_QUESTION])
    parser = _Parser(typed.initials)
    for part in _PART.finditer(typed.folded):
        parser.take(part)
    if len(text) > LONGEST_QUESTION:
        parser.note("too_long")
    return replace(parser.finish(), typed=tuple(typed.clean.split()))


class _Parser:
    def __init__(self, initials: frozenset[str]) -> None:
        self._open, self._spoken, self._initials = [Group()], [Spoken()], initials
        self._apart, self._negate, self._left = True, False, MOST_WORDS
        self._conditions: list[Condition] = []
        self._notes: list[Note] = []

    def note(self, code: str, text: str = "") -> None:
        self._notes.append(Note(code, text[:40]))

    def take(self, part: re.Match[str]) -> None:
        if part[0] in ("AND", "OR", "NOT"):
            self._spoken[-1].plain = False
            self._operator(part[0])
        elif part[0] in SPOKEN and self._open[-1].alternatives[-1] and not self._negate:
            self._apply(part[0])
        elif part["close"]:
            self._close()
        elif part["word"] and part["word"].endswith(":") and part["word"][:-1].lower() in FIELDS:
            self.note("no_value", part["word"])
        elif (name := FIELDS.get((part["field"] or "").lower(), "title")) != "title":
            self._narrow(name, part)
        elif part["open"]:
            self._begin(part)
        else:
            self._clause(part)

    def finish(self) -> Question:
        if len(self._open) > 1:
            self.note("unbalanced")
        while len(self._open) > 1:
            self._close()
        self._tidy(self._open[0], self._spoken[0])
        return Question(self._open[0], tuple(self._conditions), tuple(dict.fromkeys(self._notes)))

    def _operator(self, name: str) -> None:
        if name == "OR":
            self._open[-1].alternatives.append([])
        self._apart, self._negate = True, name == "NOT"

    def _apply(self, typed: str) -> None:
        operator, written = self._spoken[-1].apply(typed)
        last = self._open[-1].alternatives[-1][-1]
        if operator == "NOT" and isinstance(last, Clause) and len(last.words) > 1 and last.words[-1] == AND:
            last.words = last.words[:-1]
        self.note(NOTES[operator], written)
        self._operator(operator)

    def _narrow(self, name: str, part: re.Match[str]) -> None:
        value = (part["word"] if part["phrase"] is None else part["phrase"] or "") if not part["open"] else ""
        negated, self._apart, self._negate = bool(part["minus"]) or self._negate, True, False
        days = days_of(value) if name in ("from", "to") else None
        if not token_run().search(value):
            self.note("no_value", part[0])
        elif name in ("from", "to") and days is None:
            self.note("bad_day", value)
        elif name == "kind" and value.lower() not in KINDS:
            self.note("bad_kind", value)
        else:
            meant = days[name == "to"] if days else KINDS[value.lower()] if name == "kind" else value
            self._conditions.append(Condition(name, meant, negated))

    def _begin(self, part: re.Match[str]) -> None:
        group = Group(negated=bool(part["minus"]) or self._negate, title=bool(part["field"]))
        self._spoken[-1].plain = False
        if len(self._open) <= DEEPEST:
            self._open[-1].alternatives[-1].append(group)
            self._open.append(group)
            self._spoken.append(Spoken())
        self._apart, self._negate = True, False

    def _close(self) -> None:
        if len(self._open) > 1:
            self._tidy(self._open.pop(), self._spoken.pop())
        self._apart, self._negate = True, False

    def _tidy(self, group: Group, spoken: Spoken) -> None:
        """Leave out empty groups and empty sides of an OR; look for the whole of what may be a headline, too."""
        kept = [[one for one in parts if isinstance(one, Clause) or one.alternatives] for parts in group.alternatives]
        group.alternatives = [parts for parts in kept if parts]
        if len(kept) > max(1, len(group.alternatives)) and group.alternatives:
            self.note("empty_or")
        kind: Kind = "bound" if "|" in spoken.heard else "phrase"
        is_found = kind == "phrase" and all(map(_is_a_word, group.alternatives))  # bound they may be one word, too
        if group.alternatives and not is_found and (whole := spoken.whole()):
            group.alternatives.append([Clause(whole, kind)])

    def _clause(self, part: re.Match[str]) -> None:
        typed = part["word"] if part["phrase"] is None else part["phrase"]
        found = token_run().findall(typed)
        words = tuple(as_indexed(word)[:LONGEST_WORD] for word in found[: max(self._left, 0)])
        if len(words) < len(found):
            self.note("too_long")
        if part["phrase"] is not None and not part["shut"]:
            self.note("unbalanced")
        if not words:
            return
        self._left -= len(words)
        if itself := is_too_short(part, words):
            self.note("short_start", words[0])
        kind, negated = kind_of(part, words, self._initials), bool(part["minus"]) or self._negate
        clause = Clause(words, kind, negated, bool(part["field"]), itself or bool(part["exact"]))
        self._spoken[-1].take(words, plain=clause.kind in ("words", "bound") and not (part["minus"] or part["field"]))
        parts = self._open[-1].alternatives[-1]
        last = parts[-1] if parts else None
        clause.goes_on = not self._apart and isinstance(last, Clause)
        if clause.goes_on and isinstance(last, Clause) and last.takes(clause):
            last.words += clause.words
        else:
            parts.append(clause)
        self._apart, self._negate = False, False
