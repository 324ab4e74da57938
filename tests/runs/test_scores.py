"""Scores on disk, and the results that are made of them."""

from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray

from workbench.data.splits import Official
from workbench.errors import UserError
from workbench.evaluation.results import EvaluatedSubset, EvaluatedWeights, Origin
from workbench.runs.results import split_text, stored_results
from workbench.runs.scores import StoredScores, read_scores, scores_path, write_scores
from workbench.runs.tested import read_test
from workbench.settings.request import Validation
from workbench.storage.atomic import read_arrays, write_arrays

TEST, VALIDATION = EvaluatedSubset.TEST, EvaluatedSubset.VALIDATION
ORIGIN = Origin("flowers", "f00d", "test part, seed 0", ("a", "b"))
OTHER = Origin("trees", "beef", "elsewhere", ("c", "d"))
WEIGHTS = EvaluatedWeights("best", 7, partial_epoch=0)
ROWS = 5
OLD_SCORES = sorted((Path(__file__).parents[1] / "fixtures" / "before" / "runs").glob("*/*/test_scores.npz"))


def y_score(seed: int = 0) -> NDArray[np.float32]:
    return np.random.default_rng(seed).dirichlet([1, 1], ROWS).astype(np.float32)


def stored(seed: int = 0, first_row: int = 10, origin: Origin = ORIGIN) -> StoredScores:
    ids, labels = np.arange(first_row, first_row + ROWS), np.array([0, 1, 0, 1, 1], np.int32)
    return StoredScores(ids, labels, y_score(seed), WEIGHTS, origin)


def test_what_was_written_is_read(tmp_path: Path) -> None:
    written = stored()
    write_scores(tmp_path, VALIDATION, written)
    assert scores_path(tmp_path, VALIDATION) == tmp_path / "validation_scores.npz"
    assert read_scores(tmp_path, TEST, WEIGHTS, OTHER) is None
    found = read_scores(tmp_path, VALIDATION, EvaluatedWeights("last", 1), OTHER)
    assert found is not None and (found.weights, found.origin) == (WEIGHTS, ORIGIN)
    for name in ("row_ids", "y_true", "y_score"):
        np.testing.assert_array_equal(getattr(found, name), getattr(written, name))


def test_files_of_earlier_versions_count_all_rows_of_the_test_part(tmp_path: Path) -> None:
    labels = np.array([0, 1, 0, 1, 1], np.int32)
    write_arrays(tmp_path / "test_scores.npz", {"y_true": labels, "y_score": y_score()}, {"epoch": 7})
    found = read_scores(tmp_path, TEST, WEIGHTS, ORIGIN)
    assert found is not None and (found.weights, found.origin) == (WEIGHTS, ORIGIN)
    assert found.row_ids.tolist() == [0, 1, 2, 3, 4] and found.row_ids.dtype == np.int64
    np.testing.assert_array_equal(found.y_score, y_score())


@pytest.mark.parametrize("path", OLD_SCORES, ids=lambda path: f"{path.parts[-3]}-{path.parts[-2]}")
def test_old_scores_give_the_values_and_the_matrix_that_were_recorded(path: Path) -> None:
    recorded = read_test(path.parent)
    assert recorded is not None
    classes = tuple(map(str, range(len(recorded.confusion_matrix))))
    weights = {path.parent.name: EvaluatedWeights(recorded.which, recorded.epoch)}
    results = stored_results(path.parents[1], TEST, weights, Origin("old", "", "test part", classes))
    assert results is not None and results.weights == weights
    assert results.confusion_matrix(path.parent.name).tolist() == [list(row) for row in recorded.confusion_matrix]
    values = results.values(path.parent.name)
    assert values.pop("loss") == pytest.approx(recorded.values.pop("loss"), rel=1e-12)  # logarithms vary by machine
    assert values == recorded.values, "bit-equal"


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"y_score": np.zeros((ROWS, 3), np.float32)}, r"y_score is float32 \(5, 3\), not float32 \(5, 2\)"),
        ({"y_score": np.zeros((ROWS, 2))}, r"y_score is float64"),
        ({"y_true": np.zeros(ROWS, np.int64)}, r"y_true is int64"),
        ({"row_ids": np.arange(ROWS - 1)}, r"row_ids is int64 \(4,\), not int64 \(5,\)"),
        ({"row_ids": np.zeros(ROWS)}, r"row_ids is float64"),
    ],
)
def test_arrays_of_another_form_are_refused(
    change: dict[str, NDArray[np.generic]], message: str, tmp_path: Path
) -> None:
    sound = stored()
    arrays = {"row_ids": sound.row_ids, "y_true": sound.y_true, "y_score": sound.y_score, **change}
    write_scores(tmp_path, TEST, StoredScores(weights=WEIGHTS, origin=ORIGIN, **arrays))  # type: ignore[arg-type]
    with pytest.raises(UserError, match=message) as raised:
        read_scores(tmp_path, TEST, WEIGHTS, ORIGIN)
    assert str(tmp_path) in raised.value.message and raised.value.advice


@pytest.mark.parametrize(
    ("metadata", "message"),
    [
        ({"format": 2}, "has format 2"),
        ({"format": 1, "which": "last", "epoch": 1, "partial_epoch": 0}, "KeyError 'origin'"),
        ({"format": 1, "which": "last", "epoch": "many", "partial_epoch": 0}, "ValueError"),
    ],
)
def test_damaged_descriptions_are_refused(metadata: dict[str, object], message: str, tmp_path: Path) -> None:
    write_scores(tmp_path, TEST, stored())
    arrays, _ = read_arrays(tmp_path / "test_scores.npz")
    write_arrays(tmp_path / "test_scores.npz", arrays, metadata)
    with pytest.raises(UserError, match=message):
        read_scores(tmp_path, TEST, WEIGHTS, ORIGIN)


def test_a_file_without_scores_is_refused(tmp_path: Path) -> None:
    write_arrays(tmp_path / "test_scores.npz", {"y_true": np.zeros(1, np.int32)}, {"epoch": 1})
    with pytest.raises(UserError, match="KeyError 'y_score'"):
        read_scores(tmp_path, TEST, WEIGHTS, ORIGIN)


def test_results_of_a_run(tmp_path: Path) -> None:
    for seed, name in enumerate(("One", "Two")):
        write_scores(tmp_path / name, TEST, stored(seed))
    names = dict.fromkeys(("One", "Two", "Untested"), EvaluatedWeights("last", 1))
    results = stored_results(tmp_path, TEST, names, OTHER)
    assert results is not None and list(results.scores) == ["One", "Two"]
    assert results.weights == {"One": WEIGHTS, "Two": WEIGHTS} and results.origin == ORIGIN
    assert results.row_ids.tolist() == [10, 11, 12, 13, 14]
    np.testing.assert_array_equal(results.scores["Two"], y_score(1))
    assert stored_results(tmp_path, VALIDATION, names, OTHER) is None


def test_networks_of_old_and_new_files_are_joined(tmp_path: Path) -> None:
    new = stored(1, first_row=0)
    write_scores(tmp_path / "New", TEST, new)
    old = {"y_true": new.y_true, "y_score": y_score(2)}
    write_arrays(tmp_path / "Old" / "test_scores.npz", old, {"epoch": 3})
    names = {"New": WEIGHTS, "Old": EvaluatedWeights("last", 3)}
    results = stored_results(tmp_path, TEST, names, ORIGIN)
    assert results is not None and results.weights == names


def test_a_network_that_diverged_is_left_out(tmp_path: Path) -> None:
    diverged = stored()
    diverged.y_score[:] = np.nan
    write_scores(tmp_path / "One", TEST, diverged)
    assert stored_results(tmp_path, TEST, {"One": WEIGHTS}, ORIGIN) is None
    write_scores(tmp_path / "Two", TEST, stored(1))
    results = stored_results(tmp_path, TEST, {"One": WEIGHTS, "Two": WEIGHTS}, ORIGIN)
    assert results is not None and list(results.scores) == ["Two"]


def test_networks_that_were_tested_on_other_rows_are_not_joined(tmp_path: Path) -> None:
    write_scores(tmp_path / "One", TEST, stored())
    write_scores(tmp_path / "Two", TEST, stored(first_row=20))
    with pytest.raises(UserError, match="row ids"):
        stored_results(tmp_path, TEST, {"One": WEIGHTS, "Two": WEIGHTS}, ORIGIN)


def test_splits_in_words() -> None:
    tenth, as_test = Official(Validation(0.1)), Official(Validation(None))
    assert split_text(TEST, tenth, 3) == split_text(TEST, as_test, 3) == split_text(VALIDATION, as_test, 3)
    assert split_text(VALIDATION, tenth, 3) == "0.1 of the training part, seed 3"
    assert split_text(VALIDATION, Official(Validation(0.2)), 3) != split_text(VALIDATION, tenth, 3)
