"""Which part of a text another one carries: the share of it, the stretches of words, the cells of the strip."""

from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import TypedDict

from archive.copies.shingles import SHINGLE_WORDS, shingles
from archive.text.folding import words_for_comparison
from archive.web.charts.timeline import Cell, strip
from archive.web.queries.stories import FirstArticle, Member, Texts

Span = tuple[int, int]


class Coverage(TypedDict):
    """What an article carries of the text it is measured by.

    `words` of that text, the `share` of 1, `spans` of words, `cells` of the strip.
    """

    words: int
    share: float
    spans: list[Span]
    cells: list[Cell]


class MeasuredFirst(FirstArticle, Coverage):
    """The article the others are measured by: it carries all of its own text."""


class MeasuredMember(Member, Coverage):
    """Another article of the story, and what it carries."""


def measured(first: FirstArticle, others: Sequence[Member], *, rtl: bool) -> tuple[MeasuredFirst, list[MeasuredMember]]:
    """The articles of a story, each with what it carries. Slow for long texts: not for the event loop."""
    return {**first, **coverage_of(first, rtl=rtl)}, [{**one, **coverage_of(one, rtl=rtl)} for one in others]


def coverage_of(texts: Texts, *, rtl: bool) -> Coverage:
    words = words_for_comparison(texts["measured"])
    carried = coverage(words, words_for_comparison(texts["text"]))
    return {
        "words": len(words),
        "share": sum(carried) / len(carried) if carried else 0.0,
        "spans": list(spans(carried)),
        "cells": strip(carried, rtl=rtl),
    }


def coverage(words: Sequence[str], other: Sequence[str]) -> list[bool]:
    """For each word of a text: does it stand in a shingle that the other text has too?"""
    known = shingles(other)
    carried = [False] * len(words)
    for start in range(len(words) - SHINGLE_WORDS + 1):
        if shingles(words[start : start + SHINGLE_WORDS]) <= known:
            carried[start : start + SHINGLE_WORDS] = [True] * SHINGLE_WORDS
    return carried


def spans(carried: Sequence[bool]) -> Iterator[Span]:
    """The first and last word of each carried stretch, counted from 1; a gap shorter than a shingle parts none."""
    found: list[Span] = []
    position = 0
    for on, run in groupby(carried):
        length = len(list(run))
        if on and found and position - found[-1][1] < SHINGLE_WORDS:
            found[-1] = (found[-1][0], position + length)
        elif on:
            found.append((position + 1, position + length))
        position += length
    return iter(found)
