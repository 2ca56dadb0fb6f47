"""Scrapy's defaults are unsafe for this job: every line of the safe block, one test each."""

from dataclasses import replace

import pytest
from scrapy.settings import Settings
from scrapy.utils.conf import build_component_list

import spiders.http.settings
from spiders.base import spider_for
from spiders.outlets.enabbaladi import OUTLET

MIB = 1024 * 1024
LINES: dict[str, object] = {
    "ROBOTSTXT_OBEY": True,
    "DOWNLOAD_VERIFY_CERTIFICATES": True,
    "DOWNLOAD_MAXSIZE": 8 * MIB,
    "ROUTE_MAXSIZE": 32 * MIB,
    "DOWNLOAD_WARNSIZE": 2 * MIB,
    "DOWNLOAD_TIMEOUT": 25,
    "DOWNLOAD_FAIL_ON_DATALOSS": True,
    "DNS_TIMEOUT": 10,
    "REACTOR_THREADPOOL_MAXSIZE": 32,
    "REDIRECT_MAX_TIMES": 5,
    "METAREFRESH_ENABLED": False,
    "RETRY_TIMES": 2,
    "DEPTH_LIMIT": 3,
    "CLOSESPIDER_TIMEOUT": 600,
    "CLOSESPIDER_PAGECOUNT": 500,
    "CLOSESPIDER_ERRORCOUNT": 50,
    "COOKIES_ENABLED": False,
    "TELNETCONSOLE_ENABLED": False,
    "REMOTE_CONTROL_ENABLED": False,
    "HTTPPROXY_ENABLED": False,
    "AUTOTHROTTLE_ENABLED": True,
    "AUTOTHROTTLE_TARGET_CONCURRENCY": 1.0,
    "AUTOTHROTTLE_MAX_DELAY": 5.0,
    "CONCURRENT_REQUESTS_PER_DOMAIN": 1,
    "MEMUSAGE_LIMIT_MB": 512,
    "TWISTED_DNS_RESOLVER": "spiders.http.address_guard.GuardResolver",
}


@pytest.fixture(scope="module")
def settings() -> Settings:
    made = Settings()
    made.setmodule(spiders.http.settings, priority="project")
    return made


@pytest.mark.parametrize(("name", "value"), LINES.items())
def test_the_safe_value_is_set(settings: Settings, name: str, value: object) -> None:
    assert settings[name] == value


def test_two_seconds_lie_between_two_requests_at_least(settings: Settings) -> None:
    assert settings.getfloat("DOWNLOAD_DELAY") >= 2


@pytest.mark.parametrize("scheme", ["file", "data", "ftp", "s3"])
def test_only_the_web_can_be_fetched(settings: Settings, scheme: str) -> None:
    assert settings.getwithbase("DOWNLOAD_HANDLERS")[scheme] is None


def test_too_many_requests_is_not_retried_at_once(settings: Settings) -> None:
    assert 429 not in settings.getlist("RETRY_HTTP_CODES")


def test_middlewares_stand_in_the_order_that_makes_them_work(settings: Settings) -> None:
    order = build_component_list(settings.getwithbase("DOWNLOADER_MIDDLEWARES"))
    names = [str(component).rpartition(".")[2] for component in order]
    wanted = ["RobotsMiddleware", "RetryMiddleware", "RetryAfterMiddleware", "DecodingMiddleware"]
    wanted += ["OutletRedirectMiddleware", "CaptureMiddleware", "GuardMiddleware"]
    assert [name for name in names if name in wanted] == wanted
    assert "RobotsTxtMiddleware" not in names
    assert "HttpCompressionMiddleware" not in names
    assert "RedirectMiddleware" not in names


def test_the_user_agent_names_the_program_and_a_contact(settings: Settings) -> None:
    assert settings["USER_AGENT"].startswith("Warraq/")
    assert "(+" in settings["USER_AGENT"]


def test_the_operators_contact_and_memory_hold_as_this_process_was_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("WARRAQ_CONTACT", raising=False)
    monkeypatch.delenv("WARRAQ_MEMORY_MB", raising=False)
    assert spiders.http.settings.as_configured()["MEMUSAGE_LIMIT_MB"] == 512
    assert "gave no contact" in str(spiders.http.settings.as_configured()["USER_AGENT"])
    monkeypatch.setenv("WARRAQ_CONTACT", "desk@archive.example")
    monkeypatch.setenv("WARRAQ_MEMORY_MB", "300")
    assert spiders.http.settings.as_configured()["MEMUSAGE_LIMIT_MB"] == 300
    assert str(spiders.http.settings.as_configured()["USER_AGENT"]).endswith(" (+desk@archive.example)")


def test_brotli_and_zstd_are_not_asked_for(settings: Settings) -> None:
    assert settings.getdict("DEFAULT_REQUEST_HEADERS")["Accept-Encoding"] == "gzip, deflate"


def test_an_outlet_sets_its_own_delay(settings: Settings) -> None:
    own = settings.copy()
    spider_for(replace(OUTLET, delay=7.5)).update_settings(own)
    assert own.getfloat("DOWNLOAD_DELAY") == 7.5
