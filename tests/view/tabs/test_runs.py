"""The list of runs: a run that was stopped goes on at the press of a button."""

import json
import shutil
from pathlib import Path

from tests.view.conftest import Hands
from tests.view.fake_pool import FakePool
from workbench.data.datasets.registry import DATASETS
from workbench.jobs.types.train import TrainJob
from workbench.storage.folders import Folders
from workbench.view.tabs.runs import RunsTab
from workbench.view.window.view import View

BEFORE = Path(__file__).parents[2] / "fixtures" / "before" / "runs"


def press_continue(view: View, hands: Hands, pool: FakePool, run: Path) -> list[TrainJob]:
    view.show_tab("Runs")
    tab = view.content.tab(RunsTab)
    hands.wait(lambda: any(summary.folder == run for summary in tab._runs.values()))
    tab.table.selection_set([key for key, summary in tab._runs.items() if summary.folder == run])
    hands.wait(lambda: not tab.buttons["Continue"].instate(["disabled"]))
    hands.press(tab.buttons["Continue"])
    pool.settle()
    hands.rest()
    return [job for job in pool.jobs.values() if isinstance(job, TrainJob)]


def test_a_stopped_run_is_trained_to_its_end(view: View, hands: Hands, pool: FakePool, folders: Folders) -> None:
    run = shutil.copytree(BEFORE / "whole", folders.runs / "20260101-120000-breast-cancer-tabular")
    (job,) = press_continue(view, hands, pool, run)
    assert (job.trial_id, job.target, job.trial.settings.epochs) == ("Tabular_CNN", 7, 1)
    assert view.experiment.run is not None and view.experiment.run.folder == run
    assert view.content.selected_tab() == "Train"


def test_a_run_that_is_done_says_so(view: View, hands: Hands, pool: FakePool, folders: Folders) -> None:
    run = shutil.copytree(BEFORE / "whole", folders.runs / "20260101-120000-breast-cancer-tabular")
    settings = (run / "run.json").read_text().replace('"epochs": 2', '"epochs": 1')
    (run / "run.json").write_text(settings)
    assert press_continue(view, hands, pool, run) == []
    assert view.experiment.run is not None and view.experiment.run.folder == run
    assert "Nothing is left to train" in (run / "console.txt").read_text()


def test_the_run_that_is_open_is_marked_while_one_looks_on(view: View, hands: Hands, pool: FakePool) -> None:
    view.selection.entries["epochs"].set("1")
    hands.press(view.content.toolbar.train)
    pool.finish_training()
    hands.wait(lambda: not view.experiment.busy)
    view.show_tab("Runs")
    tab = view.content.tab(RunsTab)

    def marks() -> list[bool]:
        return ["● open" in tab.table.item(row, "text") for row in tab.table.get_children()]

    hands.wait(lambda: marks() == [True])
    view.actions.choose_dataset(DATASETS["breast-cancer"])
    hands.wait(lambda: marks() == [False])


def test_how_many_networks_competed_is_said_of_those_that_are_no_quartet(
    view: View, hands: Hands, folders: Folders
) -> None:
    run = shutil.copytree(BEFORE / "whole", folders.runs / "20260101-120000-breast-cancer-tabular")
    settings = json.loads((run / "run.json").read_text())
    (run / "run.json").write_text(json.dumps(settings | {"quartet": "custom"}))
    view.show_tab("Runs")
    tab = view.content.tab(RunsTab)
    hands.wait(lambda: bool(tab._runs))
    (row,) = tab._runs
    assert tab.table.set(row, "quartet") == "Custom (2)"


def test_all_columns_are_in_sight_and_a_tie_is_read_whole(view: View, hands: Hands, folders: Folders) -> None:
    run = shutil.copytree(BEFORE / "whole", folders.runs / "20260101-120000-breast-cancer-tabular")
    shutil.copy(run / "Tabular_CNN" / "test.json", run / "Tabular_MLP" / "test.json")
    view.show_tab("Runs")
    tab = view.content.tab(RunsTab)
    hands.wait(lambda: bool(tab._runs))
    for width, shown in ((1280, 1.0), (900, 0.9)):
        view.root.geometry(f"{width}x688")
        hands.wait(lambda width=width: view.root.winfo_width() == width)  # type: ignore[misc]
        hands.rest()
        first, last = tab.table.xview()
        assert first == 0.0 and (last == 1.0) == (shown == 1.0), "what is out of sight can be scrolled to"
    (row,) = tab.table.get_children()
    tab.table.selection_set(row)
    hands.rest()
    score = tab.table.set(row, "score")
    assert score.endswith("within epoch 7:  Tabular_CNN, Tabular_MLP")
    assert tab.about.cget("text") == f"Tabular · {score}"
