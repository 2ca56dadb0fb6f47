"""A command line typed in this very process, and what it leads to."""

import sys

import pytest

from scheduler.cli import main

# Exit statuses that tell of what was typed or named; 9 would be a failure of ours.
TOLD = {0, 1, 2, 3, 4, 5, 6}
Ran = tuple[int, str, str]


class Typed:
    """What a command line leads to: status, standard output, standard error."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
        self._patch, self._captured = monkeypatch, capsys

    def __call__(self, *words: str) -> Ran:
        self._patch.setattr(sys, "argv", ["warraq", *words])
        with pytest.raises(SystemExit) as ended:
            main()
        out, err = self._captured.readouterr()
        return int(ended.value.code or 0), out, err

    def told(self, *words: str) -> Ran:
        status, out, err = self(*words)
        assert status in TOLD, (words, status, err)
        assert status == 0 or err.strip(), words
        assert "Traceback" not in err, words
        return status, out, err
