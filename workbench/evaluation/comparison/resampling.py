"""Values of metrics in test rows that are drawn anew, with replacement (the bootstrap; Efron and Tibshirani 1993).

Each draw is the same for all competitors, so that differences between them are of the same rows.
"""

from collections.abc import Callable, Iterator

import numpy as np
from numpy.typing import NDArray

from workbench.evaluation.areas import average_precisions
from workbench.evaluation.metrics import METRICS, Metric, macro
from workbench.evaluation.results import Results
from workbench.evaluation.scored import Scored

DRAWS = 2000
DRAWS_OF_SCORES = 500
"""Where each draw needs all scores."""

_SEED = 0
_CELLS = 1 << 21  # numbers that are in memory at once
Values = NDArray[np.float64]


def resampled(results: Results, metric: Metric, check_stop: Callable[[], None] = lambda: None) -> Values:
    """The metric of each competitor in each draw.

    Args:
        check_stop: called between blocks of draws; what it raises ends the work.

    Returns:
        (draws, competitors), in the order of ``results.scores``; NaN where undefined.
    """
    if metric.of_counts is not None:
        return _of_counts(results, metric.of_counts, check_stop)
    if metric.of_rows is not None:
        rows = np.stack([metric.of_rows(scored) for scored in results.scored.values()], axis=1)
        blocks = _weights(len(rows), DRAWS, check_stop)
        return np.concatenate([weights @ rows for weights in blocks]) / len(rows)
    if metric is METRICS["auc_pr"]:
        return _of_average_precision(results, check_stop)
    return _of_scores(results, metric, check_stop)


def _of_counts(results: Results, value: Callable[[NDArray[np.int64]], float], check_stop: Callable[[], None]) -> Values:
    """Rows of the same true and predicted classes differ in nothing: they are drawn by their number."""
    classes = len(results.class_names)
    predicted = [scored.y_pred for scored in results.scored.values()]
    patterns, rows_of_pattern = np.unique(np.stack([results.y_true, *predicted], axis=1), axis=0, return_counts=True)
    cells = patterns[:, :1] * classes + patterns[:, 1:]  # of each competitor's confusion matrix
    generator, rows = np.random.default_rng(_SEED), len(results.y_true)
    found = np.empty((DRAWS, len(predicted)))
    for block in _blocks(DRAWS, len(patterns)):
        check_stop()
        for draw, drawn in zip(
            range(block.start, block.stop),
            generator.multinomial(rows, rows_of_pattern / rows, block.stop - block.start),
            strict=True,
        ):
            for place in range(len(predicted)):
                counts = np.bincount(cells[:, place], drawn, classes**2).astype(np.int64)
                found[draw, place] = value(counts.reshape(classes, classes))
    return found


def _of_average_precision(results: Results, check_stop: Callable[[], None]) -> Values:
    scores = [*results.scores.values()]
    classes = len(results.class_names)
    blocks = []
    for weights in _weights(len(results.y_true), DRAWS_OF_SCORES, check_stop):
        block = np.full((len(weights), len(scores)), np.nan)
        for place, y_score in enumerate(scores):
            check_stop()
            by_class = np.full((len(weights), classes), np.nan)
            for label in [1] if classes == 2 else range(classes):
                by_class[:, label] = average_precisions(results.y_true == label, y_score[:, label], weights)
            block[:, place] = [macro(values) for values in by_class]
        blocks.append(block)
    return np.concatenate(blocks)


def _of_scores(results: Results, metric: Metric, check_stop: Callable[[], None]) -> Values:
    generator, rows = np.random.default_rng(_SEED), len(results.y_true)
    found = np.empty((DRAWS_OF_SCORES, len(results.scores)))
    for draw in range(DRAWS_OF_SCORES):
        check_stop()
        drawn = generator.integers(0, rows, rows)
        for place, y_score in enumerate(results.scores.values()):
            found[draw, place] = metric.compute(Scored(results.y_true[drawn], y_score[drawn]))
    return found


def _weights(rows: int, draws: int, check_stop: Callable[[], None]) -> Iterator[Values]:
    """How often each row is in each draw: blocks (some draws, rows)."""
    generator = np.random.default_rng(_SEED)
    for block in _blocks(draws, rows):
        check_stop()
        weights = np.empty((block.stop - block.start, rows))
        for row in weights:
            row[:] = np.bincount(generator.integers(0, rows, rows), minlength=rows)
        yield weights


def _blocks(draws: int, size: int) -> Iterator[slice]:
    """Draws of so many numbers each that can be in memory at once."""
    step = max(1, _CELLS // size)
    for start in range(0, draws, step):
        yield slice(start, min(start + step, draws))
