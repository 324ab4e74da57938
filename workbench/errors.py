"""The one exception whose text is meant for the user."""

from collections.abc import Iterable
from difflib import get_close_matches


class UserError(Exception):
    """Something the user can put right.

    Attributes:
        message: what happened, one sentence.
        advice: what was expected and what to do, one or two sentences, may be empty.
    """

    def __init__(self, message: str, advice: str = "") -> None:
        super().__init__(message, advice)
        self.message = message
        self.advice = advice

    def __str__(self) -> str:
        return f"{self.message} {self.advice}".strip()


def unknown_name(what: str, name: str, known: Iterable[str]) -> UserError:
    """The error for a name that is in no registry: tells the closest known name and all of them."""
    by_lower_case = {name.lower(): name for name in known}
    close = get_close_matches(name.lower(), by_lower_case, n=1)
    guess = f" Did you mean {by_lower_case[close[0]]}?" if close else ""
    return UserError(f'There is no {what} named "{name}".{guess}', f"Known: {', '.join(by_lower_case.values())}.")
