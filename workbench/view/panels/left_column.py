"""The left column: dataset, competitors, metrics; it scrolls where the window is too low."""

from collections.abc import Callable
from tkinter import Misc

import ttkbootstrap as ttk

from workbench.experiment.experiment import Experiment
from workbench.view.commands.models import Actions
from workbench.view.panels.competitors import CompetitorsPanel
from workbench.view.panels.dataset import DatasetPanel
from workbench.view.panels.metrics import MetricsPanel
from workbench.view.state.selection import Selection
from workbench.view.widgets.scrolling import ScrollingFrame
from workbench.view.widgets.small import Panel, descendants
from workbench.view.widgets.theme import px


class LeftColumn(Panel):
    """What the experiment consists of."""

    def __init__(
        self, parent: Misc, selection: Selection, actions: Actions, experiment: Callable[[], Experiment]
    ) -> None:
        super().__init__(parent)
        self._scrolling = ScrollingFrame(self)
        self._scrolling.pack(fill="both", expand=True)
        inner = self._scrolling.inner
        self.dataset = DatasetPanel(inner, selection, actions, experiment)
        self.competitors = CompetitorsPanel(inner, selection, experiment)
        self.metrics = MetricsPanel(inner, selection, experiment)
        for panel in (self.dataset, self.competitors, self.metrics):
            panel.pack(fill="x", padx=(px(self, 10), px(self, 6)), pady=(0, px(self, 6)))
        self._bound: set[str] = set()

    def refresh(self) -> None:
        """Show what has changed; new widgets scroll the column and are scrolled to when they get the focus."""
        for panel in (self.dataset, self.competitors, self.metrics):
            panel.refresh()
        rows = ",".join(self.competitors.rows)
        if rows not in self._bound:
            self._bound = {rows}
            for widget in (self._scrolling, *descendants(self._scrolling)):
                self._scrolling.follow_wheel(widget)
            self._watch_focus()

    def restyle(self) -> None:
        """The canvas behind the column is no themed widget."""
        self._scrolling.restyle()

    def _watch_focus(self) -> None:
        """Only controls: a widget with a binding for focus would become a stop of the Tab key."""
        for widget in descendants(self._scrolling.inner):
            if isinstance(widget, ttk.Button | ttk.Checkbutton | ttk.Combobox):
                widget.bind("<FocusIn>", lambda event: self._scrolling.see(event.widget), add="+")
