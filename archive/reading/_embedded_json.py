"""JSON that stands in a page's scripts: whatever somebody wrote."""

import json


def loaded(data: str, longest: int) -> object:
    """What `data` holds; None where it is no JSON, or longer than `longest` characters."""
    try:
        return json.loads(data) if len(data) <= longest else None
    except (ValueError, RecursionError):
        return None
