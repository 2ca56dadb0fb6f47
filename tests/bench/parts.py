"""The parts of the benchmark, each measured in a process of its own."""

import multiprocessing
import os
from concurrent.futures import ProcessPoolExecutor
from importlib import import_module
from pathlib import Path

from tests.bench.timing import Claim

PARTS = {
    "reading": "Reading a page (CPU time)",
    "extraction": "Texts of other people's labelled pages (F1)",
    "indexing": "Folding and indexing (CPU time)",
    "searching": "Searching (CPU time)",
    "spellings": "Found in any spelling (real articles, read by a person)",
    "costs": "What a search of real articles costs (CPU time, bytes)",
    "copying": "Finding copies (CPU time)",
    "finding": "Copies found (F1)",
    "noise": "Told of changes (noise and edits on pages of ten templates and on saved ones)",
    "short_copies": "Short copies, forms, patterns of the trade",
    "taking": "A page taken in, read again, imported (CPU time of all processes)",
    "crawling": "A page fetched and kept by whole programs: ours, a naive script, peers (CPU time of all processes)",
    "keeping": "Keeping a captured page (wall time)",
    "starting": "Starting a crawl, and what stays in memory (wall time, resident memory)",
    "recrawling": "Crawling an unchanged outlet again (requests)",
}

if os.environ.get("WARRAQ_BENCH_MILLION"):
    PARTS["million"] = "Searching a million articles (CPU time)"

# The last, so that it can take the large record of the part before.
PARTS["serving"] = "Serving pages through HTTP while a crawler writes (wall time, CPU time of the server)"


def measured(part: str, folder: Path, articles: int) -> list[Claim]:
    """What a part claims. What one part has imported, cached and started must not help or hinder the next."""
    with ProcessPoolExecutor(1, multiprocessing.get_context("spawn")) as pool:
        return pool.submit(_measure, part, folder, articles).result()


def _measure(part: str, folder: Path, articles: int) -> list[Claim]:
    return list(import_module(f"tests.bench.{part}").claims(folder, articles))
