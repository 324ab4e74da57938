"""The window: owns one experiment, builds the panels, hands the experiment's events to them."""

import sys
import time
from collections.abc import Callable
from tkinter import StringVar, TclError
from typing import TYPE_CHECKING

import ttkbootstrap as ttk

from workbench.data.files.locate import is_available
from workbench.errors import UserError
from workbench.events.jobs import Event, JobFailed
from workbench.experiment.experiment import Experiment
from workbench.jobs.pool import JobPool
from workbench.jobs.types.augment import Augmented
from workbench.plots.style import PlotStyle
from workbench.session import local_pool
from workbench.storage.folders import Folders
from workbench.training.execution import side_by_side
from workbench.view.commands.models import Actions
from workbench.view.console.buffer import ConsoleBuffer
from workbench.view.console.console import Console
from workbench.view.console.messages import Messages
from workbench.view.importing.remembered import last_source
from workbench.view.state import preferences as preferences_file
from workbench.view.state.networks import last_quartet
from workbench.view.state.selection import Selection
from workbench.view.tabs.tab import TabContext
from workbench.view.widgets import placement, theme
from workbench.view.widgets.background import in_background
from workbench.view.widgets.figure import load_matplotlib
from workbench.view.window.content import Content
from workbench.view.window.failures import Failures
from workbench.view.window.menus import build_menus

if TYPE_CHECKING:
    from matplotlib.figure import Figure

TITLE = "Workbench"
POLL_MS = 40
REFRESH_SECONDS = 0.1


class View:
    """The window.

    Attributes:
        experiment: the one that is shown; replaced when the dataset changes or a run is opened.
        content: all widgets below the menu bar; made anew when the scaling changes.
        on_augmented: who shows the pictures of the preview of augmentation, None while nobody does.
    """

    def __init__(self, pool: JobPool, folders: Folders) -> None:
        self.pool = pool
        self.folders = folders
        self._config = preferences_file.config_folder()
        self.preferences, notice = preferences_file.load(self._config)
        self.root = ttk.App(title=TITLE)
        self.root.withdraw()
        # ttkbootstrap takes the space bar away from buttons; as everywhere else it presses them.
        self.root.tk.call("bind", "TButton", "<Key-space>", "ttk::button::activate %W")
        for turn in ("MouseWheel", "Button-4", "Button-5"):  # what scrolls the page must not change a choice on it
            self.root.unbind_class("TCombobox", f"<{turn}>")
        self.mode = StringVar(self.root, self.preferences.theme)
        scaling = self.preferences.scaling
        if scaling not in theme.SCALINGS:
            scaling = theme.detected_scaling(self.root)
        self.scaling = StringVar(self.root, str(scaling))
        theme.apply(self.root, self.mode.get(), scaling)
        self.selection = Selection(self.root, self.preferences)
        self.buffer = ConsoleBuffer()
        self.actions = Actions(self)
        self.messages = Messages(self.buffer, lambda: self.console, lambda: self.experiment)
        self.on_augmented: Callable[[Augmented], None] | None = None
        self.experiment: Experiment = self._first_experiment()
        build_menus(self.root, self.actions, self.mode, self.scaling)
        self.content = self._build()
        self._built_at, self._rescaling = scaling, placement.Rescaling()
        self._last_refresh = 0.0
        self._dirty = False
        self._closed = False
        self._started = False
        self._failures = Failures(self.root)
        self.root.protocol("WM_DELETE_WINDOW", self.actions.quit)
        self.root.report_callback_exception = self._unexpected
        self._first_expose = self.root.bind("<Expose>", lambda _: self._painted(), add="+")
        for text in (notice, self._notice):
            if text:
                self.log(text)
        self._place(placement.remembered(self.preferences.geometry, self._screen, scaling))
        self._introduce()
        self.refresh()
        self.root.deiconify()

    # --- start

    def _first_experiment(self) -> Experiment:
        """The dataset, classes and quartet of the last time, as far as they still exist."""
        source, self._notice = last_source(self.preferences, self.folders)
        try:
            return Experiment(self.pool, self.folders, source, last_quartet(self.preferences))
        except UserError:
            return Experiment(self.pool, self.folders, source)

    def _build(self) -> Content:
        context = TabContext(lambda: self.experiment, self.selection, self.actions, self.buffer)
        return Content(self.root, context, lambda: self.pool.pids, self.preferences)

    def _place(self, geometry: str) -> None:
        self.root.minsize(*placement.minimum(self._screen, int(self.scaling.get())))
        self.root.geometry(geometry)

    @property
    def _screen(self) -> tuple[int, int]:
        return self.root.winfo_screenwidth(), self.root.winfo_screenheight()

    def _painted(self) -> None:
        """The window is on the screen: now load what the first paint did not need."""
        if not self._started:
            self._started = True
            self.root.unbind("<Expose>", self._first_expose)
            self.root.after(20, lambda: in_background(self.root, load_matplotlib, self._loaded))

    def _loaded(self, result: Exception | None) -> None:
        if isinstance(result, Exception):
            raise result
        self.content.create_figures()
        self.pool.start()
        self.content.status.start_usage()
        self._start_experiment()
        self._poll()

    def _start_experiment(self) -> None:
        """Ask for what a new experiment shows at once; downloads wait until the user wants them."""
        if is_available(self.experiment.source, self.folders.search_path):
            self.experiment.prepare()
        self.experiment.describe()
        self.refresh()

    # --- events

    @property
    def at_work(self) -> bool:
        """Whether any model waits or runs."""
        return any(competitor.busy for competitor in self.experiment.competitors.values())

    @property
    def console(self) -> Console:
        return self.content.train.console

    def log(self, text: str) -> None:
        """Write to the console and to the run's log."""
        self.messages.write(text)

    def _poll(self) -> None:
        if self._closed:
            return
        self.root.after(POLL_MS, self._poll)
        for event in self.experiment.poll():
            self._receive(event)
            self._dirty = True
        now = time.monotonic()
        if (self._dirty or self.experiment.busy) and now - self._last_refresh >= REFRESH_SECONDS:
            self._dirty, self._last_refresh = False, now
            self.refresh()

    def _receive(self, event: Event) -> None:
        if self.actions.imports.jobs.deliver(event):
            return
        self.messages.show(event)
        self.content.apply(event)
        if isinstance(event, Augmented) and self.on_augmented is not None:
            self.on_augmented(event)
        if isinstance(event, JobFailed):
            self._failures.add(event)

    def refresh(self) -> None:
        """Show the experiment's state everywhere."""
        self.content.refresh()
        self.messages.follow_run()

    def replace_experiment(self, experiment: Experiment) -> None:
        """Show another experiment; the old one's jobs are stopped, its run stays on disk."""
        self.experiment.close()
        self.messages.end_run()
        self.experiment = experiment
        self.content.forget()
        self._introduce()
        if self._started:
            self._start_experiment()
        self.refresh()

    def _introduce(self) -> None:
        experiment = self.experiment
        self.selection.follow(experiment)
        self.log(f"{experiment.source.title}: {', '.join(experiment.competitors)}. Press Train (F5); F1 helps.")

    def forget_results(self) -> None:
        """The experiment was reset: the next run gets a log of its own."""
        self.messages.end_run()
        self.content.forget()

    def show_tab(self, title: str) -> None:
        """Bring a tab to the front."""
        self.content.show_tab(title)

    def draw_confusion(self, figure: "Figure", style: PlotStyle) -> None:
        """Draw the confusion matrices as their tab shows them."""
        self.content.confusion.draw(figure, style)

    def _unexpected(self, _kind: type[BaseException], error: BaseException, _trace: object) -> None:
        """Errors in callbacks of Tk: shown, never fatal."""
        self.actions.report(error if isinstance(error, Exception) else RuntimeError(repr(error)), "handling an event")

    # --- looks

    def restyle(self) -> None:
        """Use the chosen theme for all widgets and plots."""
        theme.apply(self.root, self.mode.get(), int(self.scaling.get()))
        self.content.restyle()

    def rebuild(self) -> None:
        """Make all widgets anew in the chosen scaling; entries, console and experiment stay."""
        before, after = self._built_at, int(self.scaling.get())
        geometry = self._rescaling.geometry(self.root.geometry(), self._screen, before, after)
        self.preferences.scaling = self._built_at = after
        self.content.store(self.preferences)
        earlier, tab = self.content, self.content.selected_tab()
        earlier.destroy()
        theme.apply(self.root, self.mode.get(), after)
        self.content = self._build()
        self.content.continue_from(earlier)
        if self._started:
            self.content.create_figures()
            self.content.status.start_usage()
        self.content.show_tab(tab)
        self._place(geometry)
        self.refresh()

    def reset_layout(self) -> None:
        """Size and dividers as at first."""
        self.content.store(self.preferences)
        self.preferences.geometry, self.preferences.sashes = "", {}
        self._place(placement.default(self._screen, int(self.scaling.get())))
        self.content.restore(self.preferences)

    # --- end

    def close(self) -> None:
        """Remember the settings, stop the workers, end the window."""
        self._closed = True
        preferences = self.preferences
        preferences.theme = self.mode.get()
        preferences.geometry, preferences.quartet = self.root.geometry(), self.experiment.quartet.name
        source = self.experiment.source
        preferences.dataset, preferences.classes = source.name, "\n".join(source.classes)
        self.selection.store(preferences)
        self.content.store(preferences)
        preferences_file.save(preferences, self._config)
        self.root.withdraw()
        self.messages.end_run()
        self.experiment.close()
        self.pool.close()
        for timer in self.root.tk.splitlist(self.root.tk.call("after", "info")):
            self.root.tk.call("after", "cancel", timer)  # after_cancel would take the commands from their widgets
        self.root.destroy()


def make_window(folders: Folders | None = None) -> View:
    """The window with its workers; raises `TclError` where there is no display."""
    folders = folders or Folders.default()
    slots = side_by_side(models=4, threads=1)  # as many workers as the first Train will want, and a spare one
    return View(local_pool(folders, slots), folders)


def run_window() -> int:
    """Show the window until it is closed; returns the exit code (2 where there is no display)."""
    try:
        view = make_window()
    except TclError as error:
        sys.stderr.write(f"The window cannot be opened: {error}.\n{_WITHOUT_DISPLAY}\n")
        return 2
    view.root.mainloop()
    return 0


_WITHOUT_DISPLAY = "Without a display use the command line: python app.py run --help"
