"""Texts as values: what a user types into a field or on the command line, checked before it is used."""

import math
import re
from collections.abc import Mapping
from itertools import pairwise
from typing import TypeVar

from workbench.errors import UserError

T = TypeVar("T")

_WHOLE_NUMBER = re.compile(r"[+-]?\d+")


def parse_whole_number(title: str, text: str, low: int, high: int | None, example: str) -> int | None:
    """A whole number from ``low`` to ``high``; "" gives None. Raises `UserError`."""
    entered = text.strip()
    if not entered:
        return None
    span = f"from {low:,} to {high:,}" if high is not None else f"of at least {low:,}"
    advice = f"Enter a whole number {span}, {example}."
    if not _WHOLE_NUMBER.fullmatch(entered):
        raise UserError(f"{title}: “{shown(entered)}” is not a whole number.", advice)
    if len(entered) > 30:  # far out of any range; int() refuses thousands of digits
        raise UserError(f"{title}: {shown(entered)} is out of range.", advice)
    value = int(entered)
    if value < low or (high is not None and value > high):
        raise UserError(f"{title}: {value:,} is out of range.", advice)
    return value


def parse_number(
    title: str, text: str, low: float, high: float, example: str, *, above: bool = False, below: bool = False
) -> float | None:
    """A number from ``low`` to ``high``; "" gives None. Raises `UserError`.

    Args:
        above, below: whether ``low`` or ``high`` itself is refused.
    """
    entered = text.strip()
    if not entered:
        return None
    upper = "and below" if below else "and at most" if above else "to"
    advice = f"Enter a number {'above' if above else 'from'} {low:g} {upper} {high:g}, with a decimal point, {example}."
    value = number(entered)
    if math.isnan(value):
        raise UserError(f"{title}: “{shown(entered)}” is not a number.", advice)
    if not low <= value <= high or (above and value == low) or (below and value == high):
        raise UserError(f"{title}: {shown(entered)} is out of range.", advice)
    return value


def parse_ascending(title: str, text: str, low: int, high: int, advice: str) -> tuple[int, ...] | None:
    """Whole numbers divided by commas or spaces, ascending; "" gives None. Raises `UserError`."""
    words = text.replace(",", " ").split()
    if not words:
        return None
    read = [parse_whole_number(title, word, low, high, "such as 10") for word in words]
    values = tuple(value for value in read if value is not None)
    if any(later <= earlier for earlier, later in pairwise(values)):
        raise UserError(f"{title}: {', '.join(map(str, values))} do not ascend.", advice)
    return values


def parse_one_of(title: str, text: str, known: Mapping[str, T]) -> T | None:
    """The value of a known text; "" gives None. Raises `UserError`."""
    entered = text.strip()
    if not entered:
        return None
    if entered not in known:
        raise UserError(f"{title}: there is no “{shown(entered)}”.", f"Choose one of {', '.join(known)}.")
    return known[entered]


def number(entered: str) -> float:
    """NaN where it is no number; digits in groups (1_000) are none for a user."""
    try:
        return math.nan if "_" in entered else float(entered)
    except ValueError:
        return math.nan


def shown(entered: str) -> str:
    """What was entered, cut where it is long."""
    return entered if len(entered) <= 40 else entered[:40] + "…"
