"""Addresses of other archives: the page inside and when they took it; every other address is left alone."""

import pytest

from archive.identity.archived_addresses import archived_address

PAGE = "https://outlet.example/archives/10001"
TIME = "20150607080910"
FORMS = (
    f"https://web.archive.org/web/{TIME}/{PAGE}",
    f"http://web.archive.org/web/{TIME}id_/{PAGE}",
    f"https://web.archive.org/web/{TIME}if_/https:/outlet.example/archives/10001",
    f"https://web.archive.org/web/{TIME}/https%3A%2F%2Foutlet.example%2Farchives%2F10001",
    f"https://archive.ph/{TIME}/{PAGE}",
    f"https://arquivo.pt/wayback/{TIME}/{PAGE}",
    f"https://wayback.archive-it.org/1234/{TIME}/{PAGE}",
    f"http://localhost:8080/news/{TIME}mp_/{PAGE}",
    f"https://web.archive.org/web/{TIME}/https://web.archive.org/web/{TIME}id_/{PAGE}",
)


@pytest.mark.parametrize("url", FORMS)
def test_the_address_inside_and_its_time_are_found(url: str) -> None:
    found = archived_address(url)
    assert found is not None
    assert (found.url, f"{found.taken_at:%Y%m%d%H%M%S}") == (PAGE, TIME)


def test_an_address_without_its_scheme_is_understood_where_archives_leave_it_out() -> None:
    found = archived_address(f"https://web.archive.org/web/{TIME}/outlet.example/archives/10001?p=1")
    assert found is not None
    assert found.url == "http://outlet.example/archives/10001?p=1"


def test_a_time_that_is_cut_is_the_beginning_of_what_it_names() -> None:
    for digits, day in (("2015", "20150101"), ("201506", "20150601"), ("20150607", "20150607")):
        found = archived_address(f"https://web.archive.org/web/{digits}/{PAGE}")
        assert found is not None
        assert f"{found.taken_at:%Y%m%d}" == day
    nonsense = archived_address(f"https://web.archive.org/web/20159999999999/{PAGE}")
    assert nonsense is not None
    assert nonsense.taken_at is None


@pytest.mark.parametrize(
    "url",
    [
        PAGE,
        "https://outlet.example/2015/06/07/slug/",
        "https://outlet.example/20150607080910/slug",
        "https://outlet.example/go?to=https://other.example/20150607080910/x",
        f"https://web.archive.org/web/{TIME}/https://",
        "https://web.archive.org/web/*/outlet.example*",
    ],
)
def test_every_other_address_is_left_alone(url: str) -> None:
    assert archived_address(url) is None


def test_an_address_nested_hundreds_of_times_is_unwrapped_a_few_times_and_raises_nothing() -> None:
    assert archived_address(f"https://a.example/{TIME}/" * 200 + PAGE) is not None
    assert archived_address(f"https://a.example/{TIME}/" * 1_000 + PAGE) is None
