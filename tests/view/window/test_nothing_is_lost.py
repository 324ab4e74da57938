"""Every command on a run with history, tests and saved weights: nothing but Delete takes anything out of a record."""

import tkinter
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from tkinter import ttk

import pytest

from tests.recorded_files import losses, recorded_files
from tests.view.conftest import Hands
from workbench.data.datasets.registry import DATASETS
from workbench.runs.tested import EARLIER
from workbench.storage.folders import Folders
from workbench.storage.weights import list_sets
from workbench.view.widgets.small import descendants
from workbench.view.window.view import View

NETWORKS = ("Tabular_MLP", "Tabular_CNN")

Answers = tuple[str, ...]
"""Buttons with which the dialogs are answered, each at a further press of the same command; () where none opens."""

MENUS: dict[str, Answers] = {
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
    "125 %": (),
    "100 %": (),
}
"""The entries of the menus in the order in which they are pressed."""

LEFT_OUT = {"Quit": "pressed last", "150 %": "as 125 %", "200 %": "as 125 %"}

RUNS: dict[str, Answers] = {
    "Reopen": (),
    "Continue": (),
    "Repeat settings": ("Cancel", "Enter the last"),
    "Delete…": ("Close",),
}
"""The buttons of the tab Runs that are pressed; Delete refuses the run that is open."""

CONTROLS: dict[str, Answers] = {
    "Train": (),
    "Test": (),
    "Pause": (),
    "Stop": (),
    "Reset": ("Reset",),
    "Training options…": ("OK",),
    "Classes…": ("Cancel",),
    "Networks…": ("Cancel",),
    "all": (),
    "none": (),
    "▲": (),
    "▼": (),
    "✕": (),
    "Counts": (),
    "Row %": (),
    "Column %": (),
    "Save figure…": (),
    "Random sample": (),
    "Show": (),
    "File…": (),
    "Files…": (),
    "Predict": (),
    "Copy": (),
}
"""Buttons of toolbar, left column and tabs; those of tab Runs are in `RUNS`, and ticks have no text."""


def entries(view: View) -> dict[str, tuple[tkinter.Menu, int]]:
    """All entries of the menu bar by label."""
    found = {}
    for menu in descendants(view.root.nametowidget(view.root.cget("menu"))):
        last = menu.index("end") if isinstance(menu, tkinter.Menu) else None
        for index in range(last + 1 if last is not None else 0):
            assert isinstance(menu, tkinter.Menu)
            if menu.type(index) != "separator":
                found[str(menu.entrycget(index, "label"))] = (menu, index)
    return found


def invoke_entry(view: View, label: str) -> None:
    menu, index = entries(view)[label]
    menu.invoke(index)


def controls(view: View) -> Iterator[tuple[str, ttk.Button | ttk.Checkbutton | ttk.Radiobutton]]:
    """All that can be pressed outside of the menus and the tab Runs, with the title of its tab."""
    content = view.content
    for title, panel in {"": content.toolbar, " ": content.left, **content._tabs}.items():
        if panel is not content.runs:
            for widget in descendants(panel):
                if isinstance(widget, ttk.Button | ttk.Checkbutton | ttk.Radiobutton):
                    yield title.strip(), widget


class Watch:
    """Presses commands on a run and looks whether anything on disk got smaller."""

    def __init__(self, view: View, folders: Folders) -> None:
        self.view, self.hands, self.folders = view, Hands(view), folders

    def press(self, deed: Callable[[], object], answers: Answers = ()) -> None:
        """Do something, answer the dialogs that it opens, and wait until all is quiet."""
        for answer in answers or ("",):
            if answer:
                self.hands.answer(answer)
            deed()
        self.hands.rest(0.03)
        self.hands.wait(lambda: not self.view.experiment.busy)
        self.hands.rest(0.03)

    def open(self, run: Path) -> None:
        self.view.actions.runs.open(run)
        self.hands.wait(lambda: not self.view.experiment.busy)

    def check(self, what: str, run: Path, deed: Callable[[], object], answers: Answers = ()) -> None:
        """Press a command on an open run; fails where something is gone afterwards."""
        self.open(run)
        for name in NETWORKS:
            self.view.selection.model(name).set(True)
        before = recorded_files(self.folders)
        self.press(deed, answers)
        assert losses(before, recorded_files(self.folders)) == [], what

    def select(self, run: Path) -> None:
        """Select a run in the tab Runs."""
        self.view.show_tab("Runs")
        tab = self.view.content.runs
        tab.load()
        self.hands.wait(lambda: not tab._loading and any(known.folder == run for known in tab._runs.values()))
        tab.table.selection_set([key for key, known in tab._runs.items() if known.folder == run])
        self.hands.rest(0.03)


def trained_tested_and_saved(watch: Watch) -> Path:
    """The folder of a run of two small networks."""
    view = watch.view
    watch.hands.wait(lambda: view.experiment.prepared is not None)
    view.actions.choose_dataset(DATASETS["breast-cancer"])
    for name in view.experiment.competitors:
        view.selection.model(name).set(name in NETWORKS)
    view.selection.entries["epochs"].set("1")
    watch.hands.wait(lambda: view.experiment.prepared is not None and not view.experiment.busy)
    watch.press(view.actions.train)
    watch.press(view.actions.test)
    watch.press(view.actions.save_weights, ("Save",))
    assert view.experiment.run is not None
    (saved,) = list_sets(watch.folders.weights, "breast-cancer")
    saved.folder.rename(saved.folder.with_name("first"))  # another one is saved within the same minute
    return view.experiment.run.folder


@pytest.mark.slow
def test_every_command_leaves_what_was_recorded(
    real_view: View, real_folders: Folders, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    view, watch = real_view, Watch(real_view, real_folders)
    saved = iter(range(1000))
    monkeypatch.setattr(
        "tkinter.filedialog.asksaveasfilename",
        lambda **options: str(tmp_path / f"{next(saved)}{options['defaultextension']}"),
    )
    for question in ("askopenfilename", "askopenfilenames"):
        monkeypatch.setattr(f"tkinter.filedialog.{question}", lambda **_: "")
    run = trained_tested_and_saved(watch)
    monkeypatch.setattr("tkinter.filedialog.askdirectory", lambda **_: str(run))

    assert set(entries(view)) == {*MENUS, *LEFT_OUT}, "a new command: how is it pressed here?"
    for label, answers in MENUS.items():
        watch.check(f"menu: {label}", run, partial(invoke_entry, view, label), answers)
    assert [path.name for path in (run / "Tabular_MLP" / EARLIER).iterdir()] == ["last-epoch-1"], "the first test"
    assert len(list(real_folders.runs.iterdir())) == 2, "loading weights started a run"

    watch.open(run)
    view.content.samples.index.set("3")
    view.content.samples.typed.set(", ".join(["1"] * 30))
    found = [(title, str(widget.cget("text"))) for title, widget in controls(view)]
    assert {text for _, text in found} - {"", "Cancel", *view.experiment.competitors} == set(CONTROLS), "a new control"
    for place, (title, text) in enumerate(found):

        def press(place: int = place, title: str = title) -> None:
            if title:
                view.show_tab(title)
            list(controls(view))[place][1].invoke()

        if text != "Cancel":
            watch.check(f"{title}: {text}", run, press, CONTROLS.get(text, ()))

    buttons = {str(widget.cget("text")) for widget in descendants(view.content.runs) if isinstance(widget, ttk.Button)}
    assert buttons == {*RUNS, "Open folder"}, "that starts another program"
    for label, answers in RUNS.items():

        def press_on_run(label: str = label) -> None:
            watch.select(run)
            view.content.runs.buttons[label].invoke()

        watch.check(f"runs: {label}", run, press_on_run, answers)
    watch.check("another dataset", run, lambda: view.actions.choose_dataset(DATASETS["digits"]))

    before = recorded_files(real_folders)
    view.actions.quit()
    assert losses(before, recorded_files(real_folders)) == [], "Quit"
