"""A recorded run's settings as entries and ticks."""

from collections.abc import Mapping

from workbench.experiment.experiment import Experiment
from workbench.runs.run_settings import RunSettings
from workbench.settings.request import TrainingRequest
from workbench.settings.texts import texts_of
from workbench.settings.training import SETTINGS, TrainingSettings
from workbench.view.state.selection import ALL, Selection

Texts = dict[str, dict[str, str]]


def enter(settings: RunSettings, selection: Selection, experiment: Experiment) -> None:
    """Put seed, validation and the last training of a run into the entries.

    What all networks had in common is entered for all, the rest for single ones; their defaults are left out.
    """
    selection.entries["seed"].set(str(settings.seed))
    selection.entries["validation"].set(str(settings.validation))
    selection.thesis.set(False)
    if not settings.trainings:
        return
    training = settings.trainings[-1]
    used = {name: model.settings for name, model in training.models.items()}
    defaults = {name: experiment.effective_settings(name, TrainingRequest()) for name in used}
    texts = _texts(used, defaults)
    for network in (ALL, *experiment.competitors):
        selection.set_settings(network, texts.get(network, {}))
    for name, variable in selection.train_metrics.items():
        variable.set(name in training.metrics)
    for name, variable in selection.validation_metrics.items():
        variable.set(name in training.validation_metrics)
    for name, tick in selection.models.items():
        tick.set(name in training.models)


def _texts(used: Mapping[str, TrainingSettings], defaults: Mapping[str, TrainingSettings]) -> Texts:
    """The texts that ask for what was used, by network or for `ALL`."""
    texts: Texts = {network: {} for network in (ALL, *used)}
    for setting in SETTINGS:
        values = {name: texts_of(settings, (setting,)) for name, settings in used.items()}
        differing = {name for name in used if values[name] != texts_of(defaults[name], (setting,))}
        first, *others = values.values()
        if differing and all(value == first for value in others):
            texts[ALL] |= first
        else:
            for name in differing:
                texts[name] |= values[name]
    return texts
