"""Who may see what: the accounts of an instance, the cookie of who is signed in, and the door before every page.

Without accounts everybody reads and there are no operator's pages. With them, those pages need a sign-in; where the
instance is private, everything does but the sign-in page, style files and /-/warraq/health.
"""

import hmac
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from hashlib import sha256
from typing import Literal, TypedDict
from urllib.parse import urlsplit

from archive.configuration import current
from archive.data_folder import DataFolder
from archive.errors import BadConfiguration
from archive.times import now
from archive.web.app.compat import DATABASE, Datasette, Request, Response, data_folder
from archive.web.app.signing_key import sealed, signing_key, unsealed

COOKIE, DEVICE_COOKIE = "warraq_account", "warraq_device"
# A sign-in lasts so long; a browser that signed in once is known for longer, which spares it the wait of strangers.
SIGNED_IN_SECONDS, KNOWN_SECONDS = 14 * 86_400, 365 * 86_400
SIGN_IN, SIGN_OUT, OPERATOR = "/sign-in", "/sign-out", "/operator"
Purpose = Literal["account", "device"]


@dataclass(frozen=True, slots=True)
class Access:
    """`accounts`: password hashes by user, as `datasette hash-password` prints them; `public_address` may be empty."""

    accounts: Mapping[str, str] = field(default_factory=dict, repr=False)
    is_private: bool = False
    public_address: str = ""

    def demand_accounts(self) -> "Access":
        """Raise BadConfiguration for an instance that nobody could read."""
        if self.is_private and not self.accounts:
            raise BadConfiguration(
                "The archive is private and has no account, so nobody could read it. Add one to warraq.toml under"
                ' [accounts], as NAME = "HASH": datasette hash-password asks for a password and prints its hash.'
            )
        return self


class Ticket(TypedDict):
    """What a cookie holds, signed: whose it is, of which password, until when (seconds since 1970)."""

    account: str
    password: str
    until: int


def configured(data: DataFolder) -> Access:
    """What the operator's file says now. Raises BadConfiguration where it is wrong from the start."""
    found = current(data)
    return Access(found.accounts, found.is_private, found.public_address)


def access_of(datasette: Datasette) -> Access:
    """Who may see what, now: a change of the operator's file holds from the next request on."""
    given: Access | None = datasette.plugin_config(DATABASE)["access"]
    return configured(data_folder(datasette)) if given is None else given


def account_of(request: Request) -> str | None:
    """Who is signed in by the cookie; None for a reader, and for a program that sent its password along."""
    actor = request.scope.get("actor") or {}
    return actor.get("account")


def ticket_of(datasette: Datasette, cookie: str, purpose: Purpose) -> str | None:
    """The account that a cookie stands for; None where it is not ours, too old, or of a password that was changed."""
    ticket = unsealed(_key(datasette), purpose, cookie)
    if not isinstance(ticket, dict):
        return None
    account, of_password, until = ticket["account"], ticket["password"], ticket["until"]
    password_hash = access_of(datasette).accounts.get(account)
    if password_hash is None or not hmac.compare_digest(of_password, fingerprint(password_hash)):
        return None
    return str(account) if until > now().timestamp() else None


@lru_cache(maxsize=4)
def _key(datasette: Datasette) -> str:
    """The folder's; else one that at least every process of this start has."""
    return signing_key(data_folder(datasette).root, str(datasette._secret))


@lru_cache(maxsize=64)
def fingerprint(password_hash: str) -> str:
    """Enough of a password's hash to know whether it was changed, and nothing to find the password by."""
    return sha256(password_hash.encode("utf-8")).hexdigest()[:16]


def sign_in(datasette: Datasette, request: Request, response: Response, account: str) -> None:
    """Give the answer the cookies of an account."""
    access = access_of(datasette)
    lives: tuple[tuple[str, Purpose, int], ...] = (
        (COOKIE, "account", SIGNED_IN_SECONDS),
        (DEVICE_COOKIE, "device", KNOWN_SECONDS),
    )
    for name, purpose, seconds in lives:
        ticket: Ticket = {
            "account": account,
            "password": fingerprint(access.accounts[account]),
            "until": int(now().timestamp()) + seconds,
        }
        response.set_cookie(
            name,
            sealed(_key(datasette), purpose, ticket),
            max_age=seconds,
            secure=is_encrypted(access, request.scheme, request.host),
            httponly=True,
            # The path of a link from elsewhere leads to a page, no form from elsewhere comes with it.
            samesite="lax",
        )


def sign_out(response: Response) -> None:
    """Take the cookie of an account away. The browser stays known."""
    response.set_cookie(COOKIE, "", max_age=0, httponly=True, samesite="lax")


def is_encrypted(access: Access, scheme: str, host: str) -> bool:
    """Does the reader ask over TLS? A proxy that does not say so stands at the public address."""
    public = urlsplit(access.public_address)
    return scheme == "https" or (public.scheme == "https" and public.netloc.lower() == host.lower())
