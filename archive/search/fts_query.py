"""A question in Arabic into an FTS5 query: each word folded and quoted, so that no input is a syntax error."""

from collections.abc import Collection, Iterable
from dataclasses import replace
from itertools import chain

from archive.search._by_language import OTHERS
from archive.search._forms import forms_of
from archive.search._fronts import unfronted, without_preposition
from archive.search._languages import forms_by_language, other_spellings
from archive.search._names import readings
from archive.search._neighbours import is_compound, sought_apart, stand_together
from archive.search._phrases import phrases_of
from archive.search._whole_names import whole_names
from archive.search._wide_starts import WideStarts
from archive.search.compiled import NOTHING, Compiled, Mode, any_of, phrase
from archive.search.query_parser import Clause, Group, Note, Question, understand
from archive.search.vocabulary import Vocabulary
from archive.text.folding import tokens

MANY, MOST_INFLECTED, COMMON_SHARE = 6, 12, 0.2
TOO_FEW = 1  # article, by which no words are told to be a name


def compile_query(text: str, mode: Mode, vocabulary: Vocabulary) -> Compiled:
    """The FTS5 query for what was asked; it finds nothing where nothing was asked. Never raises, whatever the text.

    exact: the words side by side, in this spelling. names: also with proclitics, joined, split, under their aliases;
    several words side by side where that is how the archive uses them, else anywhere in one article; a phrase as typed.
    forms: every word, of a phrase too, also in its other forms; of six and more anywhere in an article only the rarest
    twelve, and of these none that is in every fifth article.
    """
    return compile_question(understand(text), mode, vocabulary)


def compile_question(question: Question, mode: Mode, vocabulary: Vocabulary) -> Compiled:
    """As `compile_query`, of a question that was read."""
    if mode == "exact":
        return _compiled(question, mode, vocabulary)
    vocabulary = vocabulary.with_forms(other_spellings(question, vocabulary))
    compiled = _compiled(question, mode, vocabulary)
    forms = forms_by_language(question, vocabulary, inflected=mode == "forms") if compiled.match else {}
    found = {language: _compiled(question, mode, vocabulary.with_forms(forms[language])) for language in forms}
    return each_in_its_language(
        compiled, {language: wide for language, wide in found.items() if wide.match != compiled.match}
    )


def each_in_its_language(compiled: Compiled, wide: dict[str, Compiled]) -> Compiled:
    """What is found by the query of its own language, of all others by that which was `compiled`."""
    if not wide:
        return compiled
    queries = {language: one.match for language, one in wide.items()}
    # What leaves words out finds less for every form of them, else a wider query finds all of the narrower.
    narrow = [compiled.match] if " NOT " in compiled.match else []
    forms = dict.fromkeys(form for one in (compiled, *wide.values()) for form in one.forms)
    match = " OR ".join([*narrow, *queries.values()])
    by_language = queries | {OTHERS: compiled.match}
    return replace(compiled, match=match, forms=list(forms), by_language=by_language, finds="", certain=frozenset())


def _compiled(question: Question, mode: Mode, vocabulary: Vocabulary) -> Compiled:
    compiler = _Compiler(mode, vocabulary, question.typed)
    match = compiler.group(question.group)
    if match:
        forms = list(dict.fromkeys(compiler.forms))
        notes = question.notes + tuple(compiler.notes)
        one_word, any_form = question.group.is_one_word, compiler.any_form
        found = Compiled(match, forms, "", question.conditions, notes, one_word, any_form, mode)
        return replace(found, finds=compiler.finding(match), certain=compiler.certain_in(question.group))
    if not question.conditions:
        return Compiled(NOTHING, notes=question.notes + tuple(compiler.notes), mode=mode)
    return Compiled("", [], " OR ".join(compiler.excluded), question.conditions, question.notes, mode=mode)


class _Compiler:
    def __init__(self, mode: Mode, vocabulary: Vocabulary, typed: Iterable[str]) -> None:
        self._mode, self._vocabulary, self._wide_starts = mode, vocabulary, WideStarts(vocabulary)
        self._owned = {word for one in typed if one.endswith("ه") for word in tokens(one)}
        self.forms: list[str] = []
        self.excluded: list[str] = []
        self.notes: list[Note] = []
        self.any_form = True
        self._finding: dict[str, str] = {}
        self._certain: set[str] = set()

    def finding(self, match: str) -> str:
        """The query without phrases all of whose articles it finds anyway: FTS5 would read every place of their words.
        Empty where it has none."""
        found = match
        for whole, part in self._finding.items():
            found = found.replace(whole, part)
        return "" if found == match else found

    def certain_in(self, group: Group) -> frozenset[str]:
        """The forms that whatever the group finds holds: of words asked for one and all, each in one form alone."""
        match group.alternatives:
            case [parts] if all(isinstance(part, Clause) and not part.negated for part in parts):
                return frozenset(self._certain)
        return frozenset()

    def group(self, group: Group) -> str:
        """The query of a group, or nothing where it only leaves things out."""
        return " OR ".join(filter(None, map(self._alternative, group.alternatives)))

    def _alternative(self, typed: list[Clause | Group]) -> str:
        parts = typed if self._mode == "exact" else list(whole_names(typed, self._vocabulary))
        self.any_form &= len(parts) == 1 and isinstance(parts[0], Clause) and not (parts[0].negated or parts[0].title)
        wanted = [match for part in parts if not part.negated and (match := self._part(part))]
        unwanted = [match for part in parts if part.negated and (match := self._part(part))]
        if not wanted:
            self.excluded += unwanted
            self.notes += [Note("only_excluded")] if unwanted else []
            return ""
        return f"(({' AND '.join(wanted)}){''.join(f' NOT {match}' for match in unwanted)})"

    def _part(self, part: Clause | Group) -> str:
        if isinstance(part, Clause):
            match = self._clause(part)
        else:
            # What a group leaves out is looked for nowhere, so its spellings are not shown.
            known = len(self.forms)
            inside = self.group(part)
            del self.forms[known if part.negated else len(self.forms) :]
            match = f"({inside})" if inside else ""
        return f"title : {match}" if part.title and match else match

    def _clause(self, clause: Clause) -> str:
        is_start = clause.kind == "start"
        if is_start and not self._wide_starts.has(clause.words[-1]):
            self.any_form = False
            return f"{phrase(clause.words)}*"
        if is_start:
            self.notes.append(Note("short_start", " ".join(clause.words)))
        known = len(self.forms)
        if self._mode == "forms":
            self._vocabulary.count_words(clause.words)
        if clause.exact or is_start or self._mode == "exact" or (clause.kind == "phrase" and self._mode == "names"):
            match = self._any([clause.words])
        elif clause.kind == "bound":
            match = self._any(readings(clause.words, self._vocabulary, bound=True))
        elif clause.kind == "phrase" or len(clause.words) == 1:
            match = self._any(self._side_by_side(clause.words))
        else:
            match = self._several(clause.words)
        del self.forms[known if clause.negated else len(self.forms) :]
        return match

    def _any(self, found: list[tuple[str, ...]]) -> str:
        self.forms += map(" ".join, found)
        return phrase(found[0]) if len(found) == 1 else any_of(found)

    def _side_by_side(self, words: tuple[str, ...]) -> list[tuple[str, ...]]:
        """The words one after the other, as typed first, then in every other way that the mode looks for."""
        found = readings(words, self._vocabulary)
        if self._mode == "names":
            return found
        bare = unfronted(words, self._vocabulary) or [words]
        if len(words) == 1:
            bare = [without_preposition(word, self._vocabulary) or (word,) for (word,) in bare]
            owned = words[0] in self._owned
            forms = [(form,) for (word,) in bare for form in (word, *forms_of(word, self._vocabulary, owned=owned))]
            return list(dict.fromkeys([words, *sorted([*found[1:], *forms], key=self._rarity)]))
        return list(dict.fromkeys([*found, *phrases_of(bare[0], self._vocabulary)]))

    def _rarity(self, form: tuple[str, ...]) -> int:
        return -self._vocabulary.articles_with(form[0]) if len(form) == 1 else 0

    def _several(self, words: tuple[str, ...]) -> str:
        found, apart = readings(words, self._vocabulary), sought_apart(words, self._vocabulary)
        each = [readings((word,), self._vocabulary) for word in apart]
        side_by_side = any_of(found)
        anywhere = self._anywhere(each, found)
        finding = self._finding.get(anywhere, anywhere)
        together = stand_together(words, side_by_side, finding, self._vocabulary)
        if self._mode == "names":
            if not together:
                return self._each(each, found)
            self.forms += map(" ".join, found)
            return side_by_side
        if together and (is_compound(words) or not self._vocabulary.at_most(side_by_side, TOO_FEW)):
            return self._any(self._side_by_side(words))
        inflected = self._worth_inflecting(apart)
        each = [
            self._side_by_side((word,)) if word in inflected else plain for word, plain in zip(apart, each, strict=True)
        ]
        return self._each(each, found)

    def _each(self, each: list[list[tuple[str, ...]]], found: list[tuple[str, ...]]) -> str:
        """As `_anywhere`, and what it looks for."""
        self.any_form = False
        self.forms += map(" ".join, chain.from_iterable(each))
        match = self._anywhere(each, found)
        if self._finding[match] == _all_of(each):
            self._certain |= {" ".join(forms[0]) for forms in each if len(forms) == 1}
        return match

    def _anywhere(self, each: list[list[tuple[str, ...]]], found: list[tuple[str, ...]]) -> str:
        """The query for any form of each word in one article, or the words side by side in one of the ways `found`."""
        apart = _all_of(each)
        whole = f"({apart} OR {any_of(found)})"
        others = [phrase for phrase in found if not all(_holds_any(phrase, forms) for forms in each)]
        self._finding[whole] = f"({apart} OR {any_of(others)})" if others else apart
        return whole

    def _worth_inflecting(self, words: tuple[str, ...]) -> Collection[str]:
        """Of many words the rarest, none that a fifth of all articles hold: the others narrow hardly anything."""
        if len(words) < MANY:
            return words
        articles = self._vocabulary.articles_with
        most = COMMON_SHARE * self._vocabulary.most_articles()
        return [word for word in sorted(words, key=articles)[:MOST_INFLECTED] if articles(word) < most]


def _holds_any(words: tuple[str, ...], forms: Iterable[tuple[str, ...]]) -> bool:
    """Whether some of the words side by side are one of the forms: then whatever holds all of them holds that form."""
    return any(words[at : at + len(form)] == form for form in forms for at in range(len(words)))


def _all_of(each: Iterable[Iterable[tuple[str, ...]]]) -> str:
    return f"({' AND '.join(map(any_of, each))})"
