"""Forms with files: their token is taken along, and what is too long or of another site is refused."""

import re
from typing import Any

import pytest

from tests.support.reading_room import Site, made

NO_FILE = {"file": ("", b"")}


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Site:
    return made(tmp_path_factory.mktemp("made"))


def test_a_browser_sends_the_form_s_own_token_beside_its_cookie(site: Site) -> None:
    form = site.get("/batch")
    token = re.search(r'name="csrftoken" value="([^"]+)"', form.text)
    assert token is not None
    cookie = {"cookie": form.headers["set-cookie"].partition(";")[0]}
    with_file: dict[str, Any] = {
        "files": {"file": ("names.csv", "القوات".encode())},
        "headers": cookie,
        "method": "POST",
    }
    assert site.get("/batch", data={"csrftoken": token[1], "names": ""}, **with_file).status_code == 303
    assert site.get("/batch", data={"csrftoken": "another", "names": ""}, **with_file).status_code == 400
    other = {**with_file, "headers": {**cookie, "x-csrftoken": token[1]}}
    assert site.get("/batch", data={"names": ""}, **other).status_code == 400


def test_a_form_that_is_too_long_or_of_another_site_is_refused(site: Site) -> None:
    assert site.get("/batch", method="POST", data={"names": "x" * (3 * 2**20 + 1)}, files=NO_FILE).status_code == 405
    answer = site.get("/batch", method="POST", data={"names": "حي"}, headers={"cookie": "ds_csrftoken=x"})
    assert answer.status_code == 403
    assert (
        site.get("/batch", method="POST", content=b"names=%ff", headers={"content-type": "text/plain"}).status_code
        == 400
    )
