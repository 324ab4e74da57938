"""Entries for a run as a whole: seed, validation rows, models side by side, and names in a list."""

import csv
import math
from collections.abc import Collection

from workbench.errors import UserError
from workbench.settings.parsing import number, parse_whole_number, shown
from workbench.settings.request import Validation

MAX_SEED = 2**31 - 1
DEFAULT_SEED = 1


def parse_seed(text: str) -> int | None:
    """Seed of the run, 0 to 2,147,483,647; "" gives None (the seed is then 1). Raises `UserError`."""
    return parse_whole_number("Seed", text, 0, MAX_SEED, f"such as {DEFAULT_SEED}")


def parse_jobs(text: str) -> int | None:
    """Models side by side: "auto" (or "") gives None, else 1 to 64. Raises `UserError`."""
    if text.strip().lower() in ("", "auto"):
        return None
    return parse_whole_number("Models side by side", text, 1, 64, "such as 2, or “auto”")


def parse_validation(text: str) -> Validation:
    """ "test" gives the test part, else the fraction of the training rows held out, 0.01 to 0.5. Raises `UserError`."""
    entered = text.strip().lower()
    if entered == "test":
        return Validation(None)
    advice = "Enter a fraction of the training rows from 0.01 to 0.5, such as 0.1, or “test” for the test part."
    value = number(entered)
    if math.isnan(value):
        raise UserError(f"Validation: “{shown(entered)}” is neither a fraction nor “test”.", advice)
    if not 0.01 <= value <= 0.5:
        raise UserError(f"Validation: {shown(entered)} is out of range.", advice)
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
        raise UserError(f"{what}: there is no “{shown(unknown[0])}”.", f"Known are: {listed}.")
    if not wanted:
        raise UserError(f"{what}: nothing is named.", f"Name one or more of: {listed}.")
    named = {by_key[name.lower()] for name in wanted}
    return tuple(name for name in known if name in named)
