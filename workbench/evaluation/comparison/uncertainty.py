"""How sure the value of a metric is, and its difference between two competitors on the same rows."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from workbench.evaluation.comparison import power
from workbench.evaluation.comparison.delong import auc_influences
from workbench.evaluation.comparison.intervals import (
    CONFIDENCE,
    TWO_SIDED,
    Interval,
    of_paired_difference,
    of_proportion,
)
from workbench.evaluation.comparison.p_values import mcnemar_mid_p, normal_p
from workbench.evaluation.comparison.resampling import resampled
from workbench.evaluation.metrics import METRICS, Metric
from workbench.evaluation.results import Results

_FEWEST_DEFINED = 0.5
"""Fraction of the draws in which a value must be defined for an interval."""


@dataclass(frozen=True)
class Difference:
    """What is known of the value of A minus that of B.

    Attributes:
        interval: of 95 % confidence.
        p: two-sided p-value of no difference.
        rows_needed: that would tell a difference of this size; None where there is none.
    """

    interval: Interval
    p: float
    rows_needed: int | None


class Uncertainty(Protocol):
    """Of one metric of some results; all methods give None where it is undefined."""

    def interval(self, name: str) -> Interval | None:
        """Of a competitor's value, of 95 % confidence."""

    def difference(self, a: str, b: str, pairs: int) -> Difference | None:
        """Of the values of two competitors.

        Args:
            pairs: that are compared at once; ``p`` is not corrected for them, ``rows_needed`` is.
        """


def uncertainty(results: Results, metric: Metric, check_stop: Callable[[], None] = lambda: None) -> Uncertainty:
    """How it is found out for a metric.

    Args:
        check_stop: called now and then; what it raises ends the work.
    """
    if metric is METRICS["accuracy"]:
        return OfAccuracy(results)
    if metric is METRICS["auc_roc"]:
        return OfInfluences(results, {name: auc_influences(scored) for name, scored in results.scored.items()})
    return OfDraws(results, metric, resampled(results, metric, check_stop))


@dataclass(frozen=True)
class OfAccuracy:
    """By counting the rows on which just one of two competitors is right."""

    results: Results

    @cached_property
    def right(self) -> dict[str, NDArray[np.bool_]]:
        """By competitor, on which rows (n,) it is right."""
        return {name: scored.y_pred == self.results.y_true for name, scored in self.results.scored.items()}

    def interval(self, name: str) -> Interval | None:
        right = self.right[name]
        return of_proportion(int(right.sum()), len(right)) if len(right) else None

    def difference(self, a: str, b: str, pairs: int) -> Difference | None:
        rows = len(self.results.y_true)
        if not rows:
            return None
        only_a, only_b = exclusively_right(self.right[a], self.right[b])
        return Difference(
            of_paired_difference(only_a, only_b, rows),
            mcnemar_mid_p(only_a, only_b),
            power.rows_needed((only_a - only_b) / rows, (only_a + only_b) / rows, pairs),
        )


@dataclass(frozen=True)
class OfInfluences:
    """By how much each row (n,) moves each competitor's value."""

    results: Results
    influences: dict[str, NDArray[np.float64]]

    def interval(self, name: str) -> Interval | None:
        value, error = self._value(name), _error(self.influences[name])
        if error is None:
            return None
        return Interval(max(0.0, value - TWO_SIDED * error), min(1.0, value + TWO_SIDED * error))

    def difference(self, a: str, b: str, pairs: int) -> Difference | None:
        error = _error(self.influences[a] - self.influences[b])
        if error is None:
            return None
        difference = self._value(a) - self._value(b)
        interval = Interval(difference - TWO_SIDED * error, difference + TWO_SIDED * error)
        rows = len(self.results.y_true)
        return Difference(
            interval, normal_p(difference, error), power.rows_needed_by_error(difference, error, rows, pairs)
        )

    def _value(self, name: str) -> float:
        return METRICS["auc_roc"].compute(self.results.scored[name])


@dataclass(frozen=True)
class OfDraws:
    """By values in rows that are drawn anew (draws, competitors), NaN where undefined."""

    results: Results
    metric: Metric
    draws: NDArray[np.float64]

    def interval(self, name: str) -> Interval | None:
        return _percentiles(self._of(name))

    def difference(self, a: str, b: str, pairs: int) -> Difference | None:
        differences = self._of(a) - self._of(b)
        interval = _percentiles(differences)
        if interval is None:
            return None
        value = self.metric.compute(self.results.scored[a]) - self.metric.compute(self.results.scored[b])
        error, rows = float(np.nanstd(differences)), len(self.results.y_true)
        return Difference(interval, normal_p(value, error), power.rows_needed_by_error(value, error, rows, pairs))

    def _of(self, name: str) -> NDArray[np.float64]:
        values: NDArray[np.float64] = self.draws[:, [*self.results.scores].index(name)]
        return values


def exclusively_right(right_a: NDArray[np.bool_], right_b: NDArray[np.bool_]) -> tuple[int, int]:
    """Rows on which only A, only B is right."""
    return int((right_a & ~right_b).sum()), int((right_b & ~right_a).sum())


def _error(influences: NDArray[np.float64]) -> float | None:
    error = float(np.sqrt((influences**2).sum()))
    return None if np.isnan(error) else error


def _percentiles(values: NDArray[np.float64]) -> Interval | None:
    defined = values[~np.isnan(values)]
    if len(defined) < _FEWEST_DEFINED * len(values):
        return None
    low, high = np.quantile(defined, [(1 - CONFIDENCE) / 2, (1 + CONFIDENCE) / 2])
    return Interval(float(low), float(high))
