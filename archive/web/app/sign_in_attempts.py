"""Passwords are checked one at a time, and only so often: guessing ends long before it finds one.

A browser that signed in to an account before has a count of its own; all others share the account's, so that whoever
guesses keeps out strangers and not its owner. No address of a reader is asked for, kept or logged.
Source: OWASP, Slow Down Online Guessing Attacks with Device Cookies.
"""

import asyncio
import hmac
import secrets
import threading
import time
from collections.abc import Callable
from functools import cache
from hashlib import sha256

from datasette_auth_passwords.utils import hash_password, verify_password

from archive.web.app.access import Access

MOST_FAILURES, WINDOW_SECONDS = 10, 900.0
KNOWN_PASSWORDS, KNOWN_SECONDS = 64, 600.0


class TooManyGuesses(Exception):
    """No password of this account is looked at for `seconds`."""

    def __init__(self, seconds: int) -> None:
        super().__init__(seconds)
        self.seconds = seconds


class Guessing:
    """Checks passwords; one for a process. `clock` gives seconds that only grow."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock, self._failures = clock, dict[str, list[float]]()
        self._known, self._key = dict[bytes, float](), secrets.token_bytes(32)
        self._turn, self._lock = asyncio.Semaphore(1), threading.Lock()

    async def check(self, access: Access, account: str, password: str, device: str = "") -> bool:
        """Is this the account's password? `device`: an account to which this browser signed in. Raises TooManyGuesses.

        An account that there is none of takes as long, and is counted with all such.
        """
        password_hash = access.accounts.get(account)
        who = f"{'known' if device == account else 'other'} {account}" if password_hash else "nobody"
        seal = hmac.digest(self._key, f"{account}\0{password}\0{password_hash}".encode("utf-8", "replace"), "sha256")
        if self._is_known(seal):
            return True
        async with self._turn:
            self._demand_patience(who)
            # Counted beforehand: what is asked at the same time is counted, too.
            self._failures.setdefault(who, []).append(self._clock())
            good = await asyncio.to_thread(verify_password, password, password_hash or _nobodys())
            if good and password_hash:
                self._failures.pop(who, None)
                self._remember(seal)
                return True
        return False

    def _demand_patience(self, who: str) -> None:
        begin = self._clock() - WINDOW_SECONDS
        recent = [at for at in self._failures.get(who, []) if at > begin]
        self._failures[who] = recent
        if len(recent) >= MOST_FAILURES:
            raise TooManyGuesses(max(1, round(recent[0] - begin)))

    def _is_known(self, seal: bytes) -> bool:
        """Was this checked of late? A program sends its password with every request, and a check takes 0.2 s."""
        with self._lock:
            return self._known.get(seal, 0.0) > self._clock()

    def _remember(self, seal: bytes) -> None:
        with self._lock:
            while len(self._known) >= KNOWN_PASSWORDS:
                self._known.pop(next(iter(self._known)))
            self._known[seal] = self._clock() + KNOWN_SECONDS


@cache
def _nobodys() -> str:
    return str(hash_password(sha256(secrets.token_bytes(32)).hexdigest()))
