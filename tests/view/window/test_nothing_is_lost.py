"""Every command on a run with history, tests and saved weights: nothing but Delete takes anything out of a record."""

import json
import tkinter
from collections.abc import Callable
from pathlib import Path
from tkinter import ttk

import pytest

from tests.view.conftest import Hands
from workbench.data.datasets.registry import DATASETS
from workbench.runs.tested import EARLIER
from workbench.storage.atomic import read_metadata
from workbench.storage.folders import Folders
from workbench.storage.weights import list_sets
from workbench.view.widgets.small import descendants
from workbench.view.window.view import View

MENUS: dict[str, tuple[str, ...]] = {
    "Save curves…": (),
    "Save confusion matrices…": (),
    "Save numbers…": (),
    "Your data…": ("Close",),
    "Open run…": (),
    "Train": (),
    "Test": (),
    "Pause or resume": (),
    "Stop": (),
    "Reset…": ("Reset",),
    "Classes…": ("Cancel",),
    "Networks…": ("Cancel",),
    "Training options…": ("OK",),
    "Save weights…": ("Save",),
    "Load weights…": ("Load",),
    "Summaries": (),
    "Clear": (),
    "Save as text…": (),
    "Find…": (),
    "Light theme": (),
    "Dark theme": (),
    "Light or dark": (),
    "Reset layout": (),
    "Help": ("Close",),
    "Keyboard shortcuts": ("Close",),
    "About and citations": ("Close",),
}
"""The entries of the menus and how the dialogs that they open are answered; what is not pressed is in `LEFT_OUT`."""

LEFT_OUT = {"Quit": "ends the window: pressed last", "100 %": "", "125 %": "", "150 %": "", "200 %": ""}
"""The scalings build the same window anew, which takes long."""

RUNS: dict[str, tuple[str, ...]] = {
    "Reopen": (),
    "Continue": (),
    "Repeat settings": ("Cancel", "Enter the last"),
    "Delete…": ("Close",),
}
"""The buttons of the tab Runs; Delete refuses the run that is open."""


def entries(view: View) -> dict[str, tuple[tkinter.Menu, int]]:
    """All entries of the menu bar by label."""
    bar = view.root.nametowidget(view.root.cget("menu"))
    found = {}
    for menu in descendants(bar):
        if isinstance(menu, tkinter.Menu):
            for index in range((menu.index("end") or 0) + 1 if menu.index("end") is not None else 0):
                if menu.type(index) != "separator":
                    found[str(menu.entrycget(index, "label"))] = (menu, index)
    return found


def records(folders: Folders) -> dict[Path, bytes]:
    """All files of all runs and of all sets of weights."""
    paths = [*folders.runs.rglob("*"), *folders.weights.rglob("*")]
    return {path: path.read_bytes() for path in paths if path.is_file() and path.name != ".lock"}


def losses(before: dict[Path, bytes], kept: dict[Path, dict[str, list[float]]], folders: Folders) -> list[str]:
    """Files that are gone or hold less than before; what was replaced must lie beside under another name."""
    after = records(folders)
    found = []
    for path, content in before.items():
        now = after.get(path)
        if now is None:
            found.append(f"{path} is gone")
        elif path in kept:
            history = read_metadata(path)["history"]
            if any(history.get(name, [])[: len(values)] != values for name, values in kept[path].items()):
                found.append(f"{path} has lost epochs")
        elif path.name == "run.json":
            old, new = json.loads(content), json.loads(now)
            if (
                new["trainings"][: len(old["trainings"])] != old["trainings"]
                or not old["loaded"].items() <= new["loaded"].items()
            ):
                found.append(f"{path} has lost trainings")
        elif path.name == "history.json":
            old, new = json.loads(content), json.loads(now)
            if any(new[name][: len(values)] != values for name, values in old.items()):
                found.append(f"{path} has lost epochs")
        elif not now.startswith(content) and content not in after.values():
            found.append(f"{path} is another: {len(content)} to {len(now)} bytes")
    return found


def histories(before: dict[Path, bytes]) -> dict[Path, dict[str, list[float]]]:
    return {path: read_metadata(path)["history"] for path in before if path.name == "checkpoint.npz"}


def press(view: View, hands: Hands, deed: Callable[[], object], answers: tuple[str, ...]) -> None:
    """Do something, answer the dialogs that it opens, and wait until all is quiet."""
    for answer in answers:
        hands.answer(answer)
        deed()
    if not answers:
        deed()
    hands.rest(0.05)
    hands.wait(lambda: not view.experiment.busy)
    hands.rest(0.05)


def select(view: View, hands: Hands, folder: Path) -> None:
    view.show_tab("Runs")
    tab = view.content.runs
    tab.load()
    hands.wait(lambda: not tab._loading and any(run.folder == folder for run in tab._runs.values()))
    tab.table.selection_set([key for key, run in tab._runs.items() if run.folder == folder])
    hands.rest(0.05)


def test_every_command_leaves_what_was_recorded(
    real_view: View, real_folders: Folders, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    view, hands, folders = real_view, Hands(real_view), real_folders
    saved = iter(range(1000))
    monkeypatch.setattr(
        "tkinter.filedialog.asksaveasfilename",
        lambda **options: str(tmp_path / f"{next(saved)}{options['defaultextension']}"),
    )
    monkeypatch.setattr("tkinter.filedialog.askdirectory", lambda **_: str(run))
    hands.wait(lambda: view.experiment.prepared is not None)
    view.actions.choose_dataset(DATASETS["breast-cancer"])
    for name in ("Tabular_RNN", "Tabular_CNNx"):
        view.selection.model(name).set(False)
    view.selection.entries["epochs"].set("1")
    hands.wait(lambda: view.experiment.prepared is not None and not view.experiment.busy)
    press(view, hands, view.actions.train, ())
    press(view, hands, view.actions.test, ())
    press(view, hands, view.actions.save_weights, ("Save",))
    assert view.experiment.run is not None
    run = view.experiment.run.folder
    (name,) = {stored.name for stored in list_sets(folders.weights, "breast-cancer")}

    known = entries(view)
    assert set(known) == {*MENUS, *LEFT_OUT}, "a new command: how is it pressed here?"
    buttons = {str(widget.cget("text")) for widget in descendants(view.content.runs) if isinstance(widget, ttk.Button)}
    assert buttons == {*RUNS, "Open folder"}, "that starts another program"

    def check(what: str, deed: Callable[[], object], answers: tuple[str, ...]) -> None:
        view.actions.runs.open(run)
        hands.wait(lambda: not view.experiment.busy)
        hands.rest(0.05)
        before = records(folders)
        kept = histories(before)
        press(view, hands, deed, answers)
        assert losses(before, kept, folders) == [], what

    for label, answers in MENUS.items():
        menu, index = known[label]
        if label == "Save weights…":
            (folders.weights / "breast-cancer" / name).rename(folders.weights / "breast-cancer" / "first")
        check(label, lambda menu=menu, index=index: menu.invoke(index), answers)  # type: ignore[misc]
    folder = run / "Tabular_MLP"
    assert [path.name for path in (folder / EARLIER).iterdir()] == ["last-epoch-1"], "the first test"
    assert view.experiment.run is not None
    assert len(list(folders.runs.iterdir())) == 2, "loading began a run"

    for label, answers in RUNS.items():
        select(view, hands, run)
        check(label, lambda label=label: (select(view, hands, run), view.content.runs.buttons[label].invoke()), answers)  # type: ignore[misc]
    check("another dataset", lambda: view.actions.choose_dataset(DATASETS["digits"]), ())

    before = records(folders)
    kept = histories(before)
    known["Quit"][0].invoke(known["Quit"][1])
    assert losses(before, kept, folders) == [], "Quit"
