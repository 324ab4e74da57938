"""The history of runs: open, reopen, repeat, delete."""

import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from tkinter import Misc
from typing import Literal

import ttkbootstrap as ttk

from workbench.data.datasets.registry import DATASETS
from workbench.reporting.text import UNDEFINED, best_of, evaluated_text, format_bytes, format_score
from workbench.runs.run_list import Accuracy, RunSummary, list_runs
from workbench.view.state.networks import quartet_title
from workbench.view.tabs.tab import Tab, TabContext
from workbench.view.widgets.background import in_background
from workbench.view.widgets.columns import keep_in_sight
from workbench.view.widgets.flow import Flow
from workbench.view.widgets.small import add_scrollbars, tip
from workbench.view.widgets.theme import px

_COLUMNS = (
    ("dataset", "dataset", 130),
    ("quartet", "networks", 240),
    ("score", "best test accuracy", 250),
    ("size", "size", 80),
)
_STARTED = 220
_ROWS = 3
"""Runs for which there is room before there is any for what stands below the list."""

_EMPTY = "No runs yet. Press Train: each run is kept here with its settings, curves, results and console text."


class RunsTab(Tab):
    """All run records, newest first; read in the background whenever the tab comes to sight."""

    def __init__(self, parent: Misc, context: TabContext) -> None:
        super().__init__(parent, padding=px(parent, 10))
        self._experiment = context.experiment
        self._actions = context.actions
        self._runs: dict[str, RunSummary] = {}
        self._loading = False
        self._marked: Path | None = None
        commands = Flow(self, px(self, 6))
        commands.pack(fill="x", pady=(0, px(self, 8)))
        self.buttons: dict[str, ttk.Button] = {}
        for text, command, explanation in (
            ("Reopen", self._reopen, "Show the run's models, curves and results again; training can go on."),
            ("Continue", self._continue, "Reopen the run and train its models to the epochs that they were to have."),
            (
                "Repeat settings",
                self._repeat,
                "Train again as in this run, as a new run: with all its trainings, or with the entries of one.",
            ),
            ("Open folder", self._open_folder, "Show the run's files."),
            ("Delete…", self._delete, "Delete the run's folder for good."),
        ):
            bootstyle = "danger outline" if text.startswith("Delete") else "secondary outline"
            button = ttk.Button(commands, text=text, bootstyle=bootstyle, command=command, state="disabled")
            tip(button, explanation)
            self.buttons[text] = button
        frame = ttk.Frame(self)
        frame.pack(fill="both", expand=True)
        frame.columnconfigure(0, weight=1)
        frame.rowconfigure(0, weight=1)
        self.table = ttk.Treeview(frame, columns=[name for name, _, _ in _COLUMNS], selectmode="extended", height=_ROWS)
        self.table.heading("#0", text="started", anchor="w")
        for name, title, _ in _COLUMNS:
            anchor: Literal["e", "w"] = "e" if name == "size" else "w"
            self.table.heading(name, text=title, anchor=anchor)
            self.table.column(name, anchor=anchor)
        widths = {"#0": px(self, _STARTED)} | {name: px(self, width) for name, _, width in _COLUMNS}
        keep_in_sight(self.table, widths, ("quartet", "score"))
        self.table.grid(row=0, column=0, sticky="nsew")
        add_scrollbars(self.table)
        self.empty = ttk.Label(frame, text=_EMPTY, style="Hint.TLabel", wraplength=px(self, 420), justify="center")
        tip(self.table, "Double-click or Enter reopens a run, Delete deletes the selected ones.")
        self.table.bind("<<TreeviewSelect>>", lambda _: self._enable())
        self.table.bind("<Double-1>", lambda _: self._reopen())
        self.table.bind("<Return>", lambda _: self._reopen())
        self.table.bind("<Delete>", lambda _: self._delete())
        self.bind("<Map>", lambda _: self.load())
        below = ttk.Frame(self)
        below.pack(fill="x", pady=(px(self, 4), 0))
        self.total = ttk.Label(below, style="Muted.TLabel")
        self.total.pack(side="right", anchor="n", padx=(px(self, 10), 0))
        self.about = ttk.Label(below, style="Muted.TLabel")
        self.about.pack(side="left", fill="x", expand=True)
        self.about.bind("<Configure>", lambda event: self.about.configure(wraplength=event.width))

    def refresh(self) -> None:
        """Mark the run that is open."""
        run = self._experiment().run
        if self._marked != (folder := run.folder if run is not None else None):
            self._marked = folder
            if self.winfo_viewable():
                self.load()

    def load(self) -> None:
        """Read the list of runs in the background."""
        if not self._loading:
            self._loading = True
            folder = self._experiment().folders.runs
            in_background(self, lambda: list_runs(folder), self._show)

    def _show(self, result: list[RunSummary] | Exception) -> None:
        self._loading = False
        if isinstance(result, Exception):
            self._actions.report(result, "reading the list of runs")
            return
        selected = {self._runs[key].folder for key in self.table.selection()}
        self.table.delete(*self.table.get_children())
        self._runs = {}
        for run in result:
            key = self.table.insert("", "end", text=self._started(run), values=self._values(run))
            self._runs[key] = run
        self.table.selection_set([key for key, run in self._runs.items() if run.folder in selected])
        if self._runs:
            self.empty.place_forget()
        else:
            self.empty.place(relx=0.5, rely=0.4, anchor="center")
        size = format_bytes(sum(run.size for run in result))
        self.total.configure(text=f"{len(result):,} run{'s' if len(result) != 1 else ''}, {size}" if result else "")
        self._enable()

    def _started(self, run: RunSummary) -> str:
        current = self._experiment().run
        mark = "  ● open" if current is not None and run.folder == current.folder else ""
        return f"{run.started:%Y-%m-%d %H:%M:%S}{mark}"

    def _values(self, run: RunSummary) -> tuple[str, ...]:
        title = DATASETS[run.dataset].title if run.dataset in DATASETS else run.dataset
        if run.classes:
            title = f"{title}, {run.classes} classes"
        networks = quartet_title(run.quartet, run.competitors)
        if run.weights:
            networks = f"{networks}, from weights {', '.join(run.weights)}"
        score = f"damaged: {run.damage}" if run.damage else best_accuracy(run.accuracies)
        return title, networks, score, format_bytes(run.size)

    def _selected(self) -> list[RunSummary]:
        return [self._runs[key] for key in self.table.selection() if key in self._runs]

    def _enable(self) -> None:
        """Enable what is possible with the selected runs, and say of a single one what may be cut off in its row."""
        selected = self._selected()
        for text, button in self.buttons.items():
            one = len(selected) == 1 and (text == "Open folder" or not selected[0].damage)
            possible = bool(selected) if text.startswith("Delete") else one
            button.state(["!disabled" if possible else "disabled"])
        texts = self._values(selected[0])[1:3] if len(selected) == 1 else ()
        self.about.configure(text=" · ".join(text for text in texts if text != UNDEFINED))

    def _reopen(self) -> None:
        selected = self._selected()
        if len(selected) == 1 and not selected[0].damage:
            self._actions.runs.open(selected[0].folder)

    def _continue(self) -> None:
        self._actions.runs.continue_training(self._selected()[0].folder)

    def _repeat(self) -> None:
        self._actions.runs.repeat(self._selected()[0].folder)

    def _open_folder(self) -> None:
        program = {"darwin": "open", "win32": "explorer"}.get(sys.platform, "xdg-open")
        folder = self._selected()[0].folder
        try:
            subprocess.Popen([program, str(folder)])  # noqa: S603  # a fixed program and a path as its argument
        except OSError as error:
            self._actions.say(f"No file manager could be started ({error}). The folder is {folder}")

    def _delete(self) -> None:
        selected = self._selected()
        if selected:
            self._actions.runs.delete([run.folder for run in selected], sum(run.size for run in selected))
            self.load()


def best_accuracy(accuracies: Mapping[str, Accuracy]) -> str:
    """The best test accuracy, whose it is and of when: "0.9912, epoch 30:  Tabular_MLP, Tabular_CNN"."""
    scores = {name: accuracy.value for name, accuracy in accuracies.items() if accuracy.value is not None}
    if not scores:
        return UNDEFINED
    best, names = best_of(scores)
    times = [evaluated_text(accuracies[name].epoch, accuracies[name].partial_epoch) for name in names]
    if len(set(times)) == 1:
        return f"{format_score(best)}, {times[0]}:  {', '.join(names)}"
    return f"{format_score(best)}  {', '.join(f'{name} ({time})' for name, time in zip(names, times, strict=True))}"
