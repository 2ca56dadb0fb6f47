"""Articles of a made outlet from which its lines are learned."""

from datetime import UTC, datetime

from archive.model import PageLine
from archive.versions.furniture.learned_lines import LearnedLines

AT = datetime(2026, 11, 26, 12, tzinfo=UTC)
NOTICE = PageLine(text="كن أول من يصله الخبر")
LETTERS = "ابتثجحخدذرزسشصضطظعغفقكلمنهوي"


def story(number: int) -> list[PageLine]:
    """Three sentences that no other story has."""
    name = LETTERS[number % 28] + LETTERS[number // 28 % 28]
    lines = (f"قال {name}{at} إن {name} زار البلدة {name}{at} مع وفد {name} من {name}{at} قبل الظهر." for at in "كلم")
    return [PageLine(text=line, in_text=True) for line in lines]


def learn(lines: LearnedLines, count: int, *others: PageLine, first: int = 1, at: datetime = AT) -> None:
    for number in range(first, first + count):
        assert lines.learn("o", "", f"k{number}", at, [*story(number), *others], f"عنوان الخبر {LETTERS[number % 28]}")


def is_known(lines: LearnedLines, line: PageLine, *, edition: str = "", at: datetime = AT, key: str = "k0") -> bool:
    return lines.known("o", edition, key, at.date())([line]) == {line}
