"""The user's sets: open new data, use, change, export or forget a remembered set."""

from collections.abc import Callable
from pathlib import Path
from tkinter import Misc, filedialog

import ttkbootstrap as ttk

from workbench.data.imports.recipe import Recipe
from workbench.data.imports.registry import FORMATS
from workbench.data.imports.remembered import forget, remembered_sets
from workbench.errors import UserError
from workbench.events.data import PreparationProgress
from workbench.events.jobs import Event, JobEnded, JobFailed, Outcome
from workbench.experiment.experiment import Experiment
from workbench.jobs.types.export import DataExported
from workbench.view.dialogs.modal import Dialog, ask
from workbench.view.importing.jobs import ImportJobs
from workbench.view.widgets.file_types import file_types
from workbench.view.widgets.small import add_scrollbars, tip
from workbench.view.widgets.theme import px

_GOES_ON = "Close lets it go on; Stop in the window ends it."


class ImportedSetsDialog(Dialog):
    """Lists the remembered sets.

    Args:
        log: writes into the console what becomes of an export after the dialog was closed.

    Attributes:
        chosen: what the user wants: a recipe to use, a recipe to change, or a path to look at.
    """

    def __init__(self, parent: Misc, experiment: Experiment, jobs: ImportJobs, log: Callable[[str], None]) -> None:
        super().__init__(parent, "Your data")
        self.chosen: Recipe | Path | None = None
        self._experiment = experiment
        self._jobs = jobs
        self._log = log
        self._sets: dict[str, Recipe] = {}
        text = "Train on a table, a folder of images, or texts of yours. The workbench remembers how they are read; the"
        text += " files stay where they are."
        ttk.Label(self.body, text=text, wraplength=px(self, 720)).pack(anchor="w")
        row = ttk.Frame(self.body)
        row.pack(fill="x", pady=px(self, 10))
        self._open_buttons: list[ttk.Button] = []
        for label, command, explanation in (
            ("Open a file…", self._open_file, "A table (CSV, TSV, Excel, Parquet), or a table of texts."),
            ("Open a folder…", self._open_folder, "A folder with a folder of images or texts per class, or an export."),
        ):
            button = ttk.Button(row, text=label, bootstyle="primary outline", command=command)
            button.pack(side="left", padx=(0, px(self, 8)))
            tip(button, explanation)
            self._open_buttons.append(button)
        self._build_table()
        self._use = self.add_button("Use", "use", default=True)
        tip(self._use, "Start an experiment with the selected set.")
        self.add_button("Close", "Cancel").configure(command=self.cancel)
        self._of_set: list[ttk.Button] = [self._use]
        for label, command, explanation in (
            ("Change…", self._change, "Look at the data of the selected set again, and choose how they are read."),
            ("Export…", self._export, "Write the selected set with its preparation into a folder, for other machines."),
            ("Forget…", self._forget, "Remove the selected set from this list; its files stay."),
        ):
            button = ttk.Button(self.buttons, text=label, bootstyle="secondary outline", command=command)
            button.pack(side="left", padx=(0, px(self, 8)))
            tip(button, explanation)
            self._of_set.append(button)
        self._fill()

    def run(self) -> str | None:
        """ "use", "change" or "open", or None; what is in `chosen`."""
        return self.wait(self.table if self._sets else self._open_buttons[0])

    def choose(self, answer: str) -> None:
        """Close with the selected set."""
        recipe = self._selected()
        if recipe is not None:
            self.chosen = recipe
            super().choose(answer)

    def _build_table(self) -> None:
        frame = ttk.Frame(self.body)
        frame.pack(fill="both", expand=True)
        frame.columnconfigure(0, weight=1)
        columns = {"format": 70, "samples": 130, "classes": 70, "where": 330}
        self.table = ttk.Treeview(frame, columns=list(columns), height=8, selectmode="browse")
        self.table.heading("#0", text="set", anchor="w")
        self.table.column("#0", width=px(self, 190))
        for name, width in columns.items():
            self.table.heading(name, text=name, anchor="w")
            self.table.column(name, width=px(self, width), anchor="w", stretch=name == "where")
        self.table.grid(row=0, column=0, sticky="nsew")
        add_scrollbars(self.table, across=False)
        tip(self.table, "Double-click or Enter starts an experiment with the set.")
        self.table.bind("<Double-1>", lambda _: self._use.invoke())
        self.table.bind("<<TreeviewSelect>>", lambda _: self._enable())
        self.status = ttk.Label(self.body, style="Small.TLabel", wraplength=px(self, 780))
        self.status.pack(anchor="w", pady=(px(self, 8), 0))

    def _fill(self) -> None:
        self.table.delete(*self.table.get_children())
        self._sets = {recipe.name: recipe for recipe in remembered_sets(self._experiment.folders)}
        for name, recipe in self._sets.items():
            train, test = recipe.sizes
            values = (
                recipe.format,
                f"{train:,} + {test:,}",
                f"{len(recipe.class_names):,}",
                str(recipe.path),
            )
            self.table.insert("", "end", name, text=name, values=values)
        if self._sets:
            current = self._experiment.source.name
            first = current if current in self._sets else next(iter(self._sets))
            self.table.selection_set(first)
            self.table.focus(first)
            self.table.see(first)
        else:
            self._report("No set of yours is remembered yet: open a file or a folder.")
        self._enable()

    def _enable(self) -> None:
        for button in self._of_set:
            button.state(["!disabled" if self._selected() is not None else "disabled"])

    def _selected(self) -> Recipe | None:
        selected = self.table.selection()
        return self._sets.get(selected[0]) if selected else None

    def _open_file(self) -> None:
        title, suffixes = "Tables and texts", dict.fromkeys(suffix for known in FORMATS for suffix in known.files)
        chosen = filedialog.askopenfilename(
            parent=self, title="A table or texts", filetypes=file_types(title, suffixes)
        )
        if chosen:
            self._open(Path(chosen))

    def _open_folder(self) -> None:
        chosen = filedialog.askdirectory(parent=self, title="A folder of images or texts", mustexist=True)
        if chosen:
            self._open(Path(chosen))

    def _open(self, path: Path) -> None:
        self.chosen = path
        super().choose("open")

    def _change(self) -> None:
        self.choose("change")

    def _forget(self) -> None:
        recipe = self._selected()
        if recipe is None:
            return
        question, advice = (
            f"Forget {recipe.name}?",
            f"Its files in {recipe.path} stay, and so do runs and weights.",
        )
        answer = ask(self, "Forget?", question, advice, ("Forget", "Cancel"), "Forget")
        if answer is None:
            return
        try:
            forget(recipe.name, self._experiment.folders)
        except UserError as error:
            self._report(str(error), wrong=True)
            return
        self._report(f"{recipe.name} is forgotten.")
        self._fill()

    def _export(self) -> None:
        recipe = self._selected()
        chosen = filedialog.askdirectory(parent=self, title="A new or empty folder") if recipe is not None else ""
        if recipe is None or not chosen:
            return
        self._report(f"Exporting {recipe.name} to {chosen}… {_GOES_ON}")
        self._jobs.expect(self._experiment.imports.export(recipe, Path(chosen)), self._exported)

    def _exported(self, event: Event) -> None:
        match event:
            case PreparationProgress() if event.total and self.winfo_exists():
                self._report(f"Exporting, {event.what}: {event.done:,} of {event.total:,}. {_GOES_ON}")
            case DataExported():
                self._report(f"Exported to {event.folder}; “Your data…” opens it on any machine.")
            case JobFailed():
                self._report(f"{event.message} {event.advice}".strip(), wrong=True)
            case JobEnded() if event.outcome is Outcome.STOPPED:
                self._report("The export was stopped; nothing is left of it.")

    def _report(self, text: str, *, wrong: bool = False) -> None:
        if not self.winfo_exists():
            self._log(text)
            return
        self.status.configure(text=text, bootstyle="danger" if wrong else "default")
