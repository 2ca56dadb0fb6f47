"""The analysers that every article is given to."""

from archive.analysis.analyser import Analyser

ANALYSERS: tuple[Analyser, ...] = ()
