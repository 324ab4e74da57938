"""What a test leaves on disk: exact values, and the scores of every test and validation row."""

from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from workbench.data.cache import open_prepared, prepare
from workbench.data.datasets.registry import dataset_source
from workbench.data.pool import pool_of
from workbench.data.preprocessing import fit
from workbench.data.specs import resolve
from workbench.data.splits import Fold, Official, SplitSpec, split_rows
from workbench.evaluation.results import EvaluatedSubset, EvaluatedWeights, Origin
from workbench.events.jobs import Event
from workbench.events.training import BatchProgress, Phase, TestEnded
from workbench.jobs.job import JobContext
from workbench.jobs.types.test import TestJob
from workbench.jobs.types.train import TrainJob
from workbench.runs.results import stored_results
from workbench.runs.tested import read_test
from workbench.runs.trials import TrialSpec
from workbench.settings.request import Execution, Validation, WhichWeights
from workbench.settings.training import TrainingSettings
from workbench.storage.atomic import read_arrays
from workbench.storage.folders import Folders
from workbench.training.built_model import subsets_of
from workbench.training.checkpoint import load_checkpoint
from workbench.training.control import Control, Stopped
from workbench.training.scoring import predict_scores

MODEL = "Tabular_MLP"
SETTINGS = TrainingSettings(2, 64, 0.01, "adam")
TEST, VALIDATION = EvaluatedSubset.TEST, EvaluatedSubset.VALIDATION
UNKNOWN = Origin("", "", "", ())
pytestmark = pytest.mark.usefixtures("tensorflow")


def trained(folders: Folders, split: SplitSpec, trial_id: str = MODEL) -> TestJob:
    """Train a network for two epochs; returns a job that tests it."""
    source = dataset_source("breast-cancer")
    data = prepare(source, folders.search_path, folders.cache, lambda what, done, total: None)
    common: dict[str, Any] = {
        "trial": TrialSpec(trial_id, MODEL, SETTINGS, seed=1, split=split),
        "dataset": source.spec,
        "run_folder": folders.runs / "run",
        "execution": Execution(1, 1),
        "data_folder": data.folder,
    }
    train = TrainJob(**common, completed=0, target=2, metrics=(), validation_metrics=("accuracy", "auc_roc"))
    train.run(JobContext(1, lambda event: None, Control()))
    return TestJob(**common, which=WhichWeights.LAST)


def run(job: TestJob) -> list[Event]:
    events: list[Event] = []
    job.run(JobContext(2, events.append, Control()))
    return events


def test_scores_of_test_and_validation_rows_are_kept(folders: Folders) -> None:
    job = trained(folders, Official(Validation(0.2)))
    events = run(job)
    dataset = open_prepared(resolve(job.dataset), job.data_folder)
    rows = subsets_of(dataset, job.trial.split, job.run_folder, job.folder)
    weights = {MODEL: EvaluatedWeights("last", 2)}
    test = stored_results(job.run_folder, TEST, weights, UNKNOWN)
    assert test is not None and test.weights == weights
    assert test.origin == Origin("breast-cancer", dataset.fingerprint, "test part, seed 0", dataset.class_names)
    np.testing.assert_array_equal(test.row_ids, np.arange(114))
    np.testing.assert_array_equal(test.y_true, dataset.y_test)

    ended = next(event for event in events if isinstance(event, TestEnded))
    record = read_test(job.folder)
    assert record is not None and record.values == ended.values == test.values(MODEL)
    assert [list(counts) for counts in record.confusion_matrix] == test.confusion_matrix(MODEL).tolist()
    assert ended.confusion_matrix == record.confusion_matrix

    validation = stored_results(job.run_folder, VALIDATION, weights, UNKNOWN)
    assert validation is not None and validation.origin.split == "0.2 of the training part, seed 0"
    np.testing.assert_array_equal(validation.row_ids, rows.validation.indices)
    np.testing.assert_array_equal(validation.y_true, dataset.y_train[rows.validation.indices])
    checkpoint = load_checkpoint(job.folder)
    assert checkpoint is not None
    history, values = checkpoint.record.history, validation.values(MODEL)
    assert {name: history[f"val_{name}"][-1] for name in ("loss", "accuracy", "auc_roc")} == {
        name: values[name] for name in ("loss", "accuracy", "auc_roc")
    }, "the same weights saw the same rows when the epoch ended"

    progress = [event for event in events if isinstance(event, BatchProgress)]
    assert (progress[-1].phase, progress[-1].done) == (Phase.TESTING, 114 + len(rows.validation))
    assert all(event.total == progress[-1].done for event in progress)


def test_where_validation_rows_are_the_test_part_they_are_predicted_once(
    folders: Folders, monkeypatch: pytest.MonkeyPatch
) -> None:
    job = trained(folders, Official(Validation(None)))
    predicted = []

    def counted(*arguments: Any) -> Any:
        predicted.append(len(arguments[1]))
        return predict_scores(*arguments)

    monkeypatch.setattr("workbench.training.scoring.predict_scores", counted)
    run(job)
    assert predicted == [114]
    test, _ = read_arrays(job.folder / "test_scores.npz")
    validation, metadata = read_arrays(job.folder / "validation_scores.npz")
    assert test.keys() == validation.keys() == {"row_ids", "y_true", "y_score"}
    for name, array in test.items():
        np.testing.assert_array_equal(array, validation[name])
    assert metadata["origin"]["split"] == "test part, seed 0"


def test_a_test_that_is_stopped_leaves_the_one_before(folders: Folders, monkeypatch: pytest.MonkeyPatch) -> None:
    job = trained(folders, Official(Validation(0.2)))
    run(job)
    files = {path: path.read_bytes() for path in job.folder.iterdir()}
    control = Control()

    def stop_after_the_test_rows(event: Event) -> None:
        if isinstance(event, BatchProgress) and event.done >= 114:
            control.stop()

    with pytest.raises(Stopped):
        replace(job, which=WhichWeights.BEST).run(JobContext(3, stop_after_the_test_rows, control))
    assert {path: path.read_bytes() for path in job.folder.iterdir()} == files


def test_a_network_that_diverged_has_no_values(folders: Folders) -> None:
    job = trained(folders, Official(Validation(0.2)))
    checkpoint = load_checkpoint(job.folder)
    assert checkpoint is not None
    for array in checkpoint.weights.values():
        array[...] = np.nan
    checkpoint.save(job.folder)
    ended = next(event for event in run(job) if isinstance(event, TestEnded))
    assert set(ended.values.values()) == {None} and np.sum(ended.confusion_matrix) == 114
    scores, _ = read_arrays(Path(job.folder, "test_scores.npz"))
    assert np.isnan(scores["y_score"]).all()
    assert stored_results(job.run_folder, TEST, {MODEL: EvaluatedWeights("last", 2)}, UNKNOWN) is None


def test_a_fold_is_trained_and_tested_on_its_rows(folders: Folders) -> None:
    for index in (0, 3):
        split = Fold(4, index, validation=Validation(0.2), train_fraction=0.5)
        job = trained(folders, split, f"fold-{index}")
        run(job)
        dataset = open_prepared(resolve(job.dataset), job.data_folder)
        pool = pool_of(dataset)
        rows = split_rows(split, dataset, pool.labels)
        weights = {job.trial.id: EvaluatedWeights("last", 2)}
        test = stored_results(job.run_folder, TEST, weights, UNKNOWN)
        validated = stored_results(job.run_folder, VALIDATION, weights, UNKNOWN)
        assert test is not None and validated is not None
        assert test.origin.split == f"fold {index + 1} of 4, repetition 1, seed 0"
        assert validated.origin.split == f"0.2 of the fold {index + 1} of 4, repetition 1, seed 0"
        np.testing.assert_array_equal(test.row_ids, rows.test)
        np.testing.assert_array_equal(test.y_true, pool.labels[rows.test])
        np.testing.assert_array_equal(validated.row_ids, rows.validation)
        checkpoint = load_checkpoint(job.folder)
        assert checkpoint is not None
        assert checkpoint.record.preprocessing == fit(dataset, rows.train, pool.samples)
        assert read_arrays(job.folder / "split.npz")[0]["train"].tolist() == rows.train.tolist()
