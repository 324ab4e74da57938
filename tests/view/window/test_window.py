"""The window as a whole, with a fake pool: what is shown at first, its looks, the keyboard, its end."""

import tkinter
from pathlib import Path
from tkinter import ttk

import pytest
from matplotlib.colors import to_hex

from tests.view.conftest import Hands
from tests.view.fake_pool import FakePool
from tests.view.window.presses import NAMES, enabled, jobs, train
from workbench.jobs.types.describe import DescribeJob
from workbench.jobs.types.train import TrainJob
from workbench.storage.folders import Folders
from workbench.storage.outputs import Inputs
from workbench.view.dialogs.modal import Dialog
from workbench.view.dialogs.predict_files import PredictFilesDialog
from workbench.view.dialogs.training.options import OptionsDialog
from workbench.view.widgets.small import descendants
from workbench.view.window.view import View


def test_at_first_everything_is_shown_and_only_train_is_possible(view: View) -> None:
    assert enabled(view) == {"train": True, "test": False, "pause": False, "stop": False, "reset": False}
    left = view.content.left
    assert tuple(left.competitors.rows) == NAMES
    assert left.dataset.status.cget("text") == "● Ready"
    assert "1,438 + 359 rows · 8×8×1 · 10 classes" in left.dataset.facts.cget("text")
    assert left.competitors.rows["Image_CNN"].state_text.cget("text") == "250,000 · not trained"
    assert view.content.toolbar.entries["epochs"]._hint.cget("text") == "15"
    assert left.metrics.note.winfo_ismapped()
    assert view.content.status.what.cget("text") == "Ready"


def test_nothing_heavy_is_loaded_by_the_window(view: View) -> None:
    import subprocess
    import sys

    heavy = ("tensorflow", "keras", "sklearn", "pandas", "matplotlib")
    code = f"import sys, workbench.view.window.view; print([name for name in {heavy} if name in sys.modules])"
    assert subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout == "[]\n"


@pytest.mark.slow
def test_theme_and_scaling_change_at_run_time(view: View, hands: Hands, pool: FakePool) -> None:
    train(view, hands, pool)
    for mode in ("dark", "light", "dark"):
        view.mode.set(mode)
        view.actions.restyle()
        hands.rest(0.4)
        figure = view.content.train.figure.figure
        assert figure is not None
        canvas = view.content.train.figure.canvas
        assert canvas is not None
        background = view.root.style.colors.bg
        assert canvas.get_tk_widget().cget("background") == background == view.console.text.cget("background")
        assert to_hex(figure.get_facecolor()) == background
    small = view.content.toolbar.winfo_reqheight()
    view.show_tab("Samples")
    view.selection.entries["epochs"].set("77")
    view.scaling.set("200")
    view.actions.rescale()
    hands.rest(0.3)
    assert view.content.toolbar.winfo_reqheight() > 1.8 * small
    assert view.content.selected_tab() == "Samples" and view.selection.entries["epochs"].get() == "77"
    view.selection.entries["epochs"].set("")
    view.selection.train_metrics["f1"].set(True)  # variables outlive widgets: nothing of the old window may react


@pytest.mark.slow
def test_the_window_has_its_size_again_after_a_scaling_for_which_there_was_no_room(view: View, hands: Hands) -> None:
    view.root.geometry("1200x700+0+0")
    hands.wait(lambda: view.root.winfo_width() == 1200)
    for scaling, width in (("200", 1600), ("125", 1500), ("100", 1200)):
        view.scaling.set(scaling)
        view.actions.rescale()
        hands.wait(lambda width=width: view.root.winfo_width() == width)  # type: ignore[misc]


def test_settings_are_remembered(
    view: View, hands: Hands, pool: FakePool, folders: Folders, settings_folder: Path
) -> None:
    view.mode.set("dark")
    view.actions.restyle()
    hands.press(view.content.left.metrics.ticks["recall", "train"])
    view.selection.entries["epochs"].set("9")
    view.root.geometry("1111x707+20+30")
    hands.rest(0.2)
    view.actions.quit()
    assert pool.closed
    again = View(FakePool(), folders)
    try:
        Hands(again).rest()
        assert again.mode.get() == "dark" and again.selection.train_metrics["recall"].get()
        assert again.selection.entries["epochs"].get() == "9" and again.root.geometry().startswith("1111x707")
    finally:
        again.close()


def test_close_during_training_asks_and_stops(view: View, hands: Hands, pool: FakePool) -> None:
    hands.press(view.content.toolbar.train)
    pool.run_epochs()
    hands.rest()
    hands.answer("Cancel")
    view.actions.quit()
    assert not pool.closed and view.experiment.working
    first = hands.answer("Stop and quit")
    view.actions.quit()
    hands.wait(lambda: pool.closed)
    assert "still at work" in first[0]
    assert not [job for job in pool.jobs.values() if isinstance(job, TrainJob | DescribeJob)]


@pytest.mark.slow
def test_every_control_explains_itself_and_is_reached_by_the_tab_key(
    view: View, hands: Hands, pool: FakePool, folders: Folders
) -> None:
    train(view, hands, pool)
    (folders.weights / "digits" / "set").mkdir(parents=True)
    (folders.weights / "digits" / "set" / "Image_MLP.weights.h5").write_bytes(b"x")
    without, out_of_reach = _silent(view.root), _out_of_reach(view.root)

    def look(dialog: Dialog) -> None:
        hands.rest(0.1)
        without.extend(_silent(dialog))
        out_of_reach.extend(_out_of_reach(dialog))
        if isinstance(dialog, OptionsDialog):
            for page in (dialog.editor.stopping, dialog.editor.augmentation):
                dialog.editor.notebook.select(page)
                hands.rest(0.1)
                out_of_reach.extend(_out_of_reach(dialog))
            dialog.select("whole run")
            hands.rest(0.1)
            out_of_reach.extend(_out_of_reach(dialog))
        dialog.cancel()

    actions = view.actions
    for open_dialog in (
        actions.options,
        actions.choose_classes,
        actions.choose_networks,
        actions.save_weights,
        actions.load_weights,
        actions.imports.manage,
        PredictFilesDialog(view.root, NAMES, Inputs()).wait,
    ):
        hands.next_dialog(look)
        open_dialog()
    assert not without and not out_of_reach


def test_the_tab_key_stops_at_controls_only(view: View) -> None:
    stops: list[tkinter.Misc] = []
    widget = view.root.tk_focusNext()
    while widget is not None and widget not in stops:
        stops.append(widget)
        widget = widget.tk_focusNext()
    classes = [widget.winfo_class() for widget in stops]
    assert set(classes) <= {"TButton", "TEntry", "TCombobox", "TCheckbutton", "TNotebook", "Text"}
    assert classes.count("TEntry") == 4 and classes.count("TCheckbutton") == 4 + 2 * 6 and "TNotebook" in classes


def test_a_narrow_window_has_room_for_all_of_the_toolbar(view: View, hands: Hands) -> None:
    bar = view.content.toolbar
    controls = (bar.train, bar.reset, *(entry.entry for entry in bar.entries.values()), bar.options)
    tops = []
    for width in (1280, 900, 1280):
        view.root.geometry(f"{width}x600")
        hands.wait(lambda width=width: bar.winfo_width() == width)  # type: ignore[misc]
        hands.rest(0.2)
        assert all(widget.winfo_rootx() + widget.winfo_width() <= bar.winfo_rootx() + width for widget in controls)
        tops.append(bar.entries["seed"].winfo_rooty() - bar.train.winfo_rooty())
    assert tops[0] == tops[2] < tops[1]


def test_the_space_bar_presses_a_button(view: View, hands: Hands, pool: FakePool) -> None:
    hands.focus(view.content.toolbar.train)
    view.content.toolbar.train.event_generate("<space>")
    hands.wait(lambda: len(jobs(pool, TrainJob)) == 4)


def _out_of_reach(window: tkinter.Misc) -> list[str]:
    """Controls that are seen and can be used, but not reached by pressing Tab again and again."""
    reached: list[tkinter.Misc] = []
    widget = window.tk_focusNext()
    while widget is not None and widget not in reached:
        reached.append(widget)
        widget = widget.tk_focusNext()
    control = ttk.Button | ttk.Entry | ttk.Combobox | ttk.Checkbutton | ttk.Radiobutton | ttk.Treeview
    usable = (widget for widget in descendants(window) if isinstance(widget, control) and widget.winfo_viewable())
    return [str(widget) for widget in usable if widget.instate(["!disabled"]) and widget not in reached]


def _silent(parent: tkinter.Misc) -> list[str]:
    """Controls without a tooltip; the plain buttons of a dialog say all in their text."""
    control = ttk.Button | ttk.Entry | ttk.Combobox | ttk.Checkbutton | ttk.Radiobutton | ttk.Treeview
    return [
        f"{widget} {widget.cget('text') if isinstance(widget, ttk.Button) else ''}"
        for widget in descendants(parent)
        if isinstance(widget, control) and not widget.bind("<Enter>") and not isinstance(widget.master.master, Dialog)
    ]
