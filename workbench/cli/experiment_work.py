"""The work on an experiment that the command line starts, from its first job to the report and the exit code."""

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from workbench.cli.run_report import report_run
from workbench.cli.terminal import Terminal
from workbench.errors import UserError
from workbench.exit_codes import DONE, FAILED, INTERRUPTED
from workbench.experiment.experiment import Experiment


@dataclass(frozen=True)
class Work:
    """What is done with competitors; one that failed is left out of what follows.

    Attributes:
        names: of the competitors.
        train: starts their training, if any, and returns the names of those to test afterwards.
        load_weights, save_weights: folders of weights to start with and for those in the end; None for none.
        json: file for the results, None for none.
    """

    names: Sequence[str]
    train: Callable[[], Sequence[str]]
    load_weights: Path | None = None
    save_weights: Path | None = None
    json: Path | None = None


def carry_out(work: Work, experiment: Experiment) -> int:
    """Do the work, show how far it is, report on it, and return the exit code.

    The pool that does it is closed by the caller.

    Raises:
        UserError: weights cannot be loaded, or a file cannot be written.
    """
    terminal = Terminal(experiment)
    started = time.monotonic()
    try:
        _do(work, experiment, terminal)
    except KeyboardInterrupt:
        terminal.write("Interrupted: stopping; what was trained is kept.")
        experiment.stop()
        terminal.wait()
        if experiment.run is not None:
            folder = experiment.run.folder
            terminal.write(f"Run record: {folder}\nIt goes on with: run --continue {folder}")
        return INTERRUPTED
    report_run(experiment, work.names, time.monotonic() - started, terminal.write, work.json)
    return FAILED if len(_sound(experiment, work.names)) < len(work.names) else DONE


def _do(work: Work, experiment: Experiment, terminal: Terminal) -> None:
    experiment.describe()
    if work.load_weights is not None:
        experiment.load_weights(work.names, work.load_weights)
        terminal.wait()
        _check_loaded(experiment, work.names)
    to_test = work.train()
    terminal.wait()
    if sound := _sound(experiment, to_test):
        experiment.test(sound)
        terminal.wait()
    if work.save_weights is not None and (sound := _sound(experiment, work.names)):
        experiment.save_weights_to(sound, work.save_weights)
        terminal.wait()


def _sound(experiment: Experiment, names: Sequence[str]) -> list[str]:
    return [name for name in names if not experiment.competitors[name].failure]


def _check_loaded(experiment: Experiment, names: Sequence[str]) -> None:
    """Weights that cannot be loaded are wrong use: nothing is trained in their place."""
    for name in names:
        if failure := experiment.competitors[name].failure:
            raise UserError(f"{name}: {failure}")
