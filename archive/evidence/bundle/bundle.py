"""Make the evidence bundle of an article: one WACZ file, the same bytes as long as the record says the same."""

import hashlib
import json
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from importlib.metadata import version
from pathlib import Path
from typing import IO

from sqlite_utils.utils import sqlite3

from archive.data_folder import DataFolder
from archive.errors import BadConfiguration, WarraqError
from archive.evidence.bundle._index import cdx_lines, page_lines, pages
from archive.evidence.bundle._members import OTHER_BYTES, REDACTED, Cut, Plan, plan, stored
from archive.evidence.bundle._package import Package
from archive.evidence.bundle._page import Shown, evidence_page
from archive.evidence.bundle._proofs import Proofs, proofs_of
from archive.evidence.bundle._rows import ArticleRows, Fields, article_rows, capture_at
from archive.record.redactions import redaction_of

WARC = "archive/captures.warc.gz"
# Of the standard library alone, so that whoever gets a bundle can run it, and read it.
CHECKER = Path(__file__).with_name("check_proofs.py")
# Versions that say what became of an article, and not what it said.
WITHOUT_TEXT = ("gone", "back")
OnBytes = Callable[[int, int], None]


class BundleTooLong(WarraqError):
    """The captures of an article are more bytes than whoever asks for them takes."""


@dataclass(frozen=True, slots=True)
class Bundle:
    """What was made; `left_out` counts captures whose bytes are not as they were recorded, or not there."""

    article_id: int
    bytes: int
    sha256: str
    captures: int
    versions: int
    left_out: int


def name_of(article_id: int) -> str:
    return f"warraq-{article_id}.wacz"


def make_bundle(
    connection: sqlite3.Connection,
    data: DataFolder,
    article_id: int,
    target: IO[bytes],
    *,
    longest: int | None = None,
    on_bytes: OnBytes = lambda *_: None,
) -> Bundle:
    """Write the bundle of an article to `target`, which can be read and sought; `on_bytes` is told how far it is.

    Raises BadConfiguration for an article that is not there, BundleTooLong past `longest` bytes of captures, NotKept
    where a WARC file breaks meanwhile.
    """
    known = article_rows(connection, article_id)
    if known is None:
        raise _missing(connection, article_id)
    if longest is not None and sum(_stored_length(capture) for capture in known.captures) > longest:
        raise BundleTooLong(f"The captures of article {article_id} are more than {longest >> 20} MB.")
    cut = plan(data.warc, known, partial(capture_at, connection))
    if longest is not None and cut.length > longest:
        raise BundleTooLong(f"The captures of article {article_id} are more than {longest >> 20} MB.")
    proofs = proofs_of(connection, data.published, known)
    _write(known, cut, proofs, data.warc, target, on_bytes)
    size, digest = measured(target)
    left_out = sum(bool(one.fault) for one in cut.cuts)
    return Bundle(article_id, size, digest, len(cut.cuts), len(known.versions), left_out)


def _missing(connection: sqlite3.Connection, article_id: int) -> BadConfiguration:
    if redaction := redaction_of(connection, "article", article_id):
        return BadConfiguration(
            f"Article {article_id} was taken out of the archive on {redaction['day']} ({redaction['reason']})."
        )
    return BadConfiguration(f"The archive holds no article {article_id}. Look it up with: warraq search WORDS")


def _write(
    known: ArticleRows, cut: Plan, proofs: Proofs | None, folder: Path, target: IO[bytes], on_bytes: OnBytes
) -> None:
    article_id, title = int(known.article["id"] or 0), str(known.article["title"] or known.article["url"])
    package = Package(target)
    package.add_pieces(WARC, pieces_of(folder, cut, on_bytes), cut.length)
    package.add("indexes/index.cdx", cdx_lines(cut.cuts, WARC.removeprefix("archive/")))
    package.add("pages/pages.jsonl", page_lines(cut.cuts, titles_of(known), title))
    add_article(package, known, cut.cuts, proofs, name_of(article_id))
    package.add("warraq/sha256sums.txt", package.sha256().encode())
    package.finish(_metadata(known, cut, title))


def add_article(
    package: Package, known: ArticleRows, cuts: Sequence[Cut], proofs: Proofs | None, name: str, folder: str = "warraq/"
) -> None:
    """All that is noted of one article, in a folder of its own: rows, texts, proofs with what checks them, the page."""
    about = {**known.article, "addresses": known.addresses, "verdicts": known.verdicts}
    package.add(f"{folder}article.json", _json(about))
    package.add(f"{folder}captures.jsonl", _lines([_capture(one) for one in cuts]))
    texts = _texts(known)
    versions = [{**one, "fault": _text_fault(known, one)} for one in known.versions]
    package.add(f"{folder}versions.jsonl", _lines(versions))
    for path, text in texts.values():
        package.add(f"{folder}{path}", text)
    if proofs:
        _add_proofs(package, proofs, folder)
    paths = {n: f"warraq/{path}" for n, (path, _) in texts.items()}
    package.add(f"{folder}evidence.html", evidence_page(known, Shown(name, WARC, paths, cuts, proofs)))


def _add_proofs(package: Package, proofs: Proofs, folder: str) -> None:
    package.add(f"{folder}proofs.json", _json(proofs.as_record()))
    package.add(f"{folder}checkpoint.txt", proofs.note)
    package.add(f"{folder}log-vkey.txt", proofs.key)
    if proofs.earlier:
        package.add(f"{folder}earlier-checkpoint.txt", proofs.earlier[1])
    for name, content in proofs.stamps.items():
        package.add(f"{folder}timestamps/{name}", content)
    package.add(f"{folder}check_proofs.py", CHECKER.read_bytes())


def _texts(known: ArticleRows) -> dict[int, tuple[str, bytes]]:
    """By number, the file of a version's text, and its bytes; those that are as recorded."""
    whole = (one for one in known.versions if one["kind"] not in WITHOUT_TEXT and not _text_fault(known, one))
    return {int(one["n"] or 0): (f"text-{one['n']}.txt", _text(one)) for one in whole}


def _text(one: Fields) -> bytes:
    return f"{one['title']}\n{one['body']}".encode("utf-8", "replace")


def _text_fault(known: ArticleRows, one: Fields) -> str:
    """Why a version's text is no evidence: something was taken out of it, or it is not what was recorded."""
    if ("version", one["id"]) in known.redacted:
        return REDACTED
    same = one["kind"] in WITHOUT_TEXT or hashlib.sha256(_text(one)).hexdigest() == one["sha256"]
    return "" if same else OTHER_BYTES


def _metadata(known: ArticleRows, cut: Plan, title: str) -> dict[str, object]:
    metadata: dict[str, object] = {
        "title": title,
        "description": "Evidence of one article. A person begins with warraq/evidence.html, in Arabic and English.",
        "created": known.newest if "T" in known.newest else f"{known.newest}T00:00:00Z",
        "software": f"warraq/{version('warraq')}",
    }
    if shown := pages(cut.cuts):
        metadata |= {"mainPageUrl": shown[-1].capture["url"], "mainPageDate": shown[-1].capture["fetched_at"]}
    return metadata


def titles_of(known: ArticleRows) -> dict[int, str]:
    """The headline that was read from a capture."""
    return {int(one["capture_id"]): str(one["title"]) for one in known.versions if one["capture_id"]}


def _capture(one: Cut) -> Fields:
    """A capture's row, with where it lies in the bundle, or why it does not."""
    length = one.piece.length if one.piece else None
    here: Fields = {"bundle_start": one.start, "bundle_offset": one.at, "bundle_length": length, "fault": one.fault}
    return {**one.capture, **here}


def _stored_length(capture: Fields) -> int:
    return int(capture["warc_length"] or 0) + int(capture.get("warc_before") or 0)


def pieces_of(folder: Path, cut: Plan, on_bytes: OnBytes) -> Iterator[bytes]:
    done = 0
    for piece in cut.pieces:
        for part in stored(folder, piece):
            yield part
            done += len(part)
            on_bytes(done, cut.length)


def _json(thing: object) -> bytes:
    return json.dumps(thing, ensure_ascii=False, indent=1).encode("utf-8", "replace")


def _lines(found: Sequence[Fields]) -> bytes:
    return "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in found).encode("utf-8", "replace")


def measured(target: IO[bytes]) -> tuple[int, str]:
    size = target.seek(0, 2)
    target.seek(0)
    return size, hashlib.file_digest(target, "sha256").hexdigest()  # type: ignore[arg-type]
