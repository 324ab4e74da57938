"""The experiment with real workers: train, stop, go on, test, save, load, predict; and every wrong use of it."""

import os
import shutil
import signal
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from tests.patience import PATIENCE
from tests.recorded_files import recorded_files
from workbench.data.class_subset import with_classes
from workbench.data.datasets.registry import dataset_source
from workbench.errors import UserError
from workbench.events.jobs import Event, JobFailed, JobRestarted
from workbench.events.training import BatchProgress, EpochEnded, Phase, TrainingStarted
from workbench.experiment.competitor import ModelState
from workbench.experiment.experiment import Experiment
from workbench.jobs.local.pool import LocalPool
from workbench.jobs.types.predict_sample import SamplePredicted, SampleRequest, SampleShown
from workbench.runs.run import Run
from workbench.session import open_run, repeat_run
from workbench.settings.early_stopping import EarlyStopping
from workbench.settings.request import Execution, TrainingRequest, Validation, WhichWeights
from workbench.settings.training import SettingsRequest
from workbench.storage.atomic import read_arrays
from workbench.storage.folders import Folders
from workbench.storage.weights import list_sets

MLP, CNN = "Image_MLP", "Image_CNN"


@pytest.fixture
def experiment(pool: LocalPool, folders: Folders) -> Iterator[Experiment]:
    made = Experiment(pool, folders, dataset_source("digits"))
    yield made
    made.close()
    deadline = time.monotonic() + PATIENCE
    while pool.running or pool.waiting:
        pool.poll(0.2)
        assert time.monotonic() < deadline


def finish(experiment: Experiment, react: Callable[[Event], None] = lambda event: None) -> list[Event]:
    """All events until the experiment is at rest; ``react`` sees each when it arrives."""
    events: list[Event] = []
    deadline = time.monotonic() + PATIENCE
    while experiment.busy:
        for event in experiment.poll(0.2):
            events.append(event)
            react(event)
        assert time.monotonic() < deadline, f"last events: {events[-3:]}"
    return events


def weights_of(experiment: Experiment, name: str) -> dict[str, np.ndarray]:
    assert experiment.run is not None
    arrays, _ = read_arrays(experiment.run.folder / name / "checkpoint.npz")
    return {key: array for key, array in arrays.items() if key.startswith("weights/")}


def assert_equal_weights(one: dict[str, np.ndarray], other: dict[str, np.ndarray]) -> None:
    assert one.keys() == other.keys() and one
    for name in one:
        np.testing.assert_array_equal(one[name], other[name])


@pytest.mark.slow
def test_train_test_save_load_and_predict(experiment: Experiment, pool: LocalPool, folders: Folders) -> None:
    metrics = ("accuracy", "f1")
    experiment.describe()
    experiment.train([MLP, CNN], TrainingRequest(epochs=2, metrics=metrics, validation_metrics=("auc_roc",)))
    assert experiment.working and {experiment.competitors[name].state for name in (MLP, CNN)} == {ModelState.WAITING}
    events = finish(experiment)
    assert not [event for event in events if isinstance(event, JobFailed)]
    mlp = experiment.competitors[MLP]
    assert list(mlp.history) == ["loss", "accuracy", "f1", "val_loss", "val_auc_roc"]
    assert (mlp.completed, mlp.state, mlp.parameters) == (2, ModelState.TRAINED, 252_570)
    assert experiment.competitors["Image_RNN"].state is ModelState.UNTRAINED

    experiment.test([MLP, CNN])
    finish(experiment)
    test = mlp.test
    assert test is not None and test.epoch == 2 and np.sum(test.confusion_matrix) == 359
    correct = np.trace(np.array(test.confusion_matrix)) / 359
    assert test.values["accuracy"] == pytest.approx(correct) and correct > 0.8

    experiment.save_weights([MLP, CNN], "my set")
    finish(experiment)
    saved = list_sets(folders.weights, "digits")
    assert [event.models for event in saved] == [(CNN, MLP)] or [event.models for event in saved] == [(MLP, CNN)]
    assert saved[0].scores[MLP]["test_accuracy"] == test.values["accuracy"]

    demo = Experiment(pool, folders, dataset_source("digits"))
    demo.load_weights([MLP, CNN], saved[0].folder)
    finish(demo)
    assert demo.competitors[MLP].state is ModelState.LOADED
    demo.test([MLP])
    finish(demo)
    again = demo.competitors[MLP].test
    assert again is not None and again.values == test.values and again.epoch == 0

    demo.samples.predict([MLP, CNN], SampleRequest(index=5))
    events = finish(demo)
    shown = next(event for event in events if isinstance(event, SampleShown))
    assert shown.pixels_shape == (8, 8, 1) and len(shown.pixels) == 64 and shown.true_class is not None
    predicted = [event for event in events if isinstance(event, SamplePredicted)]
    assert [event.trial_id for event in predicted] == [MLP, CNN]
    assert all(sum(event.probabilities) == pytest.approx(1, abs=1e-5) for event in predicted)

    demo.train([MLP], TrainingRequest(epochs=1))  # a new optimizer on loaded weights
    finish(demo)
    assert demo.competitors[MLP].completed == 1


@pytest.mark.slow
def test_the_same_bits_whatever_trains_beside_and_however_many(pool: LocalPool, folders: Folders) -> None:
    """Alone, or with another model side by side; stopped and continued, or not."""
    together = Experiment(pool, folders, dataset_source("digits"))
    together.models_side_by_side = 2
    together.train([MLP, CNN], TrainingRequest(epochs=2))
    finish(together)
    alone = Experiment(pool, folders, dataset_source("digits"))
    alone.models_side_by_side = 1

    def stop(event: Event) -> None:
        if isinstance(event, BatchProgress) and event.epoch == 1 and event.phase is Phase.TRAINING:
            alone.stop()

    alone.train([MLP], TrainingRequest(epochs=2))
    finish(alone, stop)
    completed = alone.competitors[MLP].completed
    assert completed < 2
    alone.train([MLP], TrainingRequest(epochs=2 - completed))
    finish(alone)
    assert alone.competitors[MLP].history == together.competitors[MLP].history
    assert_equal_weights(weights_of(alone, MLP), weights_of(together, MLP))


@pytest.mark.slow
@pytest.mark.parametrize(("quartet", "name"), [("image", MLP), ("scratch3", "S12_faster_halving")])
def test_a_killed_worker_costs_little_and_changes_nothing(
    quartet: str, name: str, pool: LocalPool, folders: Folders
) -> None:
    experiment = Experiment(pool, folders, dataset_source("digits"), quartet)
    experiment.train([name], TrainingRequest(epochs=3))
    finish(experiment)
    undisturbed = weights_of(experiment, name)
    experiment.reset()
    killed = False

    def kill(event: Event) -> None:
        nonlocal killed
        if isinstance(event, EpochEnded) and event.epoch == 2 and not killed:
            killed = True
            os.kill(pool.worker_of(event.job) or 0, signal.SIGKILL)

    experiment.train([name], TrainingRequest(epochs=3))
    events = finish(experiment, kill)
    assert [event.trial_id for event in events if isinstance(event, JobRestarted)] == [name]
    assert experiment.competitors[name].completed == 3
    assert_equal_weights(weights_of(experiment, name), undisturbed)


@pytest.mark.slow
def test_continue_counts_further_epochs_and_notes_changed_settings(experiment: Experiment) -> None:
    experiment.train([MLP], TrainingRequest(epochs=1))
    finish(experiment)
    experiment.train([MLP], TrainingRequest(epochs=2, batch_size=64, learning_rate=0.01, metrics=("f1",)))
    finish(experiment)
    competitor = experiment.competitors[MLP]
    assert competitor.completed == 3
    assert [value is None for value in competitor.history["f1"]] == [True, False, False]
    assert [value is None for value in competitor.history["accuracy"]] == [False, True, True]
    assert experiment.run is not None
    _, metadata = read_arrays(experiment.run.folder / MLP / "checkpoint.npz")
    assert [(span["from_epoch"], span["batch_size"]) for span in metadata["spans"]] == [(1, 32), (2, 64)]
    with pytest.raises(UserError, match="seed"):
        experiment.set_seed(2)
    with pytest.raises(UserError, match="validation"):
        experiment.set_validation(Validation(None))
    first = experiment.run.folder
    experiment.reset()
    experiment.set_seed(2)
    experiment.train([MLP], TrainingRequest(epochs=1))
    assert experiment.run.folder != first, "a reset starts a new run"
    finish(experiment)
    assert experiment.competitors[MLP].completed == 1


@pytest.mark.slow
def test_validation_on_the_test_part_and_the_best_epoch(experiment: Experiment) -> None:
    experiment.set_validation(Validation(None))
    experiment.train([MLP], TrainingRequest(epochs=3, learning_rate=0.003))
    finish(experiment)
    competitor = experiment.competitors[MLP]
    losses = [value for value in competitor.history["val_loss"] if value is not None]
    assert competitor.best_epoch == 1 + losses.index(min(losses))
    experiment.test([MLP], WhichWeights.BEST)
    finish(experiment)
    assert (
        competitor.test is not None
        and competitor.test.which == "best"
        and competitor.test.epoch == competitor.best_epoch
    )
    assert competitor.test.values["loss"] == pytest.approx(min(losses)), "validation data were the test classes"


@pytest.mark.slow
def test_a_run_is_opened_as_it_was_left(experiment: Experiment, pool: LocalPool, folders: Folders) -> None:
    experiment.train([MLP], TrainingRequest(epochs=1))
    finish(experiment)
    experiment.test([MLP])
    finish(experiment)
    assert experiment.run is not None
    opened = open_run(pool, folders, experiment.run.folder)
    ours, theirs = opened.competitors[MLP], experiment.competitors[MLP]
    assert (ours.history, ours.completed, ours.test, ours.state) == (theirs.history, 1, theirs.test, ModelState.TESTED)
    opened.train([MLP], TrainingRequest(epochs=1))
    finish(opened)
    assert ours.completed == 2
    settings = Run.open(experiment.run.folder).settings
    assert len(settings.trainings) == 2 and settings.data is not None and settings.data.train_rows == 1438
    repeated = repeat_run(pool, folders, Run.open(experiment.run.folder))
    assert repeated.execution(MLP) == settings.recorded_execution()[MLP]


@pytest.mark.slow
def test_a_repetition_uses_the_recorded_execution(experiment: Experiment, pool: LocalPool, folders: Folders) -> None:
    experiment.train([MLP], TrainingRequest(epochs=1))
    finish(experiment)
    assert experiment.run is not None
    run = Run.open(experiment.run.folder)
    training = run.settings.trainings[0]
    elsewhere = Execution(threads=1, batches_per_step=5)  # as if recorded on another machine
    training.models[MLP] = replace(training.models[MLP], execution=elsewhere)
    repeated = repeat_run(pool, folders, run)
    repeated.train([MLP], TrainingRequest(epochs=1))
    starts = [event for event in finish(repeated) if isinstance(event, TrainingStarted)]
    assert [Execution(event.threads, event.batches_per_step) for event in starts] == [elsewhere]
    assert repeated.run is not None
    assert Run.open(repeated.run.folder).settings.recorded_execution() == {MLP: elsewhere}


@pytest.mark.slow
def test_some_of_the_classes_are_a_dataset(pool: LocalPool, folders: Folders) -> None:
    classes = with_classes(dataset_source("digits"), ["3", "8"])
    experiment = Experiment(pool, folders, classes)
    experiment.train([MLP], TrainingRequest(epochs=3))
    finish(experiment)
    experiment.test([MLP])
    finish(experiment)
    competitor = experiment.competitors[MLP]
    assert competitor.test is not None and np.shape(competitor.test.confusion_matrix) == (2, 2)
    assert competitor.test.values["accuracy"] is not None and competitor.test.values["accuracy"] > 0.8
    experiment.save_weights([MLP], "two")
    finish(experiment)
    assert (folders.weights / classes.key / "two" / f"{MLP}.weights.h5").exists()
    assert list_sets(folders.weights, classes.key) and not list_sets(folders.weights, "digits")
    assert experiment.run is not None
    assert Run.open(experiment.run.folder).settings.classes == ("3", "8")
    data = experiment.run.settings.data
    assert data is not None and data.train_rows < 1438
    opened = open_run(pool, folders, experiment.run.folder)
    assert opened.source.class_names == ("3", "8") and opened.competitors[MLP].test == competitor.test


@pytest.mark.slow
def test_single_networks_can_have_other_settings(experiment: Experiment) -> None:
    single = {MLP: SettingsRequest(early_stopping=EarlyStopping(patience=1, improvement=0.9), learning_rate=0.002)}
    experiment.train([MLP, CNN], TrainingRequest(epochs=6, batch_size=256, by_competitor=single))
    finish(experiment)
    mlp, cnn = experiment.competitors[MLP], experiment.competitors[CNN]
    assert mlp.completed == 2 and mlp.state is ModelState.TRAINED and mlp.progress == 1.0
    assert cnn.completed == 6
    experiment.test([MLP])
    finish(experiment)
    assert mlp.test is not None and mlp.test.epoch == mlp.best_epoch, "the best weights were taken back"
    assert experiment.run is not None
    recorded = Run.open(experiment.run.folder).settings.trainings[0].models
    assert [recorded[name].settings.learning_rate for name in (MLP, CNN)] == [0.002, 0.001]


@pytest.mark.slow
def test_stop_before_the_dataset_is_ready(experiment: Experiment) -> None:
    experiment.train([MLP], TrainingRequest(epochs=1))
    experiment.stop()
    finish(experiment)
    assert experiment.competitors[MLP].state is ModelState.UNTRAINED
    experiment.train([MLP], TrainingRequest(epochs=1))
    finish(experiment)
    assert experiment.competitors[MLP].completed == 1


@pytest.mark.slow
def test_a_dataset_that_cannot_be_had_fails_the_models_that_wait_for_it(pool: LocalPool, folders: Folders) -> None:
    (folders.datasets / "miniboone").mkdir(parents=True)
    (folders.datasets / "miniboone" / "MiniBooNE_PID.txt").write_text("1 1\n1.0 2.0\n")
    experiment = Experiment(pool, folders, dataset_source("miniboone"))
    experiment.train(["Tabular_MLP"], TrainingRequest(epochs=1))
    finish(experiment)
    competitor = experiment.competitors["Tabular_MLP"]
    assert competitor.state is ModelState.FAILED and "MiniBooNE_PID.txt" in competitor.failure


@pytest.mark.parametrize(
    ("use", "message"),
    [
        (lambda it: it.train([], TrainingRequest()), "No network is ticked"),
        (lambda it: it.train(["Image_XXL"], TrainingRequest()), "no network Image_XXL"),
        (lambda it: it.train([MLP], TrainingRequest(batch_size=5000)), "batch size 5,000 is larger than the 1,294"),
        (lambda it: it.train([MLP], TrainingRequest(metrics=("accurracy",))), "accurracy"),
        (lambda it: it.test([MLP]), "neither trained nor loaded"),
        (lambda it: it.save_weights([MLP], "x"), "neither trained nor loaded"),
        (lambda it: it.load_weights([MLP], Path("nowhere")), "nowhere has no weights of Image_MLP"),
        (lambda it: it.samples.predict([MLP], SampleRequest()), "no weights yet"),
    ],
)
def test_wrong_use_gets_an_answer_and_changes_nothing(
    use: Callable[[Experiment], None], message: str, experiment: Experiment, folders: Folders
) -> None:
    with pytest.raises(UserError, match=message) as raised:
        use(experiment)
    assert raised.value.advice
    assert not experiment.busy and experiment.run is None and not folders.runs.exists()


def test_large_pictures_start_with_networks_made_for_them(pool: LocalPool, folders: Folders) -> None:
    large = replace(dataset_source("digits"), input_shape=(150, 150, 3))
    assert Experiment(pool, folders, large).quartet.name == "scenes"
    assert Experiment(pool, folders, large, "image").quartet.name == "image"
    with pytest.raises(UserError) as caught:
        Experiment(pool, folders, large, "tabular")
    assert "Choose the quartet scenes" in caught.value.advice


def test_unknown_names_and_unfitting_quartets(pool: LocalPool, folders: Folders) -> None:
    with pytest.raises(UserError, match="triplet"):
        Experiment(pool, folders, dataset_source("digits"), "triplet")
    with pytest.raises(UserError, match="quartet sequence is for sequence data, digits is image"):
        Experiment(pool, folders, dataset_source("digits"), "sequence")


def test_logs_that_cannot_be_written_are_reported_before_training(experiment: Experiment, folders: Folders) -> None:
    folders.logs.write_text("a file in the way")
    with pytest.raises(UserError, match=r"Could not .*runs"):
        experiment.train([MLP], TrainingRequest(epochs=1))
    assert not experiment.busy and not experiment.competitors[MLP].busy


@pytest.mark.slow
def test_weights_of_another_network_leave_the_run_as_it_was(experiment: Experiment, folders: Folders) -> None:
    experiment.train([MLP, CNN], TrainingRequest(epochs=1))
    finish(experiment)
    experiment.test([MLP])
    finish(experiment)
    experiment.save_weights([MLP, CNN], "both")
    finish(experiment)
    folder = folders.weights / "digits" / "both"
    (folder / f"{CNN}.weights.h5").replace(folder / f"{MLP}.weights.h5")
    shutil.copy(folder / f"{MLP}.weights.h5", folder / f"{CNN}.weights.h5")
    (folder / f"{MLP}.json").unlink()
    run, before = experiment.run, recorded_files(folders)
    known = {name: replace(competitor) for name, competitor in experiment.competitors.items()}
    experiment.load_weights([MLP, CNN], folder)
    assert experiment.competitors[MLP].busy
    failed = [event for event in finish(experiment) if isinstance(event, JobFailed)]
    assert [event.trial_id for event in failed] == [MLP] and failed[0].advice.endswith("Nothing was loaded.")
    assert experiment.run is run and recorded_files(folders) == before
    for name, competitor in experiment.competitors.items():
        assert replace(competitor, progress=known[name].progress) == known[name]
    experiment.train([MLP], TrainingRequest(epochs=1))
    finish(experiment)
    assert experiment.competitors[MLP].completed == 2


@pytest.mark.slow
def test_weights_that_do_not_fit_leave_no_run(experiment: Experiment, folders: Folders, tmp_path: Path) -> None:
    (tmp_path / f"{MLP}.weights.h5").write_bytes(b"no weights")
    experiment.load_weights([MLP], tmp_path)
    finish(experiment)
    competitor = experiment.competitors[MLP]
    assert competitor.state is ModelState.FAILED and "weights" in competitor.failure
    assert experiment.run is None and not folders.runs.exists()


@pytest.mark.slow
def test_nothing_is_loaded_after_a_stop(experiment: Experiment, folders: Folders) -> None:
    experiment.train([MLP], TrainingRequest(epochs=1))
    finish(experiment)
    experiment.save_weights([MLP], "one")
    finish(experiment)
    run = experiment.run
    experiment.load_weights([MLP], folders.weights / "digits" / "one")
    experiment.stop()
    finish(experiment)
    assert experiment.run is run and experiment.competitors[MLP].state is ModelState.TRAINED
    experiment.load_weights([MLP], folders.weights / "digits" / "one")
    finish(experiment)
    assert experiment.run is not run and experiment.competitors[MLP].state is ModelState.LOADED
