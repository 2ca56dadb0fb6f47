"""What a crawl is remembered by beside what `crawl --json` tells of it."""

from archive.model import Outcome, OutcomeKind, Traits
from spiders.result import MOST_TRAITS, CrawlResult

TRAITS = Traits(untitled=False, dated_by="meta", characters=900, strategy="selector", lines=(1, 2), names=(3,))


def counted(*outcomes: Outcome) -> CrawlResult:
    result = CrawlResult(outlet="one")
    for outcome in outcomes:
        result.count(outcome)
    return result


def page(kind: OutcomeKind, reason: str = "", way: str = "") -> Outcome:
    return Outcome(kind=kind, url="https://example.org/1", reason=reason, way=way)


def test_why_pages_gave_no_article_is_counted_by_its_word() -> None:
    result = counted(
        page("held", "home_redirect"),
        page("held", "home_redirect"),
        page("failed", "http_404"),
        page("missing", "too_few_checks"),
        page("missing", "too_few_checks", "not_found"),
        page("missing", "http_403", "denied"),
        page("ignored"),
        page("unchanged"),
    )
    assert result.reasons == {"home_redirect": 2, "http_404": 2, "not_found": 1, "http_403": 1, "ignored": 1}


def test_how_new_articles_are_is_kept_of_the_first_of_a_crawl() -> None:
    new = Outcome(kind="new", url="https://example.org/1", strategy="selector", traits=TRAITS)
    result = counted(*[new] * (MOST_TRAITS + 1))
    assert result.traits == [TRAITS] * MOST_TRAITS
    assert result.strategies == {"selector": MOST_TRAITS + 1}


def test_what_is_told_of_a_crawl_as_json_has_the_documented_keys_alone() -> None:
    keys = "outlet found fetched new edited unchanged missing gone held failed cause seconds"
    assert list(counted(page("held", "empty")).as_dict()) == keys.split()
