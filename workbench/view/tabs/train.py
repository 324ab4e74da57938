"""Live curves above, console below, a movable divider between them."""

import time
from collections.abc import Callable, Iterable, Iterator
from tkinter import Misc
from typing import TYPE_CHECKING

import ttkbootstrap as ttk

from workbench.experiment.competitor import Competitor
from workbench.experiment.experiment import Experiment
from workbench.plots.curves import LiveCurves, ModelCurves
from workbench.plots.style import PlotStyle
from workbench.reporting.text import LEARNING_RATE
from workbench.view.commands.selection import Selection
from workbench.view.console.buffer import ConsoleBuffer
from workbench.view.console.console import Console
from workbench.view.widgets.figure import FigureView, Painter
from workbench.view.widgets.small import Panel, watch
from workbench.view.widgets.theme import px

if TYPE_CHECKING:
    from matplotlib.figure import Figure

_CURVES_SHARE = 0.66
RUNNING_SECONDS = 2.0
"""Between two redraws within an epoch: drawing must not take the processor from the training."""


def shown_curves(selection: Selection, experiment: Experiment) -> tuple[str, ...]:
    """The ticked metrics, and the learning rate where a schedule changes it."""
    changes = any(LEARNING_RATE in item.history for item in experiment.competitors.values())
    return (*selection.shown_metrics(), *([LEARNING_RATE] if changes else []))


def first_epoch_note(competitors: Iterable[Competitor]) -> str:
    """What is said while nobody has completed an epoch: how far the fastest one is, "" when there is nothing to say."""
    known = list(competitors)
    running = [competitor.running for competitor in known if competitor.running is not None]
    if not running or any(competitor.history for competitor in known):
        return ""
    fastest = max(running, key=lambda epoch: epoch.done / epoch.total)
    return f"The first epoch runs: {fastest.done:,} of {fastest.total:,}"


class TrainTab(Panel):
    """What one looks at while networks train."""

    def __init__(
        self, parent: Misc, selection: Selection, buffer: ConsoleBuffer, experiment: Callable[[], Experiment]
    ) -> None:
        super().__init__(parent)
        self._choices = selection
        self._experiment = experiment
        self._shown: object = None
        self._shown_running: dict[str, tuple[int, int]] = {}
        self._running_due = 0.0
        self.panes = ttk.Panedwindow(self, orient="vertical")
        self.panes.pack(fill="both", expand=True)
        self.figure = FigureView(self.panes, self._painter)
        self.console = Console(self.panes, buffer)
        self.panes.add(self.figure, weight=2)
        self.panes.add(self.console, weight=1)
        self._wanted_share = _CURVES_SHARE
        self.panes.bind("<Configure>", lambda _: self._place_once())
        for variable in (*selection.train_metrics.values(), *selection.validation_metrics.values()):
            watch(self, variable, self.refresh)

    def refresh(self) -> None:
        """Redraw the curves if any history has grown, and colour the console's names."""
        competitors = self._experiment().competitors
        self.console.name_colours(tuple(competitors))
        shown = (
            shown_curves(self._choices, self._experiment()),
            [(name, len(item.history.get("loss", ())), id(item)) for name, item in competitors.items()],
        )
        running = {name: (item.running.epoch, item.running.done) for name, item in competitors.items() if item.running}
        now = time.monotonic()
        due = now >= self._running_due or not self._shown_running.keys() <= running.keys()
        if shown != self._shown or (due and running != self._shown_running):
            self._shown, self._shown_running, self._running_due = shown, running, now + RUNNING_SECONDS
            self.figure.invalidate()

    def restyle(self) -> None:
        """Colours of figure and console."""
        self.figure.restyle()
        self.console.restyle()

    def share(self) -> float:
        """The part of the height that the curves take."""
        height = self.panes.winfo_height()
        return self.panes.sashpos(0) / height if height > 1 else self._wanted_share

    def set_share(self, share: float | None) -> None:
        """Divide the height; None for the default."""
        self._wanted_share = min(max(share or _CURVES_SHARE, 0.1), 0.9)
        if self.panes.winfo_height() > px(self, 50):
            self.panes.sashpos(0, round(self._wanted_share * self.panes.winfo_height()))

    def _place_once(self) -> None:
        if self.panes.winfo_height() > px(self, 50):
            self.panes.unbind("<Configure>")
            self.set_share(self._wanted_share)

    def _painter(self, figure: "Figure", style: PlotStyle) -> Painter:
        curves = LiveCurves(figure, style)

        def paint() -> Iterator[None]:
            competitors = self._experiment().competitors.values()
            models = [
                ModelCurves(item.name, index, item.history, item.running.points if item.running else ())
                for index, item in enumerate(competitors)
            ]
            wanted = shown_curves(self._choices, self._experiment())
            return curves.update_in_steps(models, wanted, first_epoch_note(competitors))

        return paint
