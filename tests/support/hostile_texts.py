"""Texts that nobody writes, made to grow or to stall what reads them: one thing over and over, and mixtures."""

from hypothesis import strategies as st

# What is repeated, by the name of what it attacks.
UNITS = {
    "initials": "ا.",
    "latin initials": "a.",
    "initials with marks": "أَ·",
    "pieces between tatweels": "ـا.ـ",
    "letters between tatweels": "اـ",
    "pieces between tatweels and spaces": "قـ ـد",
    "pieces cut by hidden characters": "ا\u200c",
    "words cut by hidden characters": "قوات\u200f",
    "words in sixteen pieces": ".".join("ابتثجحخدذرزسشصضط") + " ",
    "words in seventeen pieces": ".".join("ابتثجحخدذرزسشصضطع") + " ",
    "words in pieces": "القـ.ـوات ",
    "every other word in pieces": "القـ.ـوات كلمة ",
    "tatweels": "ـ",
    "lone tatweels": "ـ ",
    "tatweels and dots": "ـ.",
    "tatweels and marks": "ـ\u064e",
    "marks": "\u064e",
    "lone marks": "\u0651 ",
    "marks of other scripts, out of order": "\u0301\u0316",
    "marks of three parts": "\u0f73",
    "a letter with marks out of order": "e\u0301\u0316",
    "hidden characters": "\u200f",
    "isolates": "\u2066ا\u2069",
    "signs": ".*-_",
    "dots": ".",
    "dashes": "-",
    "spaces": " ",
    "lines": "\n",
    "letters": "ا",
    "one-letter words": "ا ",
    "digits": "1",
    "digits and dots": "1.",
    "hamzas beside their seats": "و\u0654",
    "emoji": "❤\ufe0f",
    "emoji and letters": "😀ا",
    "signs of fifteen letters": "ﷺ",
    "words of fifteen letters in one": "ﷺ ",
    "such words in pieces": "ﷺ\u200fﷺ ",
    "signs of four letters in pieces": "ﷲ\u200f",
    "names in two spellings": "ديرالزور ",
    "private use": "\ue000",
}

_LETTERS = "ابتوهيةأئؤىکﻻﷺ"
_SIGNS = [*". · * - _ / \\ | ، , … \n", "\u200f", "\u200c", "\u00ad", "\u2060"]
_MARKS = [*"ـ\u064b\u0651\u0670\u0654\u0301\u0316\u061c\u2066\u2069\ufe0f"]
ALPHABET = [*_LETTERS, *_SIGNS, *_MARKS, *"aéZ09٣½", "😀", "❤", "\ue000", "\U0001f468"]

_anything = st.text(st.sampled_from(ALPHABET), max_size=12)
_runs = st.builds(
    lambda unit, times: unit * times, st.sampled_from(ALPHABET + list(UNITS.values())), st.integers(1, 40)
)
_chains = st.builds(
    lambda sign, pieces: sign.join(pieces),
    st.sampled_from([".", "·", "*", "\u200f", "\u200c\u200f", "ـ.ـ", "ـ ـ", "ـ\u200f*ـ", "."]),
    st.lists(st.text(st.sampled_from(_LETTERS + "aé\u064eـ1"), min_size=1, max_size=4), min_size=2, max_size=24),
)
# Every kind of character, in runs, in words of up to two dozen pieces, and in any order; no half of a surrogate pair.
TEXTS = st.lists(_anything | _runs | _chains, max_size=6).map("".join)
