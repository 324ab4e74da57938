"""Predicting all samples of files, with a fake pool."""

from pathlib import Path
from tkinter import filedialog

import pytest

from tests.view.conftest import Hands, find_button
from tests.view.fake_pool import FakePool
from workbench.events.training import BatchProgress, Phase
from workbench.jobs.types.predict_files import FilesPredicted, PredictFilesJob
from workbench.storage.outputs import Inputs
from workbench.view.dialogs.modal import Dialog
from workbench.view.dialogs.predict_files import PredictFilesDialog
from workbench.view.window.view import View

CLASSES = tuple(str(number) for number in range(10))


def said(number: int, model: str, place: int) -> FilesPredicted:
    """Two samples, of which the second one's most probable class is ``place``."""
    rows = tuple(tuple(0.91 if index == best else 0.01 for index in range(10)) for best in (0, place))
    return FilesPredicted(number, model, ("a.png", "b.png"), CLASSES, rows, ("c.png: truncated",), ("a.png is odd.",))


def test_files_are_predicted_and_saved(
    view: View, hands: Hands, pool: FakePool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    view.selection.entries["epochs"].set("1")
    view.actions.train()
    pool.finish_training()
    hands.wait(lambda: not view.experiment.busy)
    hands.rest()
    target = tmp_path / "said.csv"
    monkeypatch.setattr(filedialog, "askopenfilenames", lambda **_: ("a.png", "b.png", "c.png"))
    monkeypatch.setattr(filedialog, "asksaveasfilename", lambda **_: str(target))
    states = [competitor.state for competitor in view.experiment.competitors.values()]

    def act(dialog: Dialog) -> None:
        assert isinstance(dialog, PredictFilesDialog)
        number = next(pool.of(PredictFilesJob))
        job = pool.jobs[number]
        assert isinstance(job, PredictFilesJob) and job.files == (Path("a.png"), Path("b.png"), Path("c.png"))
        for name in (model.id for model in job.models):
            pool.say(BatchProgress(number, name, Phase.TESTING, 0, 0, 1, 2, loss=None))
            pool.say(said(number, name, 7))
        pool.end(number)
        hands.wait(lambda: dialog.save.instate(["!disabled"]))
        assert dialog.table.set("1", job.models[0].id) == "7  91.0 %"
        assert "c.png: truncated" in dialog.status.cget("text")
        assert "a.png is odd." in dialog.status.cget("text")
        assert [competitor.state for competitor in view.experiment.competitors.values()] == states
        find_button(dialog, "Save as CSV…").invoke()
        hands.wait(lambda: "Saved to" in dialog.status.cget("text"))
        find_button(dialog, "Close").invoke()

    hands.next_dialog(act)
    view.actions.predict_files()
    networks = len(view.experiment.competitors)
    lines = target.read_text(encoding="utf-8").splitlines()
    assert len(lines) == 1 + 2 * networks
    assert lines[networks + 1].startswith("b.png,Image_MLP,7,0.01,")


def test_predictions_are_not_saved_over_the_files(
    view: View, hands: Hands, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    table = tmp_path / "new.csv"
    table.write_text("a,b\n1,2\n")
    monkeypatch.setattr(filedialog, "asksaveasfilename", lambda **_: str(table))

    def act(dialog: Dialog) -> None:
        assert isinstance(dialog, PredictFilesDialog)
        dialog.receive(said(1, "A", 7))
        dialog.save.state(["!disabled"])
        dialog.save.invoke()
        assert "is read here" in dialog.status.cget("text")
        dialog.cancel()

    hands.next_dialog(act)
    PredictFilesDialog(view.root, ["A"], Inputs((table,))).wait()
    assert table.read_text() == "a,b\n1,2\n"


def test_a_failure_is_shown_in_the_dialog(
    view: View, hands: Hands, pool: FakePool, monkeypatch: pytest.MonkeyPatch
) -> None:
    view.selection.entries["epochs"].set("1")
    view.actions.train()
    pool.finish_training()
    hands.wait(lambda: not view.experiment.busy)
    monkeypatch.setattr(filedialog, "askopenfilenames", lambda **_: ("a.txt",))

    def act(dialog: Dialog) -> None:
        assert isinstance(dialog, PredictFilesDialog)
        pool.fail(next(pool.of(PredictFilesJob)), "a.txt is no picture.", "Choose pictures.")
        hands.wait(lambda: "Choose pictures." in dialog.status.cget("text"))
        assert dialog.save.instate(["disabled"])
        dialog.cancel()

    hands.next_dialog(act)
    view.actions.predict_files()


def test_the_columns_of_twelve_networks_scroll(view: View, hands: Hands) -> None:
    widths: list[tuple[int, tuple[float, float]]] = []

    def look(dialog: Dialog) -> None:
        assert isinstance(dialog, PredictFilesDialog)
        hands.rest(0.2)
        widths.append((dialog.winfo_width(), dialog.table.xview()))
        dialog.cancel()

    hands.next_dialog(look)
    PredictFilesDialog(view.root, [f"Image_CNN-{number}" for number in range(12)], Inputs()).wait()
    ((width, (first, last)),) = widths
    assert width < 1010 and first == 0.0 and last < 1.0
