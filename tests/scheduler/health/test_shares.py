"""A share far above the usual is one that chance does not explain, and that no day before had."""

import pytest

from scheduler.health.shares import Share, Usual, chance, surge

CLEAN, SOME = Usual(0, 400, 0.0), Usual(80, 400, 0.5)


@pytest.mark.parametrize(
    ("newest_first", "usual", "runs"),
    [
        ([(4, 4)], CLEAN, 1),
        ([(1, 1)], CLEAN, 0),
        ([(1, 1), (1, 1)], CLEAN, 2),
        ([(0, 1), (4, 4)], CLEAN, 0),
        ([(2, 4), (0, 40)], CLEAN, 0),
        ([(4, 4)], SOME, 0),
        ([(9, 9)], SOME, 1),
        ([(9, 18)], SOME, 0),
        ([(3, 3)], Usual(), 0),
        ([(5, 5)], Usual(), 1),
        ([], CLEAN, 0),
    ],
)
def test_a_surge_is_told_once_chance_does_not_explain_it(
    newest_first: list[tuple[int, int]], usual: Usual, runs: int
) -> None:
    assert surge([Share(*share) for share in newest_first], usual) == runs


def test_the_chance_of_many_pages_is_reckoned_as_that_of_two_hundred() -> None:
    assert chance(2, 2, 0.1) == pytest.approx(0.01)
    assert chance(5_000, 5_000, 0.1) == chance(200, 200, 0.1)
    assert chance(0, 10, 0.1) == pytest.approx(1)
