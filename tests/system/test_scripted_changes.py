"""Three hundred scripted changes of one outlet over four days: each is told as what it was, and found by its words."""

import gzip
import os
import runpy
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from random import Random

from archive.exchange import Exchange, Page
from archive.ingest.intake import Intake
from archive.model import Outcome, Outlet
from tests.support.edited_words import not_theirs, searched
from tests.support.made_pages import AT, rows
from tests.support.outlet_server import markup, wordpress
from tests.support.outlet_server.corpus import Article
from tests.support.outlet_server.site import Reply, Site
from tests.support.paths import SAMPLE_OUTLETS
from tests.support.scripted_changes import SITE, STAMP, churn, headline, made_articles, slip, substantive
from tests.support.whole_suite import ONLY_WHOLE

PLAN = {"substantive": 60, "slip": 60, "headline": 60, "churn": 60, "deletion": 30, "trouble": 30}
CHECKS = (12, 36, 60)
# Of the words that edits took out and put in, every so many are searched.
EVERY = 1 if os.environ.get("WARRAQ_EDITS") == "all" else 25
OUTAGES: tuple[Callable[[Page], Page], ...] = (
    lambda page: replace(page, status=503, body=b"busy"),
    lambda page: replace(page, status=403, body=b"no"),
    lambda page: replace(page, status=429, body=b"slower"),
    lambda page: replace(page, status=404, headers=(("cf-mitigated", "challenge"),)),
)
# Without a 404 or 410.
TAKEN_DOWN: tuple[Callable[[Page], Page], ...] = (
    lambda page: replace(page, body=markup.not_found().body),
    lambda page: replace(page, final_url=f"{definition().home}/"),
)
TROUBLES = (*OUTAGES, *TAKEN_DOWN)


def definition() -> Outlet:
    found = runpy.run_path(str(SAMPLE_OUTLETS / f"{SITE}.py"))["OUTLET"]
    assert isinstance(found, Outlet)
    return found


class Scripted:
    """The outlet as it stands, each of its articles with the one thing that will happen to it."""

    def __init__(self) -> None:
        self.outlet, self.chance = definition(), Random(41)
        kinds = [kind for kind, count in PLAN.items() for _ in range(count)]
        self.chance.shuffle(kinds)
        # The last page speaks of older articles too; to these nothing happens.
        self.articles = {article.id: article for article in made_articles(len(kinds) + 4)}
        self.kinds = dict(zip(self.articles, kinds, strict=False))
        self.churned: dict[str, str] = {}

    def of(self, *kinds: str) -> list[str]:
        return [key for key, kind in self.kinds.items() if kind in kinds]

    def page(self, key: str, hours: float) -> Page:
        """The article's page as the site serves it so many hours after the beginning."""
        article, path = self.articles[key], wordpress.path_of(self.articles[key])
        reply = wordpress.THEME.answer(self._site(article), path, {}) or Reply(status=404)
        body = reply.body if key not in self.churned else churn(reply.body.decode(), Random(self.churned[key])).encode()
        url = self.outlet.home + markup.address(path)
        headers = (("Content-Type", reply.content_type),)
        at = AT + timedelta(hours=hours)
        return Page(url=url, final_url=url, status=reply.status, headers=headers, body=body, fetched_at=at)

    def _site(self, article: Article) -> Site:
        """The site with this article and the few that its page speaks of."""
        site, place = Site(SITE, self.outlet.home), list(self.articles).index(article.id)
        site.published = dict(list(self.articles.items())[place : place + 5])
        return site

    def change(self) -> None:
        """Let it happen."""
        changes: dict[str, Callable[[Article, Random], Article]] = {
            "substantive": substantive,
            "slip": slip,
            "headline": headline,
        }
        for key, kind in self.kinds.items():
            if kind in changes:
                self.articles[key] = changes[kind](self.articles[key], self.chance)
            if kind == "churn":
                self.churned[key] = key


def take(intake: Intake, pages: Iterator[Page]) -> list[Outcome]:
    """Pages through the door, all in one commit: an archive waits for the disk after each, a test need not."""
    outcomes = []
    with intake.writer.acknowledged():
        for page in pages:
            kept = gzip.compress(page.body, 1)
            headers = (*page.headers, ("Content-Encoding", "gzip"))
            intake.keep(
                Exchange(url=page.url, status=page.status, headers=headers, body=kept, fetched_at=page.fetched_at)
            )
            outcomes.append(intake.take(page))
    return outcomes


def lived(intake: Intake, scripted: Scripted) -> None:
    """Four days: everything is taken once, then what happens to it is seen at every check."""
    assert {outcome.kind for outcome in take(intake, (scripted.page(key, 0) for key in scripted.kinds))} == {"new"}
    scripted.change()
    take(intake, (scripted.page(key, 13) for key in scripted.of("substantive", "slip", "headline", "churn")))
    for hours in CHECKS:
        standing = scripted.of("churn")
        take(intake, (replace(scripted.page(key, hours + 1), status=304, body=b"") for key in standing))
        gone = (scripted.page(key, hours + 2) for key in scripted.of("deletion"))
        take(intake, (replace(page, status=(404, 410)[n % 2], body=b"") for n, page in enumerate(gone)))
        for n, key in enumerate(scripted.of("trouble")):
            take(intake, iter([TROUBLES[n % len(TROUBLES)](scripted.page(key, hours + 3))]))


def told(data: Path) -> dict[str, list[str]]:
    """What the versions after the first say happened to each article."""
    found: dict[str, list[str]] = {}
    sql = "SELECT key, kind, changed FROM articles LEFT JOIN versions ON article_id = articles.id AND n > 1 ORDER BY n"
    for row in rows(data, sql):
        happened = found.setdefault(row["key"], [])
        if row["kind"]:
            happened.append(f"{row['kind']} {row['changed']}".strip())
    return found


def is_right(kind: str, happened: list[str], trouble: int = 0) -> bool:
    if kind == "churn":
        return {*happened} <= {"furniture"}
    if kind == "trouble":
        return happened == (["gone"] if TROUBLES[trouble % len(TROUBLES)] in TAKEN_DOWN else [])
    if kind == "substantive":
        return len(happened) == 1 and happened[0].startswith("edit") and "text" in happened[0].split()
    expected = {"slip": ["edit typo"], "headline": ["edit headline"], "deletion": ["gone"]}
    return happened == expected.get(kind, [])


@ONLY_WHOLE
def test_each_change_is_told_as_what_it_was_and_a_new_extractor_accuses_nobody(data: Path) -> None:
    scripted = Scripted()
    with Intake(data, scripted.outlet) as intake:
        lived(intake, scripted)
    found = told(data)
    troubled = {key: n for n, key in enumerate(scripted.of("trouble"))}
    wrong = {
        key: (kind, found[key])
        for key, kind in scripted.kinds.items()
        if not is_right(kind, found[key], troubled.get(key, 0))
    }
    right = Counter(kind for key, kind in scripted.kinds.items() if key not in wrong)
    figures = ", ".join(f"{kind} {right[kind]}/{count}" for kind, count in PLAN.items())
    assert len(wrong) <= 0.02 * len(scripted.kinds), f"{figures}; wrong: {wrong}"
    assert [key for key in troubled if key in wrong] == [], figures
    assert right["deletion"] == PLAN["deletion"], figures

    better = replace(scripted.outlet, junk_lines=(*scripted.outlet.junk_lines, STAMP))
    with Intake(data, better) as with_better_rules:
        standing = scripted.of("substantive", "slip", "headline", "churn", "trouble")
        take(with_better_rules, (scripted.page(key, 90) for key in standing))
    after = told(data)
    differing = {key: rest for key in standing if (rest := after[key][len(found[key]) :]) != ["extractor"]}
    # What was taken down is back.
    assert {key: rest for key, rest in differing.items() if rest != ["extractor", "back"] or key not in troubled} == {}
    asked = list(searched(data / "warraq.db", EVERY))
    assert [(words, versions - ids) for words, versions, ids in asked if versions - ids] == []
    assert len(asked) > 30
    assert len(set().union(*(versions for _, versions, _ in asked))) > (170 if EVERY == 1 else 30)
    ours = not_theirs(data / "warraq.db")
    assert len(ours) > 200
    assert [words for words, _, ids in asked if ids & ours] == []
