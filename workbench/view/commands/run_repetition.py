"""A recorded run is trained again: a single training is entered, several are trained one after another."""

from collections.abc import Callable, Sequence
from pathlib import Path

from workbench.experiment.experiment import Experiment
from workbench.runs.repeating import repetition, repetition_text
from workbench.runs.run import Run
from workbench.runs.run_settings import RunSettings, Training
from workbench.session import repeat_run
from workbench.view.commands import repeat
from workbench.view.commands.window import Window
from workbench.view.dialogs.modal import ask, modal_dialog

_WAIT_MS = 50


class RunRepetition:
    """Repeats runs.

    Args:
        train: presses Train.
    """

    def __init__(self, view: Window, train: Callable[[], None]) -> None:
        self._view = view
        self._train = train

    def start(self, folder: Path) -> None:
        """Enter the training of a run; ask what to do with several. `UserError` if the record is damaged."""
        run = Run.open(folder)
        settings, trainings = run.settings, repetition(run.settings)
        count, at_once = len(trainings), False
        if count > 1:
            answer = ask(
                self._view.root,
                "Repeat the run?",
                f"The run was trained {count} times.",
                f"{repetition_text(trainings)}.\n\nAll of them make a repetition of the run.",
                (all_of_them := f"Train all {count}", "Enter the last", "Cancel"),
            )
            if answer is None:
                return
            at_once = answer == all_of_them and not settings.loaded
        self._view.replace_experiment(repeat_run(self._view.pool, self._view.folders, run))
        self._view.show_tab("Train")
        if count == 0:
            repeat.enter_last(settings, self._view.selection, self._view.experiment)
        elif not at_once:
            repeat.enter(settings, trainings[-1], self._view.selection, self._view.experiment)
        self._view.log(_what_is_entered(folder.name, settings, trainings, at_once))
        if at_once:
            self._go_on(self._view.experiment, settings, trainings, 0)
        self._view.refresh()

    def _go_on(self, experiment: Experiment, settings: RunSettings, trainings: Sequence[Training], place: int) -> None:
        """Start the training at a place as soon as those before are done; not after a stop or a failure."""
        view = self._view
        if view.experiment is not experiment:
            return
        if experiment.working or modal_dialog(view.root) is not None:
            view.root.after(_WAIT_MS, lambda: self._go_on(experiment, settings, trainings, place))
            return
        if place and not _done(experiment, trainings[place - 1]):
            view.log(f"The repetition ends here, in training {place} of {len(trainings)}.")
            return
        if place < len(trainings):
            view.log(f"Training {place + 1} of {len(trainings)} of the repetition.")
            repeat.enter(settings, trainings[place], view.selection, experiment)
            self._train()
            if place + 1 < len(trainings):
                view.root.after(_WAIT_MS, lambda: self._go_on(experiment, settings, trainings, place + 1))


def _done(experiment: Experiment, training: Training) -> bool:
    competitors = [experiment.competitors[name] for name in training.models]
    return all(not each.failure and 0 < each.target <= each.settled_epochs for each in competitors)


def _what_is_entered(run: str, settings: RunSettings, trainings: Sequence[Training], at_once: bool) -> str:
    count = len(trainings)
    if settings.loaded:
        files = ", ".join(dict.fromkeys(str(Path(path).parent) for path in settings.loaded.values()))
        text = f"The settings of {run} are entered. It started from weights in {files}: load them first to repeat it"
        return f"{text}." if count < 2 else f"{text}; the entries are those of the last of {count} trainings."
    if at_once:
        return f"All {count} trainings of {run} are repeated as a new run."
    if count > 1:
        return f"The last of {count} trainings of {run} is entered; alone it is no repetition of the run."
    return f"The settings of {run} are entered; Train repeats it as a new run."
