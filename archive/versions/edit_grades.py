"""How much an edit changed, by written rules: its meaning, a number or a name, its wording, its spelling.

A place of an edit is graded by the first rule that holds, the edit by its gravest place:

1. spelling: one word for one, a slip apart (change_labels.is_slip).
2. meaning: a word of denial or doubt stands on one side alone; or four words or more came, went, or were replaced.
3. number or name: numbers differ; or a word in Latin capitals came or went; or a name's place follows a title (the
   minister …, the town of …).
4. wording: whatever is left.

These are rules on words, and no opinion: what they say is what they say.
"""

from collections.abc import Iterable
from typing import Literal

from archive.text.folding import words_for_comparison
from archive.versions._numbers import is_number
from archive.versions.change_labels import bare_words, is_slip
from archive.versions.edit_spans import EditSpan, Text

Grade = Literal["meaning", "number_or_name", "wording", "spelling"]
# The gravest first.
GRADES: tuple[Grade, ...] = ("meaning", "number_or_name", "wording", "spelling")
MANY_WORDS = 4

# As comparison words (archive.text.folding), without what is written onto them.
_DENIAL_AND_DOUBT = (
    "لا لم لن ليس ليست ليسوا دون بدون غير نفي نفت نفوا ينفي تنفي قد ربما زعم زعمت يزعم مزعوم مزعومه محتمل محتمله مشتبه"
    " يعتقد يرجح not no never without denied denies deny may might alleged allegedly reportedly suspected"
)
_TITLES = (
    "السيد السيده الدكتور الدكتوره المهندس وزير الوزير الرييس رييس محافظ المحافظ قايد القايد العميد العقيد اللواء"
    " المقدم النقيب الملازم الشيخ المطران القاضي النايب الناطق المتحدث المدير مدير مدينه بلده قريه محافظه ريف حي ناحيه"
    " مخيم منطقه شارع سجن فرع مشفي جامعه mr mrs dr minister president general city town village"
)
DENIAL_AND_DOUBT, TITLES = frozenset(_DENIAL_AND_DOUBT.split()), frozenset(_TITLES.split())


def grade_of(spans: Iterable[EditSpan], old: Text, new: Text, changed: str) -> Grade | None:
    """Of an edit with these spans; `changed` names what it changed (change_labels). None where there is no span."""
    sides = {"title": (old[0], new[0]), "body": (old[1], new[1])}
    found = {_of_place(span, *sides[span.field]) for span in spans}
    if not found:
        return None
    grade = next(one for one in GRADES if one in found)
    grave = GRADES.index(grade) <= GRADES.index("number_or_name")
    return "number_or_name" if "numbers" in changed.split() and not grave else grade


def _of_place(span: EditSpan, old: str, new: str) -> Grade:
    removed, added = bare_words(span.removed), bare_words(span.added)
    if removed and added and is_slip(removed, added):
        return "spelling"
    doubts = [DENIAL_AND_DOUBT.intersection(words_for_comparison(side)) for side in (span.removed, span.added)]
    if doubts[0] != doubts[1] or max(len(removed), len(added)) >= MANY_WORDS:
        return "meaning"
    if any(map(is_number, (*removed, *added))) or any(map(_is_capital, (*removed, *added))):
        return "number_or_name"
    before = {_word_before(old, span.old_at), _word_before(new, span.new_at)}
    inside = words_for_comparison(span.removed)[:-1] + words_for_comparison(span.added)[:-1]
    return "number_or_name" if TITLES & {*before, *inside} else "wording"


def _is_capital(word: str) -> bool:
    return word[:1].isascii() and word[:1].isupper()


def _word_before(text: str, at: int) -> str:
    words = words_for_comparison(" ".join(text[max(0, at - 60) : at].split()[-1:]))
    return words[-1] if words else ""
