"""A recorded run's settings as entries and ticks."""

from workbench.run_settings import RunSettings
from workbench.view.choices import DEFAULT_OPTIMIZER, Choices


def enter(settings: RunSettings, choices: Choices) -> None:
    """Put seed, validation and the last training of a run into the entries.

    Where the networks were trained with different values, the field stays empty: their defaults.
    """
    choices.entries["seed"].set(str(settings.seed))
    choices.entries["validation"].set(str(settings.validation))
    choices.thesis.set(False)
    if not settings.trainings:
        return
    training = settings.trainings[-1]
    used = [model.settings for model in training.models.values()]
    for name, values, otherwise in (
        ("epochs", {str(item.epochs) for item in used}, ""),
        ("batch size", {str(item.batch_size) for item in used}, ""),
        ("learning rate", {f"{item.learning_rate:g}" for item in used}, ""),
        ("optimizer", {item.optimizer for item in used}, DEFAULT_OPTIMIZER),
    ):
        choices.entries[name].set(values.pop() if len(values) == 1 else otherwise)
    for name, variable in choices.train_metrics.items():
        variable.set(name in training.metrics)
    for name, variable in choices.validation_metrics.items():
        variable.set(name in training.validation_metrics)
    for name, tick in choices.models.items():
        tick.set(name in training.models)
