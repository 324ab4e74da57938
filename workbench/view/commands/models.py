"""What buttons, menus and keys do. Wrong use ends in a message, never in a lost entry or model."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager

from workbench.data.types import DatasetSource
from workbench.experiment.experiment import Experiment
from workbench.experiment.inputs import experiment_inputs
from workbench.experiment.selection import idle, with_weights
from workbench.jobs.types.predict_sample import SampleRequest
from workbench.networks.architecture import Quartet
from workbench.runs.run import Run
from workbench.view.commands.imports import ImportCommands
from workbench.view.commands.predict_files import predict_files
from workbench.view.commands.questions import when_idle
from workbench.view.commands.runs import RunActions
from workbench.view.commands.ticked import ticked_with_weights
from workbench.view.commands.window import Window
from workbench.view.dialogs.classes import ask_classes
from workbench.view.dialogs.modal import ask, modal_dialog, show_error
from workbench.view.dialogs.networks import ask_networks
from workbench.view.dialogs.training.options import OptionsDialog
from workbench.view.dialogs.weights import LoadWeightsDialog, SaveWeightsDialog


class Actions:
    """The commands of the window.

    Attributes:
        imports: those on data of the user's.
        runs: those on recorded runs.
    """

    def __init__(self, view: Window) -> None:
        self._view = view
        self.imports = ImportCommands(view, self.choose_dataset, self.report)
        self.runs = RunActions(view, self._leave, self._reporting, self.report, self.train)

    @contextmanager
    def _reporting(self, doing: str) -> Iterator[None]:
        """Show any error of the block to the user, and afterwards the experiment's new state."""
        try:
            yield
        except Exception as error:  # noqa: BLE001  # the window stays alive whatever happens
            self.report(error, doing)
        finally:
            self._view.refresh()

    def report(self, error: Exception, doing: str) -> None:
        """Write the error to the console and show it in a dialog."""
        self.say(f"failed: {error}")
        show_error(self._view.root, error, doing)

    def say(self, text: str) -> None:
        """A line in the console."""
        self._view.log(text)

    # --- experiment

    def train(self) -> None:
        """Train the ticked models with what is entered."""
        view = self._view
        if view.at_work:
            return
        with self._reporting("starting the training"):
            experiment, selection = view.experiment, view.selection
            request = selection.request()
            if not experiment.seed_fixed:
                experiment.set_seed(selection.seed())
                experiment.set_validation(selection.validation())
            experiment.models_side_by_side = selection.jobs()
            experiment.train(selection.ticked(experiment.competitors), request)
            view.show_tab("Train")

    def test(self) -> None:
        """Test the ticked models that have weights."""
        view = self._view
        if view.at_work:
            return
        with self._reporting("starting the test"):
            view.experiment.models_side_by_side = view.selection.jobs()
            view.experiment.test(ticked_with_weights(view), view.selection.which())

    def pause_or_resume(self) -> None:
        """Pause, or go on."""
        with self._reporting("pausing"):
            if self._view.experiment.paused:
                self._view.experiment.resume()
            elif self._view.at_work:
                self._view.experiment.pause()

    def stop(self) -> None:
        """Stop all work; what was trained is kept."""
        with self._reporting("stopping"):
            if self._view.experiment.working:
                self._view.experiment.stop()

    def reset(self) -> None:
        """All models anew, after asking."""
        experiment = self._view.experiment
        if experiment.working or not experiment.seed_fixed:
            return

        def proceed() -> None:
            with self._reporting("resetting"):
                experiment.reset()
                self._view.forget_results()
                self.say("All networks are untrained again; the next Train starts a new run.")

        if ask(
            self._view.root,
            "Reset?",
            "All networks will be untrained again.",
            "The record of this run, with all weights, stays in the tab Runs.",
            ("Reset", "Cancel"),
        ):
            proceed()

    def options(self) -> None:
        """The dialog of further settings."""
        view = self._view
        dialog = OptionsDialog(view.root, view.selection, view.experiment, self.prepare)
        view.on_augmented = dialog.show_augmented
        try:
            dialog.wait(dialog.list)
        finally:
            view.on_augmented = None
            view.refresh()

    def predict(self, sample: SampleRequest) -> None:
        """Send a sample through the ticked models that have weights."""
        with self._reporting("predicting"):
            view = self._view
            view.experiment.samples.predict(ticked_with_weights(view), sample, view.selection.which())

    def predict_files(self) -> None:
        """Ask for files and predict all their samples."""
        with self._reporting("predicting files"):
            predict_files(self._view, self.imports.jobs)

    # --- data

    def prepare(self) -> None:
        """Download and cache the dataset."""
        with self._reporting("preparing the dataset"):
            self._view.experiment.prepare()

    def cancel_preparation(self) -> None:
        """Stop the download; all other work waits for it, so it stops too."""
        self.stop()

    def choose_classes(self) -> None:
        """Ask for a subset of the dataset's classes and start an experiment with it."""
        chosen = ask_classes(self._view.root, self._view.experiment)
        if chosen is not None:
            self.choose_dataset(chosen, self._view.experiment.quartet)

    def choose_networks(self) -> None:
        """Ask which networks compete and start an experiment with them."""
        chosen = ask_networks(self._view.root, self._view.experiment)
        if chosen is not None:
            self.choose_dataset(self._view.experiment.source, chosen)

    def choose_dataset(self, source: DatasetSource, quartet: Quartet | None = None) -> None:
        """Start an experiment with that dataset and networks, after asking about work in progress.

        Args:
            quartet: None for the default of the dataset.
        """
        view = self._view
        current = view.experiment
        same = source.key == current.source.key
        if same and quartet in (None, current.quartet):
            return
        what = "networks" if same else "dataset"

        def proceed() -> None:
            with self._reporting(f"changing the {what}"):
                seed, validation = 1, current.validation
                view.replace_experiment(Experiment(view.pool, view.folders, source, quartet, seed, validation))

        self._leave(f"Change the {what}", proceed)

    # --- weights

    def save_weights(self) -> None:
        """Ask for a name and save the weights of the ticked models."""
        experiment = self._view.experiment
        names = self._view.selection.ticked(experiment.competitors)
        with self._reporting("saving weights"):
            with_weights(experiment.competitors, names, "save")
            folder = experiment.folders.weights / experiment.source.key
            inputs = experiment_inputs(experiment.source, experiment.folders, experiment.run)
            request = SaveWeightsDialog(self._view.root, folder, names, inputs).run()
            if request is not None:
                experiment.save_weights(names, request.set_name, request.which)

    def load_weights(self) -> None:
        """Ask for a set and load the weights of the ticked models."""
        view = self._view
        names = view.selection.ticked(view.experiment.competitors)
        with self._reporting("loading weights"):
            idle(view.experiment.competitors, names, "load weights into")
            folder = LoadWeightsDialog(view.root, view.folders.weights, view.experiment.source.key, names).run()
            if folder is None:
                return
            view.experiment.load_weights(names, folder, self._leave_run)

    def _leave_run(self, run: Run) -> None:
        self._view.forget_results()
        self.say(f"The weights start a new run; {run.folder.name} stays as it is in the tab Runs.")

    # --- screen

    def clear_screen(self) -> None:
        """Empty the console; what is on disk stays."""
        self._view.console.clear()

    def find(self) -> None:
        """Search in the console."""
        self._view.show_tab("Train")
        self._view.console.search.open()

    def save(self, how: Callable[[Window], None]) -> None:
        """Save curves, matrices, numbers or the console, by a function of `workbench.view.commands.saving`."""
        with self._reporting("saving"):
            how(self._view)

    # --- window

    def show_tab(self, title: str) -> None:
        """Bring a tab to the front."""
        self._view.show_tab(title)

    def toggle_theme(self) -> None:
        """Light to dark, dark to light."""
        self._view.mode.set("light" if self._view.mode.get() == "dark" else "dark")
        self.restyle()

    def restyle(self) -> None:
        """Use the chosen theme."""
        self._view.restyle()

    def rescale(self) -> None:
        """Use the chosen scaling."""
        self._view.rebuild()

    def reset_layout(self) -> None:
        """Size and dividers as at first."""
        self._view.reset_layout()

    def quit(self) -> None:
        """Leave, after asking about work in progress; an open dialog comes first."""
        dialog = modal_dialog(self._view.root)
        if dialog is not None:
            dialog.call()
            return
        self._leave("Quit", self._view.close)

    def _leave(self, what: str, proceed: Callable[[], None]) -> None:
        """Go on when nothing is at work, after asking; the run's record keeps what was trained."""
        when_idle(self._view, what, proceed)
