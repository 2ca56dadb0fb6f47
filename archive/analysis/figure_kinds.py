"""What befell those whom a figure counts, and how the figure is bounded."""

from typing import Literal

Kind = Literal["killed", "wounded", "detained", "displaced"]
Bound = Literal["exact", "at_least", "more_than", "about", "at_most", "less_than"]
