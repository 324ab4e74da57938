"""The one exception whose text is meant for the user."""

from collections.abc import Iterable
from difflib import get_close_matches

_LONGEST = 2_000  # characters; names and cells of files get into messages


class UserError(Exception):
    """Something the user can put right.

    Attributes:
        message: what happened, one sentence; shortened where it is longer than a screen.
        advice: what was expected and what to do, one or two sentences, may be empty; shortened, too.
        option: with which the command line follows the advice, for example "--label COLUMN"; not shown in the window.
    """

    def __init__(self, message: str, advice: str = "", option: str = "") -> None:
        super().__init__(message, advice, option)
        self.message = _shortened(message)
        self.advice = _shortened(advice)
        self.option = option

    def __str__(self) -> str:
        return f"{self.message} {self.advice}".strip()


def unknown_name(what: str, name: str, known: Iterable[str]) -> UserError:
    """The error for a name that is in no registry: tells the closest known name and all of them."""
    by_lower_case = {name.lower(): name for name in known}
    close = get_close_matches(name.lower(), by_lower_case, n=1)
    guess = f" Did you mean {by_lower_case[close[0]]}?" if close else ""
    return UserError(f'There is no {what} named "{name}".{guess}', f"Known: {', '.join(by_lower_case.values())}.")


def _shortened(text: str) -> str:
    return text if len(text) <= _LONGEST else f"{text[: _LONGEST - 1]}…"
