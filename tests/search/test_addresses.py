"""A pasted address finds its article in every form, at every outlet; what is not kept is never found."""

import os
import re
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from sqlite_utils.utils import sqlite3

from archive.identity.keys import TWIN_ENDINGS, key_of
from archive.search.addresses import ResolvedAddress, find_address
from archive.sqlite import open_readonly
from spiders.registry import outlets
from tests.support import search_samples as records
from tests.support.address_forms import FORMS
from tests.support.sampled_addresses import ALIKE, Sample, make

# Of the unknown addresses every so-manieth is asked in every form.
SHARE = 1 if os.environ.get("WARRAQ_ADDRESSES") == "all" else 51
ENAB = "https://www.enabbaladi.net/archives/242167"


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[sqlite3.Connection, list[Sample]]]:
    data = tmp_path_factory.mktemp("addresses") / "data"
    samples = make(data)
    with closing(open_readonly(data / "warraq.db", one_thread=False)) as connection:
        yield connection, samples


Made = tuple[sqlite3.Connection, list[Sample]]


def asked(made: Made, text: str, own: tuple[str, ...] = ()) -> ResolvedAddress | None:
    return find_address(made[0], text, outlets().values(), own)


def found(made: Made, text: str) -> int | None:
    address = asked(made, text)
    return address.article_id if address else None


def numbered(made: Made) -> list[Sample]:
    return [sample for sample in made[1] if re.search(r"\d{4,}$", sample.key)]


def test_every_outlet_has_a_sample_and_one_channel_of_all_that_are_alike(made: Made) -> None:
    known = outlets()
    sampled = {sample.outlet.name for sample in made[1]}
    assert sampled == {name for name, outlet in known.items() if not outlet.channel} | {"tg_sana_gov"}


@pytest.mark.parametrize("form", FORMS)
def test_every_form_of_every_outlets_addresses_finds_its_article(made: Made, form: str) -> None:
    missed = [text for sample in made[1] if found(made, text := FORMS[form](sample.url)) != sample.article_id]
    assert missed == []


def unknown(made: Made) -> list[str]:
    """Addresses of no kept article: other numbers and slugs of the same outlets, the same path at other hosts."""
    kept = {(sample.outlet.name, sample.key) for sample in made[1]}
    near = [
        changed
        for sample in made[1]
        for n in range(1, 6)
        for changed in (
            re.sub(r"\d(?=\D*$)", lambda digit, n=n: str((int(digit[0]) + n) % 10), sample.url),  # type: ignore[misc]
            re.sub(r"(\d{4,})(?=\D*$)", rf"\g<1>{n}", sample.url),
            f"{sample.url.rstrip('/')}-{n}/" if "?" not in sample.url else sample.url.replace("p=", f"p={n}"),
        )
    ]
    strange = [f"https://{n}.example.org/{sample.url.partition('://')[2]}" for n, sample in enumerate(made[1])]
    moved = [
        sample.url.replace(sample.outlet.hosts[0], other.outlet.hosts[0])
        for sample, other in zip(made[1], [*made[1][7:], *made[1][:7]], strict=True)
    ]
    keys = [(url, {(name, key_of(url, outlet)) for name, outlet in outlets().items()}) for url in (*near, *moved)]
    return [*strange, *(url for url, ways in keys if not ways & kept)]


def test_no_unknown_address_finds_anything(made: Made) -> None:
    addresses = list(dict.fromkeys(unknown(made)))
    assert len(addresses) >= 500
    assert [url for url in addresses if found(made, url) is not None] == []


def test_no_unknown_address_finds_anything_in_any_form(made: Made) -> None:
    addresses = list(dict.fromkeys(unknown(made)))[::SHARE]
    texts = [make_form(url) for url in addresses for make_form in FORMS.values()]
    assert [text for text in texts if found(made, text) is not None] == []


@pytest.mark.parametrize(
    ("text", "state"),
    [
        ("https://www.enabbaladi.net/archives/999999", "not_kept"),
        ("https://www.enabbaladi.net/", "no_article"),
        ("https://www.enabbaladi.net/archives/category/online/", "no_article"),
        ("www.enabbaladi.net", "no_article"),
        ("https://unheard.example/1", "unknown_outlet"),
        ("unheard.example/1", "unknown_outlet"),
        (ENAB, "kept"),
    ],
)
def test_what_is_not_found_says_what_it_is(made: Made, text: str, state: str) -> None:
    address = asked(made, text)
    assert address is not None
    assert address.state == state


@pytest.mark.parametrize(
    "text",
    [
        *("القوات", "دير الزور 3.5/4", "and/or", "U.S./Turkey", "syria.tv", "a@unheard.example/x", "title:حلب"),
        *("القوات في unheard.example/1 اليوم", '"https://unheard.example/1"', "«enabbaladi.net/archives/999999»"),
        *("", " ", "http://", "https:// /", "/article/1", "/capture/99999999999999999"),
    ],
)
def test_what_is_a_question_stays_one(made: Made, text: str) -> None:
    assert asked(made, text) is None


def test_a_kept_address_in_quotation_marks_is_still_found(made: Made) -> None:
    assert found(made, f'"{ENAB}"') == found(made, ENAB) is not None


def test_what_is_left_out_of_an_address_is_named(made: Made) -> None:
    address = asked(made, f"{ENAB}?utm_source=tg&ref=x#top")
    assert address is not None
    assert (address.url, address.removed) == (ENAB, ("utm_source", "ref"))


def test_a_parameter_that_tells_articles_apart_is_never_left_out(made: Made) -> None:
    slug = next(s for s in made[1] if s.outlet.name == "syriadirect" and "lang=" not in s.url and "/ar/" not in s.url)
    assert found(made, f"{slug.url.rstrip('/')}?lang=ar&ref=x") != slug.article_id


def test_the_first_known_of_several_addresses_is_found(made: Made) -> None:
    text = f"https://unheard.example/1 {ENAB} https://www.enabbaladi.net/731869/"
    assert found(made, text) == found(made, ENAB) is not None


def slugs(made: Made) -> list[Sample]:
    return [s for s in made[1] if s.key.startswith("path/") and len(s.key.rpartition("/")[2]) > 20]


def test_a_slug_whose_end_was_cut_finds_the_only_one_that_begins_so(made: Made) -> None:
    assert slugs(made)
    for sample in slugs(made):
        decoded = FORMS["decoded"](sample.url).rstrip("/")
        assert found(made, f"{decoded[:-3]}…") == sample.article_id
        assert found(made, decoded[:-3]) is None, "nothing says that it was cut"


def test_an_escape_that_was_cut_finds_the_only_one_that_begins_so(made: Made) -> None:
    cuttable = [s for s in slugs(made) if FORMS["encoded"](s.url).rstrip("/")[-3] == "%"]
    assert cuttable
    for sample in cuttable:
        encoded = FORMS["encoded"](sample.url).rstrip("/")
        assert {found(made, encoded[:-1]), found(made, encoded[:-2])} == {sample.article_id}


def test_a_beginning_that_two_share_finds_neither(made: Made) -> None:
    assert found(made, f"https://jesrpress.com/{ALIKE}…") is None
    assert found(made, f"https://jesrpress.com/{ALIKE}-مسا…") is not None


def test_a_number_whose_end_may_lack_is_not_the_shorter_one(made: Made) -> None:
    kept = {(sample.outlet.name, sample.key) for sample in made[1]}
    longer = [sample for sample in made[1] if (sample.outlet.name, sample.key[:-1]) in kept]
    assert longer, "no number in the record begins another"
    for one in longer:
        assert found(made, f"{one.url.rstrip('/')[:-1]}…") is None
    assert found(made, f"{ENAB}…") == found(made, ENAB) is not None


def test_our_own_pages_are_their_articles(made: Made) -> None:
    number = made[1][0].article_id
    for text in (f"/article/{number}", f"/en/article/{number}", f"https://here.example/en/article/{number}/versions/1"):
        address = asked(made, text, ("here.example",))
        assert address is not None
        assert address.article_id == number
    assert asked(made, f"https://here.example/article/{number}/versions/1", ("here.example",)).path.endswith("/1")  # type: ignore[union-attr]
    assert found(made, f"https://elsewhere.example/article/{number}") is None


WITHOUT_RULES = (
    "http",
    "www",
    "without www",
    "mobile",
    "tracked",
    "encoded",
    "no slash",
    "without a scheme",
    "Wayback",
)


@pytest.mark.parametrize("form", [*WITHOUT_RULES, "amp ending"])
def test_without_any_rules_the_other_forms_of_a_kept_address_are_found(made: Made, form: str) -> None:
    kept = [sample for sample in made[1] if not TWIN_ENDINGS.search(sample.url.partition("?")[0])]
    texts = {FORMS[form](sample.url): sample.article_id for sample in kept}
    found_ids = {text: getattr(find_address(made[0], text), "article_id", None) for text in texts}
    assert found_ids == texts


PARTS = (ENAB, "https://", "http:/", "enabbaladi.net", "/archives/", "?p=", "%d8", "%25", "…", "\n", "\u202e", "(", "»")
HOLLOW = (
    "web.archive.org/web/2020/",
    "t.me/share/url?url=",
    "[::1",
    "https://[",
    ":99999999",
    "\ud800",
    "@",
    "/article/",
)
PIECES = st.one_of(st.text(max_size=20), st.sampled_from([*PARTS, *HOLLOW]))


@given(st.lists(PIECES, max_size=8).map("".join))
@example("https://[::1")
@example("https://\udcff/")
@example("https://www.enabbaladi.net/archives/" + "9" * 400)
@example("https://northpress.example/" + "%" * 5_000)
@example("a." * 5_000)
@example(" " * 9_000 + "x")
@example(")" * 9_000)
@example("https://x.example/" + ")" * 7_000)
def test_any_text_is_answered(made: Made, text: str) -> None:
    address = asked(made, text)
    assert address is None or (address.state == "kept") == (address.article_id is not None)


def test_hosts_that_are_no_list_of_names_are_none(tmp_path: Path) -> None:
    database = records.make(tmp_path / "warraq.db", ())
    for hosts in ("", "{", "7", '["a.example", 7, null]', '{"a": "b"}'):
        database.execute("UPDATE outlets SET hosts = ?", [hosts])
        address = find_address(database.conn, "https://www.a.example/x", outlets().values())
        assert address is not None
        assert (address.outlet is not None) == hosts.startswith('["a')
    database.close()
