"""A function of texts that is asked once for each of the last few, wherever the answer came from."""

from archive.text.memoized import MOST, Memoized


def test_an_answer_is_worked_out_once_or_told_and_the_oldest_is_forgotten() -> None:
    asked = list[str]()

    @Memoized
    def length(text: str) -> int:
        asked.append(text)
        return len(text)

    assert (length("a"), length("a"), asked) == (1, 1, ["a"])
    length.preset(7, "told")
    assert (length("told"), asked) == (7, ["a"])
    for n in range(MOST):
        length(str(n))
    assert (length("a"), asked[-1]) == (1, "a")
