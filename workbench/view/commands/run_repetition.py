"""A recorded run is trained again: a single training is entered, several are trained one after another."""

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

from workbench.errors import UserError
from workbench.experiment.experiment import Experiment
from workbench.runs.repeating import repetition, repetition_text
from workbench.runs.run import Run
from workbench.runs.run_settings import RunSettings, Training
from workbench.session import repeat_run, starting_weights
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
        """Enter the training of a run; ask what to do with several. `UserError` if the record is damaged.

        Weights that the run started from are loaded first, unless they are gone or others by now.
        """
        run = Run.open(folder)
        settings, trainings = run.settings, repetition(run.settings)
        weights, missing = _weights(run)
        all_of_them = f"Train all {len(trainings)}"
        answer: str | None = ""
        if len(trainings) > 1:
            answer = ask(
                self._view.root,
                "Repeat the run?",
                f"The run was trained {len(trainings)} times.",
                f"{repetition_text(trainings)}.\n\n{missing or 'All of them make a repetition of the run.'}",
                (*(() if missing else (all_of_them,)), "Enter the last", "Cancel"),
            )
        if answer is None:
            return
        view, at_once = self._view, answer == all_of_them
        view.replace_experiment(repeat_run(view.pool, view.folders, run))
        view.show_tab("Train")
        if not trainings:
            repeat.enter_last(settings, view.selection, view.experiment)
        elif not at_once:
            repeat.enter(settings, trainings[-1], view.selection, view.experiment)
        view.log(_what_is_entered(folder.name, len(trainings), at_once, weights, missing))
        if weights and (at_once or len(trainings) < 2):
            view.experiment.load_files(weights)
        if at_once:
            self._go_on(view.experiment, settings, trainings, 0)
        view.refresh()

    def _go_on(self, experiment: Experiment, settings: RunSettings, trainings: Sequence[Training], place: int) -> None:
        """Start the training at a place as soon as those before are done; not after a stop or a failure."""
        view = self._view
        if view.experiment is not experiment:
            return
        if experiment.working or modal_dialog(view.root) is not None:
            view.root.after(_WAIT_MS, lambda: self._go_on(experiment, settings, trainings, place))
            return
        if place == 0 and not all(experiment.competitors[name].source for name in settings.loaded):
            view.log("The repetition ends here: the weights were not loaded.")
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


def _weights(run: Run) -> tuple[dict[str, Path], str]:
    """The files that a run started from, by network, or why they cannot be loaded again."""
    try:
        return starting_weights(run), ""
    except UserError as error:
        return {}, str(error)


def _what_is_entered(run: str, count: int, at_once: bool, weights: Mapping[str, Path], missing: str) -> str:
    if missing:
        last = "" if count < 2 else f" of the last of {count} trainings"
        return f"The settings{last} of {run} are entered. {missing} Without them this is no repetition of the run."
    if count > 1 and not at_once:
        return f"The last of {count} trainings of {run} is entered; alone it is no repetition of the run."
    folders = ", ".join(dict.fromkeys(str(path.parent) for path in weights.values()))
    loaded = f"; its first weights are loaded from {folders}" if weights else ""
    if at_once:
        return f"All {count} trainings of {run} are repeated as a new run{loaded}."
    return f"The settings of {run} are entered{loaded}; Train repeats it as a new run."
