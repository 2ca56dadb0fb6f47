"""The dates that a page prints at its article: under the headline, in the block over it, right behind the text.

A date anywhere else is that of a card, a comment, a ticker, another article, an event, or the reader's day.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from archive.reading._calendars import fold, has_year
from archive.reading._date_labels import OF_AN_UPDATE, names_a_publication, names_an_update
from archive.reading._date_lines import date_in, days_of_parts, names_a_day, other_words, own_parts
from archive.reading._dates_beside_words import date_beside_words, date_of_dateline, date_of_signature
from archive.reading._day_order import day_comes_first, is_ambiguous, with_known_order
from archive.reading._markup_dates import Moment
from archive.reading._story_lines import StoryLines

_OVER, _UNDER, _BEHIND, _NEAR, _INTO_TEXT, _LABEL, _WORDS, _TITLE_WORDS = 6, 20, 3, 4, 3, 40, 4, 5
_MOST_PARTS, _LONGEST_PART = 4, 16


@dataclass(frozen=True, slots=True)
class Shown:
    """A date printed at the article, as written; `source` is time or text (see Published).

    `may_be_of_reader`: where it stands, themes print the day of whoever reads, too.
    """

    source: str
    said: str
    is_labelled: bool
    may_be_of_reader: bool = False


class DatesAtArticle:
    """The dates at the article whose lines are `story`, in the language `lang`; `moments` are those that the page's
    markup says."""

    def __init__(self, story: StoryLines, moments: Sequence[Moment], lang: str) -> None:
        self._story = story
        self._lang = lang
        self._page = story.page
        self._moments = [moment for moment in moments if not moment.is_change]
        self._named = {moment.line for moment in self._moments if moment.is_publication}
        self._changed = {moment.shown for moment in moments if moment.is_change}

    def of_scope(self) -> list[str]:
        """What the markup says of the thing whose parts the headline or the text are."""
        return [
            moment.said for moment in self._moments if moment.scope >= 0 and self._story.holds_article(moment.scope)
        ]

    def shown(self) -> Iterator[list[Shown]]:
        """The dates of each place, the surest place first: under the headline, over it, behind the text, among words.

        Mostly the first tells, and nobody asks for the others.
        """
        for place in self._of_places():
            shown = place
            if any(is_ambiguous(one.said) for one in shown):
                order = day_comes_first(self._page.texts, self._lang)
                shown = [replace(one, said=with_known_order(one.said, order)) for one in place]
            yield shown
            if not all(one.said for one in shown):  # there it stands, and nobody can read it
                return

    def _of_places(self) -> Iterator[list[Shown]]:
        yield self._shown_at(self._under())
        over = self._over()
        yield self._shown_at([at for at in over if self._is_in_article(at)])
        yield [replace(one, may_be_of_reader=not one.is_labelled) for one in self._shown_at(over)]
        yield self._shown_at(self._behind())
        yield (
            [Shown("text", said, is_labelled=False) for said in self._among_words()]
            if self._story.headline >= 0
            else []
        )

    def _among_words(self) -> Iterator[str]:
        """The dates in lines under the headline that are no date alone, and that of an agency's dateline."""
        lines, first = self._page.lines, self._story.first
        over = (at for at in self._under() if at < first and not self._is_dated_otherwise(at))
        yield from filter(None, (date_beside_words(lines[at].text) for at in over))
        if first < len(lines):
            opening = next((part for text in lines[first].parts if (part := text.strip())), "")
            in_bold = opening if names_a_day(opening) and date_in(opening) == opening else ""
            yield from filter(None, (in_bold, date_of_dateline(lines[first].text)))

    def _is_dated_otherwise(self, at: int) -> bool:
        """Is the line a link elsewhere, or is its date that of a change?"""
        is_changed = any(shown and shown in self._page.lines[at].text for shown in self._changed)
        return is_changed or self._is_of_update(at) or self._story.leads_elsewhere(at)

    def _shown_at(self, ats: Sequence[int]) -> list[Shown]:
        free = [at for at in ats if not self._story.leads_elsewhere(at)]
        shown = [*self._of_markup(free), *self._of_lines(free)]
        return shown if self._story.headline >= 0 else [one for one in shown if one.is_labelled]

    def _under(self) -> list[int]:
        """Lines from the headline to the text and the first of the text, a standfirst between them."""
        start = self._story.headline if self._story.headline >= 0 else max(0, self._story.first - _NEAR)
        ats, is_first = [], True
        for at in range(start, min(self._story.first + _INTO_TEXT, start + _UNDER, len(self._page.lines))):
            if at > self._story.first and self._story.ends_story(at):
                break
            is_first = is_first and (at == start or not (self._story.heads(at) or self._story.is_card(at)))
            if at > self._story.first and self._is_of_text(at):
                continue
            is_under = is_first and self._story.headline >= 0 and not self._story.is_under_title(at)
            if (is_under and self._story.stands_alone(at)) or not self._story.is_apart(at):
                ats.append(at)
        return ats

    def _is_of_text(self, at: int) -> bool:
        """Does the line stand among the sentences of the text, without a label?"""
        boxes, lines = self._page.boxes, self._page.lines
        around = {boxes[lines[other].box].outer for other in (at - 1, at + 1) if 0 <= other < len(lines)}
        return boxes[lines[at].box].outer in around and not self._is_labelled(at)

    def _over(self) -> list[int]:
        """Lines over the headline: in a block that begins near them and is not the whole page, or right over it with a
        label."""
        ats: list[int] = []
        for at in range(self._story.headline - 1, max(-1, self._story.headline - _OVER - 1), -1):
            words = other_words(self._page.lines[at].text)
            if not date_in(self._page.lines[at].text) and (self._story.is_sentence(at) or len(words) >= _TITLE_WORDS):
                break
            part, block = self._story.parts_at(at)
            is_named = self._is_labelled(at) and not (at and self._story.is_sentence(at - 1))
            is_inside = len(words) < _TITLE_WORDS and block >= 0 and self._is_block_of_article(block)
            is_inside = is_inside and not self._is_under_link(at) and (part == block or self._is_of_few_words(part, at))
            if (is_named or is_inside or self._is_right_over(at)) and not self._story.is_apart(at):
                ats.append(at)
        return ats

    def _is_right_over(self, at: int) -> bool:
        """Is the line right over the headline, and nothing but a date and what marks part from it, under no text?"""
        lines = self._page.lines
        is_bare = at == self._story.headline - 1 and names_a_day(date_in(lines[at].text))
        is_bare = is_bare and len(other_words(lines[at].text)) < _WORDS
        return is_bare and (at == 0 or len(lines[at - 1].text.split()) < _WORDS)

    def _is_under_link(self, at: int) -> bool:
        """Is the line under the headline of another article, a link of some words?"""
        return at > 0 and self._story.leads_elsewhere(at - 1) and len(self._page.lines[at - 1].text.split()) >= _WORDS

    def _is_in_article(self, at: int) -> bool:
        """Does the markup call what the line and the headline stand in an article?"""
        _, number = self._story.parts_at(at)
        while number >= 0 and self._page.boxes[number].tag != "article":
            number = self._page.boxes[number].outer
        return number >= 0

    def _is_of_few_words(self, number: int, at: int) -> bool:
        """Has no line of the box but line `at` as many words as a headline?"""
        first, last = self._story.spans[number]
        beside = (self._page.lines[other].text for other in range(first, last + 1) if other != at)
        return all(len(other_words(text)) < _WORDS for text in beside)

    def _behind(self) -> list[int]:
        """Lines behind the text: one with a label, up to the next article or the comments, or the very next."""
        ats: list[int] = []
        for at in range(self._story.first + 1, min(self._story.last + 1 + _BEHIND, len(self._page.lines))):
            if self._story.ends_story(at):
                break
            stands = self._story.is_free if at in self._named else self._story.stands_alone
            is_next = at == self._story.last + 1 and stands(at) and not self._story.is_apart(at)
            is_next = is_next and self._is_beside_text(at) and date_of_signature(self._page.lines[at].text) != ""
            if is_next or (self._is_labelled(at) and self._story.is_free(at)):
                ats.append(at)
        return ats

    def _is_beside_text(self, at: int) -> bool:
        """Does the line stand right behind the last sentence, in its box, or in the one of headline and text alone?"""
        boxes, lines, spans = self._page.boxes, self._page.lines, self._story.spans
        _, block = self._story.parts_at(self._story.last)
        is_page = block < 0 or boxes[block].tag == "body" or spans[block] == (0, len(lines) - 1)
        is_inside = not is_page and spans[block][0] <= at <= spans[block][1]
        return is_inside or boxes[lines[at].box].outer == boxes[lines[self._story.last].box].outer

    def _is_labelled(self, at: int) -> bool:
        return names_a_publication(fold(self._page.lines[at].text))

    def _of_markup(self, ats: Sequence[int]) -> Iterator[Shown]:
        places = set(ats)
        for moment in self._moments:
            if moment.line in places and not self._is_changed(moment) and self._shows(moment.line):
                yield Shown("text" if moment.said == moment.shown else "time", moment.said, moment.is_publication)

    def _is_changed(self, moment: Moment) -> bool:
        return self._is_of_update(moment.line) and moment.shown not in self._days_of_parts(moment.line)

    def _days_of_parts(self, at: int) -> list[str]:
        return days_of_parts(self._page.lines[at].parts)

    def _shows(self, at: int) -> bool:
        """Is the line no sentence that a date stands in?"""
        return at < self._story.first or date_in(self._page.lines[at].text) != ""

    def _of_lines(self, ats: Sequence[int]) -> Iterator[Shown]:
        for at in ats:
            before = self._page.lines[at - 1].text if at else ""
            is_update = self._is_of_update(at)
            for printed in self._days_of_parts(at) if is_update else self._joined(at) or self._said_in(at):
                label = fold(f"{before if len(before) <= _LABEL else ''} {printed}")
                yield Shown("text", printed, names_a_publication(label))

    def _joined(self, at: int) -> list[str]:
        """A date whose parts stand in blocks of their own, one behind the other."""
        lines = [line.text for line in self._page.lines[at : at + _MOST_PARTS]]
        if has_year(fold(lines[0])) or not any(map(str.isdigit, lines[0])):
            return []
        for count in range(2, len(lines) + 1):
            if len(lines[count - 1]) > _LONGEST_PART or other_words(lines[count - 1]):
                break
            joined = " ".join(lines[:count])
            if has_year(fold(joined)):
                return [joined] if date_in(joined) == joined else []
        return []

    def _said_in(self, at: int) -> list[str]:
        """The dates that the line is printed to show, or those of its parts, each in an element of its own."""
        line = self._page.lines[at]
        dates = [
            part
            for part in (line.text, *own_parts(line.parts))
            if part and date_in(part) == part and part not in self._changed
        ]
        if dates or line.text in self._changed:
            free = not self._story.first <= at <= self._story.last or line.text in dates
            return (
                dates[:1] if line.text in dates else [part for part in dates if free or names_a_publication(fold(part))]
            )
        dated = date_in(line.text) or (date_of_signature(line.text) if at > self._story.last else "")
        return [dated] if dated else []

    def _is_of_update(self, at: int) -> bool:
        """Does the line, or the label before it, say that its date is that of an update?"""
        line, before = self._page.lines[at].text, self._page.lines[at - 1].text if at else ""
        if names_an_update(fold(line)):
            return not date_in(line)
        if names_a_publication(fold(line)):
            return False
        return names_an_update(fold(before)) and not other_words(OF_AN_UPDATE.sub(" ", fold(before)))

    def _is_block_of_article(self, number: int) -> bool:
        first, last = self._story.spans[number]
        if self._page.boxes[number].tag == "body" or (first <= 0 and last >= len(self._page.lines) - 1):
            return False
        return first >= self._story.headline - _OVER
