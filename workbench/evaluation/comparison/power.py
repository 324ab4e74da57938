"""How many rows tell a difference, and what difference so many rows can tell (Connor 1987, McNemar's test).

All functions count on 80 % power at a significance of 0.05, divided by the number of pairs that are compared at once.
"""

import math

from workbench.evaluation.comparison.intervals import normal_quantile

SIGNIFICANCE = 0.05
POWER = 0.8


def _quantiles(pairs: int) -> tuple[float, float]:
    return normal_quantile(1 - SIGNIFICANCE / pairs / 2), normal_quantile(POWER)


def rows_needed(difference: float, discordant: float, pairs: int = 1) -> int | None:
    """Rows that would tell two accuracies apart.

    Args:
        difference: of the accuracies; its sign does not matter.
        discordant: fraction of the rows on which just one of both is right, at least the difference.
        pairs: at least 1.

    Returns:
        None where there is no difference.
    """
    if difference == 0:
        return None
    of_significance, of_power = _quantiles(pairs)
    spread = math.sqrt(max(0.0, discordant - difference**2))
    return math.ceil((of_significance * math.sqrt(discordant) + of_power * spread) ** 2 / difference**2)


def rows_needed_by_error(difference: float, standard_error: float, rows: int, pairs: int = 1) -> int | None:
    """Rows that would tell two values of any metric apart, from the standard error of their difference on ``rows``."""
    if difference == 0:
        return None
    return math.ceil(rows * (sum(_quantiles(pairs)) * standard_error / difference) ** 2)


def least_difference(rows: int, discordant: float, pairs: int = 1) -> float | None:
    """The smallest difference of accuracies that so many rows tell; None where none does.

    Args:
        rows: at least 1.
        discordant: fraction of the rows on which just one of two networks is right.
        pairs: at least 1.
    """
    of_significance, of_power = _quantiles(pairs)
    root = of_power * math.sqrt(discordant * max(0.0, rows + of_power**2 - of_significance**2))
    difference = (of_significance * math.sqrt(rows * discordant) + root) / (rows + of_power**2)
    return difference if difference <= discordant else None
