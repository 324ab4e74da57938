"""Metrics against scikit-learn and against values calculated by hand."""

import subprocess
import sys

import numpy as np
import pytest
import sklearn.metrics
from numpy.testing import assert_array_equal
from numpy.typing import NDArray

from workbench.errors import UserError
from workbench.evaluation.areas import areas
from workbench.evaluation.metrics import (
    LOSS,
    METRICS,
    Metric,
    check_metric_ids,
    compute_metrics,
    cross_entropy,
    declared,
    loss_and_metrics,
    title_of,
)
from workbench.evaluation.scored import Scored, confusion_matrix, only_predicted

Data = tuple[NDArray[np.int32], NDArray[np.float32]]


def make_data(num_classes: int, rows: int = 400) -> Data:
    random = np.random.default_rng(num_classes)
    y_true = random.integers(0, num_classes, rows).astype(np.int32)
    logits = random.standard_normal((rows, num_classes)) + 1.5 * np.eye(num_classes)[y_true]
    scores = np.exp(logits) / np.exp(logits).sum(axis=1, keepdims=True)
    return y_true, scores.astype(np.float32)


def binary_scores(*probabilities: float) -> NDArray[np.float64]:
    return np.array([[1 - value, value] for value in probabilities])


def test_two_classes_agree_with_scikit_learn() -> None:
    y_true, y_score = make_data(2)
    y_pred = y_score.argmax(axis=1)
    assert compute_metrics(list(METRICS), y_true, y_score) == pytest.approx(
        {
            "accuracy": sklearn.metrics.accuracy_score(y_true, y_pred),
            "precision": sklearn.metrics.precision_score(y_true, y_pred),
            "recall": sklearn.metrics.recall_score(y_true, y_pred),
            "auc_roc": sklearn.metrics.roc_auc_score(y_true, y_score[:, 1]),
            "auc_pr": sklearn.metrics.average_precision_score(y_true, y_score[:, 1]),
            "f1": sklearn.metrics.f1_score(y_true, y_pred),
        },
        abs=1e-12,
    )


@pytest.mark.parametrize("num_classes", [3, 10])
def test_more_classes_agree_with_scikit_learn(num_classes: int) -> None:
    y_true, y_score = make_data(num_classes)
    y_pred = y_score.argmax(axis=1)
    one_hot = np.eye(num_classes)[y_true]
    assert compute_metrics(list(METRICS), y_true, y_score) == pytest.approx(
        {
            "accuracy": sklearn.metrics.accuracy_score(y_true, y_pred),
            "precision": sklearn.metrics.precision_score(y_true, y_pred, average="macro"),
            "recall": sklearn.metrics.recall_score(y_true, y_pred, average="macro"),
            "auc_roc": sklearn.metrics.roc_auc_score(one_hot, y_score, average="macro"),
            "auc_pr": sklearn.metrics.average_precision_score(one_hot, y_score, average="macro"),
            "f1": sklearn.metrics.f1_score(y_true, y_pred, average="macro"),
        },
        abs=1e-12,
    )


@pytest.mark.parametrize("dtype", [np.float32, np.float64])
@pytest.mark.parametrize("digits", [None, 2, 1])
@pytest.mark.parametrize(("num_classes", "rows"), [(2, 300), (3, 7), (10, 2000), (40, 50)])
def test_areas_are_bit_equal_to_those_of_scikit_learn(
    num_classes: int, rows: int, digits: int | None, dtype: type[np.floating]
) -> None:
    """With few digits many rows have the same score; with few rows some classes have none, or just one."""
    y_true, probabilities = make_data(num_classes, rows)
    y_score = (probabilities if digits is None else np.round(probabilities, digits)).astype(dtype)
    found = areas(y_true, y_score)
    for label in range(1 if num_classes == 2 else 0, num_classes):
        of_class = y_true == label
        if of_class.any():
            assert found.roc[label] == sklearn.metrics.roc_auc_score(of_class, y_score[:, label])
            expected = sklearn.metrics.average_precision_score(of_class, y_score[:, label])
            assert found.precision_recall[label] == expected
        else:
            assert np.isnan(found.roc[label]) and np.isnan(found.precision_recall[label])


def test_a_class_of_all_rows_has_no_roc_area() -> None:
    found = areas(np.array([1, 1]), binary_scores(0.3, 0.4))
    assert np.isnan(found.roc[1]) and found.precision_recall[1] == 1.0


def test_undefined_classes_are_left_out_as_scikit_learn_does() -> None:
    y_true, y_score = make_data(5)
    y_score[:, 4] = 0  # never predicted
    y_true[y_true == 3] = 0  # never true
    labels, y_pred = range(5), y_score.argmax(axis=1)
    values = compute_metrics(["precision", "recall", "f1"], y_true, y_score)
    assert values == pytest.approx(
        {
            "precision": sklearn.metrics.precision_score(
                y_true, y_pred, labels=labels, average="macro", zero_division=np.nan
            ),
            "recall": sklearn.metrics.recall_score(
                y_true, y_pred, labels=labels, average="macro", zero_division=np.nan
            ),
            "f1": sklearn.metrics.f1_score(y_true, y_pred, labels=labels, average="macro", zero_division=np.nan),
        },
        abs=1e-12,
    )


def test_values_by_hand() -> None:
    y_true = np.array([0, 0, 1, 1, 1])
    values = compute_metrics(list(METRICS), y_true, binary_scores(0.2, 0.6, 0.7, 0.4, 0.9))
    assert values == pytest.approx(
        {
            "accuracy": 3 / 5,
            "precision": 2 / 3,
            "recall": 2 / 3,
            "auc_roc": 5 / 6,  # of six pairs only 0.4 < 0.6 is in the wrong order
            "auc_pr": (1 + 1 + 3 / 4) / 3,
            "f1": 2 / 3,
        }
    )


def test_values_by_hand_with_a_class_that_does_not_occur() -> None:
    y_true = np.array([0, 0, 1, 1])
    y_score = np.array([[0.8, 0.1, 0.1], [0.3, 0.5, 0.2], [0.1, 0.7, 0.2], [0.2, 0.6, 0.2]])
    values = compute_metrics(list(METRICS), y_true, y_score)
    assert values == pytest.approx(
        {
            "accuracy": 3 / 4,
            "precision": (1 + 2 / 3) / 2,
            "recall": (1 / 2 + 1) / 2,
            "auc_roc": 1.0,
            "auc_pr": 1.0,
            "f1": (2 / 3 + 4 / 5) / 2,
        }
    )


@pytest.mark.parametrize(
    ("y_true", "probabilities", "undefined"),
    [
        ([0, 0], (0.1, 0.2), {"precision", "recall", "auc_roc", "auc_pr", "f1"}),
        ([1, 1], (0.1, 0.2), {"precision", "auc_roc"}),
        ([1, 1], (0.9, 0.8), {"auc_roc"}),
        ([0, 0], (0.9, 0.8), {"recall", "auc_roc", "auc_pr"}),
        ([0, 1], (0.1, 0.2), {"precision"}),
        ([], (), set(METRICS)),
    ],
)
def test_undefined_values_are_none(y_true: list[int], probabilities: tuple[float, ...], undefined: set[str]) -> None:
    scores = binary_scores(*probabilities).reshape(-1, 2)
    values = compute_metrics(list(METRICS), np.array(y_true, np.int32), scores)
    assert {name for name, value in values.items() if value is None} == undefined


def test_scores_of_a_diverged_network_make_everything_undefined() -> None:
    y_score = binary_scores(0.2, np.nan, 0.7)
    y_true = np.array([0, 1, 1])
    assert compute_metrics(list(METRICS), y_true, y_score) == dict.fromkeys(METRICS)
    assert np.isnan(cross_entropy(y_true, y_score))


def test_a_tie_is_predicted_as_the_first_class() -> None:
    assert compute_metrics(["accuracy"], np.array([0, 1]), binary_scores(0.5, 0.5)) == {"accuracy": 0.5}


def test_cross_entropy_by_hand_and_clipped() -> None:
    y_true = np.array([1, 0])
    assert cross_entropy(y_true, binary_scores(0.5, 0.75)) == pytest.approx((np.log(2) + np.log(4)) / 2)
    assert cross_entropy(y_true, binary_scores(0.0, 1.0)) == pytest.approx(-np.log(1e-7))
    assert cross_entropy(y_true, binary_scores(1.0, 0.0)) == pytest.approx(1e-7)
    assert np.isnan(cross_entropy(np.array([], np.int32), np.zeros((0, 2))))


def test_cross_entropy_agrees_with_scikit_learn() -> None:
    y_true, y_score = make_data(10)
    assert cross_entropy(y_true, y_score) == pytest.approx(sklearn.metrics.log_loss(y_true, y_score), rel=1e-6)


def test_confusion_matrix_agrees_with_scikit_learn() -> None:
    y_true, y_score = make_data(7)
    y_pred = y_score.argmax(axis=1)
    counts = confusion_matrix(y_true, y_pred, 8)
    assert counts.dtype == np.int64
    assert_array_equal(counts, sklearn.metrics.confusion_matrix(y_true, y_pred, labels=range(8)))


def test_confusion_matrix_rows_are_true_classes() -> None:
    assert_array_equal(confusion_matrix(np.array([0, 0, 1]), np.array([0, 1, 1]), 2), [[1, 1], [0, 1]])


def test_unknown_ids_are_named() -> None:
    check_metric_ids(["f1", "accuracy"])
    with pytest.raises(UserError) as caught:
        check_metric_ids(["accuracy", "Acuracy"])
    assert caught.value.message == 'There is no metric named "Acuracy". Did you mean accuracy?'
    assert "auc_roc" in caught.value.advice


def test_loss_and_metrics_in_one_go() -> None:
    y_true, y_score = make_data(4)
    values = loss_and_metrics(Scored(y_true, y_score))
    assert values == {"loss": cross_entropy(y_true, y_score), **compute_metrics(list(METRICS), y_true, y_score)}
    assert list(values) == ["loss", *METRICS]
    diverged = loss_and_metrics(Scored(y_true, np.full_like(y_score, np.nan)))
    assert diverged == dict.fromkeys(["loss", *METRICS])


def test_a_metric_for_two_classes_is_undefined_for_more(monkeypatch: pytest.MonkeyPatch) -> None:
    toy = Metric("toy", "Toy", "Always one.", of_counts=lambda counts: 1.0, two_classes_only=True)
    monkeypatch.setitem(METRICS, "toy", toy)
    assert compute_metrics(["toy"], *make_data(2)) == {"toy": 1.0}
    assert compute_metrics(["toy"], *make_data(3)) == {"toy": None}


def test_titles_are_declared() -> None:
    assert [title_of(name) for name in ("loss", "auc_pr", "f1")] == ["Loss", "AUC PR", "F1"]
    assert declared("loss") is LOSS and declared("accuracy") is METRICS["accuracy"]
    assert declared("of_later") is None and title_of("of_later") == "of_later"


def test_computing_metrics_does_not_import_scikit_learn() -> None:
    code = (
        "import sys, numpy as np; from workbench.evaluation.metrics import METRICS, compute_metrics;"
        "compute_metrics(list(METRICS), np.array([0, 1]), np.array([[0.5, 0.5], [0.1, 0.9]]));"
        "print('sklearn' in sys.modules)"
    )
    result = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert result.stdout.strip() == "False"


@pytest.mark.parametrize(
    ("counts", "only"),
    [(((7, 0), (3, 0)), 0), (((0, 7), (0, 3)), 1), (((7, 0), (2, 1)), None), (((7, 0), (0, 0)), None), (((1,),), None)],
)
def test_the_only_class_that_is_predicted(counts: tuple[tuple[int, ...], ...], only: int | None) -> None:
    assert only_predicted(counts) == only
