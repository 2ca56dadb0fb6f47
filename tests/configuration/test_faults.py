"""How what is wrong is told to people."""

from archive.configuration.faults import Fault, quoted


def test_what_is_told_holds_no_mark_that_acts_on_a_terminal() -> None:
    assert quoted("a\x1b[2J\nb") == "“a\\x1b[2J\\nb”"
    assert len(quoted("x" * 1000)) < 70


def test_a_fault_reads_as_a_sentence() -> None:
    fault = Fault(source="w.toml", line=3, key="limits.memory_mb", problem="is a text", wanted="Write a number.")
    assert str(fault) == "w.toml, line 3: limits.memory_mb is a text. Write a number."
