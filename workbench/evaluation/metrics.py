"""What can be ticked: how good the scores of a network are.

A metric is a function of counts, the confusion matrix (classes, classes) whose rows are true classes, or the mean of
values of single rows, or a function of `Scored` rows: integer labels ``y_true`` (n,), class probabilities ``y_score``
(n, classes), and what follows from them (`Scored.y_pred`, `Scored.areas`). For two classes label 1 is positive; for
more, every class is compared with the rest and the value is the mean over the classes (macro), except for accuracy. One
that is undefined (0/0) is NaN; a class whose value is undefined is left out of the mean.

Values agree with scikit-learn, which is not imported.
"""

import math
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from workbench.errors import unknown_name
from workbench.evaluation.scored import Counts, Labels, Scored, Scores

SMALLEST_PROBABILITY = 1e-7  # as in Keras


@dataclass(frozen=True)
class Metric:
    """All that the program knows of one metric.

    Attributes:
        id: in files, on the command line and as the key of a history.
        title: on the screen, in plots and in tables.
        description: one sentence for tooltips.
        of_counts: where only the class of the highest score counts: its value, NaN where undefined.
        of_rows: where it is a mean over the rows: a number for each row (n,) with finite scores.
        of_scores: else, its value for some rows with finite scores, NaN where undefined. One of the three is there.
        higher_is_better: else lower is.
        low, high: its range, both included.
        two_classes_only: undefined for more classes.
    """

    id: str
    title: str
    description: str
    of_counts: Callable[[Counts], float] | None = None
    of_rows: Callable[[Scored], NDArray[np.float64]] | None = None
    of_scores: Callable[[Scored], float] | None = None
    higher_is_better: bool = True
    low: float = 0.0
    high: float = 1.0
    two_classes_only: bool = False

    def compute(self, scored: Scored) -> float:
        """The value for some rows with finite scores, NaN where undefined."""
        if self.of_counts is not None:
            return self.of_counts(scored.counts)
        if self.of_rows is not None:
            return float(self.of_rows(scored).mean()) if len(scored.y_true) else float("nan")
        assert self.of_scores is not None, self.id
        return self.of_scores(scored)


def cross_entropy(y_true: Labels, y_score: Scores) -> float:
    """Mean of `row_losses`; NaN without samples."""
    return float(row_losses(Scored(y_true, y_score)).mean()) if len(y_true) else float("nan")


def row_losses(scored: Scored) -> NDArray[np.float64]:
    """-log(probability of the true class), clipped as Keras does, for each row (n,)."""
    probabilities = scored.y_score[np.arange(len(scored.y_true)), scored.y_true].astype(np.float64)
    losses: NDArray[np.float64] = -np.log(np.clip(probabilities, SMALLEST_PROBABILITY, 1 - SMALLEST_PROBABILITY))
    return losses


def accuracy(counts: Counts) -> float:
    """Fraction of samples whose predicted label is right."""
    return float(counts.trace() / counts.sum()) if counts.any() else float("nan")


def precision(counts: Counts) -> float:
    """Right predictions of a class / all predictions of it."""
    return macro(ratio(np.diagonal(counts), counts.sum(axis=0)))


def recall(counts: Counts) -> float:
    """Right predictions of a class / all samples of it."""
    return macro(ratio(np.diagonal(counts), counts.sum(axis=1)))


def f1(counts: Counts) -> float:
    """Harmonic mean of precision and recall of a class."""
    return macro(ratio(2 * np.diagonal(counts), counts.sum(axis=0) + counts.sum(axis=1)))


def auc_roc(scored: Scored) -> float:
    """Area under the curve of true against false positive rate; undefined for a class that has no or only samples."""
    return macro(scored.areas.roc)


def auc_pr(scored: Scored) -> float:
    """Average precision: precision at each threshold, weighted by the gain in recall; undefined without samples."""
    return macro(scored.areas.precision_recall)


LOSS = Metric(
    "loss",
    "Loss",
    "Cross-entropy: mean of -log of the probability that the true class gets.",
    of_rows=row_losses,
    higher_is_better=False,
    high=math.inf,
)
"""What training lowers. It is always computed, so it cannot be ticked."""

METRICS: dict[str, Metric] = {
    metric.id: metric
    for metric in (
        Metric("accuracy", "Accuracy", "Fraction of samples whose class is predicted right.", of_counts=accuracy),
        Metric("precision", "Precision", "Fraction of the predictions of a class that are right.", of_counts=precision),
        Metric("recall", "Recall", "Fraction of the samples of a class that are found.", of_counts=recall),
        Metric(
            "auc_roc",
            "AUC ROC",
            "Chance that a sample of a class gets a higher score for it than one of another class.",
            of_scores=auc_roc,
        ),
        Metric(
            "auc_pr",
            "AUC PR",
            "Average precision over all thresholds; sensitive to rare classes.",
            of_scores=auc_pr,
        ),
        Metric("f1", "F1", "Harmonic mean of precision and recall.", of_counts=f1),
    )
}
"""All metrics by id, in the order of the screen. A new metric is one function and one entry here."""


def check_metric_ids(ids: Sequence[str]) -> None:
    """Raise `UserError` for an id that is not in `METRICS`."""
    for metric_id in ids:
        if metric_id not in METRICS:
            raise unknown_name("metric", metric_id, METRICS)


def compute_metrics(ids: Sequence[str], y_true: Labels, y_score: Scores) -> dict[str, float | None]:
    """Values by metric id, None where undefined; all are where a score is not a finite number (diverged training)."""
    check_metric_ids(ids)
    return _values([METRICS[metric_id] for metric_id in ids], Scored(y_true, y_score))


def loss_and_metrics(scored: Scored) -> dict[str, float | None]:
    """The loss and all metrics by id, None where undefined as in `compute_metrics`."""
    return _values((LOSS, *METRICS.values()), scored)


def value_of(metric: Metric, scored: Scored) -> float | None:
    """The value of a metric, None where it is undefined or a score is not a finite number."""
    if not scored.finite or (metric.two_classes_only and scored.num_classes > 2):
        return None
    value = metric.compute(scored)
    return None if math.isnan(value) else value


def declared(metric_id: str) -> Metric | None:
    """The loss or a metric; None for one that this version does not know, as an old history may have."""
    return LOSS if metric_id == LOSS.id else METRICS.get(metric_id)


def title_of(metric_id: str) -> str:
    """The title of the loss or of a metric, else the id itself."""
    known = declared(metric_id)
    return known.title if known else metric_id


def ratio(numerator: NDArray[np.int64], denominator: NDArray[np.int64]) -> NDArray[np.float64]:
    """Quotients class by class, NaN where the denominator is 0."""
    result = np.full(len(denominator), np.nan)
    np.divide(numerator, denominator, out=result, where=denominator > 0)
    return result


def macro(values: NDArray[np.float64]) -> float:
    """The value of the positive class for two classes, else the mean of the defined values; NaN if none is."""
    if len(values) == 2:
        return float(values[1])
    defined = values[~np.isnan(values)]
    return float(defined.mean()) if len(defined) else float("nan")


def _values(metrics: Iterable[Metric], scored: Scored) -> dict[str, float | None]:
    return {metric.id: value_of(metric, scored) for metric in metrics}
