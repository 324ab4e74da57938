"""What is left to do of a run that was stopped or killed."""

from collections.abc import Iterator, Mapping
from dataclasses import replace

from workbench.runs.run_settings import RunSettings, Training
from workbench.settings.training import TrainingSettings


def last_trainings(settings: RunSettings) -> dict[str, Training]:
    """The last training of each competitor of a run."""
    return {name: training for training in settings.trainings for name in training.models}


def target(settings: RunSettings, name: str) -> int:
    """Epochs that a competitor was to have after its last training."""
    return last_trainings(settings)[name].models[name].target


def remainders(
    settings: RunSettings, completed: Mapping[str, int], epochs: int | None
) -> Iterator[tuple[Training, dict[str, TrainingSettings]]]:
    """For each recorded training, the settings of the competitors whose last one it was and that have epochs to do.

    Args:
        completed: epochs that each competitor has, those that an early stop made unnecessary included.
        epochs: further ones for all; None for those that are left.
    """
    last = last_trainings(settings)
    for training in settings.trainings:
        found = {}
        for name, model in training.models.items():
            left = epochs or max(0, target(settings, name) - completed.get(name, 0))
            if last[name] is training and left:
                found[name] = replace(model.settings, epochs=left)
        if found:
            yield training, found
