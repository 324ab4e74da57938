"""What the commands see of the window."""

from collections.abc import Callable
from tkinter import StringVar
from typing import TYPE_CHECKING, Protocol

import ttkbootstrap as ttk

from workbench.experiment.experiment import Experiment
from workbench.jobs.pool import JobPool
from workbench.jobs.types.augment import Augmented
from workbench.plots.style import PlotStyle
from workbench.storage.folders import Folders
from workbench.view.console.console import Console
from workbench.view.console.messages import Messages
from workbench.view.state.selection import Selection

if TYPE_CHECKING:
    from matplotlib.figure import Figure


class Window(Protocol):
    """The window, which is built above the commands.

    Attributes:
        root: the parent of dialogs.
        experiment: the one that is shown.
        selection: what is entered and ticked.
        messages: the console's text, and its log on disk.
        mode: "light" or "dark".
        on_augmented: who shows the pictures of the preview of augmentation, None while nobody does.
    """

    root: ttk.App
    pool: JobPool
    folders: Folders
    experiment: Experiment
    selection: Selection
    messages: Messages
    mode: StringVar
    on_augmented: Callable[[Augmented], None] | None

    @property
    def at_work(self) -> bool:
        """Whether any model waits or runs."""
        ...

    @property
    def console(self) -> Console:
        """The widget, which is another one once the window was rebuilt."""
        ...

    def log(self, text: str) -> None:
        """Write to the console and to the run's log."""

    def refresh(self) -> None:
        """Show the experiment's state everywhere."""

    def replace_experiment(self, experiment: Experiment) -> None:
        """Show another experiment; the old one's jobs are stopped, its run stays on disk."""

    def forget_results(self) -> None:
        """The experiment was reset: the next run gets a log of its own."""

    def show_tab(self, title: str) -> None:
        """Bring a tab to the front."""

    def draw_confusion(self, figure: "Figure", style: PlotStyle) -> None:
        """Draw the confusion matrices as the window shows them."""

    def restyle(self) -> None:
        """Use the chosen theme for all widgets and plots."""

    def rebuild(self) -> None:
        """Make all widgets anew in the chosen scaling; entries, console and experiment stay."""

    def reset_layout(self) -> None:
        """Size and dividers as at first."""

    def close(self) -> None:
        """Remember the settings, stop the workers, end the window."""
