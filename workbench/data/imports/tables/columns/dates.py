"""Features of dates: days since 1970, and where a date stands in its year, week and day."""

from collections.abc import Iterable, Sequence

import numpy as np
from numpy.typing import NDArray

from workbench.data.imports.tables.cells import as_days, has_day
from workbench.data.imports.tables.columns.column_facts import ColumnFacts
from workbench.data.imports.tables.recipe import Column

_SHOWN = 5
_PERIODS = {"month": 12, "weekday": 7, "hour": 24}


def date_features_of(facts: ColumnFacts, plain: bool) -> tuple[str, ...]:
    """The names of the features: "days" (of times alone "hour"), and sine and cosine of what varies.

    So Sunday stands beside Monday.

    Args:
        plain: weekday and hour as numbers instead, as recipes of earlier versions have them.
    """
    if not has_day(facts.form):
        return ("hour", "hour sine", "hour cosine")
    if plain:
        return ("days", *["weekday"] * (len(facts.weekdays) > 1), *["hour"] * facts.hours)
    varies = {"month": len(facts.months) > 1, "weekday": len(facts.weekdays) > 1, "hour": facts.hours}
    return ("days", *(f"{name} {function}" for name in _PERIODS if varies[name] for function in ("sine", "cosine")))


def date_table(column: Column, texts: Sequence[str]) -> NDArray[np.float64]:
    """The features of dates, shape (texts, features), NaN where a text is none.

    Recipes of earlier versions have the plain numbers "weekday" (0: Monday) and "hour" instead of sine and cosine.
    """
    days = as_days(list(texts), column.date_format)
    whole = np.floor(days)
    found = {"days": whole, "weekday": (whole + 3) % 7, "hour": (days - whole) * 24, "month": months_of(whole)}
    for name, period in _PERIODS.items():
        angles = found[name] * (2 * np.pi / period)
        found |= {f"{name} sine": np.sin(angles), f"{name} cosine": np.cos(angles)}
    return np.stack([found[name] for name in column.date_features], axis=1).reshape(len(texts), -1)


def hour_of(sine: float, cosine: float) -> float:
    """The hour, from 0 to below 24, from its features."""
    return float(np.arctan2(sine, cosine) / (2 * np.pi) * 24 % 24)


def months_of(days: NDArray[np.float64]) -> NDArray[np.float64]:
    """Months from 0 (January) of whole days since 1970, NaN where there is none."""
    known = np.isfinite(days)
    months = np.where(known, days, 0).astype("datetime64[D]").astype("datetime64[M]").astype(np.int64) % 12
    return np.where(known, months, np.nan)


def date_note(facts: ColumnFacts) -> str:
    """What is odd about the dates."""
    notes = []
    if facts.undated:
        shown = ", ".join(f"“{text[:20]}”" for text in facts.no_dates[:_SHOWN])
        notes.append(f"{facts.undated:,} cells are no dates and count as missing ({shown}).")
    if facts.ambiguous:
        orders = ("day/month/year", "month/day/year")
        read, other = orders if facts.form.startswith("%d") else orders[::-1]
        notes.append(f"Read as {read}, but all could be {other}: if so, write them as 2024-02-01 in the file.")
    return " ".join(notes)


def has_plain_dates(columns: Iterable[Column]) -> bool:
    """Whether the dates have no sines and cosines, as those of recipes of earlier versions."""
    made = [name for column in columns for name in column.date_features]
    return bool(made) and not any(name.endswith("sine") for name in made)
