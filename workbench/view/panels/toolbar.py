"""The top row: the five commands and the entries that matter most."""

from collections.abc import Callable
from tkinter import Misc

import ttkbootstrap as ttk

from workbench.experiment.experiment import Experiment
from workbench.settings.entries import DEFAULT_SEED
from workbench.view.commands.models import Actions
from workbench.view.dialogs.training.drafts import effective_settings
from workbench.view.state.selection import Selection
from workbench.view.widgets.small import HintEntry, Panel, tip
from workbench.view.widgets.theme import px

_ENTRIES = (
    (
        "epochs",
        "Epochs",
        7,
        "How many times each ticked network sees the training rows, besides the epochs that it has trained.",
    ),
    ("batch size", "Batch", 6, "Training rows a step; at most all of them."),
    ("learning rate", "Learning rate", 8, "How far a step of the optimizer goes, for example 0.001."),
    (
        "seed",
        "Seed",
        6,
        "The same seed gives the same numbers again. It is fixed while a run has trained models; Reset frees it.",
    ),
)


_ROOM = 8
"""Characters for which the entries have room."""


class Toolbar(Panel):
    """Train, Test, Pause, Stop, Reset and the entries."""

    def __init__(
        self, parent: Misc, selection: Selection, actions: Actions, experiment: Callable[[], Experiment]
    ) -> None:
        super().__init__(parent, padding=(px(parent, 10), px(parent, 8)))
        self.columnconfigure(1, weight=1)
        self._commands, self._fields = ttk.Frame(self), ttk.Frame(self)
        self._commands.grid(row=0, column=0, sticky="w")
        self._selection = selection
        self._experiment = experiment
        self.train = self._button("Train", "success", actions.train, "Train the ticked networks (F5).")
        self.test = self._button("Test", "primary", actions.test, "Test the ticked networks on the test rows (F6).")
        self.pause = self._button(
            "Pause", "secondary outline", actions.pause_or_resume, "Wait at the end of a batch, and go on (F7).", 8
        )
        self.stop = self._button(
            "Stop", "danger outline", actions.stop, "Stop at the end of a batch; what was trained is kept (F8)."
        )
        self.reset = self._button(
            "Reset",
            "secondary outline",
            actions.reset,
            "All networks anew, untrained; the run's record stays on disk.",
        )
        self.entries: dict[str, HintEntry] = {}
        for name, label, width, text in _ENTRIES:
            gap = px(self, 12) if self.entries else 0
            ttk.Label(self._fields, text=label).pack(side="left", padx=(gap, px(self, 5)))
            entry = HintEntry(self._fields, selection.entries[name], width, actions.train)
            entry.pack(side="left")
            tip(entry.entry, f"{text} Empty: the number shown in grey.")
            self.entries[name] = entry
        self.options = ttk.Button(
            self, text="Training options…", bootstyle="secondary outline", command=actions.options
        )
        self.options.grid(row=0, column=2, sticky="e")
        self._in_one_row: bool | None = None
        self.bind("<Configure>", lambda event: self._arrange(event.width))
        self._arrange(px(self, 1280))
        tip(
            self.options,
            "Optimizer, schedule, early stopping, augmentation and more, for all networks or for single ones.",
        )

    def _arrange(self, width: int) -> None:
        """Put the entries beside the commands, or below them where the window is narrow."""
        groups = (self._commands, self._fields, self.options)
        in_one_row = sum(group.winfo_reqwidth() for group in groups) + px(self, 40) <= width
        if in_one_row is self._in_one_row:
            return
        self._in_one_row = in_one_row
        if in_one_row:
            self._fields.grid(row=0, column=1, columnspan=1, sticky="w", padx=(px(self, 12), 0), pady=0)
        else:
            self._fields.grid(row=1, column=0, columnspan=3, sticky="w", padx=0, pady=(px(self, 6), 0))

    def _button(
        self, text: str, bootstyle: str, command: Callable[[], None], explanation: str, width: int = 6
    ) -> ttk.Button:
        button = ttk.Button(self._commands, text=text, bootstyle=bootstyle, command=command, width=width)
        button.pack(side="left", padx=(0, px(self, 5)))
        tip(button, explanation)
        return button

    def refresh(self) -> None:
        """Enable what is possible now and show what empty fields mean."""
        experiment = self._experiment()
        working = experiment.working
        at_work = any(competitor.busy for competitor in experiment.competitors.values())
        _enable(self.train, not at_work)
        _enable(self.test, not at_work and any(each.has_weights for each in experiment.competitors.values()))
        _enable(self.pause, at_work)
        _enable(self.stop, working)
        _enable(self.reset, not working and experiment.seed_fixed)
        text = "Resume" if experiment.paused else "Pause"
        if self.pause.cget("text") != text:
            self.pause.configure(text=text)
        self.entries["seed"].enable(not experiment.seed_fixed)
        self._hints(experiment)

    def _hints(self, experiment: Experiment) -> None:
        settings = list(effective_settings(experiment, self._selection, toolbar=False).values())
        self.entries["epochs"].set_hint(_span([each.epochs for each in settings]))
        self.entries["batch size"].set_hint(_span([each.batch_size for each in settings]))
        self.entries["learning rate"].set_hint(_span([each.learning_rate for each in settings]))
        self.entries["seed"].set_hint(str(experiment.seed if experiment.seed_fixed else DEFAULT_SEED))


def _enable(button: ttk.Button, enabled: bool) -> None:
    if enabled == button.instate(["disabled"]):
        button.state(["!disabled" if enabled else "disabled"])


def _span(values: list[float]) -> str:
    """The one value of all networks, or the span, or a word where that has no room."""
    low, high = min(values), max(values)
    span = f"{low:g}" if low == high else f"{low:g}–{high:g}"
    return span if len(span) <= _ROOM else "various"
