"""Save weights under a name, load a set of weights."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from tkinter import Misc, StringVar, filedialog

import ttkbootstrap as ttk

from workbench.errors import UserError
from workbench.reporting.text import best_of, format_score
from workbench.settings.request import WhichWeights
from workbench.storage.outputs import Inputs
from workbench.storage.weights import WeightsSet, check_set_name, delete_set, list_sets, saved_files
from workbench.view.dialogs.modal import Dialog, ask
from workbench.view.widgets.small import add_scrollbars, tip
from workbench.view.widgets.theme import px


@dataclass(frozen=True)
class SaveRequest:
    """What the user wants saved."""

    set_name: str
    which: WhichWeights


class SaveWeightsDialog(Dialog):
    """Asks for the name of the set and for last or best weights.

    Args:
        inputs: what the weights are not written over, for example those that were loaded.
    """

    def __init__(self, parent: Misc, folder: Path, models: Sequence[str], inputs: Inputs) -> None:
        super().__init__(parent, "Save weights")
        self._folder = folder
        self._inputs = inputs
        self._models = models
        self.name = StringVar(self, datetime.now().strftime("%Y-%m-%d %H.%M"))
        self.which = StringVar(self, str(WhichWeights.LAST))
        wrap = px(parent, 420)
        ttk.Label(self.body, text=f"Weights of {', '.join(models)}", style="Bold.TLabel", wraplength=wrap).pack(
            anchor="w"
        )
        row = ttk.Frame(self.body)
        row.pack(fill="x", pady=px(parent, 10))
        ttk.Label(row, text="Name of the set").pack(side="left", padx=(0, px(parent, 8)))
        self.entry = ttk.Entry(row, textvariable=self.name, width=30)
        self.entry.pack(side="left", fill="x", expand=True)
        tip(self.entry, "Letters, digits, spaces, and - _ . inside the name.")
        for value, text in (
            (WhichWeights.LAST, "of the last epoch"),
            (WhichWeights.BEST, "of the epoch with the lowest validation loss"),
        ):
            button = ttk.Radiobutton(self.body, text=f"Weights {text}", value=str(value), variable=self.which)
            button.pack(anchor="w", pady=px(parent, 2))
            tip(button, f"Save the weights {text}.")
        where = ttk.Label(self.body, text=f"They go to {folder}", style="Muted.TLabel", wraplength=wrap)
        where.pack(anchor="w", pady=(px(parent, 8), 0))
        self.problem = ttk.Label(self.body, bootstyle="danger", wraplength=wrap)
        self.problem.pack(anchor="w")
        self.save = self.add_button("Save", "save", default=True)
        self.add_button("Cancel", "Cancel").configure(command=self.cancel)

    def choose(self, answer: str) -> None:
        """Check the name; ask before a set is overwritten."""
        try:
            name = check_set_name(self.name.get())
            for file in saved_files(self._models):
                self._inputs.check_file(self._folder / name / file)
        except UserError as error:
            self.problem.configure(text=str(error))
            self.entry.focus_set()
            return
        existing = [model for model in self._models if any((self._folder / name).glob(f"{model}.weights.h5"))]
        if existing:
            question = f"The set “{name}” has weights of {', '.join(existing)} already."
            if (
                ask(
                    self, "Overwrite weights?", question, "They will be replaced.", ("Overwrite", "Cancel"), "Overwrite"
                )
                is None
            ):
                return
        self.name.set(name)
        super().choose(answer)

    def run(self) -> SaveRequest | None:
        """Show the dialog; None if the user changed their mind."""
        # The variables go with the dialog, so their values are kept as they change.
        kept = {"name": self.name.get(), "which": self.which.get()}
        self.name.trace_add("write", lambda *_: kept.update(name=self.name.get()))
        self.which.trace_add("write", lambda *_: kept.update(which=self.which.get()))
        self.entry.selection_range(0, "end")
        if self.wait(self.entry) is None:
            return None
        return SaveRequest(kept["name"], WhichWeights(kept["which"]))


class LoadWeightsDialog(Dialog):
    """Lists the sets of a dataset, newest first; any other folder can be browsed for."""

    def __init__(self, parent: Misc, weights_folder: Path, dataset: str, models: Sequence[str]) -> None:
        super().__init__(parent, "Load weights")
        self.folder: Path | None = None
        self._start = weights_folder
        self._sets: dict[str, WeightsSet] = {}
        title = f"Load weights of {', '.join(models)}"
        ttk.Label(self.body, text=title, style="Bold.TLabel", wraplength=px(parent, 860)).pack(anchor="w")
        self._build_table(weights_folder / dataset)
        self.note = ttk.Label(self.body, wraplength=px(parent, 600))
        self.note.pack(anchor="w", pady=px(parent, 6))
        self.load = self.add_button("Load", "load", default=True)
        self.add_button("Cancel", "Cancel").configure(command=self.cancel)
        browse = ttk.Button(self.buttons, text="Browse…", bootstyle="secondary outline", command=self._browse)
        browse.pack(side="left")
        tip(
            browse,
            "Choose any folder that holds a weights file for each ticked network; files of Keras 2 (.h5) load, too.",
        )
        self.delete = ttk.Button(self.buttons, text="Delete…", bootstyle="secondary outline", command=self._delete)
        self.delete.pack(side="left", padx=(px(parent, 8), 0))
        tip(self.delete, "Delete the selected set from the disk, after asking (Delete).")
        self._fill()

    def choose(self, answer: str) -> None:
        """Take the selected set."""
        selected = self.table.selection()
        if selected:
            self.folder = self._sets[selected[0]].folder
            super().choose(answer)

    def _build_table(self, folder: Path) -> None:
        self._folder = folder
        frame = ttk.Frame(self.body)
        frame.pack(fill="both", expand=True, pady=(px(self, 10), 0))
        frame.columnconfigure(0, weight=1)
        frame.rowconfigure(0, weight=1)
        self.table = ttk.Treeview(frame, columns=("date", "models", "score"), height=8, selectmode="browse")
        for column, title, width in (
            ("#0", "set", 170),
            ("date", "saved", 140),
            ("models", "networks", 360),
            ("score", "best accuracy", 230),
        ):
            self.table.heading(column, text=title, anchor="w")
            self.table.column(column, width=px(self, width), anchor="w")
        self.table.grid(row=0, column=0, sticky="nsew")
        add_scrollbars(self.table, across=False)
        tip(self.table, "Double-click or Enter loads the selected set.")
        self.table.bind("<Double-1>", lambda _: self.load.invoke())
        self.table.bind("<Delete>", lambda _: self.delete.invoke())

    def _fill(self) -> None:
        """List the sets that are there now."""
        self.table.delete(*self.table.get_children())
        self._sets = {}
        for found in list_sets(self._folder.parent, self._folder.name):
            saved = f"{found.date:%Y-%m-%d %H:%M}"
            values = (saved, ", ".join(found.models), best_score(found))
            self._sets[self.table.insert("", "end", text=found.name, values=values)] = found
        for first in self.table.get_children()[:1]:
            self.table.selection_set(first)
            self.table.focus(first)
        text = "No weights of this dataset are saved. Browse for a folder with <Network>.weights.h5 files."
        self.note.configure(text="" if self._sets else text, style="Muted.TLabel")
        for button in (self.load, self.delete):
            button.state(["!disabled" if self._sets else "disabled"])

    def _delete(self) -> None:
        for key in self.table.selection():
            found = self._sets[key]
            advice = f"The weights of {', '.join(found.models)} in it will be gone. Runs keep theirs."
            if ask(self, "Delete?", f"Delete the set “{found.name}”?", advice, ("Delete", "Cancel"), "Delete") is None:
                continue
            try:
                delete_set(found.folder)
            except UserError as error:
                self._fill()
                self.note.configure(text=str(error), bootstyle="danger")
            else:
                self._fill()
        self.table.focus_set()

    def _browse(self) -> None:
        start = self._start if self._start.is_dir() else Path.home()
        chosen = filedialog.askdirectory(parent=self, title="Folder with weights", initialdir=start, mustexist=True)
        if chosen:
            self.folder = Path(chosen)
            super().choose("load")

    def run(self) -> Path | None:
        """Show the dialog; the folder, or None if the user changed their mind."""
        return self.folder if self.wait(self.table) is not None else None


def best_score(found: WeightsSet) -> str:
    """The best accuracy of a set and all that have it: "test 0.9712 Image_CNN", else that on the validation rows."""
    for subset, key in (("test", "test_accuracy"), ("val.", "val_accuracy")):
        scores = {model: value for model, values in found.scores.items() if (value := values.get(key)) is not None}
        if scores:
            best, names = best_of(scores)
            return f"{subset} {format_score(best)} {', '.join(names)}"
    return "–"
