"""docs/performance.md of the figures beside it: performance_page.md is its text."""

from pathlib import Path
from typing import Any

from tests.bench import crawling, pages
from tests.bench.timing import exponent
from tests.support.paths import ROOT

DOCS = ROOT / "docs"
FIGURES, PAGE, CHARTS = DOCS / "performance.json", DOCS / "performance.md", DOCS / "pictures"
TEXT = Path(__file__).with_name("performance_page.md")


def written(found: dict[str, Any]) -> str:
    """docs/performance.md."""
    versions = ", ".join(f"{name} {number}" for name, number in found["versions"].items())
    machine = (
        f"{found['machine']}, load {found['load_at_start']} at the start; Python {found['python']},"
        f" SQLite {found['sqlite']}, {versions};"
        f" {', '.join(' with '.join(pins) for pins in found['peers'].values())}, each in an environment of its own."
    )
    missing = "".join(f"- Not measured: {name}, as {reason}.\n" for name, reason in found["missing"].items())
    sizes = found["sizes"]
    return TEXT.read_text(encoding="utf-8").format(
        day=found["day"],
        machine=machine,
        texts="real texts" if found["real_texts"] else "made texts",
        rounds=found["rounds"],
        programs="\n".join(_program_rows(found["programs"])),
        missing=missing and f"{missing}\n",
        asked=pages.ROUNDS,
        sizes=" | ".join(f"{size:,}" for size in sizes),
        rules="---|" * len(sizes),
        growth="\n".join(_growth_row(row, sizes) for row in found["growth"]),
    )


def _program_rows(programs: dict[str, dict[str, float]]) -> list[str]:
    """Ours first, each beside both ways of ours."""

    def ratio(other: float, ours: str) -> str:
        return f"{other / programs[ours]['milliseconds']:.2f}×" if ours in programs else ""

    return [
        f"| {name} | {of['milliseconds']:.1f} ms | {of['bytes'] / 1e6:.0f} MB |"
        + (
            " | |"
            if name in crawling.OURS
            else f" {' | '.join(ratio(of['milliseconds'], ours) for ours in crawling.OURS)} |"
        )
        for name, of in programs.items()
    ]


def _growth_row(row: dict[str, Any], sizes: list[int]) -> str:
    spent = row["milliseconds"]
    return f"| `{row['page']}` | {' | '.join(f'{each:.1f}' for each in spent)} | {exponent(sizes, spent):.2f} |"
