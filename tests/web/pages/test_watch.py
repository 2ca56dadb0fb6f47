"""Names followed by message in the browser: weighed first, asked for by a form, ended on a secret page."""

import re
import shutil
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any
from urllib.parse import unquote_plus, urlencode

import pytest

from archive.alerts.watch import estimate_process, signups
from archive.alerts.watch.double_opt_in import take_in
from archive.alerts.watch.store import Watching
from archive.data_folder import DataFolder
from archive.ingest.session import Writer
from archive.search.batch import process
from archive.search.batch.jobs import MOST_UNDER_WAY, Jobs, SubmittedList, folder_for
from archive.search.name_lists import MOST_LINES, Name
from archive.times import now
from tests.support.bot_server import NAME, BotServer
from tests.support.made_archive import STREET, street, take
from tests.support.reading_room import Site, plain

# Apprise still looks for a module that Python 3.13 has dropped.
pytestmark = pytest.mark.filterwarnings("ignore:'imghdr' is deprecated")
FORM = {"content-type": "application/x-www-form-urlencoded"}
SITE, READER = "https://archive.example", "huda.reads@paper.example"
LIST = "B-01\tالزعفران\nالأرصفة\nلا أحد هنا\nمهرج*\nمن\n"


@pytest.fixture(autouse=True)
def weighed_here(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """Lists are weighed in this process, which spares the start of one; in the first test in their own, as served."""
    if "first" not in request.node.name:
        monkeypatch.setattr(
            process,
            "start",
            lambda record, folder, token, _: estimate_process.weigh(record, Jobs(folder), token, lambda: False),
        )


@pytest.fixture(scope="module")
def bot() -> Iterator[BotServer]:
    with BotServer() as server:
        yield server


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory, bot: BotServer) -> Iterator[Site]:
    data = tmp_path_factory.mktemp("watched")
    with Writer(DataFolder(data).make(), "made") as writer:
        for n in range(40, 44):
            named = "\nوزُرع الزعفران على جانبيه." if n > 41 else ""
            take(writer, replace(street(n), text=STREET.format(n=n) + named), now() - timedelta(days=1))
    configured = f'mail = "mailto://127.0.0.1:9?from=a@archive.example"\ntelegram = "{bot.address}"\n'
    (data / "warraq.toml").write_text(f'public_address = "{SITE}"\n[subscriptions]\n{configured}')
    made = Site(data, {})
    heard(made)
    yield made
    shutil.rmtree(folder_for(data / "warraq.db"))


@pytest.fixture(autouse=True)
def fresh(site: Site) -> None:
    """No sign-up of the test before counts."""
    with Watching(site.data / "watch.db") as watching:
        watching.db.execute("DELETE FROM signups")
        watching.db.execute("DELETE FROM lists")


def heard(site: Site) -> list[str]:
    """A pass of the service."""
    return [step.what for step in take_in(DataFolder(site.data), SITE) if step.what != "failed"]


def posted(site: Site, path: str, headers: dict[str, str] | None = None, /, **values: str) -> Any:
    return site.get(path, method="POST", content=urlencode(values), headers=FORM | (headers or {}))


def page_of(site: Site, names: str = LIST) -> str:
    answer = posted(site, "/watch", names=names)
    assert answer.status_code == 303, plain(answer.text)
    assert re.fullmatch(r"/watch/list/[A-Za-z0-9_-]{22}", answer.headers["location"])
    return str(answer.headers["location"])


def token_of(site: Site) -> str:
    """Sign up; its secret, as the address is told it."""
    posted(site, page_of(site), way="mail", address=READER, label="ورش")
    with Watching(site.data / "watch.db") as watching:
        return str(watching.db.execute("SELECT token FROM signups ORDER BY id DESC").fetchone()[0])


def test_a_list_is_first_weighed_before_anybody_is_asked_for_an_address(site: Site) -> None:
    assert 'name="address"' not in site.get("/watch").text
    address = page_of(site)
    while "refresh" in site.get(address).headers:
        assert "<progress" in site.get(address).text
    page = site.get(address).text
    assert "<script" not in page
    assert 'name="address"' in page
    for words in ("مهرج*", "السطر 5: من، كلمة شائعة", "اسمان من قائمتك كانت ستذكر نحو"):
        assert words in plain(page)


def test_every_number_of_a_name_is_the_length_of_the_list_behind_it(site: Site) -> None:
    page = site.get(f"/en{page_of(site)}").text
    links = re.findall(r'class="num"><a href="([^"]+)" rel="nofollow">(\d+)</a>', page)
    assert len(links) == 2
    assert links[1][1] == "2"
    for link, number in links:
        text = site.text(unquote_plus(link).replace("&amp;", "&"))
        found = re.search(r"(\d+) results?", text)
        assert found, text[:300]
        assert found[1] == number
    assert "from=" in links[0][0]


def test_a_name_that_brings_too_much_is_left_out_and_said(site: Site) -> None:
    page = site.text(f"/en{page_of(site, 'الأرصفة')}")
    assert "too much: left out" in page
    assert "No name of the list can be followed" in page
    assert 'name="way"' not in site.get(page_of(site, "الأرصفة")).text


def test_whoever_gives_an_address_is_asked_by_mail_and_followed_only_after_a_pressed_button(site: Site) -> None:
    answer = posted(site, f"/en{page_of(site)}", way="mail", address=READER, label="ورش")
    assert answer.status_code == 200
    assert "Look into your mail" in answer.text
    with Watching(site.data / "watch.db") as watching:
        (row,) = watching.db.execute("SELECT token, address, label, lang, names FROM signups").fetchall()
    token = row[0]
    assert row[1:4] == (READER, "ورش", "en")
    assert token not in answer.text
    assert "مهرج" not in row[4]
    page = site.get(f"/watch/{token}").text
    assert READER not in page
    assert site.get(f"/watch/{token}/confirm").status_code == 302  # a program that follows links
    assert heard(site) == []
    assert posted(site, f"/watch/{token}/confirm").status_code == 303
    assert "خلال دقائق" in site.text(f"/watch/{token}")
    assert heard(site) == ["kept"]
    assert "رسالة واحدة في اليوم على الأكثر" in site.text(f"/watch/{token}")
    assert posted(site, f"/watch/{token}/end").status_code == 200
    assert site.get(f"/watch/{token}").status_code == 404


def test_a_list_that_found_nothing_is_said_to_have_found_nothing(site: Site) -> None:
    assert "would have told of no article" in site.text(f"/en{page_of(site, 'لا أحد هنا')}")


def test_a_mail_program_ends_it_by_one_click_without_a_cookie(site: Site) -> None:
    token = token_of(site)
    posted(site, f"/watch/{token}/confirm")
    heard(site)
    answer = posted(site, f"/en/watch/{token}/end", **{"List-Unsubscribe": "One-Click"})
    assert answer.status_code == 200
    assert site.get(f"/watch/{token}").status_code == 404


def test_in_telegram_the_page_shows_what_to_send_and_only_the_bot_confirms(site: Site, bot: BotServer) -> None:
    answer = posted(site, page_of(site), way="telegram")
    assert answer.status_code == 303
    page = answer.headers["location"]
    token = page.rpartition("/")[2]
    shown = site.get(page)
    assert f'href="https://t.me/{NAME}?start={token}"' in shown.text
    assert "refresh" in shown.headers
    posted(site, f"{page}/confirm")
    assert heard(site) == []
    bot.writes(77, f"/start {token}")
    assert heard(site) == ["kept"]
    assert "refresh" not in site.get(page).headers


def test_what_is_no_address_and_no_list_is_asked_for_again(site: Site) -> None:
    page = page_of(site)
    for address in ("", "huda", "huda@", "huda@paper.example, other@paper.example", "x" * 250 + "@paper.example"):
        answer = posted(site, page, way="mail", address=address)
        assert answer.status_code == 400
        assert "ليس عنوان بريد" in answer.text
    assert posted(site, page, way="pigeon", address=READER).status_code == 400
    assert posted(site, "/watch", names="\n").status_code == 400
    assert posted(site, "/watch", names="ا\n" * (MOST_LINES + 1)).status_code == 400
    assert site.get("/watch", method="POST", data={}, files={"file": ("a.xlsx", b"PK\x03\x04")}).status_code == 400
    assert site.get(f"/watch/{'A' * 22}").status_code == 404
    assert site.get(f"/watch/list/{'A' * 22}").status_code == 404
    assert posted(site, f"/watch/{'A' * 22}/end").status_code == 200


def test_a_form_from_another_site_is_refused_and_ours_is_taken(site: Site) -> None:
    page = page_of(site)
    values = {"way": "mail", "address": READER}
    assert posted(site, page, {"cookie": "ds_csrftoken=x"}, **values).status_code == 403
    form = site.get(page)
    token = re.search(r'name="csrftoken" value="([^"]+)"', form.text)
    assert token
    cookie = form.headers["set-cookie"].partition(";")[0]
    assert posted(site, page, {"cookie": cookie}, **values, csrftoken=token[1]).status_code == 200
    assert posted(site, page, **values, label="x" * 3_200_000).status_code == 405


def test_an_archive_that_keeps_enough_says_so_and_an_address_asked_often_is_told_nothing_of_it(
    site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = page_of(site)
    answers = [posted(site, page, way="mail", address=READER) for _ in range(5)]
    assert {plain(answer.text) for answer in answers} == {plain(answers[0].text)}
    with Watching(site.data / "watch.db") as kept:
        assert kept.db.execute("SELECT count(*) FROM signups").fetchone()[0] == signups.MOST_ASKED
    monkeypatch.setattr(signups, "MOST_IN_AN_HOUR", 3)
    full = posted(site, page, way="mail", address="other@paper.example")
    assert full.status_code == 429
    assert "other@paper.example" in full.text
    jobs = Jobs(folder_for(site.data / "warraq.db"))
    for _ in range(MOST_UNDER_WAY):
        jobs.add(SubmittedList((Name(1, "", "x"),), ()))
    assert posted(site, "/watch", names="الزعفران").status_code == 503
    shutil.rmtree(folder_for(site.data / "warraq.db"))


def test_nothing_of_it_is_kept_by_a_cache_or_a_search_engine(site: Site) -> None:
    for path in ("/watch", page_of(site), f"/watch/{token_of(site)}"):
        headers = site.get(path).headers
        assert (headers["cache-control"], headers["x-robots-tag"]) == ("private, no-store", "noindex")


def test_a_counted_list_and_a_search_lead_here_and_a_saved_search_that_says_the_same(site: Site) -> None:
    assert 'href="/watch?q=%D8%A7%D9%84%D9%88%D8%B1%D8%B4%D8%A9"' in site.get("/search?q=الورشة").text
    assert "/watch?q=" not in site.get("/search?q=الورشة&from=2020").text
    assert "الورشة</textarea>" in site.get("/watch?q=الورشة").text
    saved = posted(site, "/saved", q="الزعفران").headers["location"]
    assert "/watch?q=" in site.get(saved).text
    token = Jobs(folder_for(site.data / "warraq.db")).add(SubmittedList((Name(1, "B-01", "الورشة"),), ()))
    assert posted(site, "/watch", list=token).status_code == 303
    assert posted(site, "/watch", list="A" * 22).status_code == 400


def test_an_archive_that_sends_nothing_says_so_and_takes_no_list(empty: Site, tmp_path: Path) -> None:
    assert "sends no messages" in empty.text("/en/watch")
    assert 'method="post"' not in empty.get("/watch").text.partition("<main")[2]
    assert "sends no messages" in plain(posted(empty, "/en/watch", names=LIST).text)
    assert "/watch?q=" not in empty.get("/search?q=الورشة").text
    assert empty.get(f"/watch/{'A' * 22}").status_code == 404
    assert not (tmp_path / "watch.db").exists()
