"""Weights that the version before saved are loaded and tested with the same results."""

from typing import Any

import numpy as np
import pytest

from tests.before.fixtures import BEFORE, digests, finish, read, same_bits_are_promised
from workbench.data.datasets.registry import DATASETS
from workbench.experiment.experiment import Experiment
from workbench.jobs.local.pool import LocalPool
from workbench.networks.registry import custom_quartet
from workbench.storage.folders import Folders
from workbench.storage.weights import list_sets

SCORES: dict[str, dict[str, Any]] = read(BEFORE / "weights" / "scores.json")
VERSIONS = read(BEFORE / "runs" / "tabular" / "run.json")["versions"]


@pytest.mark.slow
@pytest.mark.parametrize("path", SCORES)
def test_saved_weights_give_the_recorded_results(path: str, pool: LocalPool, folders: Folders) -> None:
    dataset, weights, name = path.split("/")
    experiment = Experiment(pool, folders, DATASETS[dataset], custom_quartet([name]), seed=7)
    experiment.load_weights([name], BEFORE / "weights" / dataset / weights)
    finish(experiment)
    experiment.test([name])
    finish(experiment)
    test = experiment.competitors[name].test
    assert test is not None and experiment.run is not None
    recorded = SCORES[path]
    if same_bits_are_promised({"cpu": recorded["cpu"]}, VERSIONS):
        assert test.values == recorded["test"]
        assert digests(experiment.run.folder / name)["scores"] == recorded["scores"]
    assert test.values == pytest.approx(recorded["test"], rel=1e-4)
    assert digests(experiment.run.folder / name)["weights"] == recorded["weights"], "nothing is computed here"
    with np.load(experiment.run.folder / name / "test_scores.npz") as scores:
        assert np.isfinite(scores["y_score"]).all()
    experiment.close()


def test_their_set_is_listed() -> None:
    assert list_sets(BEFORE / "weights", "breast-cancer") and list_sets(BEFORE / "weights", "digits")
