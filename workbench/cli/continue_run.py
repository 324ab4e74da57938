"""``run --continue``: goes on with a run that was stopped or killed."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from workbench.cli.entries import parse_run
from workbench.cli.experiment_work import Work, carry_out
from workbench.cli.result_files import check_result_file, check_weights_folder
from workbench.errors import UserError
from workbench.experiment.inputs import experiment_inputs
from workbench.session import continue_training, local_pool, open_run, recorded_names, version_changes
from workbench.settings.entries import parse_jobs, parse_names
from workbench.settings.texts import parse_setting
from workbench.storage.folders import Folders

_SUITABLE = ("command", "continue", "epochs", "models", "jobs", "save_weights", "json")


def continue_named(options: Mapping[str, Any]) -> int:
    """Train the networks of a run to their target or further, test them, and report; returns the exit code.

    Args:
        options: those that were typed, by name.

    Raises:
        UserError: wrong use.
    """
    if unsuitable := [f"--{name.replace('_', '-')}" for name in options if name not in _SUITABLE]:
        raise UserError(
            f"--continue does not go with {', '.join(unsuitable)}: dataset, networks, seed and settings are the run's.",
            f"Leave {'it' if len(unsuitable) == 1 else 'them'} out, or start a new run without --continue.",
        )
    epochs, jobs = parse_setting("epochs", options), parse_jobs(options.get("jobs", ""))
    json: Path | None = options.get("json")
    folders = Folders.default()
    pool = local_pool(folders)
    experiment = open_run(pool, folders, parse_run(options["continue"], folders))
    experiment.models_side_by_side = jobs
    names = parse_names("Networks", options.get("models", "all"), recorded_names(experiment))
    inputs = experiment_inputs(experiment.source, folders, experiment.run)
    check_result_file(json, "--json", inputs)
    check_weights_folder(options.get("save_weights"), names, "--save-weights", inputs)

    def train() -> list[str]:
        if experiment.run is not None and (changes := version_changes(experiment.run)):
            print(changes)
        goals = {name: experiment.competitors[name].target for name in names}
        further = continue_training(experiment, names, epochs)
        for name in further:
            if goals[name] > (now := experiment.competitors[name].target):
                print(f"{name} was to have {goals[name]:,} epochs; from now on {now:,} are meant.")
        if not further:
            print(f"Nothing is left to train of {', '.join(names)}: --epochs N trains for N further epochs.")
        return [name for name in names if name in further or not experiment.competitors[name].test_stands]

    try:
        return carry_out(Work(names, train, None, options.get("save_weights"), json), experiment)
    finally:
        pool.close()
