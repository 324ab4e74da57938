"""A recorded run's settings as entries and ticks."""

from collections.abc import Mapping

from workbench.experiment.experiment import Experiment
from workbench.experiment.run_settings import RunSettings
from workbench.networks.settings import TrainingSettings
from workbench.settings_entries import GROUPS, texts_of
from workbench.training.settings import TrainingRequest
from workbench.view.choices import ALL, Choices

Texts = dict[str, dict[str, str]]


def enter(settings: RunSettings, choices: Choices, experiment: Experiment) -> None:
    """Put seed, validation and the last training of a run into the entries.

    What all networks had in common is entered for all, the rest for single ones; their defaults are left out.
    """
    choices.entries["seed"].set(str(settings.seed))
    choices.entries["validation"].set(str(settings.validation))
    choices.thesis.set(False)
    if not settings.trainings:
        return
    training = settings.trainings[-1]
    used = {name: model.settings for name, model in training.models.items()}
    defaults = {name: experiment.effective_settings(name, TrainingRequest()) for name in used}
    texts = _texts(used, defaults)
    for network in (ALL, *experiment.competitors):
        choices.set_settings(network, texts.get(network, {}))
    for name, variable in choices.train_metrics.items():
        variable.set(name in training.metrics)
    for name, variable in choices.validation_metrics.items():
        variable.set(name in training.validation_metrics)
    for name, tick in choices.models.items():
        tick.set(name in training.models)


def _texts(used: Mapping[str, TrainingSettings], defaults: Mapping[str, TrainingSettings]) -> Texts:
    """The texts that ask for what was used, by network or for `ALL`."""
    texts: Texts = {network: {} for network in (ALL, *used)}
    for group in GROUPS:
        values = {name: texts_of(settings, (group,)) for name, settings in used.items()}
        differing = {name for name in used if values[name] != texts_of(defaults[name], (group,))}
        first, *others = values.values()
        if differing and all(value == first for value in others):
            texts[ALL] |= first
        else:
            for name in differing:
                texts[name] |= values[name]
    return texts
