"""A change as a citation: two versions of an article, the hashes of both texts, between which readings it was seen."""

from collections.abc import Mapping
from dataclasses import dataclass

from archive.text.lines import one_line
from archive.web.api.citations import (
    BABEL_LANGUAGES,
    NO_DATE,
    Taken,
    address,
    bibtex_entry,
    captured,
    markdown_text,
    ris_day,
    ris_record,
    tex,
)
from archive.web.api.exports import FORMS
from archive.web.api.protocol import Refusal, json_errors, lasting_headers, no_article, no_version, parameters
from archive.web.app.compat import Datasette, Request, Response
from archive.web.app.connection import query
from archive.web.app.page import permalink
from archive.web.queries.articles import (
    ArticleWithTrail,
    CapturedText,
    article_with_trail,
    version_text,
)
from archive.web.queries.change_interval import Between, seen_between
from archive.web.queries.rows import Connection
from archive.web.queries.version_history import SEEN_HAPPEN, Doing, changed_between, holds_text

# Whose doing it is, as far as the versions between say. The minute of a change is not known to anybody but the outlet.
SENTENCES = {
    "outlet": "a change was seen between {between}",
    "alternates": "two texts that the outlet was seen to show by turns, here between {between}",
    "cosmetic": "a change of marks or punctuation, and of no word, was seen between {between}",
    "mixed": "a difference was seen between {between}, part of it through other rules of reading of this archive",
    "furniture": "a change of lines that stand round the text, and of no word of the article,"
    " was seen between {between}",
    "marks_round": "a change of lines that stand round the text, and of marks but no word of the article,"
    " was seen between {between}",
    "unsettled": "a change on the page was seen between {between}; whether it belongs to the text is not known yet",
    "given": "two texts that were given to this archive, dated {between}; nobody saw the outlet change them",
    "half_given": "a captured text and one that was given to this archive, dated {between}; nobody saw a change",
    "us": "one text read by two sets of rules of this archive, captured between {between}; no change by the outlet",
}
# What else is in a difference (trail.also_changed).
ALSO = {
    "furniture": "lines that stand round the text changed as well, which is no edit",
    "unsettled": "something else changed of which it is not known yet whether it belongs to the text",
    "cosmetic": "marks or punctuation changed as well",
    "us": "part of the difference is through other rules of reading of this archive",
}


@dataclass(frozen=True, slots=True)
class CitedChange:
    """Two versions of an article, the earlier first; `doing.by` is one of SENTENCES, `permalink` the page of both."""

    article: ArticleWithTrail
    old: CapturedText
    new: CapturedText
    doing: Doing
    permalink: str

    @property
    def between(self) -> Between:
        return seen_between(self.old, self.new)

    @property
    def title(self) -> str:
        return f"“{one_line(self.new['title'])}”: difference between versions {self.old['n']} and {self.new['n']}"

    @property
    def year(self) -> str:
        """Of the change, where both readings are of one year."""
        earlier, later, _ = self.between
        return earlier[:4] if earlier[:4] == later[:4] else NO_DATE

    @property
    def seen(self) -> str:
        earlier, later, still = self.between
        sentences = [SENTENCES[self.doing.by].format(between=f"{earlier} and {later}")]
        sentences += [ALSO[part] for part in self.doing.also]
        if still and self.doing.by in SEEN_HAPPEN:
            sentences.append(f"the earlier text was last read at {still}")
        return "; ".join(sentences)

    @property
    def visited(self) -> str:
        """The day of the later reading; empty where one of the two was given, which nobody visited."""
        return self.between.later[:10] if self.doing.by in (*SEEN_HAPPEN, "us") else ""

    @property
    def proof(self) -> str:
        """Both texts by hash and capture, and the earlier headline where it was another."""
        before = "" if self.old["title"] == self.new["title"] else f"; earlier headline “{one_line(self.old['title'])}”"
        return f"{_proof(self.old)}; {_proof(self.new)}{before}"


def _proof(text: CapturedText) -> str:
    capture = text["capture"]
    proof = f"version {text['n']}: text SHA-256 {text['sha256']}"
    if not capture:
        return proof
    taken: Taken = {
        "fetched_at": capture["fetched_at"],
        "received_at": capture["received_at"],
        "body_sha256": capture["body_sha256"],
        "origin": text["origin"],
    }
    return f"{proof}, {captured(taken)}"


def markdown(change: CitedChange) -> str:
    """One item of a list."""
    article = change.article
    outlet, title, proof = (markdown_text(text) for text in (article["outlet_title"], change.title, change.proof))
    return (
        f"- {outlet}, [{title}](<{address(change.permalink)}>), {change.seen}. {proof}. "
        f"Original: <{address(article['url'])}>.\n"
    )


def bibtex(change: CitedChange) -> str:
    """One `@online` entry. Nobody signed a change: it has no author."""
    article = change.article
    fields = {
        "title": f"{{{tex(change.title)}}}",
        "organization": f"{{{tex(article['outlet_title'])}}}",
        "year": change.year,
        "url": address(change.permalink),
        "urldate": change.visited,
        "note": f"{tex(change.seen)}; {tex(change.proof)}; original: \\url{{{address(article['url'])}}}",
        "langid": BABEL_LANGUAGES.get(article["lang"][:2], ""),
    }
    return bibtex_entry(f"{article['id']}d{change.old['n']}to{change.new['n']}", fields)


def ris(change: CitedChange) -> str:
    """One ELEC record."""
    article = change.article
    tags = [
        ("TY", "ELEC"),
        ("TI", change.title),
        ("T2", one_line(article["outlet_title"])),
        ("PY", change.year),
        ("UR", address(change.permalink)),
        ("Y2", ris_day(change.visited)),
        ("LA", article["lang"]),
        ("AN", f"{article['id']}, versions {change.old['n']} and {change.new['n']}"),
        ("DB", "Warraq"),
        ("N1", f"{change.seen}; {change.proof}; original: {address(article['url'])}"),
    ]
    return ris_record(tags)


WRITERS = {"md": markdown, "bib": bibtex, "ris": ris}


@json_errors
async def view(datasette: Datasette, request: Request) -> Response:
    """GET /article/ID/diff/M..N.bib, .ris, .md: a change to cite, the earlier version first."""
    parameters(request)
    wanted: Mapping[str, str] = request.url_vars
    article_id, old, new = (int(wanted[name]) for name in ("id", "old", "new"))
    change = await query(datasette, lambda connection: _change(connection, article_id, (old, new), request))
    form = wanted["form"]
    return Response(WRITERS[form](change), 200, lasting_headers(datasette, change.permalink), FORMS[form].kind)


def _change(connection: Connection, article_id: int, numbers: tuple[int, int], request: Request) -> CitedChange:
    """Raises Refusal where there are no two such texts."""
    article = article_with_trail(connection, article_id)
    if article is None:
        raise no_article(article_id)
    by_age = [one["n"] for one in reversed(article["trail"]) if holds_text(one)]
    unknown = next((n for n in numbers if n not in by_age), None)
    if unknown is not None:
        raise no_version(article_id, unknown)
    if numbers[0] == numbers[1]:
        raise Refusal(400, "A version differs in nothing from itself. Name two, such as 1..2.")
    old, new = sorted(numbers, key=by_age.index)
    before, after = (known_text(connection, article_id, n) for n in (old, new))
    lasting = permalink(request, f"/article/{article_id}/diff/{old}..{new}")
    return CitedChange(article, before, after, changed_between(article["trail"], old, new), lasting)


def known_text(connection: Connection, article_id: int, n: int) -> CapturedText:
    found = version_text(connection, article_id, n)
    if found is None:
        raise no_version(article_id, n)
    return found
