"""Which of the competitors is better, as far as these rows tell."""

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from itertools import combinations

from workbench.evaluation.comparison.intervals import Interval
from workbench.evaluation.comparison.p_values import holm
from workbench.evaluation.comparison.power import SIGNIFICANCE
from workbench.evaluation.comparison.uncertainty import OfAccuracy, exclusively_right, uncertainty
from workbench.evaluation.metrics import Metric, value_of
from workbench.evaluation.results import Results

MARGIN = 0.01
"""Differences up to which two values count as practically equal, if nothing else is asked for."""


class Verdict(StrEnum):
    """On two competitors and one metric."""

    BETTER = "better"  # the corrected p-value is below 0.05
    EQUAL = "equal"  # not better, and the interval of the difference lies within the margin
    UNDECIDED = "undecided"


class Scope(StrEnum):
    """What a verdict is about, from what was done."""

    TRAINED_NETWORKS = "these trained networks"  # each trained once, tried on the same rows


@dataclass(frozen=True)
class Estimate:
    """A competitor's value of a metric; None where it is undefined."""

    value: float | None
    interval: Interval | None


@dataclass(frozen=True)
class Pair:
    """Two competitors; numbers are None where the metric is undefined for one of them.

    Attributes:
        difference: value of ``a`` minus that of ``b``.
        interval: of the difference, of 95 % confidence.
        only_a_right, only_b_right: rows on which only this one's class is the true one, whatever the metric.
        p: two-sided p-value of no difference.
        p_holm: corrected for all pairs of the comparison.
        better: the better one, None where the verdict is another.
        rows_needed: where the verdict is undecided, the rows that would tell a difference of this size; None if there
            is none.
    """

    a: str
    b: str
    difference: float | None
    interval: Interval | None
    only_a_right: int
    only_b_right: int
    p: float | None
    p_holm: float | None
    verdict: Verdict
    better: str | None = None
    rows_needed: int | None = None


@dataclass(frozen=True)
class Comparison:
    """All competitors of some results, by one metric.

    Attributes:
        rows: on which all were tried.
        margin: up to which differences count as practically equal, in the unit of the metric.
        estimates: by competitor.
        pairs: each two, in the order of the competitors.
        top: those that no other one is better than.
    """

    metric: Metric
    rows: int
    margin: float
    scope: Scope
    estimates: dict[str, Estimate]
    pairs: tuple[Pair, ...]
    top: tuple[str, ...]


def compare(
    results: Results, metric: Metric, margin: float = MARGIN, check_stop: Callable[[], None] = lambda: None
) -> Comparison:
    """Compare all competitors, two by two.

    Args:
        margin: not negative.
        check_stop: called now and then; what it raises ends the work.
    """
    of_metric = uncertainty(results, metric, check_stop)
    values = {name: value_of(metric, scored) for name, scored in results.scored.items()}
    estimates = {
        name: Estimate(value, None if value is None else of_metric.interval(name)) for name, value in values.items()
    }
    couples = [*combinations(results.scores, 2)]
    right = OfAccuracy(results).right
    differences = [
        None if None in (values[a], values[b]) else of_metric.difference(a, b, len(couples)) for a, b in couples
    ]
    corrected = iter(holm([difference.p for difference in differences if difference is not None]))
    pairs = []
    for (a, b), difference in zip(couples, differences, strict=True):
        only_a, only_b = exclusively_right(right[a], right[b])
        value_a, value_b = values[a], values[b]
        if difference is None or value_a is None or value_b is None:
            pairs.append(Pair(a, b, None, None, only_a, only_b, None, None, Verdict.UNDECIDED))
            continue
        p_holm, value = next(corrected), value_a - value_b
        verdict = _verdict(p_holm, difference.interval, margin)
        better = (a if (value > 0) is metric.higher_is_better else b) if verdict is Verdict.BETTER else None
        needed = difference.rows_needed if verdict is Verdict.UNDECIDED else None
        pair = Pair(a, b, value, difference.interval, only_a, only_b, difference.p, p_holm, verdict, better, needed)
        pairs.append(pair)
    worse = {pair.a if pair.better == pair.b else pair.b for pair in pairs if pair.better is not None}
    top = tuple(name for name in estimates if name not in worse)
    return Comparison(metric, len(results.y_true), margin, Scope.TRAINED_NETWORKS, estimates, tuple(pairs), top)


def _verdict(p_holm: float, interval: Interval, margin: float) -> Verdict:
    if p_holm < SIGNIFICANCE:
        return Verdict.BETTER
    return Verdict.EQUAL if -margin <= interval.low and interval.high <= margin else Verdict.UNDECIDED
