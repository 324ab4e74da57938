"""Intervals of 95 % confidence that follow from counts of rows."""

import math
from dataclasses import dataclass
from statistics import NormalDist

CONFIDENCE = 0.95


@dataclass(frozen=True)
class Interval:
    """Both ends are included."""

    low: float
    high: float


def normal_quantile(probability: float) -> float:
    """What a standard normal value stays below with that probability, in (0, 1)."""
    return NormalDist().inv_cdf(probability)


TWO_SIDED = normal_quantile(1 - (1 - CONFIDENCE) / 2)
"""Standard errors on each side of an estimate."""


def of_proportion(right: int, rows: int) -> Interval:
    """Interval of a proportion, such as one accuracy (Wilson 1927, the score interval).

    Args:
        right: from 0 to ``rows``.
        rows: at least 1.
    """
    squared = TWO_SIDED**2
    centre = (right + squared / 2) / (rows + squared)
    half = TWO_SIDED / (rows + squared) * math.sqrt(right * (rows - right) / rows + squared / 4)
    return Interval(max(0.0, centre - half), min(1.0, centre + half))


def of_paired_difference(only_a: int, only_b: int, rows: int) -> Interval:
    """Interval of the accuracy of A minus that of B on the same rows (Bonett and Price 2012, with adjusted counts).

    Args:
        only_a, only_b: rows on which only A, only B is right.
        rows: all rows.
    """
    adjusted_a, adjusted_b = (only_a + 1) / (rows + 2), (only_b + 1) / (rows + 2)
    difference = adjusted_a - adjusted_b
    half = TWO_SIDED * math.sqrt((adjusted_a + adjusted_b - difference**2) / (rows + 2))
    return Interval(max(-1.0, difference - half), min(1.0, difference + half))
