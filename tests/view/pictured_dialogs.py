"""The dialogs that `tests/view/screenshots.py` takes pictures of, each as a user finds it."""

import csv
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from tkinter import filedialog, ttk

import numpy as np

from workbench.data.imports.recipe import with_name
from workbench.data.imports.remembered import remember
from workbench.data.types import Kind
from workbench.errors import UserError
from workbench.view.dialogs import help as help_dialog
from workbench.view.dialogs.modal import Dialog, ask, show_error
from workbench.view.dialogs.predict_files import PredictFilesDialog
from workbench.view.dialogs.training.options import OptionsDialog
from workbench.view.importing.dialog import ImportDialog
from workbench.view.widgets.small import descendants
from workbench.view.window.view import View

Until = Callable[[Callable[[], bool]], None]
"""Lets the window live until something is true."""
Picture = Callable[[str], None]
"""Takes a picture of the screen under a name."""


@dataclass(frozen=True)
class ImportedData:
    """Small data of a user: a table, a folder of pictures, a table of texts, and pictures to predict."""

    table: Path
    images: Path
    texts: Path
    new: tuple[Path, ...]


def make_imported_data(folder: Path) -> ImportedData:
    """Write them."""
    from PIL import Image

    rng = np.random.default_rng(1)
    table = folder / "flats.csv"
    with table.open("w", newline="", encoding="utf-8") as file:
        writer = csv.writer(file)
        writer.writerow(["number", "rooms", "area", "town", "built", "price class"])
        for number in range(300):
            rooms = int(rng.integers(1, 6))
            town = ("Brno", "Praha", "Ostrava", "")[rng.integers(0, 4)]
            built = f"{rng.integers(1900, 2020)}-05-{rng.integers(1, 29):02d}"
            writer.writerow([number, rooms, round(rooms * 21 + rng.normal(0, 4), 1), town, built, rooms > 2])
    images = folder / "leaves"
    for subset, count in (("train", 24), ("test", 8)):
        for name, colour in (("ash", 60), ("birch", 120), ("oak", 200)):
            (images / subset / name).mkdir(parents=True)
            for number in range(count):
                pixels = rng.normal(colour, 30, (96, 128, 3)).clip(0, 255).astype(np.uint8)
                Image.fromarray(pixels).save(images / subset / name / f"{number}.png")
    texts = folder / "reviews.csv"
    words = ["a", "film", "that", "is", "good", "bad", "long", "short", "funny", "dull", "new", "old", "told", "well"]
    with texts.open("w", newline="", encoding="utf-8") as file:
        writer = csv.writer(file)
        writer.writerow(["text", "opinion"])
        for _ in range(200):
            chosen = [words[index] for index in rng.integers(0, len(words), int(rng.integers(20, 60)))]
            writer.writerow([" ".join(chosen), "praise" if "good" in chosen else "blame"])
    new = []
    for number in range(12):
        new.append(folder / f"digit {number}.png")
        Image.fromarray(rng.integers(0, 255, (8, 8), np.uint8)).save(new[-1])
    return ImportedData(table, images, texts, tuple(new))


class Dialogs:
    """Opens dialogs, takes their pictures, closes them.

    Args:
        until, picture: see there.
    """

    def __init__(self, view: View, until: Until, picture: Picture) -> None:
        self._view = view
        self._until = until
        self._picture = picture

    def of_an_experiment(self) -> None:
        """Those that need a dataset."""
        actions, root = self._view.actions, self._view.root
        self._show(actions.options, self._options)
        self._show(actions.choose_classes, "classes")
        self._show(actions.choose_networks, "networks")
        self._show(lambda: help_dialog.show_help(root), "help")
        self._show(lambda: help_dialog.show_shortcuts(root), "shortcuts")
        self._show(lambda: help_dialog.show_about(root), "about")
        advice = "27.1 MB of settings, curves, results and checkpoints will be gone. Saved weights stay."
        self._show(lambda: ask(root, "Delete?", "Delete 3 runs?", advice, ("Delete", "Cancel"), "Delete"), "question")
        wrong = UserError("Learning rate: “much” is not a number.", "Enter a positive number, for example 0.001.")
        self._show(lambda: show_error(root, wrong, "training"), "error")
        self._show(lambda: show_error(root, ValueError("a defect"), "training"), self._defect)

    def of_trained_networks(self, data: ImportedData) -> None:
        """Those that need networks with weights; files are predicted where they are pictures."""
        actions = self._view.actions
        self._show(actions.save_weights, "save")
        self._show(actions.load_weights, "load")
        if self._view.experiment.source.kind is Kind.IMAGE:
            with _chosen_files(data.new):
                self._show(actions.predict_files, self._predicted)

    def of_imported_data(self, data: ImportedData) -> None:
        """The user's own data: each kind, and the list of sets."""
        imports = self._view.actions.imports
        for name, path in (("table", data.table), ("images", data.images), ("texts", data.texts)):
            self._show(partial(imports.open, path), partial(self._imported, name))
        self._show(imports.manage, "own-sets")

    def _show(self, open_dialog: Callable[[], object], act: "str | Callable[[Dialog], None]") -> None:
        root = self._view.root

        def look() -> None:
            found = [widget for widget in descendants(root) if isinstance(widget, Dialog) and widget.winfo_viewable()]
            if not found:
                root.after(50, look)
                return
            try:
                if isinstance(act, str):
                    self._picture(act)
                else:
                    act(found[-1])
            finally:
                found[-1].cancel()

        root.after(50, look)
        open_dialog()

    def _options(self, dialog: Dialog) -> None:
        assert isinstance(dialog, OptionsDialog)
        editor = dialog.editor
        for page in ("training", "stopping", "augmentation"):
            editor.notebook.select(getattr(editor, page))
            self._pictures_of(dialog)
            self._picture(f"options-{page}")
        for group, value in (("schedule", "step"), ("early_stopping", "on"), ("augmentation", "on")):
            editor.variables[group].set(value)
            editor._chosen(group)
        for page in ("training", "stopping", "augmentation"):
            editor.notebook.select(getattr(editor, page))
            self._pictures_of(dialog)
            self._picture(f"options-{page}-chosen")
        dialog.select(dialog.drafts.networks[1])
        editor.notebook.select(editor.training)
        editor.variables["l2"].set("1e-4")
        self._picture("options-own")
        editor.variables["epochs"].set("many")
        dialog.choose("ok")
        self._picture("options-wrong")
        dialog.select("whole run")
        self._picture("options-run")

    def _pictures_of(self, dialog: OptionsDialog) -> None:
        preview = dialog.editor.augmentation.preview
        if preview is not None and preview.winfo_viewable():
            self._until(lambda: bool(preview._photos))

    def _defect(self, dialog: Dialog) -> None:
        buttons = [widget for widget in descendants(dialog) if isinstance(widget, ttk.Button)]
        next(widget for widget in buttons if widget.cget("text") == "Show details").invoke()
        self._picture("error-details")

    def _predicted(self, dialog: Dialog) -> None:
        assert isinstance(dialog, PredictFilesDialog)
        self._until(lambda: dialog.save.instate(["!disabled"]))
        self._picture("predicted")

    def _imported(self, name: str, dialog: Dialog) -> None:
        assert isinstance(dialog, ImportDialog)
        self._until(lambda: dialog._ok.instate(["!disabled"]))
        self._picture(f"own-{name}")
        assert dialog.recipe is not None
        remember(with_name(dialog.recipe, dialog.name.get()), self._view.folders)


@contextmanager
def _chosen_files(files: tuple[Path, ...]) -> Iterator[None]:
    """As if the user had chosen these in the desktop's own dialog, which is not ours to look at."""
    before = filedialog.askopenfilenames
    filedialog.askopenfilenames = lambda **_: tuple(map(str, files))
    try:
        yield
    finally:
        filedialog.askopenfilenames = before
