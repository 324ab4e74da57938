"""What the window shows and saves of results, with a fake pool."""

import math
from pathlib import Path

import pytest

from tests.view.conftest import Hands, find_button
from tests.view.fake_pool import FakePool
from tests.view.window.presses import NAMES, jobs, train
from workbench.jobs.types.predict_sample import PredictSampleJob, SamplePredicted, SampleRequest, SampleShown
from workbench.storage.folders import Folders
from workbench.view.commands.saving import save_confusion, save_console, save_curves, save_numbers
from workbench.view.window.view import View


@pytest.mark.slow
def test_samples(view: View, hands: Hands, pool: FakePool) -> None:
    tab = view.content.samples
    view.show_tab("Samples")
    hands.rest(0.1)
    assert tab.empty.winfo_ismapped() and tab.random.instate(["disabled"])
    train(view, hands, pool)
    view.show_tab("Samples")
    hands.press(tab.random)
    number, job = next((key, job) for key, job in pool.jobs.items() if isinstance(job, PredictSampleJob))
    assert job.sample == SampleRequest() and tuple(model.id for model in job.models) == NAMES
    pool.say(SampleShown(number, "", "test sample 5", 3, bytes(range(64)), (8, 8, 1)))
    for name in NAMES:
        pool.say(SamplePredicted(number, name, tuple([0.1] * 3 + [0.1 if name == "Image_RNN" else 0.3] + [0.1] * 6)))
    pool.end(number)
    hands.rest()
    hands.wait(lambda: tab.bars.up_to_date)
    labels = [child.cget("text") for child in tab.verdicts.winfo_children()]
    assert labels.count("✓ right") == 3 and labels.count("✗ wrong") == 1
    assert tab.sample.truth.cget("text") == "true class: 3" and tab.sample.picture.winfo_ismapped()
    figure = tab.bars.figure
    assert figure is not None and len(figure.axes) == 4
    for shape in ((8, 8, 1), (300, 1200, 3)):
        names = tuple(f"a class with a long name, number {number}" for number in range(10))
        tab.sample.show(SampleShown(0, "", "picture", 3, bytes(math.prod(shape)), shape), names)
        hands.rest(0.1)
        photo = tab.sample._photo
        assert photo is not None and 100 < photo.width() <= tab.sample.winfo_width()
        assert abs(photo.width() * shape[0] / shape[1] - photo.height()) < 1
    view.rebuild()
    hands.rest()
    assert len(view.content.samples.verdicts.winfo_children()) == 4 * 5  # the sample is still there
    tab = view.content.samples
    texts = hands.answer("Close")
    hands.type(tab.index_entry, "359")
    hands.press(tab.show_index)
    assert "0 to 358" in texts[1]
    hands.type(tab.index_entry, "358")
    hands.press(tab.show_index)
    assert [job.sample.index for job in jobs(pool, PredictSampleJob)] == [358]


def test_summaries(view: View, hands: Hands) -> None:
    view.show_tab("Summaries")
    tab = view.content.summaries
    hands.press(find_button(tab, "Image_RNN"))
    assert tab.text.get("1.0", "1.end") == "Model: Image_RNN"
    hands.press(tab.copy)
    assert view.root.clipboard_get().startswith("Model: Image_RNN")


@pytest.mark.slow
def test_runs_are_listed_repeated_and_deleted(view: View, hands: Hands, pool: FakePool, folders: Folders) -> None:
    view.show_tab("Runs")
    tab = view.content.runs
    hands.wait(lambda: tab.empty.winfo_ismapped() == 1)
    view.selection.entries["batch size"].set("48")
    train(view, hands, pool, "2")
    run = view.experiment.run
    assert run is not None
    view.show_tab("Runs")
    hands.wait(lambda: len(tab.table.get_children()) == 1)
    row = tab.table.get_children()[0]
    assert "open" in tab.table.item(row, "text")
    tab.table.selection_set(row)
    hands.rest(0.1)
    texts = hands.answer("Close")
    hands.press(tab.buttons["Delete…"])
    assert "is open" in texts[0] and run.folder.is_dir()

    view.selection.entries["batch size"].set("")
    view.selection.train_metrics["recall"].set(True)
    hands.press(tab.buttons["Repeat settings"])
    pool.settle()
    hands.wait(lambda: view.experiment.prepared is not None)
    assert view.selection.entries["batch size"].get() == "48" and view.selection.entries["epochs"].get() == "2"
    assert not view.selection.train_metrics["recall"].get() and view.experiment.run is None

    view.show_tab("Runs")
    hands.rest(0.4)
    tab.table.selection_set(tab.table.get_children()[0])
    hands.rest(0.1)
    hands.answer("Delete")
    hands.press(tab.buttons["Delete…"])
    hands.wait(lambda: tab.empty.winfo_ismapped() == 1)
    assert not run.folder.exists()


def test_save_console_curves_and_numbers(
    view: View, hands: Hands, pool: FakePool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    chosen = iter(
        [tmp_path / "early.txt", tmp_path / "late.txt", tmp_path / "curves.svg", tmp_path / "c.pdf", tmp_path / "n.csv"]
    )
    monkeypatch.setattr("tkinter.filedialog.asksaveasfilename", lambda **options: str(next(chosen)))
    view.actions.save(save_console)
    assert "Press Train" in (tmp_path / "early.txt").read_text()
    texts = hands.answer("Close")
    view.actions.save(save_curves)
    assert "no curves yet" in texts[0]
    train(view, hands, pool)
    hands.wait(lambda: not view.content.toolbar.test.instate(["disabled"]))
    hands.press(view.content.toolbar.test)
    pool.finish_tests()
    hands.wait(lambda: not view.experiment.busy)
    for save in (save_console, save_curves, save_confusion, save_numbers):
        view.actions.save(save)
    assert "epoch 3/3" in (tmp_path / "late.txt").read_text()
    assert "<svg" in (tmp_path / "curves.svg").read_text()
    assert (tmp_path / "c.pdf").read_bytes().startswith(b"%PDF")
    assert "val_accuracy" in (tmp_path / "n.csv").read_text().splitlines()[0]
    assert (tmp_path / "n-confusion-Image_CNN.csv").is_file()
