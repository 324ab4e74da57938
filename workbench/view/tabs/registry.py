"""All tabs of the window. A new one is a line here and a file in this folder."""

from collections.abc import Callable
from tkinter import Misc

from workbench.view.tabs.confusion import ConfusionTab
from workbench.view.tabs.runs import RunsTab
from workbench.view.tabs.samples import SamplesTab
from workbench.view.tabs.summaries import SummariesTab
from workbench.view.tabs.tab import Tab, TabContext
from workbench.view.tabs.train import TrainTab

TABS: dict[str, Callable[[Misc, TabContext], Tab]] = {
    "Train": TrainTab,
    "Confusion": ConfusionTab,
    "Samples": SamplesTab,
    "Summaries": SummariesTab,
    "Runs": RunsTab,
}
"""Titles and constructors, in the order on the screen."""
