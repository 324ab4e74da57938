"""Weights are loaded when data and files are all right; until then nothing changes."""

import shutil
from pathlib import Path
from typing import cast

import pytest

from tests.recorded_files import recorded_files
from tests.view.fake_pool import FakePool
from workbench.experiment.experiment import Experiment
from workbench.jobs.local.pool import LocalPool
from workbench.jobs.types.check_weights import CheckWeightsJob
from workbench.jobs.types.load_weights import LoadWeightsJob
from workbench.jobs.types.prepare import PrepareJob
from workbench.runs.run import Run
from workbench.session import open_run
from workbench.storage.folders import Folders

BEFORE = Path(__file__).parents[1] / "fixtures" / "before" / "runs"
NAMES = ("Tabular_MLP", "Tabular_CNN")


@pytest.fixture
def pool() -> FakePool:
    return FakePool()


@pytest.fixture
def experiment(pool: FakePool, folders: Folders) -> Experiment:
    """Of a run with trained and tested networks; its data are not prepared yet."""
    run = shutil.copytree(BEFORE / "whole", folders.runs / "20260101-120000-breast-cancer-tabular")
    return open_run(cast(LocalPool, pool), folders, run)


@pytest.fixture
def weights(tmp_path: Path) -> Path:
    folder = tmp_path / "weights" / "set"
    folder.mkdir(parents=True)
    for name in NAMES:
        (folder / f"{name}.weights.h5").write_bytes(b"weights")
    return folder


def test_data_that_cannot_be_had_leave_the_run(
    experiment: Experiment, pool: FakePool, folders: Folders, weights: Path
) -> None:
    run, before = experiment.run, recorded_files(folders)
    experiment.load_weights(NAMES, weights)
    assert all(experiment.competitors[name].busy for name in NAMES) and not list(pool.of(CheckWeightsJob))
    (number,) = pool.of(PrepareJob)
    pool.fail(number, "The file is gone.")
    experiment.poll()
    assert experiment.run is run and not experiment.busy and recorded_files(folders) == before
    assert all(each.has_weights and not each.busy for each in map(experiment.competitors.__getitem__, NAMES))


def test_a_new_run_starts_once_all_files_fit(experiment: Experiment, pool: FakePool, weights: Path) -> None:
    left: list[Run] = []
    run = experiment.run
    experiment.load_weights(NAMES, weights, left.append)
    pool.settle()
    experiment.poll()
    first, second = pool.of(CheckWeightsJob)
    pool.end(first)
    experiment.poll()
    assert experiment.run is run and not left
    pool.end(second)
    experiment.poll()
    assert left == [run] and experiment.run is not run and len(list(pool.of(LoadWeightsJob))) == 2
