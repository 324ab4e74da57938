"""What an experiment asks of the pool, without workers."""

import shutil
from dataclasses import replace
from pathlib import Path
from typing import cast

import pytest

from tests.view.fake_pool import FakePool
from workbench.data.datasets.registry import DATASETS
from workbench.experiment.experiment import Experiment
from workbench.jobs.local.pool import LocalPool
from workbench.jobs.types.save_weights import SaveWeightsJob
from workbench.jobs.types.train import TrainJob
from workbench.networks.registry import custom_quartet
from workbench.runs.trials import trial_seed
from workbench.session import open_run
from workbench.settings.request import TrainingRequest
from workbench.storage.folders import Folders

BEFORE = Path(__file__).parents[1] / "fixtures" / "before"


def prepared(experiment: Experiment, pool: FakePool) -> None:
    experiment.prepare()
    pool.settle()
    experiment.poll()


def test_the_execution_that_is_recorded_is_the_one_that_is_used(folders: Folders) -> None:
    source = replace(DATASETS["mnist"], sizes=(12_000, 2_000))  # as stated of a part; fewer rows are really there
    pool = FakePool()
    experiment = Experiment(cast(LocalPool, pool), folders, source)
    experiment.train(["Image_RNN"], TrainingRequest(epochs=1))
    prepared(experiment, pool)
    (job,) = [job for job in pool.jobs.values() if isinstance(job, TrainJob)]
    assert experiment.run is not None
    recorded = experiment.run.settings.trainings[0].models["Image_RNN"].execution
    assert job.execution == recorded == experiment.execution("Image_RNN")


@pytest.mark.parametrize(("stated", "batch"), [(20, 18), (1438, 32)])
def test_default_batches_are_the_same_before_and_after_preparation(stated: int, batch: int, folders: Folders) -> None:
    pool = FakePool()
    experiment = Experiment(cast(LocalPool, pool), folders, replace(DATASETS["digits"], sizes=(stated, 5)))
    before = experiment.effective_settings("Image_MLP", TrainingRequest())
    prepared(experiment, pool)
    assert experiment.effective_settings("Image_MLP", TrainingRequest()) == before
    assert before.batch_size == batch


def test_the_bars_of_a_model_and_of_the_whole_start_at_nothing_when_training_continues(folders: Folders) -> None:
    pool = FakePool()
    experiment = Experiment(cast(LocalPool, pool), folders, DATASETS["digits"])
    prepared(experiment, pool)
    experiment.train(["Image_MLP"], TrainingRequest(epochs=10))
    pool.finish_training()
    experiment.poll()
    experiment.train(["Image_MLP"], TrainingRequest(epochs=10))
    pool.run_epochs(epochs=0)
    experiment.poll()
    model = experiment.competitors["Image_MLP"]
    assert (model.completed, model.target) == (10, 20)
    assert model.progress == pytest.approx(0.05) == pytest.approx(experiment.progress, abs=0.01)


def test_models_that_are_at_work_keep_their_slots(folders: Folders, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("workbench.experiment.experiment.side_by_side", lambda models, threads, gpus: models)
    pool = FakePool()
    experiment = Experiment(cast(LocalPool, pool), folders, DATASETS["digits"])
    prepared(experiment, pool)
    experiment.train(["Image_MLP", "Image_CNN"], TrainingRequest(epochs=1))
    assert pool.slots == 2
    experiment.train(["Image_RNN"], TrainingRequest(epochs=1))
    assert pool.slots == 3
    pool.finish_training()
    experiment.poll()
    experiment.test(["Image_MLP"])
    assert pool.slots == 1


def test_saving_weights_of_an_opened_run_needs_no_data(folders: Folders, tmp_path: Path) -> None:
    run = shutil.copytree(BEFORE / "runs" / "whole", tmp_path / "whole")
    pool = FakePool()
    experiment = open_run(cast(LocalPool, pool), folders, run)
    experiment.save_weights(["Tabular_MLP", "Tabular_CNN"], "kept")
    assert [type(job) for job in pool.jobs.values()] == [SaveWeightsJob, SaveWeightsJob]


def test_a_network_that_competes_again_draws_other_numbers(folders: Folders) -> None:
    pool = FakePool()
    networks = custom_quartet(["Image_CNN", "Image_MLP", "Image_CNN"])
    experiment = Experiment(cast(LocalPool, pool), folders, DATASETS["digits"], networks, 7)
    prepared(experiment, pool)
    experiment.train(tuple(experiment.competitors), TrainingRequest(epochs=1))
    seeds = {job.trial_id: job.trial.seed for job in pool.jobs.values() if isinstance(job, TrainJob)}
    assert seeds == {"Image_CNN": 7, "Image_MLP": 7, "Image_CNN-2": trial_seed(7, 1)}
