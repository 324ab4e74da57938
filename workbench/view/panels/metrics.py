"""Which metrics are computed while training, and on which subset."""

from collections.abc import Callable
from tkinter import Misc

import ttkbootstrap as ttk

from workbench.evaluation.metrics import METRICS
from workbench.experiment.experiment import Experiment
from workbench.view.state.selection import Selection
from workbench.view.widgets.small import Panel, tip
from workbench.view.widgets.theme import px

_SUBSETS = {
    "train": "of the training rows, from the epoch's own predictions",
    "validation": "of the validation rows, exact after each epoch",
}


class MetricsPanel(Panel):
    """A table of ticks: a row for each metric, a column for each subset of the data."""

    def __init__(self, parent: Misc, selection: Selection, experiment: Callable[[], Experiment]) -> None:
        super().__init__(parent)
        self._experiment = experiment
        frame = ttk.Labelframe(self, text="Metrics", padding=(px(self, 8), px(self, 2), px(self, 8), px(self, 6)))
        frame.pack(fill="x")
        frame.columnconfigure(0, weight=1)
        self.ticks: dict[tuple[str, str], ttk.Checkbutton] = {}
        variables = {"train": selection.train_metrics, "validation": selection.validation_metrics}
        for column, subset in enumerate(_SUBSETS, start=1):
            ttk.Label(frame, text=subset, style="Muted.TLabel").grid(row=0, column=column, padx=(px(self, 10), 0))
        for row, (name, metric) in enumerate(METRICS.items(), start=1):
            label = ttk.Label(frame, text=metric.title)
            label.grid(row=row, column=0, sticky="w", pady=px(self, 1))
            tip(label, metric.description)
            for column, (subset, explanation) in enumerate(_SUBSETS.items(), start=1):
                tick = ttk.Checkbutton(frame, variable=variables[subset][name])
                tick.grid(row=row, column=column, padx=(px(self, 10), 0), pady=px(self, 1))
                tip(tick, f"{metric.title} {explanation}.")
                self.ticks[name, subset] = tick
        self.note = ttk.Label(
            frame, text="macro average, one class against the rest", style="Muted.TLabel", wraplength=px(self, 260)
        )
        self._note_row = len(METRICS) + 1

    def refresh(self) -> None:
        """Say how the metrics of more than two classes are averaged."""
        if self._experiment().source.num_classes > 2:
            self.note.grid(row=self._note_row, column=0, columnspan=3, sticky="w", pady=(px(self, 4), 0))
        else:
            self.note.grid_remove()
