"""Patterns that are compiled by their first use."""

import importlib
import re

from archive.reading.late_patterns import compile_all, late_pattern


def test_a_late_pattern_finds_what_a_compiled_one_finds() -> None:
    late, compiled = (make(r"(?P<n>\d+)", re.IGNORECASE) for make in (late_pattern, re.compile))
    for _ in range(2):
        assert late.findall("a 1 b 22") == compiled.findall("a 1 b 22")
        assert late.sub("n", "a 1") == compiled.sub("n", "a 1")
        assert [found["n"] for found in late.finditer("a 1 b 22")] == ["1", "22"]
        assert late.search("b 22") is not None
        assert late.fullmatch("x") is None
    assert late.pattern == compiled.pattern


def test_every_late_pattern_of_the_reading_compiles() -> None:
    importlib.import_module("archive.reading.extract")
    compile_all()
