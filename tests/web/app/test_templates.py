"""Templates of every page: a browser's own field for days, and `dir=auto` on an empty field, turn a page round."""

import re
from pathlib import Path

from archive.web.app import templates

TEMPLATES = Path(templates.__file__).parents[1] / "templates" / "warraq"
FIELD = re.compile(r"<(?:input|textarea)\b.*?(?:>|$)", re.DOTALL)


def test_a_day_is_typed_as_text_and_no_field_takes_its_direction_from_nothing() -> None:
    fields = [field for path in TEMPLATES.glob("*.html") for field in FIELD.findall(path.read_text(encoding="utf-8"))]
    assert len(fields) > 50
    assert [field for field in fields if 'type="date"' in field] == []
    # A list always has a name.
    whenever = [re.sub(r"{% if .*?{% endif %}", "", field) for field in fields if "chosen.name" not in field]
    assert [field for field in whenever if 'dir="auto"' in field] == []
