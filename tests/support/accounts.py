"""Accounts of a made archive, and a browser that keeps their cookies."""

import asyncio
import re
from collections.abc import Mapping
from typing import Any
from urllib.parse import urlencode

from datasette.utils import PrefixedUrlString
from datasette_auth_passwords.utils import hash_password

from archive.web.app.access import Access
from tests.support.reading_room import Site

PASSWORD = "الياسمين 7 jasmine"  # noqa: S105 - of a made account
# So few rounds that a test does not wait; what checks them is the same.
ACCOUNTS = {"desk": hash_password(PASSWORD, iterations=1_000), "night": hash_password("other", iterations=1_000)}
OPEN, PRIVATE = Access(ACCOUNTS), Access(ACCOUNTS, is_private=True)
FORM = {"content-type": "application/x-www-form-urlencoded"}
PAGE = {"accept": "text/html,*/*;q=0.8"}


class Browser:
    """Keeps cookies, and finds the token of a form before it sends one."""

    def __init__(self, site: Site, base: str = "http://localhost") -> None:
        self.site, self.base, self.cookies = site, base, dict[str, str]()

    def get(self, path: str, **more: Any) -> Any:
        return self._sent("GET", path, **more)

    def post(self, path: str, form: str, **values: str | list[str]) -> Any:
        """Send the form that the page `form` has, to `path`."""
        token = re.search(r'name="csrftoken" value="([^"]+)"', self.get(form).text)
        return self.sent(path, {"csrftoken": token[1] if token else "", **values})

    def sent(self, path: str, values: Mapping[str, str | list[str]]) -> Any:
        """Send a form that was shown before."""
        return self._sent("POST", path, content=urlencode(values, doseq=True), headers=FORM)

    def sign_in(self, account: str = "desk", password: str = PASSWORD, **more: str) -> Any:
        return self.post("/sign-in", "/sign-in", account=account, password=password, **more)

    def _sent(self, method: str, path: str, **more: Any) -> Any:
        cookie = {"cookie": "; ".join(f"{name}={value}" for name, value in self.cookies.items())}
        headers = PAGE | more.pop("headers", {}) | (cookie if self.cookies else {})
        # Of this class Datasette leaves the address as it is.
        address = PrefixedUrlString(self.base + path)
        answer = asyncio.run(self.site.app.client.request(method, address, headers=headers, **more))
        for line in answer.headers.get_list("set-cookie"):
            name, _, value = line.partition(";")[0].partition("=")
            self.cookies[name] = value.strip('"')
            if not self.cookies[name]:
                del self.cookies[name]
        return answer
