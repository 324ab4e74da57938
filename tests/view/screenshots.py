"""Pictures of every tab and the larger dialogs in both themes and all sizes, to be looked at by a person.

``python tests/view/screenshots.py FOLDER [DATASET]`` on a display of at least 2560×1440, for example
``xvfb-run -s "-screen 0 2560x1440x24 -dpi 96" python tests/view/screenshots.py pictures``.
"""

import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[2]))

from PIL import ImageGrab

from workbench.jobs.jobs import SampleRequest
from workbench.jobs.pool import WorkerPool
from workbench.storage.folders import Folders
from workbench.view import preferences
from workbench.view.dialogs import Dialog
from workbench.view.options_dialog import OptionsDialog
from workbench.view.view import View
from workbench.view.widgets import descendants

SIZES = {"1280x720": (1280, 720, 100), "1600x900": (1600, 900, 100), "200": (2560, 1440, 200)}
MENU = 32
TABS = ("Train", "Confusion", "Samples", "Summaries", "Runs")


def pump(view: View, until: Callable[[], bool], seconds: float = 120) -> None:
    """Let the window live until something is true."""
    end = time.monotonic() + seconds
    while not until():
        if time.monotonic() > end:
            raise TimeoutError(until)
        view.root.update()
        time.sleep(0.005)


def rest(view: View, seconds: float) -> None:
    """Let the window live for a moment."""
    end = time.monotonic() + seconds
    pump(view, lambda: time.monotonic() > end)


def picture(view: View, path: Path) -> None:
    """Save what is on the screen where the window is."""
    rest(view, 0.8)
    root = view.root
    left, top = root.winfo_rootx(), root.winfo_rooty() - MENU * int(view.scaling.get()) // 100
    right, bottom = root.winfo_rootx() + root.winfo_width(), root.winfo_rooty() + root.winfo_height()
    ImageGrab.grab((left, max(top, 0), right, bottom), xdisplay="").save(path)


def with_dialog(view: View, open_dialog: Callable[[], object], act: Callable[[Dialog], None]) -> None:
    """Open a dialog, do something with it, close it."""

    def look() -> None:
        found = [item for item in descendants(view.root) if isinstance(item, Dialog) and item.winfo_viewable()]
        if not found:
            view.root.after(50, look)
            return
        act(found[-1])
        found[-1].cancel()

    view.root.after(50, look)
    open_dialog()


def dialogs(view: View, folder: Path, name: str) -> None:
    """The training options, page by page, and the choice of classes."""

    def options(dialog: Dialog) -> None:
        assert isinstance(dialog, OptionsDialog)
        editor = dialog.editor
        for group, choice in (("schedule", "step"), ("early_stopping", "on"), ("augmentation", "on")):
            editor.variables[group].set(choice)
            editor._chosen(group)
        dialog.select(dialog.drafts.networks[1])
        picture(view, folder / f"dialogs-{name}-own.png")
        editor.variables["l2"].set("1e-4")
        dialog.select("all networks")
        for page in ("training", "stopping", "augmentation"):
            editor.notebook.select(getattr(editor, page))
            rest(view, 1.0)
            picture(view, folder / f"dialogs-{name}-{page}.png")
        dialog.select("whole run")
        picture(view, folder / f"dialogs-{name}-run.png")

    with_dialog(view, view.actions.options, options)
    with_dialog(view, view.actions.choose_classes, lambda _: picture(view, folder / f"dialogs-{name}-classes.png"))


def all_tabs(view: View, folder: Path, state: str) -> None:
    """Every tab in both themes and all sizes."""
    for size, (width, height, scaling) in SIZES.items():
        if int(view.scaling.get()) != scaling:
            view.scaling.set(str(scaling))
            view.actions.rescale()
        view.root.geometry(f"{width}x{height - MENU * scaling // 100}+0+0")  # the menu bar comes on top
        for mode in ("light", "dark"):
            view.mode.set(mode)
            view.actions.restyle()
            for tab in TABS:
                view.show_tab(tab)
                picture(view, folder / f"{state}-{size}-{mode}-{tab.lower()}.png")
            if state == "empty":
                dialogs(view, folder, f"{size}-{mode}")
    view.scaling.set("100")
    view.actions.rescale()


def main(folder: Path, dataset: str) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as home:
        preferences.save(preferences.Preferences(scaling=100, dataset=dataset), Path(home))
        import os

        os.environ["WORKBENCH_CONFIG"] = home
        view = View(WorkerPool(Path(home) / "workers.log"), Folders.under(Path(home), Folders.default().search_path))
        pump(view, lambda: all(item.summary for item in view.experiment.competitors.values()))
        pump(view, lambda: view.experiment.prepared is not None)
        all_tabs(view, folder, "empty")
        view.choices.entries["epochs"].set("6")
        view.choices.train_metrics["f1"].set(True)
        view.choices.validation_metrics["f1"].set(True)
        view.content.toolbar.train.invoke()
        pump(view, lambda: sum(item.completed for item in view.experiment.competitors.values()) >= 3)
        all_tabs(view, folder, "training")
        pump(view, lambda: not view.experiment.busy, 600)
        view.content.toolbar.test.invoke()
        pump(view, lambda: not view.experiment.busy)
        view.actions.predict(SampleRequest(index=1))
        pump(view, lambda: not view.experiment.busy)
        all_tabs(view, folder, "tested")
        view.close()


if __name__ == "__main__":
    main(Path(sys.argv[1]), sys.argv[2] if len(sys.argv) > 2 else "digits")
