"""From a probe to an outlet: routes that answered, an identity rule that fits the addresses seen. Pure; for review."""

import keyword
import re
from collections import Counter
from collections.abc import Container, Iterator
from itertools import count
from urllib.parse import unquote, urlsplit

from selectolax.lexbor import LexborHTMLParser

from archive.exchange import Page
from archive.identity.urls import clean_url
from archive.model import Outlet, Route
from archive.reading.charset import decode
from archive.reading.page_metadata import Claims
from spiders.outlets.wordpress import BODY, NOT_ARTICLES
from spiders.probing.findings import Survey

TRUST = ("feed", "wp-rest", "news-sitemap", "listing")
# A rule that takes fewer of the addresses seen is no rule of this site.
FITS = 0.8
ANY_PATH = r"^/[^/?].*$"
# A number at the start, at the end, or alone in its part of the path.
NUMBERED = (r"(?P<id>\d{4,})", r"(?P<id>\d{4,})-[^/]*", r"[^/]*-[a-z]?(?P<id>\d{4,})(?:\.html?)?")
MOST_TITLE = 120


def new_outlet(name: str, home: str) -> Outlet:
    """What is known of an outlet before anybody looked: its home. Every address of its host may be an article."""
    return Outlet(name=name, title=name, title_en=name, home=home, hosts=(urlsplit(home).netloc,), routes=())


def site_of(url: str) -> str:
    """The home of a site by the address of any page of it."""
    parts = urlsplit(url)
    return f"{parts.scheme}://{parts.netloc}"


def proposed_name(url: str, taken: Container[str]) -> str:
    """A name for the outlet of an address that has none yet, made of its host: my_town of `https://my-town.example`."""
    labels = (urlsplit(url).hostname or "").removeprefix("www.").split(".")
    name = re.sub(r"[^a-z0-9]+", "_", labels[0].lower()).strip("_")
    name = name if re.match("[a-z].", name) and not keyword.iskeyword(name) else f"site_{name}".rstrip("_")
    return next(candidate for n in count(1) if (candidate := f"{name[:36]}{n if n > 1 else ''}") not in taken)


def propose(blank: Outlet, survey: Survey, day: str) -> Outlet:
    """The outlet as the probe of `blank` shows it; `day` is when that was. No routes where none listed an article."""
    rule = key_rule(survey.listed)
    denied = any(re.search(no, _subject(url)) for no in NOT_ARTICLES for url in survey.listed)
    title, lang = _names(survey.home)
    return Outlet(
        name=blank.name,
        title=title or blank.name,
        title_en=blank.name,
        home=blank.home,
        hosts=blank.hosts,
        routes=tuple(_routes(blank, survey)),
        key_rules=(rule,),
        not_articles=() if denied else NOT_ARTICLES,
        lang=lang or blank.lang,
        body=tuple(
            selector for selector in BODY if survey.pages and all(_holds(page, selector) for page in survey.pages)
        ),
        unproven=f"Everything but what a probe saw on {day}: routes that answer, {len(survey.pages)} articles.",
    )


def key_rule(urls: list[str]) -> str:
    """A rule (archive.model.Outlet, `key_rules`) that tells these addresses apart; by the whole path if none does."""
    subjects = [_subject(url) for url in urls]
    for rule in _candidates(subjects):
        found = [match for subject in subjects if (match := re.search(rule, subject))]
        ids = {match.groupdict().get("id") or match.string for match in found}
        if len(found) >= FITS * len(subjects) and len(ids) == len({match.string for match in found}):
            return rule
    return ANY_PATH


def _candidates(subjects: list[str]) -> Iterator[str]:
    if not subjects:
        return
    yield from _by_query(subjects)
    paths = [_parts(subject) for subject in subjects]
    usual = Counter(map(len, paths)).most_common(1)[0][0]
    alike = [parts for parts in paths if len(parts) == usual]
    yield from _by_number(alike)
    if not any("?" in subject for subject in subjects):
        yield f"^/{'/'.join(_shape(list(column)) for column in zip(*alike, strict=True))}/?$"


def _by_query(subjects: list[str]) -> Iterator[str]:
    pairs: Counter[tuple[str, str]] = Counter()
    for subject in subjects:
        path, _, query = subject.partition("?")
        pairs.update((path, name) for name in re.findall(r"(?:^|&)([A-Za-z_]+)=\d+(?=&|$)", query))
    for (path, name), _ in pairs.most_common():
        yield rf"^{re.escape(path)}\?(?:.*&)?{name}=(?P<id>\d+)"


def _by_number(paths: list[list[str]]) -> Iterator[str]:
    columns = [list(column) for column in zip(*paths, strict=True)]
    for position in reversed(range(len(columns))):
        for form in NUMBERED:
            numbers = [match["id"] for part in columns[position] if (match := re.fullmatch(form, part))]
            if len(numbers) >= FITS * len(paths):
                before = "".join(f"{_shape(column)}/" for column in columns[:position])
                # Four digits are a year, too; where all numbers are longer, the rule shall know.
                longer = form.replace("4,", "5,") if min(map(len, numbers)) > 4 else form
                yield f"^/{before}{longer}(?:/[^/?]*)*$"


def _shape(parts: list[str]) -> str:
    if all(map(str.isdecimal, parts)):
        # Never as it stands: a year passes.
        return rf"\d{{{min(map(len, parts))},}}"
    return re.escape(parts[0]) if len(set(parts)) == 1 and len(parts) > 1 else "[^/?]+"


def _subject(url: str) -> str:
    split = urlsplit(clean_url(url))
    return unquote(split.path) + (f"?{unquote(split.query)}" if split.query else "")


def _parts(subject: str) -> list[str]:
    return subject.partition("?")[0].strip("/").split("/")


def _routes(blank: Outlet, survey: Survey) -> Iterator[Route]:
    good = [finding for finding in survey.findings if finding.source and finding.result == "ok"]
    for finding in sorted(good, key=lambda finding: TRUST.index(finding.probe)):
        route, home = finding.route(), urlsplit(blank.home)
        own = route.url.removeprefix(f"{home.scheme}://{home.netloc}")
        yield Route(kind=route.kind, url=own or "/", links=route.links)


def _names(home: Page | None) -> tuple[str, str]:
    if home is None:
        return "", ""
    claims = Claims(LexborHTMLParser(decode(home.body).text), home.final_url)
    return (claims.site_name() or claims.document_title)[:MOST_TITLE], claims.lang()


def _holds(page: Page, selector: str) -> bool:
    return any(len(node.text(strip=True)) > 80 for node in LexborHTMLParser(decode(page.body).text).css(selector))
