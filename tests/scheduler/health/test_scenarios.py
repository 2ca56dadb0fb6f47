"""What can go wrong with an outlet, run by run through the judge: the right cause in two runs, told once, and over."""

import shutil
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from random import Random

import pytest

from archive.crawl_state.runs import RunLog
from archive.model import Route, Traits
from scheduler.health.causes import state_of
from scheduler.health.facts import Run
from tests.support.simulated_log import Lived
from tests.support.simulated_outlet import Change, SimulatedOutlet, articles, failing, names, nothing_new, pages_failing


@pytest.fixture(scope="module")
def past(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Five weeks of a healthy outlet, and what they taught."""
    service = tmp_path_factory.mktemp("past") / "service.db"
    with RunLog(service) as run_log:
        Lived(run_log, SimulatedOutlet()).health()
    return service


@pytest.fixture
def lived(past: Path, tmp_path: Path) -> Iterator[Lived]:
    with RunLog(Path(shutil.copy(past, tmp_path / "service.db"))) as run_log:
        yield Lived(run_log, SimulatedOutlet(), is_there=True)


def undated(one: Traits, _chance: Random) -> Traits:
    return one._replace(dated_by="")


def dated_by_its_feed(one: Traits, _chance: Random) -> Traits:
    return one._replace(dated_by="feed")


def untitled(one: Traits, _chance: Random) -> Traits:
    return one._replace(untitled=True)


def cut(one: Traits, _chance: Random) -> Traits:
    return one._replace(characters=120)


def in_a_new_theme(one: Traits, chance: Random) -> Traits:
    return one._replace(names=names(99, chance))


def without_selector(one: Traits, _chance: Random) -> Traits:
    return one._replace(strategy="generic")


FAULTS: dict[str, tuple[Change, str]] = {
    "a theme in which its selectors find nothing": (articles(without_selector), "template_changed"),
    "a theme of an outlet that has no selectors": (articles(in_a_new_theme), "template_changed"),
    "a theme that nothing can be read in": (pages_failing("empty"), "template_changed"),
    "a challenge with status 403": (failing("challenge"), "challenge"),
    "a challenge with status 200": (pages_failing("challenge"), "challenge"),
    "an empty feed": (failing("empty_feed"), "empty_feed"),
    "a feed of broken XML": (failing("parse"), "parse"),
    "all articles sent to the front page": (pages_failing("home_redirect"), "redirect_home"),
    "all articles not found, with status 200": (pages_failing("not_found"), "soft_404"),
    "all articles not found": (pages_failing("http_404"), "not_found"),
    "its whole site not found": (failing("http_404"), "not_found"),
    "articles forbidden by robots.txt": (pages_failing("robots"), "robots"),
    "robots.txt that cannot be asked": (failing("robots"), "robots"),
    "articles refused, its feed not": (failing("http_403", in_pages=3), "http_403"),
    "no name": (failing("dns"), "dns"),
    "a wrong certificate": (failing("tls"), "tls"),
    "nobody listening": (failing("refused"), "refused"),
    "no answer": (failing("timeout"), "timeout"),
    "a server that fails": (failing("http_503"), "http_503"),
    "a server that asks for a pause": (failing("retry_after"), "retry_after"),
    "no date on any page": (articles(undated), "dates_vanished"),
    "no date but its feed's": (articles(dated_by_its_feed), "dates_vanished"),
    "no title on any page": (articles(untitled), "titles_vanished"),
    "texts cut to their first lines": (articles(cut), "bodies_cut"),
    "known texts cut": (pages_failing("shrunk"), "bodies_cut"),
    "a wall in place of every article": (pages_failing("same_text"), "same_text"),
    "a site that moved": (failing("moved"), "moved"),
    "a channel's preview that was switched off": (failing("preview_closed"), "preview_closed"),
    "a domain for sale": (pages_failing("parked"), "parked"),
    "a sign-in before every article": (pages_failing("login_redirect"), "closed_off"),
}


@pytest.mark.parametrize("fault", FAULTS)
def test_what_goes_wrong_is_one_incident_within_two_runs_told_once_and_over_by_itself(lived: Lived, fault: str) -> None:
    change, cause = FAULTS[fault]
    lived.rounds(2)
    assert lived.all() == []
    lived.rounds(2, change)
    assert lived.open() == [("one", cause)]
    health = lived.health()["one"]
    assert health["cause"] == cause
    assert health["state"] in (state_of(cause), "ok" if cause == "template_changed" else "")
    assert health["since"] == lived.all()[0]["opened_at"]
    lived.rounds(4, change)
    assert lived.open() == [("one", cause)]
    assert lived.messages == [("one", cause, False)]
    lived.rounds(2)
    assert lived.open() == []
    assert lived.messages == [("one", cause, False), ("one", cause, True)]
    assert lived.health()["one"]["state"] == "ok"


@pytest.mark.parametrize("change", [untitled, cut, in_a_new_theme, undated])
def test_a_channels_messages_are_short_and_untitled_and_nothing_is_wrong_with_that(
    lived: Lived, change: Callable[[Traits, Random], Traits]
) -> None:
    lived.channel = "made_channel"
    lived.rounds(4, articles(change))
    assert lived.all() == []


@pytest.mark.parametrize("fault", ["dns", "http_503", "home_redirect"])
def test_one_bad_run_is_no_incident(lived: Lived, fault: str) -> None:
    lived.rounds(1, failing("dns") if fault == "dns" else failing(fault) if "_5" in fault else None)
    lived.rounds(3)
    assert lived.all() == []


def test_a_stronger_cause_takes_the_place_of_a_weaker_in_the_same_incident(lived: Lived) -> None:
    lived.rounds(2, articles(undated))
    lived.rounds(2, failing("dns"))
    (incident,) = lived.all()
    assert (incident["cause"], incident["closed_at"]) == ("dns", None)
    lived.rounds(2)
    assert [message[2] for message in lived.messages] == [False, True]


def test_of_two_causes_at_once_the_stronger_is_told(lived: Lived) -> None:
    lived.rounds(2, articles(undated))
    assert lived.open() == [("one", "dates_vanished")]
    lived.rounds(2, articles(lambda one, chance: undated(without_selector(one, chance), chance)))
    assert lived.open() == [("one", "template_changed")]
    assert len(lived.all()) == 1


def test_a_run_that_asks_for_no_page_does_not_end_what_is_wrong_with_pages(lived: Lived) -> None:
    lived.rounds(2, failing("http_403", in_pages=3))
    lived.rounds(3, failing("", in_pages=0))
    assert lived.open() == [("one", "http_403")]
    lived.rounds(1)
    assert lived.open() == []


def test_an_outlet_that_falls_silent_is_told_by_its_own_rhythm_and_over_with_its_first_news(lived: Lived) -> None:
    lived.rounds(4, nothing_new)
    assert lived.open() == []
    lived.rounds(8, nothing_new)
    assert lived.open() == [("one", "nothing_new")]
    health = lived.health()["one"]
    assert (health["state"], health["cause"]) == ("silent", "nothing_new")
    lived.rounds(1)
    assert lived.open() == []
    assert lived.messages == [("one", "nothing_new", False), ("one", "nothing_new", True)]


def test_weeks_of_silence_do_not_teach_that_silence_is_usual(lived: Lived) -> None:
    lived.simulated[0].hours = 24
    lived.rounds(70, nothing_new)
    assert lived.open() == [("one", "nothing_new")]
    assert len(lived.all()) == 1


def test_far_less_than_ever_is_told_where_a_few_days_bring_enough_to_compare(lived: Lived) -> None:
    lived.rounds(12 * 4, one_in_eight)
    assert lived.open() == [("one", "low_yield")]
    assert lived.health()["one"]["state"] == "silent"


def one_in_eight(run: Run, chance: Random) -> Run:
    return run if chance.random() < 1 / 8 else nothing_new(run, chance)


def routes_failing(run: Run, _chance: Random) -> Run:
    return replace(run, routes={"https://one.example/feed/": "parse"})


def test_a_route_that_fails_while_another_brings_the_news_makes_an_outlet_late_and_not_broken(lived: Lived) -> None:
    lived.routes = (Route(kind="feed", url="/feed/"), Route(kind="listing", url="/"))
    lived.rounds(2, routes_failing)
    assert lived.open() == [("one", "parse")]
    assert lived.health()["one"]["state"] == "late"
    lived.rounds(1, failing("dns"))
    lived.rounds(1, failing("dns"))
    assert lived.open() == [("one", "dns")]
    lived.rounds(1)
    assert lived.open() == []


def test_what_is_expected_of_today_is_a_range_of_its_own_past(lived: Lived) -> None:
    low, _, high = lived.health()["one"]["expected"].removesuffix("/day").partition("-")
    assert 10 < int(low) < 24 < int(high) < 40
