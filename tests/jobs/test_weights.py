"""Weights files that do not fit are refused in words that help, and leave the model as it was."""

import hashlib
import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import h5py
import numpy as np
import pytest

from workbench.data.cache import prepare
from workbench.data.datasets.registry import dataset_source
from workbench.errors import UserError
from workbench.events.jobs import Event
from workbench.events.training import BatchProgress, Phase, TestEnded, WeightsLoaded, WeightsSaved
from workbench.experiment.competitor import Competitor
from workbench.experiment.result_rows import weights_of_test
from workbench.jobs.job import Job, JobContext
from workbench.jobs.types.load_weights import LoadWeightsJob
from workbench.jobs.types.save_weights import SaveWeightsJob
from workbench.jobs.types.test import TestJob
from workbench.jobs.types.train import TrainJob
from workbench.networks.architecture import TrainingSettings
from workbench.networks.registry import architecture
from workbench.runs.claim import claimed
from workbench.runs.tested import read_test, write_test
from workbench.runs.trials import TrialSpec
from workbench.settings.request import Execution, WhichWeights
from workbench.storage.folders import Folders
from workbench.storage.weights import read_info, write_info
from workbench.training.checkpoint import load_checkpoint
from workbench.training.control import Control, Stopped

MODEL = "Tabular_MLP"
pytestmark = pytest.mark.usefixtures("tensorflow")


@pytest.fixture
def saved(folders: Folders) -> Path:
    """The weights file of a network that was trained for an epoch."""
    train = TrainJob(**_with_data(folders, MODEL), completed=0, target=1, metrics=("accuracy",), validation_metrics=())
    run(train)
    events: list[object] = []
    folder = folders.weights / "breast-cancer" / "set"
    run(save_job(folders, folder), events.append)
    assert events == [WeightsSaved(2, MODEL, str(folder / f"{MODEL}.weights.h5"))]
    return folder / f"{MODEL}.weights.h5"


def run(job: Job, emit: Callable[[Event], None] = lambda event: None) -> None:
    job.run(JobContext(2, emit, Control()))


def test_a_network_that_another_program_trains_is_left_alone(folders: Folders) -> None:
    train = TrainJob(**_with_data(folders, MODEL), completed=0, target=1, metrics=(), validation_metrics=())
    with claimed(train.folder), pytest.raises(UserError, match=f"Another program trains {MODEL}"):
        run(train)
    assert load_checkpoint(train.folder) is None
    run(train)
    assert load_checkpoint(train.folder) is not None


def save_job(folders: Folders, target: Path) -> SaveWeightsJob:
    common = _common(folders, MODEL)
    return SaveWeightsJob(**common, which=WhichWeights.LAST, target=target, fingerprint="f", versions={})


def _common(folders: Folders, model: str, dataset: str = "breast-cancer") -> dict[str, Any]:
    return {
        "trial": TrialSpec(model, model, TrainingSettings(1, 64, 0.01, "adam"), seed=1),
        "dataset": dataset_source(dataset).spec,
        "run_folder": folders.runs / dataset,
        "execution": Execution(1, 1),
    }


def _with_data(folders: Folders, model: str, dataset: str = "breast-cancer") -> dict[str, Any]:
    source = dataset_source(dataset)
    prepared = prepare(source, folders.search_path, folders.cache, lambda what, done, total: None)
    return _common(folders, model, dataset) | {"data_folder": prepared.folder}


def load(folders: Folders, path: Path, model: str = MODEL, dataset: str = "breast-cancer") -> list[object]:
    events: list[object] = []
    run(LoadWeightsJob(**_with_data(folders, model, dataset), path=path), events.append)
    return events


def test_saved_weights_are_those_that_are_loaded(folders: Folders, saved: Path) -> None:
    folder = folders.runs / "breast-cancer" / MODEL
    trained = load_checkpoint(folder)
    (event,) = load(folders, saved)
    assert isinstance(event, WeightsLoaded) and "last weights after 1 epochs on breast-cancer" in event.note
    loaded = load_checkpoint(folder)
    assert trained is not None and loaded is not None
    for name, weight in trained.weights.items():
        np.testing.assert_array_equal(weight, loaded.weights[name])
    assert loaded.record.preprocessing == trained.record.preprocessing
    assert (loaded.state, loaded.record.completed, loaded.record.source) == ({}, 0, str(saved))


def test_the_description_has_the_scores_of_these_weights(saved: Path) -> None:
    info = json.loads((saved.parent / f"{MODEL}.json").read_text())
    assert info["epochs"] == 1 and set(info["scores"]) == {"loss", "accuracy", "val_loss"}


def test_weights_of_a_partial_epoch_say_so_everywhere(folders: Folders) -> None:
    """Trained for an epoch and within the next: test, description and note of loading say so."""
    common = _with_data(folders, MODEL)
    rest: dict[str, Any] = {"completed": 0, "target": 3, "metrics": (), "validation_metrics": ()}
    control = Control()

    def stop_in_second_epoch(event: object) -> None:
        if isinstance(event, BatchProgress) and event.phase is Phase.TRAINING and event.epoch == 2:
            control.stop()

    with pytest.raises(Stopped):
        TrainJob(**common, **rest).run(JobContext(1, stop_in_second_epoch, control))
    events: list[Any] = []
    run(TestJob(**common, which=WhichWeights.LAST), events.append)
    tested = next(event for event in events if isinstance(event, TestEnded))
    assert (tested.epoch, tested.partial_epoch) == (1, 2)
    opened = Competitor(architecture(MODEL))
    opened.restore(folders.runs / "breast-cancer" / MODEL)
    assert weights_of_test(opened) == "last, within epoch 2"

    folder = folders.weights / "breast-cancer" / "begun"
    run(save_job(folders, folder), events.append)
    info = read_info(folder / f"{MODEL}.weights.h5")
    assert info is not None and (info.epochs, info.partial_epoch) == (1, 2)
    assert info.scores["test_accuracy"] == tested.values["accuracy"] and "val_loss" not in info.scores
    (loaded,) = load(folders, folder / f"{MODEL}.weights.h5")
    assert isinstance(loaded, WeightsLoaded) and "last weights within epoch 2 on breast-cancer" in loaded.note


def test_a_test_of_an_earlier_moment_of_the_epoch_does_not_count(folders: Folders, saved: Path) -> None:
    folder = folders.runs / "breast-cancer" / MODEL
    run(TestJob(**_with_data(folders, MODEL), which=WhichWeights.LAST))
    result = read_test(folder)
    assert result is not None and (result.partial_epoch, result.position) == (0, 0)
    write_test(folder, replace(result, position=64))
    run(save_job(folders, saved.parent))
    info = read_info(saved)
    assert info is not None and "test_accuracy" not in info.scores and "val_loss" in info.scores


def test_a_plain_keras_program_can_load_them(saved: Path) -> None:
    from workbench.networks.architecture import NetworkInput

    model = architecture(MODEL).build(NetworkInput((30,), 2))
    before = [np.array(weight) for weight in model.get_weights()]
    model.load_weights(saved)
    assert all((old != new).any() for old, new in zip(before, model.get_weights(), strict=True))


def _truncate(path: Path) -> None:
    path.write_bytes(path.read_bytes()[:2000])


def _with_nan(path: Path) -> None:
    with h5py.File(path, "r+") as file:
        names: list[str] = []
        file.visititems(lambda name, entry: names.append(name) if isinstance(entry, h5py.Dataset) else None)
        file[names[0]][...] = np.nan


def _of_another_network(path: Path) -> None:
    (path.parent / f"{MODEL}.json").unlink()
    with h5py.File(path, "r+") as file:
        del file["layers"]
        file["layers/lstm/vars/0"] = np.zeros((3, 3), np.float32)


@pytest.mark.parametrize(
    ("damage", "message"),
    [
        (lambda path: path.write_bytes(b""), "is empty"),
        (lambda path: path.write_bytes(b"hello"), "not an HDF5 file"),
        (_truncate, "truncated|damaged"),
        (_with_nan, "not finite"),
        (_of_another_network, "another network|does not fit|not those"),
    ],
)
def test_a_file_that_is_not_sound_is_refused(
    damage: Callable[[Path], None], message: str, folders: Folders, saved: Path
) -> None:
    folder = folders.runs / "breast-cancer" / MODEL
    before = (folder / "checkpoint.npz").read_bytes()
    damage(saved)
    with pytest.raises(UserError, match=message) as raised:
        load(folders, saved)
    assert raised.value.advice
    assert (folder / "checkpoint.npz").read_bytes() == before


def test_the_description_shows_weights_of_another_network_or_dataset(folders: Folders, saved: Path) -> None:
    with pytest.raises(UserError, match="holds weights of Tabular_MLP"):
        load(folders, saved, model="Tabular_MLPx")
    description = saved.parent / f"{MODEL}.json"
    info = json.loads(description.read_text())
    description.write_text(json.dumps(info | {"input_shape": [50], "dataset": "miniboone"}))
    with pytest.raises(UserError, match=r"inputs of 50 and 2 classes.*miniboone"):
        load(folders, saved)


def test_weights_of_some_classes_do_not_fit_all(folders: Folders, saved: Path) -> None:
    info = read_info(saved)
    assert info is not None
    write_info(saved, replace(info, num_classes=3, class_names=("a", "b", "c")))
    with pytest.raises(UserError) as caught:
        load(folders, saved)
    assert "made for inputs of 30 and 3 classes (a, b, c), on breast-cancer" in caught.value.message
    assert "2 classes (malignant, benign)" in caught.value.advice and "words" not in str(caught.value)


def test_where_weights_come_from_is_recorded(folders: Folders, saved: Path) -> None:
    folder = folders.runs / "breast-cancer" / MODEL
    load(folders, saved)
    loaded = load_checkpoint(folder)
    assert loaded is not None
    assert loaded.record.source_sha256 == hashlib.sha256(saved.read_bytes()).hexdigest()
