"""Pictures of every tab and every dialog in both themes and all sizes, to be looked at by a person.

``python tests/view/screenshots.py FOLDER [DATASET]``, for example
``xvfb-run -s "-screen 0 2560x1440x24 -dpi 96" python tests/view/screenshots.py pictures``. Sizes that the display has
no room for are left out; one of 1280×720 shows what dialogs make of a small screen.
"""

import os
import sys
import tempfile
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[2]))

from PIL import ImageGrab

from tests.view.pictured_dialogs import Dialogs, ImportedData, make_imported_data
from workbench.jobs.local.pool import LocalPool
from workbench.jobs.types.predict_sample import SampleRequest
from workbench.storage.folders import Folders
from workbench.view.state import preferences
from workbench.view.widgets.figure import FigureView
from workbench.view.widgets.small import descendants
from workbench.view.window.view import View

SIZES = {
    "1280x720": (1280, 720, 100),
    "1600x900": (1600, 900, 100),
    "200": (2560, 1440, 200),
    "small-200": (1280, 720, 200),
}
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
    """Save what is on the screen where the window is, as soon as its figures are drawn."""
    rest(view, 0.8)
    figures = [
        widget for widget in descendants(view.root) if isinstance(widget, FigureView) and widget.winfo_viewable()
    ]
    pump(view, lambda: all(figure.up_to_date for figure in figures))
    rest(view, 0.1)
    root = view.root
    left, top = root.winfo_rootx(), root.winfo_rooty() - MENU * int(view.scaling.get()) // 100
    right, bottom = root.winfo_rootx() + root.winfo_width(), root.winfo_rooty() + root.winfo_height()
    ImageGrab.grab((left, max(top, 0), right, bottom), xdisplay="").save(path)


def screen(path: Path) -> None:
    """Save all that is on the screen."""
    ImageGrab.grab(xdisplay="").save(path)


def everywhere(view: View, look: Callable[[str], None]) -> None:
    """Do something in both themes and all sizes that the display has room for."""
    room = view.root.winfo_screenwidth(), view.root.winfo_screenheight()
    for size, (width, height, scaling) in SIZES.items():
        if width > room[0] or height > room[1] or (size == "small-200" and room != (width, height)):
            continue
        if int(view.scaling.get()) != scaling:
            view.scaling.set(str(scaling))
            view.actions.rescale()
        view.root.geometry(f"{width}x{height - MENU * scaling // 100}+0+0")  # the menu bar comes on top
        for mode in ("light", "dark"):
            view.mode.set(mode)
            view.actions.restyle()
            rest(view, 0.3)  # the desktop takes a moment for the size
            look(f"{size}-{mode}")
    view.scaling.set("100")
    view.actions.rescale()


def all_tabs(view: View, folder: Path, state: str) -> None:
    """Every tab."""

    def look(name: str) -> None:
        for tab in TABS:
            view.show_tab(tab)
            picture(view, folder / f"{state}-{name}-{tab.lower()}.png")

    everywhere(view, look)


def all_dialogs(view: View, folder: Path, data: ImportedData, *, trained: bool) -> None:
    """Every dialog, over the tab that was in front."""

    def look(name: str) -> None:
        def save(what: str) -> None:
            rest(view, 0.6)
            (screen if name.startswith("small") else partial(picture, view))(folder / f"dialog-{name}-{what}.png")

        shown = Dialogs(view, partial(pump, view), save)
        if trained:
            shown.of_trained_networks(data)
        else:
            shown.of_an_experiment()
            shown.of_imported_data(data)

    everywhere(view, look)


def main(folder: Path, dataset: str) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as home:
        preferences.save(preferences.Preferences(scaling=100, dataset=dataset), Path(home))
        os.environ["WORKBENCH_CONFIG"] = home
        view = View(LocalPool(Path(home) / "workers.log"), Folders.under(Path(home), Folders.default().search_path))
        trouble: list[BaseException] = []
        view.root.report_callback_exception = lambda _kind, error, _trace: trouble.append(error)
        pump(view, lambda: all(competitor.summary for competitor in view.experiment.competitors.values()))
        pump(view, lambda: view.experiment.prepared is not None)
        data = make_imported_data(Path(home))
        all_tabs(view, folder, "empty")
        all_dialogs(view, folder, data, trained=False)
        view.selection.entries["epochs"].set("6")
        view.selection.train_metrics["f1"].set(True)
        view.selection.validation_metrics["f1"].set(True)
        view.content.toolbar.train.invoke()
        pump(view, lambda: sum(competitor.completed for competitor in view.experiment.competitors.values()) >= 3)
        all_tabs(view, folder, "training")
        pump(view, lambda: not view.experiment.busy, 600)
        view.content.toolbar.test.invoke()
        pump(view, lambda: not view.experiment.busy)
        view.actions.predict(SampleRequest(index=1))
        pump(view, lambda: not view.experiment.busy)
        all_tabs(view, folder, "tested")
        view.experiment.save_weights(tuple(view.experiment.competitors), "first attempt")
        pump(view, lambda: not view.experiment.busy)
        all_dialogs(view, folder, data, trained=True)
        view.close()
        if trouble:
            raise trouble[0]


if __name__ == "__main__":
    main(Path(sys.argv[1]), sys.argv[2] if len(sys.argv) > 2 else "digits")
