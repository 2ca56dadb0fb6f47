"""Guessing passwords ends after few attempts; it keeps out nobody who signed in before, and no address counts."""

import asyncio

import pytest
from datasette_auth_passwords.utils import hash_password

from archive.web.app.access import Access
from archive.web.app.sign_in_attempts import MOST_FAILURES, WINDOW_SECONDS, Guessing, TooManyGuesses

ACCESS = Access({name: hash_password(f"right {name}", iterations=10) for name in ("desk", "night")})


class Clock:
    def __init__(self) -> None:
        self.seconds = 0.0

    def __call__(self) -> float:
        return self.seconds


def guess(guessing: Guessing, account: str, password: str, device: str = "") -> bool:
    return asyncio.run(guessing.check(ACCESS, account, password, device))


def test_after_few_wrong_passwords_not_even_the_right_one_is_looked_at_for_a_while() -> None:
    clock = Clock()
    guessing = Guessing(clock)
    for n in range(MOST_FAILURES):
        assert not guess(guessing, "desk", f"wrong {n}")
        clock.seconds += 1
    with pytest.raises(TooManyGuesses) as refused:
        guess(guessing, "desk", "right desk")
    assert refused.value.seconds == WINDOW_SECONDS - MOST_FAILURES
    assert guess(guessing, "night", "right night")
    clock.seconds = WINDOW_SECONDS + 0.5
    assert guess(guessing, "desk", "right desk")


def test_who_signed_in_from_this_browser_before_is_not_kept_out_by_strangers() -> None:
    guessing = Guessing(Clock())
    for n in range(MOST_FAILURES):
        guess(guessing, "desk", f"wrong {n}")
    assert guess(guessing, "desk", "right desk", device="desk")
    with pytest.raises(TooManyGuesses):
        guess(guessing, "desk", "right", device="night")
    for n in range(MOST_FAILURES):
        guess(guessing, "desk", f"wrong {n}", device="desk")
    with pytest.raises(TooManyGuesses):
        guess(guessing, "desk", "right too late", device="desk")


def test_names_of_accounts_that_there_are_none_of_share_one_count_and_are_not_remembered() -> None:
    guessing = Guessing(Clock())
    for n in range(MOST_FAILURES):
        assert not guess(guessing, f"nobody {n}", "x")
    with pytest.raises(TooManyGuesses):
        guess(guessing, "nobody else", "x")
    assert guess(guessing, "desk", "right desk")
    assert "nobody 1" not in repr(vars(guessing))


def test_guesses_made_at_the_same_time_are_all_counted() -> None:
    guessing = Guessing(Clock())

    async def all_at_once() -> list[object]:
        tries = [guessing.check(ACCESS, "desk", f"wrong {n}") for n in range(4 * MOST_FAILURES)]
        return list(await asyncio.gather(*tries, return_exceptions=True))

    answers = asyncio.run(all_at_once())
    assert answers.count(False) == MOST_FAILURES
    assert sum(isinstance(answer, TooManyGuesses) for answer in answers) == 3 * MOST_FAILURES


def test_a_right_password_starts_the_count_anew_and_is_checked_once_for_many_requests(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    guessing, checked = Guessing(Clock()), list[str]()
    for n in range(MOST_FAILURES - 1):
        guess(guessing, "desk", f"wrong {n}")
    assert guess(guessing, "desk", "right desk")
    assert not guess(guessing, "desk", "wrong again")
    monkeypatch.setattr(
        "archive.web.app.sign_in_attempts.verify_password", lambda password, _: checked.append(password)
    )
    assert all(guess(guessing, "desk", "right desk") for _ in range(20))
    assert checked == []
    assert "right desk" not in repr(vars(guessing))
