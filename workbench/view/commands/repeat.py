"""Settings of a recorded run as entries and ticks."""

from collections.abc import Iterable, Mapping

from workbench.experiment.experiment import Experiment
from workbench.runs.continuing import last_trainings
from workbench.runs.run_settings import RunSettings, Training
from workbench.settings.request import TrainingRequest
from workbench.settings.texts import texts_of
from workbench.settings.training import SETTINGS, TrainingSettings
from workbench.view.state.selection import ALL, Selection

Texts = dict[str, dict[str, str]]


def enter_last(settings: RunSettings, selection: Selection, experiment: Experiment) -> None:
    """Put seed and validation of a run into the entries, and how each network was trained last.

    Those of the last training are ticked; where there was none, those whose weights were loaded.
    """
    _enter_run(settings, selection)
    if settings.trainings:
        used = {name: training.models[name].settings for name, training in last_trainings(settings).items()}
        _enter_settings(used, selection, experiment)
        _enter_metrics(settings.trainings[-1], selection)
    ticked = settings.trainings[-1].models if settings.trainings else settings.loaded
    _tick(ticked or experiment.competitors, selection, experiment)


def enter(settings: RunSettings, training: Training, selection: Selection, experiment: Experiment) -> None:
    """Put seed and validation of a run and one of its trainings into the entries; its networks are ticked."""
    _enter_run(settings, selection)
    _enter_settings({name: model.settings for name, model in training.models.items()}, selection, experiment)
    _enter_metrics(training, selection)
    _tick(training.models, selection, experiment)


def _enter_run(settings: RunSettings, selection: Selection) -> None:
    selection.entries["seed"].set(str(settings.seed))
    selection.entries["validation"].set(str(settings.validation))
    selection.thesis.set(False)


def _enter_settings(used: Mapping[str, TrainingSettings], selection: Selection, experiment: Experiment) -> None:
    """What all networks had in common is entered for all, the rest for single ones; their defaults are left out."""
    defaults = {name: experiment.effective_settings(name, TrainingRequest()) for name in used}
    texts = _texts(used, defaults)
    for network in (ALL, *experiment.competitors):
        selection.set_settings(network, texts.get(network, {}))


def _enter_metrics(training: Training, selection: Selection) -> None:
    for name, variable in selection.train_metrics.items():
        variable.set(name in training.metrics)
    for name, variable in selection.validation_metrics.items():
        variable.set(name in training.validation_metrics)


def _tick(names: Iterable[str], selection: Selection, experiment: Experiment) -> None:
    """Tick these of the experiment's networks and no others of it."""
    ticked = set(names)
    for name in experiment.competitors:
        selection.model(name).set(name in ticked)


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
