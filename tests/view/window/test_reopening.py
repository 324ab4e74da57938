"""A reopened run is as it was left; a run of several trainings is repeated whole."""

import hashlib
import json
import shutil
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from tests.view.conftest import Hands, find_button
from tests.view.fake_pool import FakePool
from workbench.data.datasets.registry import DATASETS
from workbench.events.training import WeightsLoaded
from workbench.jobs.types.check_weights import CheckWeightsJob
from workbench.jobs.types.load_weights import LoadWeightsJob
from workbench.jobs.types.train import TrainJob
from workbench.runs.run_file import read_run_file, write_run_file
from workbench.runs.run_settings import RunSettings
from workbench.storage.atomic import read_arrays, write_arrays
from workbench.storage.folders import Folders
from workbench.view.dialogs.modal import Dialog
from workbench.view.window.view import View

BEFORE = Path(__file__).parents[2] / "fixtures" / "before" / "runs" / "whole"
NAME = "20260101-120000-breast-cancer-tabular"


@pytest.fixture
def run(folders: Folders) -> Path:
    """Tabular_MLP and Tabular_CNN, trained once; the console text is that of the command line."""
    return shutil.copytree(BEFORE, folders.runs / NAME)


def trained_in_turn(run: Path, *epochs_and_sizes: tuple[int, int]) -> RunSettings:
    """Make the record one of several trainings of the same networks."""
    settings = read_run_file(run)
    first = settings.trainings[0]
    trainings, total = [], 0
    for epochs, size in epochs_and_sizes:
        total += epochs
        models = {
            name: replace(model, settings=replace(model.settings, epochs=epochs, batch_size=size), target=total)
            for name, model in first.models.items()
        }
        trainings.append(replace(first, models=models))
    settings = replace(settings, trainings=tuple(trainings))
    write_run_file(run, settings)
    return settings


def entries(view: View) -> dict[str, str]:
    return {name: view.selection.entries[name].get() for name in ("epochs", "batch size", "seed", "validation")}


def test_settings_ticks_console_and_test_values_are_there_again(view: View, hands: Hands, run: Path) -> None:
    settings = trained_in_turn(run, (5, 32), (31, 128))
    (run / "console.txt").write_text("[12:00:00] said in that run\n", encoding="utf-8")
    for name, text in (("epochs", "2"), ("batch size", "64"), ("seed", "99")):
        view.selection.entries[name].set(text)
    view.log("of another run")
    view.actions.runs.open(run)
    hands.rest()
    assert entries(view) == {
        "epochs": "31",
        "batch size": "128",
        "seed": str(settings.seed),
        "validation": str(settings.validation),
    }
    assert view.selection.ticked(view.experiment.competitors) == tuple(settings.trainings[0].models)
    shown = view.console.text.get("1.0", "end")
    assert "said in that run" in shown and "of another run" not in shown
    tested = json.loads((run / "Tabular_CNN" / "test.json").read_text())["values"]
    for title in ("Precision", "Recall", "F1", "AUC ROC"):
        assert title.lower() in shown.lower()
    assert f"{tested['f1']:.4f}" in shown and f"{tested['auc_roc']:.4f}" in shown
    log = (run / "console.txt").read_text(encoding="utf-8")
    assert log.startswith("[12:00:00] said in that run\n") and log.count("said in that run") == 1


def jobs_in_turn(view: View, hands: Hands, pool: FakePool) -> list[list[tuple[int, int]]]:
    """Finish all trainings as they come; epochs and batch size of each."""
    found: list[list[tuple[int, int]]] = []
    while True:
        hands.rest(0.2)
        waiting = [job for job in pool.jobs.values() if isinstance(job, TrainJob)]
        if not waiting:
            return found
        found.append(sorted({(job.trial.settings.epochs, job.trial.settings.batch_size) for job in waiting}))
        pool.finish_training()
        hands.wait(lambda: not any(isinstance(job, TrainJob) for job in pool.jobs.values()))


def test_all_trainings_are_repeated(view: View, hands: Hands, pool: FakePool, run: Path) -> None:
    trained_in_turn(run, (15, 32), (60, 64), (3, 64))
    before = {path: path.read_bytes() for path in run.rglob("*") if path.is_file()}
    texts = hands.answer("Train all 3")
    view.actions.runs.repeat(run)
    assert texts[0] == "The run was trained 3 times."
    assert "15 epochs at batch size 32, then 60 epochs at batch size 64, then 3 epochs at batch size 64." in texts[1]
    pool.settle()
    assert jobs_in_turn(view, hands, pool) == [[(15, 32)], [(60, 64)], [(3, 64)]]
    assert view.experiment.run is not None and view.experiment.run.folder != run
    assert {path: path.read_bytes() for path in run.rglob("*") if path.is_file()} == before


def test_a_stop_ends_the_repetition(view: View, hands: Hands, pool: FakePool, run: Path) -> None:
    trained_in_turn(run, (15, 32), (60, 64))
    hands.answer("Train all 2")
    view.actions.runs.repeat(run)
    pool.settle()
    hands.wait(lambda: any(isinstance(job, TrainJob) for job in pool.jobs.values()))
    pool.run_epochs()
    hands.rest(0.1)
    view.actions.stop()
    hands.rest()
    assert not any(isinstance(job, TrainJob) for job in pool.jobs.values())
    assert "The repetition ends here, in training 1 of 2." in view.console.text.get("1.0", "end")


def test_the_last_training_alone_is_not_called_a_repetition(view: View, hands: Hands, run: Path) -> None:
    trained_in_turn(run, (15, 32), (60, 64))
    hands.answer("Enter the last")
    view.actions.runs.repeat(run)
    hands.rest()
    assert entries(view)["epochs"] == "60" and view.experiment.run is None
    assert "alone it is no repetition of the run" in view.console.text.get("1.0", "end")


def started_from(run: Path, weights: Path) -> None:
    """Make the record one of a run that started from weights in a folder."""
    settings = read_run_file(run)
    files = {name: weights / f"{name}.weights.h5" for name in settings.trainings[0].models}
    weights.mkdir()
    for name, path in files.items():
        path.write_bytes(b"weights")
        arrays, metadata = read_arrays(run / name / "checkpoint.npz")
        digest = hashlib.sha256(b"weights").hexdigest()
        write_arrays(run / name / "checkpoint.npz", arrays, metadata | {"source": str(path), "source_sha256": digest})
    write_run_file(run, replace(settings, loaded={name: str(path) for name, path in files.items()}))


def test_weights_that_a_run_started_from_are_loaded_first(
    view: View, hands: Hands, pool: FakePool, run: Path, tmp_path: Path
) -> None:
    trained_in_turn(run, (15, 32), (3, 64))
    started_from(run, tmp_path / "set")
    hands.answer("Train all 2")
    view.actions.runs.repeat(run)
    pool.settle()
    hands.wait(lambda: any(isinstance(job, CheckWeightsJob) for job in pool.jobs.values()))
    hands.rest(0.2)
    assert not any(isinstance(job, TrainJob) for job in pool.jobs.values()), "the weights come first"
    for number in pool.of(CheckWeightsJob):
        pool.end(number)
    hands.wait(lambda: any(isinstance(job, LoadWeightsJob) for job in pool.jobs.values()))
    for number in pool.of(LoadWeightsJob):
        job = pool.jobs[number]
        assert isinstance(job, LoadWeightsJob)
        pool.say(WeightsLoaded(number, job.trial_id, str(job.path), ""))
        pool.end(number)
    assert jobs_in_turn(view, hands, pool) == [[(15, 32)], [(3, 64)]]
    again = view.experiment.run
    assert again is not None and again.folder != run and again.settings.loaded == read_run_file(run).loaded


@pytest.mark.parametrize(
    ("change", "why"), [(Path.unlink, "are gone"), (lambda path: path.write_text("x"), "are others")]
)
def test_without_its_weights_a_run_is_not_repeated(
    view: View, hands: Hands, run: Path, tmp_path: Path, change: Callable[[Path], object], why: str
) -> None:
    trained_in_turn(run, (15, 32), (3, 64))
    started_from(run, tmp_path / "set")
    change(tmp_path / "set" / "Tabular_MLP.weights.h5")
    buttons: list[str] = []

    def enter_the_last(dialog: Dialog) -> None:
        buttons.extend(str(button.cget("text")) for button in dialog.buttons.winfo_children())
        find_button(dialog, "Enter the last").invoke()

    texts = hands.next_dialog(enter_the_last)
    view.actions.runs.repeat(run)
    hands.rest()
    assert set(buttons) == {"Enter the last", "Cancel"}
    assert why in texts[1] and entries(view)["epochs"] == "3" and view.experiment.run is None
    assert "Without them this is no repetition of the run." in view.console.text.get("1.0", "end")


def test_nothing_happens_when_the_question_is_cancelled(view: View, hands: Hands, run: Path) -> None:
    trained_in_turn(run, (15, 32), (60, 64))
    before = view.experiment
    hands.answer("Cancel")
    view.actions.runs.repeat(run)
    assert view.experiment is before and view.experiment.source is DATASETS["digits"]
