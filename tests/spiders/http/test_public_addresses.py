"""Which addresses are of the public internet."""

import pytest

from spiders.http.public_addresses import ALLOW_PRIVATE, judge_address, literal_address, warn_when_open

FORBIDDEN = [
    "http://localhost/",
    "http://127.0.0.1/",
    "http://127.1/",
    "http://2130706433/",
    "http://0x7f000001/",
    "http://0x7f.0.0.1/",
    "http://0177.0.0.1/",
    "http://0.0.0.0/",
    "http://0/",
    "http://[::1]/",
    "http://[::]/",
    "http://[::ffff:127.0.0.1]/",
    "http://[64:ff9b::7f00:1]/",
    "http://[2002:7f00:1::]/",
    "http://[fe80::1]/",
    "http://[fc00::1]/",
    "http://169.254.169.254/latest/meta-data/",
    "http://10.1.2.3/",
    "http://172.16.0.1/",
    "http://192.168.1.1/",
    "http://100.64.0.1/",
    "http://224.0.0.1/",
    "http://127.0.0.1./",
    "http://\uff11\uff12\uff17.0.0.1/",
    "http://127\u30020\u30020\u30021/",
    "http://printer.local/",
    "http://metadata.google.internal/",
    "http://user:word@example.org/",
    "http://user@example.org/",
    "http://example.org:22/",
    "http://example.org:99999/",
    "http://example.org:6379/",
    "file:///etc/passwd",
    "ftp://example.org/",
    "gopher://example.org/",
    "javascript:alert(1)",
    "data:text/html,x",
    "http:///feed",
]
ALLOWED = [
    "https://www.enabbaladi.net/feed/",
    "http://example.org:80/",
    "https://example.org:443/x?y=http://127.0.0.1/",
    "https://8.8.8.8/",
    "https://[2606:4700::1111]/",
    "https://موقع.سوريا/خبر",
]


@pytest.fixture(autouse=True)
def closed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv(ALLOW_PRIVATE, raising=False)


@pytest.mark.parametrize("url", FORBIDDEN)
def test_an_address_that_is_not_of_the_public_web_is_refused(url: str) -> None:
    assert judge_address(url)


@pytest.mark.parametrize("url", ALLOWED)
def test_a_public_address_passes(url: str) -> None:
    assert judge_address(url) == ""


def test_the_switch_opens_private_addresses_but_no_other_scheme_and_says_so_loudly(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv(ALLOW_PRIVATE, "1")
    assert judge_address("http://127.0.0.1:8741/") == ""
    assert judge_address("file:///etc/passwd") == "scheme"
    assert judge_address("http://a:b@127.0.0.1/") == "user information"
    warn_when_open()
    assert "WARNING" in capsys.readouterr().err


def test_a_name_is_not_taken_for_a_number() -> None:
    assert literal_address("www.enabbaladi.net") is None
    assert literal_address("0x7f.1") == "127.0.0.1"
