"""An article as a citation: Markdown, BibTeX, RIS. Each names the outlet, the original, the version of the text that is
cited, and the capture behind it.

Sources: the BibTeX manual (btxdoc) and biblatex 3.20 for `@online`; the RIS specification of Research Information
Systems as Zotero and JabRef read it. Both take UTF-8: Arabic letters stand as they are.
"""

import html
import re
from collections.abc import Iterable, Mapping
from typing import TypedDict

from archive.text.lines import one_line
from archive.web.queries.full_articles import CitedArticle

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
MARKDOWN_SIGNS = re.compile(r"([\\`*_{}\[\]()#|!~])")
NO_DATE = "n.d."  # what Zotero, JabRef and CSL styles read as "without a date"
ADDRESS_SIGNS: dict[str, str | int | None] = {sign: f"%{ord(sign):02X}" for sign in "{}<>()\\|^` "}


def address(url: str) -> str:
    """The address without signs that would end it early where it is quoted."""
    return one_line(url).translate(str.maketrans(ADDRESS_SIGNS))


def tex(text: str) -> str:
    return one_line(text).translate(str.maketrans(TEX))


class Taken(TypedDict):
    """When a text was taken or given, how, and the hash of the bytes it was read from."""

    fetched_at: str | None
    received_at: str | None
    body_sha256: str | None
    origin: str


def captured(article: Taken) -> str:
    """Where the text is from, with times and hash; empty where nothing was kept of it."""
    fetched, received = article["fetched_at"], article["received_at"] or article["fetched_at"]
    if not fetched or not received:
        return ""
    # A time that only says when it came here is nobody's statement.
    stated = "" if fetched.startswith(received) else f", dated {fetched}"
    where_from = {
        "crawl": f"captured {fetched}",
        "import": f"imported capture{stated and f'{stated} by its sender'}, came to Warraq {received}",
        "given": f"text given to Warraq {received}{stated and f'{stated} by its line'}, not captured",
    }
    return f"{where_from[article['origin']]}, SHA-256 {article['body_sha256']}"


def visited(article: CitedArticle) -> str:
    """The day on which the page was captured; empty where nobody says to have captured it."""
    return "" if article["origin"] == "given" else (article["fetched_at"] or article["first_seen_at"])[:10]


def markdown_text(text: str) -> str:
    """A text as every Markdown shows it and none obeys it. The first of them knows no backslash before < or &."""
    return MARKDOWN_SIGNS.sub(r"\\\1", html.escape(one_line(text), quote=False))


def evidence(article: CitedArticle) -> str:
    """Which version is cited, the hash of its text, its capture."""
    version = f"version {article['version']}, text SHA-256 {article['text_sha256']}"
    return ", ".join(filter(None, (version, captured(article))))


def markdown(article: CitedArticle) -> str:
    """One item of a list."""
    outlet, title = (markdown_text(text) for text in (article["outlet_title"], article["title"]))
    return (
        f"- {outlet}, [{title}](<{address(article['url'])}>), {article['published_day'] or NO_DATE}. "
        f"Warraq [{article['id']}](<{address(article['permalink'])}>), {evidence(article)}.\n"
    )


def bibtex(article: CitedArticle) -> str:
    """One `@online` entry. Authors and title stand in braces of their own: no style may re-case or split them."""
    fields = {
        "author": " and ".join(f"{{{tex(name)}}}" for name in article["author"].split("،") if one_line(name)),
        "title": f"{{{tex(article['title'])}}}",
        "organization": f"{{{tex(article['outlet_title'])}}}",
        "date": article["published_day"],
        "year": article["published_day"][:4] or NO_DATE,
        "url": address(article["url"]),
        "urldate": visited(article),
        "note": f"Archived by Warraq: \\url{{{address(article['permalink'])}}}, {evidence(article)}",
        "langid": BABEL_LANGUAGES.get(article["lang"][:2], ""),
    }
    return bibtex_entry(article["entry"], fields)


def bibtex_entry(name: str, fields: Mapping[str, str]) -> str:
    """An `@online` entry of the fields that are not empty."""
    lines = "".join(f"  {field} = {{{value}}},\n" for field, value in fields.items() if value)
    return f"@online{{warraq{name},\n{lines}}}\n\n"


def ris(article: CitedArticle) -> str:
    """One NEWS record."""
    day = article["published_day"]
    tags = [
        ("TY", "NEWS"),
        *(("AU", one_line(name)) for name in article["author"].split("،")),
        ("TI", one_line(article["title"])),
        ("T2", one_line(article["outlet_title"])),
        ("DA", ris_day(day)),
        ("PY", day[:4] or NO_DATE),
        ("UR", address(article["url"])),
        ("Y2", ris_day(visited(article))),
        ("LA", article["lang"]),
        ("AN", str(article["id"])),
        ("DB", "Warraq"),
        ("N1", f"Archived by Warraq: {address(article['permalink'])}, {evidence(article)}"),
    ]
    return ris_record(tags)


def ris_record(tags: Iterable[tuple[str, str]]) -> str:
    """A record of the tags that are not empty; lines end as RIS has it, in CR LF."""
    return "".join(f"{name}  - {value}\r\n" for name, value in tags if value) + "ER  - \r\n\r\n"


def ris_day(day: str) -> str:
    """A day as RIS writes it; empty where none is known."""
    return f"{day.replace('-', '/')}/" if day else ""
