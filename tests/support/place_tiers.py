"""How sure a name of the gazetteer is: its tier, by how much commoner it is in texts on Syria than in others."""

from pathlib import Path

FEW = 3  # texts of elsewhere: a word of theirs
PERSONS = {"الشيخ", "شيخ", "ابو", "احمد", "عبد", "الحاج", "حاج", "محمد", "السيد", "علي", "حسن", "حسين", "النبي"}
NAMED_AS_PLACES = {"حي", "مخيم", "مطار", "معبر", "مدينه", "قريه", "بلده"}


class Counts:
    def __init__(self, path: Path) -> None:
        lines = [line.split("\t") for line in path.read_text(encoding="utf-8").splitlines()] if path.exists() else []
        self._of = {name: (int(syrian), int(other)) for name, syrian, other in lines}
        self._texts = self._of.pop("", (1, 1))

    def at_best_cue(self, name: str) -> str:
        """Of a spelling that no source has: an article put before a name."""
        return "s" if self._of.get(name, (0, 0))[1] else max("c", self.tier(name))

    def tier(self, name: str) -> str:
        """a: always, c: with a cue or a neighbour, s: with a strong cue alone. By how much commoner it is in Syria."""
        syrian, other = self._of.get(name, (0, 0))
        words = name.split()
        ratio = (syrian / self._texts[0]) / (max(other, 0.5) / self._texts[1])
        if words[0] in PERSONS:
            return "c" if len(words) > 1 and other == 0 and syrian >= 3 else "s"
        if len(words) > 1:
            return "a" if other == 0 or ratio >= 25 else "c" if other < FEW else "s"
        if len(name.removeprefix("ال")) < 4 and not (other == 0 and syrian >= 4):
            return "s" if other else "c"
        if (other == 0 and syrian >= 3) or (syrian >= 8 and ratio >= 40):
            return "a"
        return "c" if other < FEW else "s"


def tier_of(name: str, listed: str, given: bool, table: Counts) -> str:
    if name.split(maxsplit=1)[0] in NAMED_AS_PLACES and " " in name:
        return "a"
    return listed or (table.tier(name) if given else table.at_best_cue(name))
