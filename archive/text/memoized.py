"""Functions of texts that remember their last answers, and can be told an answer that another process worked out."""

from collections import OrderedDict
from collections.abc import Callable
from typing import Generic, ParamSpec, TypeVar

P = ParamSpec("P")
T = TypeVar("T")

# A reading, the text it replaces, that text under today's rules, and what came before and after an older capture.
MOST = 8


class Memoized(Generic[P, T]):
    """A function and the answers to its last `most` questions, which are its positional arguments."""

    def __init__(self, function: Callable[P, T]) -> None:
        self._function = function
        self.most = MOST
        self._answers: OrderedDict[tuple[object, ...], T] = OrderedDict()

    def __call__(self, *args: P.args, **kwargs: P.kwargs) -> T:
        if not self.knows(*args):
            self.preset(self._function(*args, **kwargs), *args)
        return self._answers[args]

    def knows(self, *args: object) -> bool:
        """Is the answer remembered?"""
        return args in self._answers

    def preset(self, answer: T, *args: object) -> None:
        """Remember an answer that was worked out elsewhere."""
        self._answers[args] = answer
        self._answers.move_to_end(args)
        while len(self._answers) > self.most:
            self._answers.popitem(last=False)

    def forget(self) -> None:
        self._answers.clear()
