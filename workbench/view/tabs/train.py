"""Live curves above, console below, a movable divider between them."""

import time
from collections.abc import Iterable, Iterator
from tkinter import Misc
from typing import TYPE_CHECKING

import ttkbootstrap as ttk

from workbench.experiment.competitor import Competitor
from workbench.plots.curves import LiveCurves, ModelCurves
from workbench.plots.style import PlotStyle
from workbench.reporting.sizes import size_note
from workbench.view.console.console import Console
from workbench.view.state.preferences import Preferences
from workbench.view.state.selection import shown_curves
from workbench.view.tabs.tab import Tab, TabContext
from workbench.view.widgets.figure import FigureView, Painter
from workbench.view.widgets.small import tip, watch
from workbench.view.widgets.theme import px

if TYPE_CHECKING:
    from matplotlib.figure import Figure

_CURVES_FRACTION = 0.66
_SASH = "curves"  # its name in the preferences
RUNNING_SECONDS = 2.0
"""Between two redraws within an epoch: drawing must not take the processor from the training."""


def first_epoch_note(competitors: Iterable[Competitor]) -> str:
    """What is said while nobody has completed an epoch: how far the fastest one is, "" when there is nothing to say."""
    known = list(competitors)
    running = [competitor.running for competitor in known if competitor.running is not None]
    if not running or any(competitor.history for competitor in known):
        return ""
    fastest = max(running, key=lambda epoch: epoch.done / epoch.total)
    return f"The first epoch runs: {fastest.done:,} of {fastest.total:,}"


class TrainTab(Tab):
    """What one looks at while networks train."""

    def __init__(self, parent: Misc, context: TabContext) -> None:
        super().__init__(parent)
        selection = self._selection = context.selection
        self._experiment = context.experiment
        self._shown: object = None
        self._shown_running: dict[str, tuple[int, int]] = {}
        self._running_due = 0.0
        self.sizes = ttk.Label(self, style="Muted.TLabel", padding=(px(self, 10), px(self, 4)))
        self.sizes.bind("<Configure>", lambda event: self.sizes.configure(wraplength=event.width - px(self, 20)))
        tip(self.sizes, "Summaries shows the layers of each network; “Networks…” lets others compete.")
        self.panes = ttk.Panedwindow(self, orient="vertical")
        self.panes.pack(fill="both", expand=True)
        self.figure = FigureView(self.panes, self._painter)
        self.console = Console(self.panes, context.buffer)
        self.panes.add(self.figure, weight=2)
        self.panes.add(self.console, weight=1)
        self._wanted_fraction = _CURVES_FRACTION
        self.panes.bind("<Configure>", lambda _: self._place_once())
        for variable in (*selection.train_metrics.values(), *selection.validation_metrics.values()):
            watch(self, variable, self.refresh)

    def refresh(self) -> None:
        """Redraw the curves if any history has grown, and colour the console's names."""
        competitors = self._experiment().competitors
        self.console.name_colours(tuple(competitors))
        self._show_sizes(size_note({name: competitor.parameters for name, competitor in competitors.items()}))
        shown = (
            shown_curves(self._selection, self._experiment()),
            [
                (name, len(competitor.history.get("loss", ())), id(competitor))
                for name, competitor in competitors.items()
            ],
        )
        running = {name: (each.running.epoch, each.running.done) for name, each in competitors.items() if each.running}
        now = time.monotonic()
        due = now >= self._running_due or not self._shown_running.keys() <= running.keys()
        if shown != self._shown or (due and running != self._shown_running):
            self._shown, self._shown_running, self._running_due = shown, running, now + RUNNING_SECONDS
            self.figure.invalidate()

    def _show_sizes(self, note: str) -> None:
        """Above the curves, where networks of very different sizes are compared."""
        if note == self.sizes.cget("text"):
            return
        self.sizes.configure(text=note)
        if note:
            self.sizes.pack(fill="x", before=self.panes)
        else:
            self.sizes.pack_forget()

    def restyle(self) -> None:
        """Colours of figure and console."""
        self.figure.restyle()
        self.console.restyle()

    def restore(self, preferences: Preferences) -> None:
        """Put the divider where it was, or where it is at first."""
        fraction = preferences.sashes.get(_SASH, 0) / 1000
        self.divide(fraction or _CURVES_FRACTION)

    def store(self, preferences: Preferences) -> None:
        """Write the divider's place into the preferences, in thousandths of the height."""
        height = self.panes.winfo_height()
        fraction = self.panes.sashpos(0) / height if height > 1 else self._wanted_fraction
        preferences.sashes[_SASH] = round(1000 * fraction)

    def divide(self, fraction: float) -> None:
        """Give the curves that fraction of the height, from 0.1 to 0.9."""
        self._wanted_fraction = min(max(fraction, 0.1), 0.9)
        if self.panes.winfo_height() > px(self, 50):
            self.panes.sashpos(0, round(self._wanted_fraction * self.panes.winfo_height()))

    def _place_once(self) -> None:
        if self.panes.winfo_height() > px(self, 50):
            self.panes.unbind("<Configure>")
            self.divide(self._wanted_fraction)

    def _painter(self, figure: "Figure", style: PlotStyle) -> Painter:
        curves = LiveCurves(figure, style)

        def paint() -> Iterator[None]:
            competitors = self._experiment().competitors.values()
            models = [
                ModelCurves(
                    competitor.name,
                    index,
                    competitor.history,
                    competitor.running.points if competitor.running else (),
                )
                for index, competitor in enumerate(competitors)
            ]
            shown = shown_curves(self._selection, self._experiment())
            return curves.update_in_steps(models, shown, first_epoch_note(competitors))

        return paint
