"""The page of a bundle for a person, in Arabic and in English: what came, when, what that proves and what not."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from jinja2 import Environment, FileSystemLoader

from archive.evidence.bundle._members import Cut
from archive.evidence.bundle._proofs import Proofs
from archive.evidence.bundle._rows import ArticleRows, Fields
from archive.times import DAMASCUS, unstamp

ORIGINS = ("crawl", "import", "given")


@dataclass(frozen=True, slots=True)
class Shown:
    """What the page tells beside the rows: the bundle's own name, its WARC file, the file of each version's text by the
    version's number, each capture as it was cut, and the proofs, where there are any."""

    name: str
    warc: str
    texts: Mapping[int, str]
    cuts: Sequence[Cut]
    proofs: Proofs | None = None


def evidence_page(known: ArticleRows, shown: Shown) -> bytes:
    """One HTML file that loads nothing and runs nothing."""
    origins = {cut.capture["via"] for cut in shown.cuts} | {version["origin"] for version in known.versions}
    values = {
        "article": known.article,
        "newest": known.newest,
        "origins": [origin for origin in ORIGINS if origin in origins],
        "kept": sum(cut.at is not None for cut in shown.cuts),
        "captures": shown.cuts,
        "versions": [_version(version, shown.texts, known) for version in known.versions],
        "name": shown.name,
        "warc": shown.warc,
        "damascus": damascus,
        "proofs": shown.proofs,
    }
    return _templates().get_template("evidence.html").render(values).encode("utf-8", "replace")


def _version(version: Fields, texts: Mapping[int, str], known: ArticleRows) -> Fields:
    is_redacted = ("version", version["id"]) in known.redacted
    return {**version, "file": texts.get(int(version["n"] or 0)), "is_redacted": is_redacted}


def damascus(stamped: str) -> str:
    """An instant as clocks in Damascus show it; a day as it is."""
    return unstamp(stamped).astimezone(DAMASCUS).strftime("%Y-%m-%d %H:%M:%S") if "T" in stamped else stamped


@cache
def _templates() -> Environment:
    return Environment(loader=FileSystemLoader(Path(__file__).parent), autoescape=True)
