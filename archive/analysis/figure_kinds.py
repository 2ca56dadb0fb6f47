"""What befell those whom a figure counts, and how the figure is bounded."""

from typing import Literal, get_args

Kind = Literal["killed", "wounded", "detained", "displaced"]
KINDS: tuple[Kind, ...] = get_args(Kind)
Bound = Literal["exact", "at_least", "more_than", "about", "at_most", "less_than"]
