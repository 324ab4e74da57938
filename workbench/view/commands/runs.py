"""What buttons and menus do with recorded runs: open, repeat, delete."""

from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager
from pathlib import Path
from tkinter import filedialog

from workbench.errors import UserError
from workbench.reporting.text import format_bytes
from workbench.runs.record import RunRecord
from workbench.session import continue_training, version_changes
from workbench.view.commands.reopening import reopen
from workbench.view.commands.run_repetition import RunRepetition
from workbench.view.commands.window import Window
from workbench.view.dialogs.modal import ask


class RunActions:
    """The commands on runs.

    Args:
        leave: goes on when nothing is at work, after asking.
        reporting: shows any error of a block, told what was being done.
        report: shows an error.
        train: presses Train.
    """

    def __init__(
        self,
        view: Window,
        leave: Callable[[str, Callable[[], None]], None],
        reporting: Callable[[str], AbstractContextManager[None]],
        report: Callable[[Exception, str], None],
        train: Callable[[], None],
    ) -> None:
        self._view = view
        self._leave = leave
        self._reporting = reporting
        self._report = report
        self._repetition = RunRepetition(view, train)

    def open_folder(self) -> None:
        """Choose a run's folder and reopen it."""
        start = self._view.folders.runs
        chosen = filedialog.askdirectory(
            parent=self._view.root, title="Folder of a run", initialdir=start, mustexist=True
        )
        if chosen:
            self.open(Path(chosen))

    def open(self, folder: Path) -> None:
        """Reopen a run."""

        def proceed() -> None:
            with self._reporting("opening the run"):
                reopen(self._view, folder)
                self._view.show_tab("Train")

        if self._view.experiment.run is not None and self._view.experiment.run.folder == folder:
            self._view.show_tab("Train")
            return
        self._leave("Open the run", proceed)

    def continue_training(self, folder: Path) -> None:
        """Reopen a run and train its models to the epochs that they were to have."""
        run = self._view.experiment.run
        if run is None or run.folder != folder:
            self._leave("Continue the run", lambda: self._open_and_train(folder))
        else:
            self._train_further()

    def _open_and_train(self, folder: Path) -> None:
        with self._reporting("opening the run"):
            reopen(self._view, folder)
            self._train_further()

    def _train_further(self) -> None:
        """Those that have epochs left, which are ticked then."""
        experiment, selection = self._view.experiment, self._view.selection
        with self._reporting("continuing the run"):
            self._view.show_tab("Train")
            experiment.models_side_by_side = selection.jobs()
            further = continue_training(experiment)
            for name in experiment.competitors if further else ():
                selection.model(name).set(name in further)
            if experiment.run is not None and (changes := version_changes(experiment.run)):
                self._view.log(changes)
            if not further:
                self._view.log("Nothing is left to train in this run; Train adds further epochs.")

    def repeat(self, folder: Path) -> None:
        """A new experiment with a run's settings: all its trainings at once, or the entries of a single one."""

        def proceed() -> None:
            with self._reporting("repeating the run"):
                self._repetition.start(folder)

        self._leave("Repeat the run", proceed)

    def delete(self, folders: Sequence[Path], size: int) -> None:
        """Delete run records, after asking."""
        run = self._view.experiment.run
        what = folders[0].name if len(folders) == 1 else f"{len(folders)} runs"
        if run is not None and run.folder in folders:
            error = UserError(
                f"The run {run.folder.name} is open.", "Reset first, or choose another dataset; then delete it."
            )
            self._report(error, "deleting a run")
            return
        question = f"Delete {what}?"
        advice = f"{format_bytes(size)} of settings, curves, results and checkpoints will be gone. Saved weights stay."
        if ask(self._view.root, "Delete?", question, advice, ("Delete", "Cancel"), "Delete"):
            with self._reporting("deleting a run"):
                for folder in folders:
                    RunRecord(folder).delete()
