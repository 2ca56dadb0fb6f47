"""Metrics for Prometheus: of the state on disk, at the moment they are asked for, and not for everybody."""

import asyncio
from pathlib import Path
from typing import Any

import httpx
import pytest
from prometheus_client.parser import text_string_to_metric_families

from archive.data_folder import DataFolder
from archive.publish.snapshot import publish
from archive.record.store import open_record
from tests.support import operated_archive
from tests.support.accounts import PASSWORD, PRIVATE, Browser
from tests.support.reading_room import Site

LOOPBACK, ELSEWHERE = ("127.0.0.1", 50_000), ("203.0.113.7", 50_000)


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Site:
    return operated_archive.make(tmp_path_factory.mktemp("metrics") / "data")


def asked(site: Site, client: tuple[str, int] | None, **more: Any) -> httpx.Response:
    async def ask() -> httpx.Response:
        transport = httpx.ASGITransport(app=site.app.app(), client=client)  # type: ignore[arg-type]
        async with httpx.AsyncClient(transport=transport, base_url="http://localhost") as one:
            return await one.get("/metrics", **more)

    return asyncio.run(ask())


def samples(text: str) -> dict[tuple[str, ...], float]:
    return {
        (sample.name, *(value for _, value in sorted(sample.labels.items()))): sample.value
        for family in text_string_to_metric_families(text)
        for sample in family.samples
    }


def test_they_are_what_the_state_on_disk_says(desk: Site) -> None:
    publish(DataFolder(desk.data))
    answer = asked(desk, LOOPBACK)
    assert answer.headers["content-type"].startswith("text/plain; version=")
    found = samples(answer.text)
    articles = {row["outlet"]: row["n"] for row in desk.rows("SELECT outlet, count(*) AS n FROM articles GROUP BY 1")}
    assert {key[1]: value for key, value in found.items() if key[0] == "warraq_outlet_articles_total"} == articles
    assert found["warraq_incidents_open", "template_changed", "hawran"] == 1
    assert found["warraq_incidents_open", "disk_full", ""] == 1
    assert found["warraq_held_pages", "crashed_crawl"] == 1
    assert found["warraq_backfill_articles_left", "shamplus"] == 280
    assert found["warraq_disk_floor_ratio",] == 0.05
    assert 0 < found["warraq_disk_free_bytes",] < found["warraq_disk_size_bytes",]
    assert 0 <= found["warraq_snapshot_age_seconds",] < 60
    assert found["warraq_outlet_last_success_timestamp_seconds", "hawran"] > 1_700_000_000
    assert ("warraq_outlet_last_success_timestamp_seconds", "shamplus") not in found
    assert found["warraq_outlet_overdue_seconds", "furat24"] == 0
    assert found["warraq_requests_due", "hawran"] == 0


@pytest.mark.parametrize("header", ["x-forwarded-for", "forwarded", "via", "x-real-ip", "x-forwarded-proto"])
def test_a_request_that_came_through_a_proxy_finds_no_such_page(desk: Site, header: str) -> None:
    assert asked(desk, LOOPBACK, headers={header: "127.0.0.1"}).status_code == 404


@pytest.mark.parametrize("client", [ELSEWHERE, ("2001:db8::1", 1), ("no address", 1), ("::ffff:203.0.113.7", 1)])
def test_another_machine_finds_no_such_page_unless_it_is_signed_in(desk: Site, client: tuple[str, int]) -> None:
    assert asked(desk, client).status_code == 404
    assert asked(desk, client, auth=("desk", PASSWORD.encode())).status_code == 200
    assert asked(desk, client, auth=("desk", "wrong")).status_code == 404


def test_who_is_signed_in_sees_them_in_a_browser(desk: Site) -> None:
    browser = Browser(desk)
    browser.sign_in()
    assert "warraq_held_pages" in browser.get("/metrics").text


def test_this_machine_reads_them_of_a_private_instance(tmp_path: Path) -> None:
    site = operated_archive.make(tmp_path / "data", PRIVATE)
    assert asked(site, LOOPBACK).status_code == 200
    assert asked(site, ELSEWHERE).status_code == 404


def test_what_a_folder_knows_nothing_of_is_left_out_and_is_no_zero(tmp_path: Path) -> None:
    open_record(tmp_path / "warraq.db").close()
    text = asked(Site(tmp_path, {}), LOOPBACK).text
    assert "warraq_disk_free_bytes" in text
    for name in ("last_success_timestamp_seconds{", "snapshot_age", "incidents_open{", "requests_due{"):
        assert name not in text
