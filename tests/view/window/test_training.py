"""Training and testing in the window, with a fake pool."""

import numpy as np
import pytest

from tests.view.conftest import Hands, find_button
from tests.view.fake_pool import FakePool
from tests.view.window.presses import NAMES, enabled, jobs, train
from workbench.jobs.types.predict_sample import PredictSampleJob, SampleRequest
from workbench.jobs.types.test import TestJob
from workbench.jobs.types.train import TrainJob
from workbench.settings.request import Validation, WhichWeights
from workbench.view.dialogs.modal import Dialog
from workbench.view.dialogs.training.options import OptionsDialog
from workbench.view.window.view import View


def test_training_through_the_buttons(view: View, hands: Hands, pool: FakePool) -> None:
    hands.press(view.content.left.competitors.rows["Image_RNN"].tick)
    hands.press(view.content.left.metrics.ticks["f1", "validation"])
    hands.type(view.content.toolbar.entries["epochs"].entry, "3")
    hands.type(view.content.toolbar.entries["batch size"].entry, "64")
    hands.type(view.content.toolbar.entries["seed"].entry, "7")
    hands.press(view.content.toolbar.train)
    waiting = jobs(pool, TrainJob)
    assert {job.trial_id for job in waiting} == {"Image_MLP", "Image_CNN", "Image_CNNx"}
    assert {(job.target, job.trial.settings.batch_size, job.trial.seed) for job in waiting} == {(3, 64, 7)}
    assert waiting[0].metrics == ("accuracy",) and waiting[0].validation_metrics == ("accuracy", "f1")
    assert enabled(view) == {"train": False, "test": False, "pause": True, "stop": True, "reset": False}

    pool.run_epochs()
    hands.wait(lambda: view.content.train.figure.up_to_date)
    hands.rest()
    row = view.content.left.competitors.rows["Image_CNN"]
    assert row.state_text.cget("text") == "250,000 · training 2/3"
    assert row.score.cget("text") == "0.4000" and row.score_of.cget("text") == "best val., epoch 1"
    assert len(view.console.buffer.progress) == 3
    assert sum("epoch 1/3" in line for line in view.buffer.lines) == 3
    figure = view.content.train.figure.figure
    assert figure is not None
    hands.wait(lambda: [axes.get_title(loc="left") for axes in figure.axes] == ["Loss", "Accuracy", "F1"])

    hands.press(view.content.toolbar.pause)
    assert pool.paused and view.content.toolbar.pause.cget("text") == "Resume"
    assert view.content.status.what.cget("text") == "Paused"
    hands.press(view.content.toolbar.pause)
    assert not pool.paused
    hands.press(view.content.toolbar.stop)
    hands.wait(lambda: not view.experiment.busy)
    hands.rest()
    assert enabled(view)["train"] and enabled(view)["test"] and enabled(view)["reset"]
    assert not view.buffer.progress
    assert "stopped" in view.buffer.lines[-1]


@pytest.mark.slow
def test_the_first_epoch_is_drawn_while_it_runs(view: View, hands: Hands, pool: FakePool) -> None:
    hands.press(view.content.toolbar.train)
    pool.run_epochs(epochs=0)
    figure = view.content.train.figure
    hands.wait(lambda: figure.figure is not None and bool(figure.figure.axes) and figure.up_to_date)
    assert figure.figure is not None
    loss = figure.figure.axes[0]
    assert loss.get_title(loc="right") == "The first epoch runs: 640 of 1,280"
    drawn = [np.asarray(line.get_xydata()).tolist() for line in loss.lines if len(np.asarray(line.get_xdata()))]
    assert drawn == [[[0.5, 0.5]]] * 4


@pytest.mark.slow
def test_test_shows_matrices(view: View, hands: Hands, pool: FakePool) -> None:
    train(view, hands, pool)
    hands.wait(lambda: not view.content.toolbar.test.instate(["disabled"]))
    hands.press(view.content.toolbar.test)
    assert {job.trial_id for job in jobs(pool, TestJob)} == set(NAMES)
    pool.finish_tests()
    hands.wait(lambda: not view.experiment.busy)
    view.show_tab("Confusion")
    hands.wait(lambda: view.content.confusion.figure.up_to_date)
    figure = view.content.confusion.figure.figure
    assert figure is not None and sum(bool(axes.images) for axes in figure.axes) == 4
    hands.press(view.content.confusion.modes["rows"])
    hands.wait(lambda: view.content.confusion.figure.up_to_date)
    assert view.content.left.competitors.rows["Image_MLP"].score.cget("text") == "0.9876"
    assert view.content.left.competitors.rows["Image_MLP"].score_of.cget("text") == "test, epoch 3"


@pytest.mark.parametrize(
    ("field", "text", "message"),
    [
        ("epochs", "0", "Epochs: 0 is out of range"),
        ("epochs", "-1", "Epochs: -1 is out of range"),
        ("epochs", "abc", "Epochs: “abc” is not a whole number"),
        ("epochs", "1000000000", "Epochs: 1,000,000,000 is out of range"),
        ("batch size", "5000", "The batch size 5,000 is larger than the 1,294 training rows"),
        ("learning rate", "0", "Learning rate: 0 is out of range"),
        ("seed", "x", "Seed: “x” is not a whole number"),
    ],
)
def test_wrong_entries_get_an_answer(
    view: View, hands: Hands, pool: FakePool, field: str, text: str, message: str
) -> None:
    view.selection.entries[field].set(text)
    texts = hands.answer("Close")
    hands.press(view.content.toolbar.train)
    assert message in texts[0]
    assert "Enter a " in texts[1] or "Choose at most 1,294" in texts[1]
    assert not jobs(pool, TrainJob) and view.selection.entries[field].get() == text


def test_no_network_ticked(view: View, hands: Hands, pool: FakePool) -> None:
    hands.press(find_button(view.content.left.competitors, "none"))
    texts = hands.answer("Close")
    hands.press(view.content.toolbar.train)
    assert "No network is ticked" in texts[0]
    hands.press(find_button(view.content.left.competitors, "all"))
    hands.press(view.content.toolbar.train)
    assert len(jobs(pool, TrainJob)) == 4


def test_what_needs_weights_is_done_by_the_networks_that_have_some(view: View, hands: Hands, pool: FakePool) -> None:
    ticks = {name: row.tick for name, row in view.content.left.competitors.rows.items()}
    hands.press(ticks["Image_RNN"])
    train(view, hands, pool, "1")
    hands.press(ticks["Image_RNN"])
    hands.press(view.content.toolbar.test)
    assert {job.trial.id for job in jobs(pool, TestJob)} == {"Image_MLP", "Image_CNN", "Image_CNNx"}
    assert view.buffer.lines[-1].endswith("Left out, neither trained nor loaded: Image_RNN.")
    pool.finish_tests()
    hands.wait(lambda: not view.experiment.busy)
    view.actions.predict(SampleRequest())
    (job,) = jobs(pool, PredictSampleJob)
    assert [model.id for model in job.models] == ["Image_MLP", "Image_CNN", "Image_CNNx"]


def test_enter_in_an_entry_trains_and_keys_work(view: View, hands: Hands, pool: FakePool) -> None:
    entry = view.content.toolbar.entries["epochs"].entry
    hands.type(entry, "2")
    entry.event_generate("<Return>")
    hands.rest(0.1)
    assert len(jobs(pool, TrainJob)) == 4
    entry.event_generate("<F7>")
    assert view.experiment.paused
    entry.event_generate("<F8>")
    hands.wait(lambda: not view.experiment.busy)
    entry.event_generate("<Control-l>")
    hands.rest(0.1)
    assert view.selection.entries["epochs"].get() == "2" and not view.buffer.lines


def test_failures_of_several_models_are_one_dialog(view: View, hands: Hands, pool: FakePool) -> None:
    hands.press(view.content.toolbar.train)
    for number in list(pool.of(TrainJob)):
        pool.fail(number, "The disk is full.", "Free some space.", "Traceback: the details")
    unfolded: list[bool] = []

    def look(dialog: Dialog) -> None:
        find_button(dialog, "Show details").invoke()
        find_button(dialog, "Copy").invoke()
        unfolded.append(find_button(dialog, "Hide details").winfo_exists() == 1)
        find_button(dialog, "Close").invoke()

    texts = hands.next_dialog(look)
    hands.wait(lambda: bool(unfolded))
    hands.rest(0.1)
    assert texts[0].count("The disk is full.") == 4 and texts[1] == "Free some space."
    assert "the details" in view.root.clipboard_get()
    assert view.content.left.competitors.rows["Image_CNN"].state_text.cget("text") == "250,000 · failed"
    assert enabled(view)["train"]


@pytest.mark.slow
def test_training_options(view: View, hands: Hands, pool: FakePool) -> None:
    def choose(dialog: Dialog) -> None:
        assert isinstance(dialog, OptionsDialog)
        dialog.run.fraction.set("0.9")
        find_button(dialog, "OK").invoke()
        assert "out of range" in dialog.problem.cget("text") and dialog.run.winfo_manager()
        find_button(dialog, "the test set, as in the papers").invoke()
        find_button(dialog, "The paper's settings").invoke()
        find_button(dialog, "best epoch").invoke()
        find_button(dialog, "OK").invoke()

    view.selection.entries["epochs"].set("4")
    hands.next_dialog(choose)
    hands.press(view.content.toolbar.options)
    assert view.selection.validation() == Validation(None)
    assert view.selection.which() is WhichWeights.BEST
    assert view.content.toolbar.entries["epochs"]._hint.cget("text") == "200"
    hands.press(view.content.toolbar.train)
    assert {(job.target, job.trial.split.validation) for job in jobs(pool, TrainJob)} == {(200, Validation(None))}


def test_reset_asks_and_starts_a_new_run(view: View, hands: Hands, pool: FakePool) -> None:
    train(view, hands, pool)
    texts = hands.answer("Reset")
    hands.press(view.content.toolbar.reset)
    assert "stays in the tab Runs" in texts[1]
    assert view.experiment.run is None and not enabled(view)["test"] and not enabled(view)["reset"]
    assert view.messages.console_log is None


def test_console_goes_to_disk_with_what_was_said_before(view: View, hands: Hands, pool: FakePool) -> None:
    view.log("said before the run")
    train(view, hands, pool)
    run = view.experiment.run
    assert run is not None
    text = (run.folder / "console.txt").read_text()
    assert "said before the run" in text and text.count("epoch 3/3") == 4
