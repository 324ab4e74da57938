"""What every tab is given, and what the window calls on it."""

from collections.abc import Callable
from dataclasses import dataclass

from workbench.events.jobs import Event
from workbench.experiment.experiment import Experiment
from workbench.view.commands.models import Actions
from workbench.view.console.buffer import ConsoleBuffer
from workbench.view.state.preferences import Preferences
from workbench.view.state.selection import Selection
from workbench.view.widgets.small import Panel


@dataclass(frozen=True)
class TabContext:
    """What tabs show and what their buttons do.

    Attributes:
        experiment: returns the one in use, which changes with the dataset.
        selection: what is entered and ticked.
        actions: the commands of the window.
        buffer: the text of the console.
    """

    experiment: Callable[[], Experiment]
    selection: Selection
    actions: Actions
    buffer: ConsoleBuffer


class Tab(Panel):
    """A panel of the notebook. The window calls these; a tab overrides those that concern it.

    The window makes the canvas of every `FigureView` in a tab once matplotlib is loaded.
    """

    def apply(self, event: Event) -> None:
        """Show what an event says; called for each event that a worker sends, a few tens in a second."""

    def forget(self) -> None:
        """The models are others or untrained again."""

    def store(self, preferences: Preferences) -> None:
        """Write into the preferences what is to be remembered: where dividers stand, what is entered."""

    def restore(self, preferences: Preferences) -> None:
        """Show what `store` wrote, in this session or an earlier one; the default for what it did not write."""

    def continue_from(self, earlier: "Tab") -> None:
        """Show what the same tab of a window showed that is now replaced, since its scaling is another."""
