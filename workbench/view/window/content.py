"""All widgets below the menu bar."""

from typing import TYPE_CHECKING

import ttkbootstrap as ttk

from workbench.events.data import PreparationProgress
from workbench.events.jobs import Event
from workbench.experiment.experiment import Experiment
from workbench.jobs.types.predict_sample import SamplePredicted, SampleShown
from workbench.view.panels.left_column import LeftColumn
from workbench.view.panels.status_bar import StatusBar
from workbench.view.panels.toolbar import Toolbar
from workbench.view.tabs.confusion import ConfusionTab
from workbench.view.tabs.runs import RunsTab
from workbench.view.tabs.samples import SamplesTab
from workbench.view.tabs.summaries import SummariesTab
from workbench.view.tabs.train import TrainTab
from workbench.view.widgets.small import Panel, later
from workbench.view.widgets.theme import make_disabled_legible, px
from workbench.view.window.preferences import Preferences

if TYPE_CHECKING:
    from workbench.view.window.view import View


class Content(ttk.Frame):
    """Toolbar, left column, tabs and status bar."""

    def __init__(self, view: "View") -> None:
        super().__init__(view.root)
        self.pack(fill="both", expand=True)

        def experiment() -> Experiment:
            return view.experiment

        def run_folder():  # type: ignore[no-untyped-def]
            return view.experiment.run.folder if view.experiment.run else None

        selection, actions = view.selection, view.actions
        self.toolbar = Toolbar(self, selection, actions, experiment)
        self.toolbar.pack(fill="x")
        self.status = StatusBar(self, experiment, lambda: view.pool.pids)
        self.status.pack(fill="x", side="bottom")
        self.left = LeftColumn(self, selection, actions, experiment)
        self.left.pack(side="left", fill="y")
        self.tabs = ttk.Notebook(self)
        self.tabs.pack(side="left", fill="both", expand=True, padx=(0, px(self, 10)))
        self.tabs.enable_traversal()
        self.train = TrainTab(self.tabs, selection, view.buffer, experiment)
        self.confusion = ConfusionTab(self.tabs, actions, experiment)
        self.samples = SamplesTab(self.tabs, actions, experiment)
        self.summaries = SummariesTab(self.tabs, experiment)
        self.runs = RunsTab(self.tabs, view.folders.runs, actions, run_folder)
        self._tabs: dict[str, Panel] = {
            "Train": self.train,
            "Confusion": self.confusion,
            "Samples": self.samples,
            "Summaries": self.summaries,
            "Runs": self.runs,
        }
        for title, tab in self._tabs.items():
            self.tabs.add(tab, text=title)
        self._panels: tuple[Panel, ...] = (self.toolbar, self.left, *self._tabs.values(), self.status)
        self._figures = (self.train.figure, self.confusion.figure, self.samples.bars)
        self.tabs.bind("<<NotebookTabChanged>>", lambda _: self._come_to_sight())
        self.place_sashes(view.preferences)
        make_disabled_legible()

    def create_figures(self) -> None:
        """Make the canvases of matplotlib, which must be loaded: that of the first tab at once, others in turn."""
        self._figures[0].create()
        for turn, figure in enumerate(self._figures[1:], start=1):
            later(self, turn * 50, figure.create)

    def _come_to_sight(self) -> None:
        for figure in self._figures:
            figure.hurry()

    def apply(self, event: Event) -> None:
        """Hand an event to the panel that shows it."""
        match event:
            case PreparationProgress():
                self.left.dataset.apply(event)
            case SampleShown() | SamplePredicted():
                self.samples.apply(event)

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
        self.samples.forget()

    def show_tab(self, title: str) -> None:
        """Bring a tab to the front."""
        self.tabs.select(self._tabs[title])

    def selected_tab(self) -> str:
        """Title of the tab in front."""
        return str(self.tabs.tab(self.tabs.select(), "text"))

    def place_sashes(self, preferences: Preferences) -> None:
        """Put the dividers where they were, or where they are at first."""
        share = preferences.sashes.get("curves")
        self.train.set_share(share / 1000 if share else None)

    def store(self, preferences: Preferences) -> None:
        """Write the dividers' places into the preferences, in thousandths."""
        preferences.sashes["curves"] = round(1000 * self.train.share())
