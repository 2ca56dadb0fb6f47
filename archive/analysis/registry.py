"""The analysers that every article is given to."""

from archive.analysis.analyser import Analyser
from archive.analysis.mentions import MENTIONS

ANALYSERS: tuple[Analyser, ...] = (MENTIONS,)
