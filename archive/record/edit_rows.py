"""Rows of the tables of edits, a TypedDict for each."""

from typing import Literal, TypedDict

from archive.versions.edit_grades import Grade
from archive.versions.edit_spans import Field


class EditRow(TypedDict):
    """A version that is another text than the one before; `grade` is empty where no word came or went."""

    version_id: int
    article_id: int
    grade: Grade | Literal[""]
    rules: str


class EditSpanRow(TypedDict):
    """A place of an edit: what stood there (`old_at` characters into the old title or body), and what does."""

    id: int
    version_id: int
    field: Field
    old_at: int
    new_at: int
    removed: str
    added: str
