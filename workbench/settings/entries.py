"""Text entries as values: what a user types into a field or on the command line, checked before it is used."""

import csv
import math
import re
from collections.abc import Collection

from workbench.errors import UserError
from workbench.settings.request import Validation

MAX_EPOCHS = 100_000
MAX_LEARNING_RATE = 10.0
MAX_SEED = 2**31 - 1
DEFAULT_SEED = 1

_WHOLE_NUMBER = re.compile(r"[+-]?\d+")


def parse_epochs(text: str) -> int | None:
    """Further epochs, 1 to 100,000; "" gives None (each network's default). Raises `UserError`."""
    return parse_whole_number("Epochs", text, 1, MAX_EPOCHS, "such as 10")


def parse_batch_size(text: str, train_rows: int | None = None) -> int | None:
    """Samples a step, 1 to ``train_rows`` (where known); "" gives None (each network's default). Raises `UserError`."""
    value = parse_whole_number("Batch size", text, 1, None, "such as 32")
    if value is not None and train_rows is not None and value > train_rows:
        raise UserError(
            f"Batch size: {value:,} is more than the {train_rows:,} training rows.",
            f"A batch is taken from the training rows: enter a whole number from 1 to {train_rows:,}, such as 32.",
        )
    return value


def parse_learning_rate(text: str) -> float | None:
    """Step of the optimizer, more than 0 and at most 10; "" gives None (each network's default). Raises `UserError`."""
    return parse_number("Learning rate", text, 0, MAX_LEARNING_RATE, "such as 0.001 or 1e-3", above=True)


def parse_seed(text: str) -> int | None:
    """Seed of the run, 0 to 2,147,483,647; "" gives None (the seed is then 1). Raises `UserError`."""
    return parse_whole_number("Seed", text, 0, MAX_SEED, f"such as {DEFAULT_SEED}")


def parse_jobs(text: str) -> int | None:
    """Models side by side: "auto" (or "") gives None, else 1 to 64. Raises `UserError`."""
    if text.strip().lower() in ("", "auto"):
        return None
    return parse_whole_number("Models side by side", text, 1, 64, "such as 2, or “auto”")


def parse_validation(text: str) -> Validation:
    """ "test" gives the test part, else the share of the training rows held out, 0.01 to 0.5. Raises `UserError`."""
    entered = text.strip().lower()
    if entered == "test":
        return Validation(None)
    advice = "Enter a share of the training rows from 0.01 to 0.5, such as 0.1, or “test” for the test part."
    value = _number(entered)
    if math.isnan(value):
        raise UserError(f"Validation: “{_shown(entered)}” is neither a share nor “test”.", advice)
    if not 0.01 <= value <= 0.5:
        raise UserError(f"Validation: {_shown(entered)} is out of range.", advice)
    return Validation(value)


def parse_names(what: str, text: str, known: Collection[str]) -> tuple[str, ...]:
    """Names divided by commas, in the order of ``known``; "all" is all of them; `UserError` for an unknown one.

    As in CSV, a name that holds a comma stands in quotation marks: ``"a, b",c``.
    """
    if text.strip().lower() == "all":
        return tuple(known)
    by_key = {name.lower(): name for name in known}
    entered = [name.strip() for row in csv.reader([text], skipinitialspace=True) for name in row]
    wanted = [name for name in entered if name]
    unknown = [name for name in wanted if name.lower() not in by_key]
    listed = ", ".join(f'"{name}"' if "," in name else name for name in known)
    if unknown:
        raise UserError(f"{what}: there is no “{_shown(unknown[0])}”.", f"Known are: {listed}.")
    if not wanted:
        raise UserError(f"{what}: nothing is named.", f"Name one or more of: {listed}.")
    named = {by_key[name.lower()] for name in wanted}
    return tuple(name for name in known if name in named)


def parse_whole_number(field: str, text: str, low: int, high: int | None, example: str) -> int | None:
    """A whole number from ``low`` to ``high``; "" gives None. Raises `UserError`."""
    entered = text.strip()
    if not entered:
        return None
    span = f"from {low:,} to {high:,}" if high is not None else f"of at least {low:,}"
    advice = f"Enter a whole number {span}, {example}."
    if not _WHOLE_NUMBER.fullmatch(entered):
        raise UserError(f"{field}: “{_shown(entered)}” is not a whole number.", advice)
    if len(entered) > 30:  # far out of any range; int() refuses thousands of digits
        raise UserError(f"{field}: {_shown(entered)} is out of range.", advice)
    value = int(entered)
    if value < low or (high is not None and value > high):
        raise UserError(f"{field}: {value:,} is out of range.", advice)
    return value


def parse_number(
    field: str, text: str, low: float, high: float, example: str, *, above: bool = False, below: bool = False
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
    value = _number(entered)
    if math.isnan(value):
        raise UserError(f"{field}: “{_shown(entered)}” is not a number.", advice)
    if not low <= value <= high or (above and value == low) or (below and value == high):
        raise UserError(f"{field}: {_shown(entered)} is out of range.", advice)
    return value


def _number(entered: str) -> float:
    """NaN where it is no number; digits in groups (1_000) are none for a user."""
    try:
        return math.nan if "_" in entered else float(entered)
    except ValueError:
        return math.nan


def _shown(entered: str) -> str:
    """What was entered, cut where it is long."""
    return entered if len(entered) <= 40 else entered[:40] + "…"
