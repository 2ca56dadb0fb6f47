"""The kinds of versions an article has, by what changed."""

from typing import Literal

# furniture: only lines changed that are no part of the text; unsettled: nobody can say yet whether they are.
# alternates: the first of a run in which a few texts take turns; repeat: another of that run, told by the first.
ChangeKind = (
    Literal["first", "edit", "cosmetic", "revert", "extractor", "gone", "back", "given"]
    | Literal["furniture", "unsettled", "alternates", "repeat"]
)
