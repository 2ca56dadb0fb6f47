"""The analysers that every article is given to."""

from archive.analysis.analyser import Analyser
from archive.analysis.figures import FIGURES
from archive.analysis.mentions import MENTIONS
from archive.analysis.places import PLACES
from archive.analysis.quotations import QUOTATIONS

ANALYSERS: tuple[Analyser, ...] = (MENTIONS, PLACES, QUOTATIONS, FIGURES)
