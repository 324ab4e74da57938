"""How long metrics take, and how that compares with scikit-learn's own functions on the same data.

    python tests/benchmarks/metrics.py

prints for each number of classes and rows the seconds of all metrics and of the two areas under curves alone, and how
many times longer scikit-learn takes for the same values (best of five each).
"""

import sys
import time
from collections.abc import Callable
from pathlib import Path

import numpy as np
import sklearn.metrics
from numpy.typing import NDArray

sys.path.insert(0, str(Path(__file__).parents[2]))

from workbench.evaluation.metrics import METRICS, compute_metrics

SIZES = ((2, 10_000), (10, 10_000), (10, 60_000), (100, 10_000))
AREAS = ("auc_roc", "auc_pr")
ROUNDS = 5

Labels = NDArray[np.int32]
Scores = NDArray[np.float32]


def made_up(num_classes: int, rows: int) -> tuple[Labels, Scores]:
    """Scores of a network that is often right."""
    random = np.random.default_rng(num_classes)
    y_true = random.integers(0, num_classes, rows).astype(np.int32)
    logits = random.standard_normal((rows, num_classes)) + 2 * np.eye(num_classes)[y_true]
    return y_true, (np.exp(logits) / np.exp(logits).sum(axis=1, keepdims=True)).astype(np.float32)


def areas_by_scikit_learn(y_true: Labels, y_score: Scores) -> dict[str, float]:
    """The areas, as they are computed for one class against the rest."""
    num_classes = y_score.shape[1]
    labels = [1] if num_classes == 2 else range(num_classes)
    return {
        "auc_roc": float(np.mean([sklearn.metrics.roc_auc_score(y_true == k, y_score[:, k]) for k in labels])),
        "auc_pr": float(np.mean([sklearn.metrics.average_precision_score(y_true == k, y_score[:, k]) for k in labels])),
    }


def all_by_scikit_learn(y_true: Labels, y_score: Scores) -> dict[str, float]:
    """All metrics."""
    y_pred = y_score.argmax(axis=1)
    average = "binary" if y_score.shape[1] == 2 else "macro"
    functions = {
        "precision": sklearn.metrics.precision_score,
        "recall": sklearn.metrics.recall_score,
        "f1": sklearn.metrics.f1_score,
    }
    values = {name: float(function(y_true, y_pred, average=average)) for name, function in functions.items()}
    accuracy = float(sklearn.metrics.accuracy_score(y_true, y_pred))
    return {"accuracy": accuracy, **values, **areas_by_scikit_learn(y_true, y_score)}


def seconds(work: Callable[[], object]) -> float:
    """The best of some rounds."""
    found = []
    for _ in range(ROUNDS):
        started = time.perf_counter()
        work()
        found.append(time.perf_counter() - started)
    return min(found)


def line(num_classes: int, rows: int) -> str:
    """Times and ratios of one size, and by how much a value differs at most."""
    y_true, y_score = made_up(num_classes, rows)
    ours, theirs = compute_metrics(list(METRICS), y_true, y_score), all_by_scikit_learn(y_true, y_score)
    difference = max(abs((ours[name] or 0.0) - value) for name, value in theirs.items())
    whole = seconds(lambda: compute_metrics(list(METRICS), y_true, y_score))
    areas = seconds(lambda: compute_metrics(AREAS, y_true, y_score))
    ratios = (
        seconds(lambda: all_by_scikit_learn(y_true, y_score)) / whole,
        seconds(lambda: areas_by_scikit_learn(y_true, y_score)) / areas,
    )
    times = f"{whole:>10.4f}{ratios[0]:>7.1f}x{areas:>10.4f}{ratios[1]:>7.1f}x"
    return f"{num_classes:>8}{rows:>8,}{times}{difference:>12.1e}"


def main() -> None:
    print(f"{'classes':>8}{'rows':>8}{'all, s':>10}{'ratio':>8}{'areas, s':>10}{'ratio':>8}{'difference':>12}")
    for size in SIZES:
        print(line(*size))


if __name__ == "__main__":
    main()
