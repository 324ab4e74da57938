"""All trainings of a run, to be done again one after another."""

from collections.abc import Iterator
from dataclasses import replace

from workbench.runs.run_settings import ModelTraining, RunSettings, Training


def repetition(settings: RunSettings) -> tuple[Training, ...]:
    """The trainings of a run in order, each with the epochs that were trained before the next one started.

    A training that was stopped in its first epoch is left out, as the next one has gone on from there.
    """
    found = []
    for place, training in enumerate(settings.trainings):
        models = dict(_repeated(training, settings.trainings[place + 1 :]))
        if models:
            found.append(replace(training, models=models))
    return tuple(found)


def _repeated(training: Training, later: tuple[Training, ...]) -> Iterator[tuple[str, ModelTraining]]:
    for name, model in training.models.items():
        following = next((other.models[name] for other in later if name in other.models), None)
        epochs = model.settings.epochs
        if following is not None and model.settings.early_stopping.patience == 0:
            epochs = min(epochs, _first_epoch(following) - _first_epoch(model))
        if epochs > 0:
            yield name, replace(model, settings=replace(model.settings, epochs=epochs))


def _first_epoch(model: ModelTraining) -> int:
    """Epochs that were trained before."""
    return model.target - model.settings.epochs


def repetition_text(trainings: tuple[Training, ...]) -> str:
    """As in "15 epochs at batch size 32, then 60 epochs at batch size 64 (Image_MLP)"; names where not all trained."""
    everyone = {name for training in trainings for name in training.models}
    return ", then ".join(_text(training, everyone) for training in trainings)


def _text(training: Training, everyone: set[str]) -> str:
    groups: dict[str, list[str]] = {}
    for name, model in training.models.items():
        epochs = f"{model.settings.epochs:,} epoch{'s' if model.settings.epochs != 1 else ''}"
        groups.setdefault(f"{epochs} at batch size {model.settings.batch_size}", []).append(name)
    if len(groups) == 1 and set(training.models) == everyone:
        return next(iter(groups))
    return " and ".join(f"{text} ({', '.join(names)})" for text, names in groups.items())
