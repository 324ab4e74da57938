"""Rows of a run that an earlier version has written: from its scores, or from what its tests recorded."""

import shutil
from pathlib import Path

import numpy as np
import pytest

from tests.view.fake_pool import FakePool
from workbench.evaluation.results import EvaluatedWeights
from workbench.experiment.experiment import Experiment
from workbench.experiment.result_rows import result_rows, results_of_tests, settings_by_name, weights_of_test
from workbench.session import open_run
from workbench.storage.atomic import read_arrays, write_arrays
from workbench.storage.folders import Folders

OLD_RUN = Path(__file__).parents[1] / "fixtures" / "before" / "runs" / "whole"
MLP, CNN = "Tabular_MLP", "Tabular_CNN"


@pytest.fixture
def run_folder(tmp_path: Path) -> Path:
    return Path(shutil.copytree(OLD_RUN, tmp_path / "run"))


@pytest.fixture
def experiment(run_folder: Path, folders: Folders) -> Experiment:
    return open_run(FakePool(), folders, run_folder)


def test_rows_follow_from_the_scores(experiment: Experiment) -> None:
    results = results_of_tests(experiment, experiment.competitors)
    assert results is not None and set(results.scores) == {MLP, CNN}
    assert results.weights[CNN] == EvaluatedWeights("last", 6, partial_epoch=7)
    assert results.origin.dataset == "breast-cancer" and results.class_names == experiment.source.class_names
    assert experiment.run is not None
    data = experiment.run.settings.data
    assert data is not None and results.origin.fingerprint == data.fingerprint
    rows = {row.name: row for row in result_rows(experiment.competitors.values(), results, experiment.source)}
    assert list(rows) == list(experiment.competitors)
    for name in (MLP, CNN):
        recorded = experiment.competitors[name].test
        assert recorded is not None and rows[name].confusion_matrix == recorded.confusion_matrix
        assert rows[name].values == pytest.approx(recorded.values, rel=1e-12)
        assert rows[name].values is not recorded.values
    assert rows[CNN].weights == weights_of_test(experiment.competitors[CNN]) == "last, within epoch 7"
    assert (rows[CNN].epochs, rows[CNN].parameters, rows[CNN].failure) == (6, None, "")
    untested = rows["Tabular_RNN"]
    assert (untested.weights, untested.values, untested.confusion_matrix) == ("", {}, ())
    assert weights_of_test(experiment.competitors["Tabular_RNN"]) == "–"


def test_what_was_recorded_stands_in_for_scores_that_are_no_numbers(experiment: Experiment, run_folder: Path) -> None:
    arrays, metadata = read_arrays(run_folder / MLP / "test_scores.npz")
    arrays["y_score"][:] = np.nan
    write_arrays(run_folder / MLP / "test_scores.npz", arrays, metadata)
    results = results_of_tests(experiment, [MLP, CNN])
    assert results is not None and list(results.scores) == [CNN]
    (row,) = result_rows([experiment.competitors[MLP]], results, experiment.source)
    recorded = experiment.competitors[MLP].test
    assert recorded is not None
    assert (row.values, row.confusion_matrix) == (recorded.values, recorded.confusion_matrix)


def test_without_a_run_there_are_no_results(experiment: Experiment, folders: Folders) -> None:
    fresh = Experiment(FakePool(), folders, experiment.source)
    assert results_of_tests(fresh, fresh.competitors) is None
    assert [row.values for row in result_rows(fresh.competitors.values(), None, fresh.source)] == [{}] * 4


def test_settings_by_name(experiment: Experiment) -> None:
    settings = settings_by_name(experiment.competitors)
    assert list(settings) == list(experiment.competitors) and settings["Tabular_RNN"] is None
    used = settings[CNN]
    assert used is not None and used.batch_size == 1
