"""All widgets below the menu bar."""

from collections.abc import Callable
from tkinter import Misc
from typing import TypeVar

import ttkbootstrap as ttk

from workbench.events.data import PreparationProgress
from workbench.events.jobs import Event
from workbench.view.panels.left_column import LeftColumn
from workbench.view.panels.status_bar import StatusBar
from workbench.view.panels.toolbar import Toolbar
from workbench.view.state.preferences import Preferences
from workbench.view.tabs.confusion import ConfusionTab
from workbench.view.tabs.registry import TABS
from workbench.view.tabs.runs import RunsTab
from workbench.view.tabs.samples import SamplesTab
from workbench.view.tabs.summaries import SummariesTab
from workbench.view.tabs.tab import Tab, TabContext
from workbench.view.tabs.train import TrainTab
from workbench.view.widgets.figure import FigureView
from workbench.view.widgets.small import Panel, descendants, later
from workbench.view.widgets.theme import make_disabled_legible, px

AnyTab = TypeVar("AnyTab", bound=Tab)


class Content(ttk.Frame):
    """Toolbar, left column, tabs and status bar.

    Args:
        pids: returns the process ids of the workers.
        preferences: what tabs remember, for example where dividers stand.
    """

    def __init__(
        self, parent: Misc, context: TabContext, pids: Callable[[], list[int]], preferences: Preferences
    ) -> None:
        super().__init__(parent)
        self.pack(fill="both", expand=True)
        selection, actions, experiment = context.selection, context.actions, context.experiment
        self.toolbar = Toolbar(self, selection, actions, experiment)
        self.toolbar.pack(fill="x")
        self.status = StatusBar(self, experiment, pids)
        self.status.pack(fill="x", side="bottom")
        self.left = LeftColumn(self, selection, actions, experiment)
        self.left.pack(side="left", fill="y")
        self.tabs = ttk.Notebook(self)
        self.tabs.pack(side="left", fill="both", expand=True, padx=(0, px(self, 10)))
        self.tabs.enable_traversal()
        self._tabs = {title: build(self.tabs, context) for title, build in TABS.items()}
        for title, tab in self._tabs.items():
            self.tabs.add(tab, text=title)
        self.train = self.tab(TrainTab)
        self.confusion = self.tab(ConfusionTab)
        self.samples = self.tab(SamplesTab)
        self.summaries = self.tab(SummariesTab)
        self.runs = self.tab(RunsTab)
        self._panels: tuple[Panel, ...] = (self.toolbar, self.left, *self._tabs.values(), self.status)
        self._figures = [
            widget for tab in self._tabs.values() for widget in descendants(tab) if isinstance(widget, FigureView)
        ]
        self.tabs.bind("<<NotebookTabChanged>>", lambda _: self._come_to_sight())
        self.restore(preferences)
        make_disabled_legible()

    def tab(self, wanted: type[AnyTab]) -> AnyTab:
        """The tab of that class."""
        return next(tab for tab in self._tabs.values() if isinstance(tab, wanted))

    def create_figures(self) -> None:
        """Make the canvases of matplotlib, which must be loaded: that of the first tab at once, others in turn."""
        self._figures[0].create()
        for turn, figure in enumerate(self._figures[1:], start=1):
            later(self, turn * 50, figure.create)

    def _come_to_sight(self) -> None:
        for figure in self._figures:
            figure.hurry()

    def apply(self, event: Event) -> None:
        """Hand an event to the panels that may show it."""
        if isinstance(event, PreparationProgress):
            self.left.dataset.apply(event)
        for tab in self._tabs.values():
            tab.apply(event)

    def refresh(self) -> None:
        """Let every panel show what has changed."""
        for panel in self._panels:
            panel.refresh()

    def restyle(self) -> None:
        """The theme has changed."""
        for panel in self._panels:
            panel.restyle()

    def forget(self) -> None:
        """The models are others or untrained again."""
        for tab in self._tabs.values():
            tab.forget()

    def show_tab(self, title: str) -> None:
        """Bring a tab to the front."""
        self.tabs.select(self._tabs[title])

    def selected_tab(self) -> str:
        """Title of the tab in front."""
        return str(self.tabs.tab(self.tabs.select(), "text"))

    def store(self, preferences: Preferences) -> None:
        """Write into the preferences what tabs remember, the places of dividers among it."""
        for tab in self._tabs.values():
            tab.store(preferences)

    def restore(self, preferences: Preferences) -> None:
        """Show what `store` wrote, or the default."""
        for tab in self._tabs.values():
            tab.restore(preferences)

    def continue_from(self, earlier: "Content") -> None:
        """Show what other content showed, which this one replaces; its widgets may be gone."""
        for title, tab in self._tabs.items():
            tab.continue_from(earlier._tabs[title])
