"""Forms: frames that an outlet, or several, fill in again and again, each time for another event.

`copy_forms.tsv` has one a line: `frame`, its name, its text; and what stands in a slot: `slot`, its kind, the choices
parted by |. A new form is one line.
"""

import random
import re
from pathlib import Path

ROWS = [line.split("\t") for line in Path(__file__).with_suffix(".tsv").read_text(encoding="utf-8").splitlines()]
FRAMES = {name: text for what, name, text in ROWS if what == "frame"}
SLOTS = {kind: choices.split("|") for what, kind, choices in ROWS if what == "slot"}


def filled(frame: str, chance: random.Random) -> str:
    """The frame filled in for another event, each slot by chance."""
    return re.sub(r"\{(\w+)\}", lambda slot: _said(slot[1], chance), frame)


def _said(kind: str, chance: random.Random) -> str:
    if kind == "name":
        return f"{chance.choice(SLOTS['given'])} {chance.choice(SLOTS['family'])}"
    return str(chance.randrange(15, 95)) if kind == "number" else chance.choice(SLOTS[kind])
