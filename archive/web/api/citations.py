"""An article as a citation: Markdown, BibTeX, RIS. Each names the outlet, the original and the capture behind the text.

Sources: the BibTeX manual (btxdoc) and biblatex 3.20 for `@online`; the RIS specification of Research Information
Systems as Zotero and JabRef read it. Both take UTF-8: Arabic letters stand as they are.
"""

import re
from collections.abc import Mapping
from typing import Any

from archive.text.lines import one_line

Row = Mapping[str, Any]
# A brace counts for BibTeX even behind a backslash, so that only its name is safe.
TEX: dict[str, str | int | None] = {
    "\\": r"\textbackslash{}",
    "{": r"\textbraceleft{}",
    "}": r"\textbraceright{}",
    "~": r"\textasciitilde{}",
    "^": r"\textasciicircum{}",
    **{sign: f"\\{sign}" for sign in "#$%&_"},
}
BABEL_LANGUAGES = {"ar": "arabic", "en": "english", "fr": "french", "tr": "turkish", "ku": "kurmanji"}
MARKDOWN_SIGNS = re.compile(r"([\\`*_{}\[\]()<>#|!~])")
ADDRESS_SIGNS: dict[str, str | int | None] = {sign: f"%{ord(sign):02X}" for sign in "{}<>()\\|^` "}


def address(url: str) -> str:
    """The address without signs that would end it early where it is quoted."""
    return one_line(url).translate(str.maketrans(ADDRESS_SIGNS))


def tex(text: str) -> str:
    return one_line(text).translate(str.maketrans(TEX))


def captured(row: Row) -> str:
    """When the page was captured and its hash; empty where a text came without a page."""
    if not row["fetched_at"]:
        return ""
    return f"captured {row['fetched_at']}, SHA-256 {row['body_sha256']}"


def markdown(row: Row) -> str:
    """One item of a list."""
    outlet, title = (MARKDOWN_SIGNS.sub(r"\\\1", one_line(row[name])) for name in ("outlet_title", "title"))
    evidence = f", {captured(row)}" if captured(row) else ""
    return (
        f"- {outlet}, [{title}](<{address(row['url'])}>), {row['published_day']}. "
        f"Warraq [{row['id']}](<{address(row['permalink'])}>){evidence}.\n"
    )


def bibtex(row: Row) -> str:
    """One `@online` entry. Authors and title stand in braces of their own: no style may re-case or split them."""
    evidence = f", {captured(row)}" if captured(row) else ""
    fields = {
        "author": " and ".join(f"{{{tex(name)}}}" for name in row["author"].split("،") if one_line(name)),
        "title": f"{{{tex(row['title'])}}}",
        "organization": f"{{{tex(row['outlet_title'])}}}",
        "date": row["published_day"],
        "year": row["published_day"][:4],
        "url": address(row["url"]),
        "urldate": (row["fetched_at"] or row["first_seen_at"])[:10],
        "note": f"Archived by Warraq: \\url{{{address(row['permalink'])}}}{evidence}",
        "langid": BABEL_LANGUAGES.get(row["lang"][:2], ""),
    }
    lines = "".join(f"  {name} = {{{value}}},\n" for name, value in fields.items() if value)
    return f"@online{{warraq{row['id']},\n{lines}}}\n\n"


def ris(row: Row) -> str:
    """One NEWS record; lines end as RIS has it, in CR LF."""
    evidence = f", {captured(row)}" if captured(row) else ""
    tags = [
        ("TY", "NEWS"),
        *(("AU", one_line(name)) for name in row["author"].split("،")),
        ("TI", one_line(row["title"])),
        ("T2", one_line(row["outlet_title"])),
        ("DA", row["published_day"].replace("-", "/") + "/"),
        ("PY", row["published_day"][:4]),
        ("UR", address(row["url"])),
        ("Y2", (row["fetched_at"] or row["first_seen_at"])[:10].replace("-", "/") + "/"),
        ("LA", row["lang"]),
        ("AN", str(row["id"])),
        ("DB", "Warraq"),
        ("N1", f"Archived by Warraq: {address(row['permalink'])}{evidence}"),
    ]
    return "".join(f"{name}  - {value}\r\n" for name, value in tags if value) + "ER  - \r\n\r\n"
