"""What a probe means: each article read, one word for the outlet, and what to change in its file. No network here."""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from urllib.parse import unquote, urljoin, urlsplit

from archive.exchange import Page
from archive.identity.keys import key_of
from archive.model import Outlet, Reading
from archive.reading.quality_gate import judge
from archive.reading.worker import Reader
from spiders.probing.findings import Finding, Survey
from spiders.probing.outlet_file import written

REFUSALS = frozenset(
    {"http_401", "http_403", "http_429", "http_451", "challenge", "robots", "retry_after", "crawl_delay"}
)
ABSENCES = frozenset({"http_404", "http_410", "parse", "home_redirect"})
UNREACHABLE = {
    "dns": "The name of {host} is not known: is `home` right, has the outlet moved or closed?",
    "timeout": "{host} did not answer in time: try again later, or with a longer `every`.",
    "refused": "{host} refuses connections: is the port right, is the server down?",
    "tls": "{host} shows a certificate that is not valid. We do not look away: tell the outlet, try again later.",
    "private_address": "{host} is at a private address, which is never fetched.",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Sample:
    """One article as it was read: `result` is ok or why it would be held, `characters` the length of its text."""

    url: str
    result: str
    title: str = ""
    published: str = ""
    published_from: str = ""
    characters: int = 0
    strategy: str = ""
    key: str | None = None


@dataclass(frozen=True, slots=True)
class Checkup:
    """`result` is ok, or the first thing to mend; `advice` are sentences that say what to change."""

    outlet: str
    home: str
    result: str
    probes: list[Finding]
    articles: list[Sample]
    advice: list[str] = field(default_factory=list)


def examine(outlet: Outlet, survey: Survey) -> Checkup:
    """Read the pages a survey brought home, as a crawl would, and judge the whole."""
    with Reader() as reader:
        samples = [sample_of(page, reader.read(page, outlet), outlet) for page in survey.pages]
    missed = [finding for finding in survey.findings if finding.probe == "article"]
    samples += [Sample(url=finding.url, result=finding.result) for finding in missed]
    probes = [finding for finding in survey.findings if finding.probe != "article"]
    advice = list(dict.fromkeys(_advice(outlet, probes, samples)))
    return Checkup(
        outlet.name, outlet.home, _verdict(outlet, probes, samples) or survey.cause or "ok", probes, samples, advice
    )


def sample_of(page: Page, reading: Reading, outlet: Outlet) -> Sample:
    """What a crawl would make of one page."""
    key = key_of(page.final_url, outlet)
    when = reading.published
    return Sample(
        url=page.url,
        result=judge(page, reading, outlet) or ("ok" if key else "not_an_article"),
        title=reading.title,
        published=str(when.instant or when.day) if when else "",
        published_from=when.source if when else "",
        characters=len(reading.text),
        strategy=reading.strategy,
        key=key,
    )


def _verdict(outlet: Outlet, probes: list[Finding], samples: list[Sample]) -> str:
    """The first thing to mend, empty when there is none."""
    configured = [finding for finding in probes if _is_configured(finding, outlet)]
    if all(finding.result != "ok" for finding in configured):
        home = next((finding.result for finding in probes if finding.probe == "home" and finding.result != "ok"), "")
        if home:
            return home
    # The first route of each edition is the one to be trusted.
    first = {finding.edition: finding.result for finding in reversed(configured)}
    trouble = next((result for result in first.values() if result != "ok"), "")
    return trouble or ("" if configured else "no_routes") or _of_articles(outlet, samples)


def _is_configured(finding: Finding, outlet: Outlet) -> bool:
    return bool(finding.source) and finding.url in {urljoin(outlet.home, route.url) for route in outlet.routes}


def _of_articles(outlet: Outlet, samples: list[Sample]) -> str:
    """The commonest trouble, where fewer than half of the articles could be read; or that they look different now."""
    bad = Counter(sample.result for sample in samples if sample.result != "ok")
    if not samples:
        return "no_articles"
    if 2 * bad.total() > len(samples):
        return bad.most_common(1)[0][0]
    return "template_changed" if _has_new_template(outlet, samples) else ""


def _has_new_template(outlet: Outlet, samples: list[Sample]) -> bool:
    good = [sample for sample in samples if sample.result == "ok"]
    return bool(outlet.body and good) and not any(sample.strategy == "selector" for sample in good)


def _advice(outlet: Outlet, probes: list[Finding], samples: list[Sample]) -> Iterator[str]:
    home = next(finding for finding in probes if finding.probe == "home")
    yield from _about_home(outlet, home)
    works = [finding for finding in probes if finding.source and finding.result == "ok"]
    for finding in probes:
        configured = _is_configured(finding, outlet)
        if configured and finding.result not in ("ok", home.result):
            yield _about_route(finding)
        elif finding.source and not configured and finding.result == "ok":
            yield f"One more place lists {finding.articles or 'further'} articles: {written(finding.route())}"
    yield from _about_articles(outlet, samples)
    if works and samples and all(sample.result == "ok" for sample in samples) and outlet.unproven:
        yield "Articles were found and read: say in `unproven` only what this check did not see."


def _about_home(outlet: Outlet, home: Finding) -> Iterator[str]:
    host = urlsplit(outlet.home).netloc
    if home.leads_to:
        new = urlsplit(home.leads_to)
        yield (
            f'The site moved to {new.netloc}: set home to "{new.scheme}://{new.netloc}", add "{new.netloc}" to hosts,'
            f' keep "{host}" there, so that old addresses stay known.'
        )
    elif home.result in REFUSALS:
        yield (
            f"{host} refuses us ({home.result}). We do not go round that: ask the outlet for access, or say so in"
            " `disabled_because` with enabled=False."
        )
    elif home.result in UNREACHABLE:
        yield UNREACHABLE[home.result].format(host=host)
    elif home.result != "ok":
        yield f"The front page answers {home.result}: look at it in a browser and check again later."


def _about_route(finding: Finding) -> str:
    where = f"{finding.probe} {finding.url}"
    if finding.result == "no_articles":
        return f"{where} lists addresses, but `key_rules` or `hosts` take none of them for an article: mend the rules."
    if finding.result == "empty_feed":
        return f"{where} answers and lists nothing: put a route that lists articles before it."
    if finding.result in REFUSALS:
        return f"{where} refuses us ({finding.result}): put a route that answers before it."
    if finding.result == "moved":
        return f"{where} moved{f' to {finding.leads_to}' if finding.leads_to else ''}: write its new address."
    if finding.result in ABSENCES:
        return f"{where} is no {finding.probe} ({finding.result}): take it out or write its new address."
    return f"{where} gave no answer ({finding.result}): check again later."


def _about_articles(outlet: Outlet, samples: list[Sample]) -> Iterator[str]:
    for result, number in Counter(sample.result for sample in samples if sample.result != "ok").items():
        example = next(sample.url for sample in samples if sample.result == result)
        yield (
            f"{number} of {len(samples)} articles would be held or missed ({result}): look at {unquote(example)} in a"
            " browser, then with warraq read."
        )
    good = [sample for sample in samples if sample.result == "ok"]
    if _has_new_template(outlet, samples):
        yield f"The template changed: none of the `body` selectors ({_quoted(outlet.body)}) holds the text any more."
    undated = [sample for sample in good if not sample.published]
    if undated:
        yield f"{len(undated)} of {len(good)} articles show no date that could be read: {unquote(undated[0].url)}"


def _quoted(words: Iterable[str]) -> str:
    return ", ".join(f"“{word}”" for word in words)
