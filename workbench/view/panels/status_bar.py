"""The bottom row: progress of the whole job, time left, processor and memory."""

from collections.abc import Callable
from tkinter import Misc
from typing import TYPE_CHECKING

import ttkbootstrap as ttk

from workbench.experiment.experiment import Experiment
from workbench.reporting.text import format_bytes, format_seconds
from workbench.view.widgets.small import Panel, later, tip
from workbench.view.widgets.theme import px

if TYPE_CHECKING:
    from workbench.view.panels.usage import Usage

_USAGE_MS = 1000


class StatusBar(Panel):
    """What is going on, in one line."""

    def __init__(self, parent: Misc, experiment: Callable[[], Experiment], pids: Callable[[], list[int]]) -> None:
        super().__init__(parent, padding=(px(parent, 10), px(parent, 4)))
        self._experiment = experiment
        self._pids = pids
        self.what = ttk.Label(self, text="Ready", width=34)
        self.what.pack(side="left")
        self.progress = ttk.Progressbar(self, bootstyle="success", maximum=1.0, length=px(self, 220))
        self.progress.pack(side="left", padx=(px(self, 8), px(self, 8)))
        tip(self.progress, "Progress of all jobs that run or wait.")
        self.left = ttk.Label(self, width=24)
        self.left.pack(side="left")
        tip(self.left, "Time left for all jobs that run or wait.")
        self.memory = ttk.Label(self, style="Small.TLabel", width=17, anchor="e")
        self.memory.pack(side="right")
        tip(self.memory, "Memory of the window and its worker processes.")
        self.cpu = ttk.Label(self, style="Small.TLabel", width=11, anchor="e")
        self.cpu.pack(side="right")
        tip(self.cpu, "Processor time of the window and its worker processes; 100 % is all cores.")

    def start_usage(self) -> None:
        """Start to measure once a second; after the first paint, as psutil takes a moment to load."""
        from workbench.view.panels.usage import Usage

        self._measure(Usage())

    def refresh(self) -> None:
        """Show the experiment's progress."""
        experiment = self._experiment()
        text = doing(experiment)
        if self.what.cget("text") != text:
            self.what.configure(text=text)
        progress = experiment.progress if experiment.busy else 0.0
        if float(self.progress.cget("value")) != progress:
            self.progress.configure(value=progress)
        seconds = experiment.seconds_left if experiment.working and not experiment.paused else None
        left = "" if seconds is None else f"{format_seconds(max(1.0, round(seconds)))} left"
        if self.left.cget("text") != left:
            self.left.configure(text=left)

    def _measure(self, usage: "Usage") -> None:
        cpu, memory = usage.measure(self._pids())
        self.cpu.configure(text=f"CPU {cpu:.0f} %")
        self.memory.configure(text=f"Memory {format_bytes(memory)}")
        later(self, _USAGE_MS, lambda: self._measure(usage))


def doing(experiment: Experiment) -> str:
    """What the experiment is doing, in a few words."""
    if experiment.paused:
        return "Paused"
    busy = [competitor for competitor in experiment.competitors.values() if competitor.busy]
    if busy:
        states = dict.fromkeys(str(competitor.state) for competitor in busy if competitor.state != "waiting")
        names = f"{len(busy)} network{'s' if len(busy) > 1 else ''}"
        return f"{(' and '.join(states) or 'waiting').capitalize()} ({names})"
    if experiment.imports.exporting:
        return "Exporting"
    if experiment.working:
        return "Working"
    if experiment.prepared is None and experiment.busy:
        return "Preparing"
    return "Ready"
