"""Competitors on the same rows: what is refused, what follows from the scores, what can be joined."""

from dataclasses import replace

import numpy as np
import pytest
import sklearn.metrics
from numpy.typing import NDArray

from workbench.errors import UserError
from workbench.evaluation.metrics import METRICS
from workbench.evaluation.results import EvaluatedSubset, EvaluatedWeights, Origin, Results, join
from workbench.evaluation.scored import Scores

ORIGIN = Origin("flowers", "f00d", "test part, seed 0", ("a", "b", "c"))
IDS = np.array([4, 0, 7, 2, 9, 5])
LABELS = np.array([0, 1, 2, 0, 1, 2], np.int32)
WEIGHTS = EvaluatedWeights("last", 3)


def scores(seed: int, rows: int = 6, classes: int = 3) -> NDArray[np.float32]:
    return np.random.default_rng(seed).dirichlet(np.ones(classes), rows).astype(np.float32)


def results(**competitors: Scores) -> Results:
    weights = dict.fromkeys(competitors, WEIGHTS)
    return Results(ORIGIN, EvaluatedSubset.TEST, IDS, LABELS, competitors, weights)


def test_values_and_matrices_are_those_of_scikit_learn() -> None:
    both = results(One=scores(1), Two=scores(2))
    for name in ("One", "Two"):
        y_pred = both.y_pred(name)
        np.testing.assert_array_equal(y_pred, both.scores[name].argmax(axis=1))
        expected = sklearn.metrics.confusion_matrix(LABELS, y_pred, labels=range(3))
        np.testing.assert_array_equal(both.confusion_matrix(name), expected)
        values = both.values(name)
        assert list(values) == ["loss", *METRICS]
        assert values["loss"] == pytest.approx(sklearn.metrics.log_loss(LABELS, both.scores[name]), rel=1e-6)
        assert values["accuracy"] == sklearn.metrics.accuracy_score(LABELS, y_pred)
        assert values["auc_roc"] == pytest.approx(
            sklearn.metrics.roc_auc_score(np.eye(3)[LABELS], both.scores[name]), abs=1e-12
        )
    assert both.values("One") != both.values("Two")
    assert both.class_names == ("a", "b", "c")


def test_identical_predictions_have_equal_values() -> None:
    both = results(One=scores(1), Two=scores(1))
    assert both.values("One") == both.values("Two")


def test_a_row_alone_and_a_class_without_rows() -> None:
    alone = replace(
        results(One=scores(1)), row_ids=IDS[:1], y_true=LABELS[:1], scores={"One": np.array([[0.2, 0.7, 0.1]])}
    )
    values = alone.values("One")
    assert values["accuracy"] == 0.0 and values["auc_roc"] is None
    assert alone.confusion_matrix("One").tolist() == [[0, 1, 0], [0, 0, 0], [0, 0, 0]]


def test_a_thousand_classes() -> None:
    names = tuple(map(str, range(1000)))
    many = Results(
        replace(ORIGIN, class_names=names),
        EvaluatedSubset.VALIDATION,
        np.arange(1000),
        np.arange(1000, dtype=np.int32),
        {"One": np.eye(1000, dtype=np.float32)},
        {"One": WEIGHTS},
    )
    assert many.values("One")["auc_pr"] == 1.0 and many.confusion_matrix("One").trace() == 1000


def test_nothing_can_be_changed() -> None:
    given = scores(1)
    frozen = results(One=given)
    for array in (frozen.row_ids, frozen.y_true, frozen.scores["One"]):
        with pytest.raises(ValueError, match="read-only"):
            array[0] = 0
    with pytest.raises(TypeError):
        frozen.scores["Two"] = scores(2)  # type: ignore[index]
    given[0] = 0  # the caller's array stays the caller's


def test_a_score_that_is_not_a_number_is_refused_with_its_row() -> None:
    bad = scores(1)
    bad[2, 1] = np.nan
    with pytest.raises(UserError, match=r"^Two has a score that is not a number, in row 7\.") as raised:
        results(One=scores(2), Two=bad)
    assert raised.value.advice
    bad[4] = np.inf
    with pytest.raises(UserError, match=r"in row 7 and 1 more\."):
        results(Two=bad)


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"row_ids": IDS[:5]}, "labels are int32 6, a whole number for each of 5 rows"),
        ({"row_ids": IDS.astype(float)}, "row ids are float64 6"),
        ({"row_ids": IDS.reshape(2, 3)}, "row ids are int64 2×3"),
        ({"row_ids": np.array([4, 0, 7, 0, 9, 5])}, "row 0 is there more than once"),
        ({"y_true": np.array([0, 1, 3, 0, 1, 2])}, "row 7 has the label 3, there are 3 classes"),
        ({"y_true": np.array([0, -1, 2, 0, 1, 2])}, "row 0 has the label -1"),
        ({"y_true": LABELS.astype(float)}, "labels are float64 6"),
        ({"scores": {"One": scores(1, rows=5)}}, "the scores of One are float32 5×3, 6×3 floats were expected"),
        ({"scores": {"One": scores(1, classes=2)}}, "the scores of One are float32 6×2"),
        ({"scores": {"One": np.ones((6, 3), np.int64)}}, "the scores of One are int64 6×3"),
        ({"scores": {"Two": scores(1)}}, "scores of Two, and weights of One"),
    ],
)
def test_what_does_not_fit_is_refused(change: dict[str, object], message: str) -> None:
    with pytest.raises(UserError, match=message):
        replace(results(One=scores(1)), **change)  # type: ignore[arg-type]


def test_results_of_the_same_rows_are_joined() -> None:
    one, two = results(One=scores(1)), replace(results(Two=scores(2)), weights={"Two": EvaluatedWeights("best", 2)})
    both = join(one, two)
    assert list(both.scores) == ["One", "Two"]
    assert both.weights == {"One": WEIGHTS, "Two": EvaluatedWeights("best", 2)}
    assert (both.values("One"), both.values("Two")) == (one.values("One"), two.values("Two"))


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"origin": replace(ORIGIN, fingerprint="beef")}, "fingerprint (f00d, beef)"),
        ({"origin": replace(ORIGIN, split="test part, seed 1")}, "split (test part, seed 0, test part, seed 1)"),
        ({"origin": replace(ORIGIN, dataset="trees")}, "dataset (flowers, trees)"),
        ({"origin": replace(ORIGIN, class_names=("a", "c", "b"))}, "class names (a, b, c, a, c, b)"),
        ({"subset": EvaluatedSubset.VALIDATION}, "subset (test, validation)"),
        ({"row_ids": np.array([4, 0, 7, 2, 9, 6])}, "row ids (first 5, 6)"),
        ({"y_true": np.array([0, 1, 2, 0, 1, 0])}, "labels (first in row 5)"),
        (
            {"row_ids": IDS[:5], "y_true": LABELS[:5], "scores": {"Two": scores(2, rows=5)}},
            "number of rows (6, 5)",
        ),
    ],
)
def test_results_of_other_rows_are_not_joined_and_the_difference_is_named(
    change: dict[str, object], message: str
) -> None:
    other = replace(results(Two=scores(2)), **change)  # type: ignore[arg-type]
    with pytest.raises(UserError) as raised:
        join(results(One=scores(1)), other)
    assert raised.value.message == f"The results of One and Two are of different rows: they differ in {message}."
    assert raised.value.advice


def test_a_competitor_is_joined_once() -> None:
    with pytest.raises(UserError, match="One: in both results"):
        join(results(One=scores(1), Two=scores(2)), results(One=scores(3)))
