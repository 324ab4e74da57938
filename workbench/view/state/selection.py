"""What the user entered and ticked, apart from the widgets that show it."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from tkinter import BooleanVar, Misc, StringVar

from workbench.evaluation.metrics import METRICS
from workbench.experiment.experiment import Experiment
from workbench.networks.registry import CUSTOM
from workbench.reporting.text import LEARNING_RATE
from workbench.settings import entries
from workbench.settings.request import TrainingRequest, Validation, WhichWeights
from workbench.settings.texts import entered, parse_leniently, parse_settings
from workbench.settings.training import SettingsRequest
from workbench.view.state.preferences import Preferences
from workbench.view.state.remembered_settings import Texts, flat, texts_by_dataset, texts_by_network

ALL = ""
"""In place of a network's name: settings for all networks."""

TOOLBAR = {"epochs": "epochs", "batch_size": "batch size", "learning_rate": "learning rate"}
"""Settings for all networks that have an entry in the toolbar."""

_ENTRIES = {
    "epochs": "",
    "batch size": "",
    "learning rate": "",
    "seed": "",
    "validation": "0.1",
    "jobs": "auto",
    "weights": str(WhichWeights.LAST),
}
_TICKED = ("accuracy",)


class Selection:
    """Variables shared by toolbar, panels and dialogs; they live as long as the root: a rebuilt window keeps them.

    Attributes:
        settings: texts of the training settings by network (`ALL` for all), those of `TOOLBAR` excepted; as the entries
            of `TOOLBAR` they belong to the dataset in use.
        networks: names of those that the user put together last; empty before.
    """

    def __init__(self, root: Misc, preferences: Preferences) -> None:
        stored = preferences.entries
        self._root = root
        self._stored_ticks = dict(preferences.ticks)
        self._place, self._names = "", tuple[str, ...]()
        self.entries = {name: StringVar(root, stored.get(name, value)) for name, value in _ENTRIES.items()}
        self.train_metrics = {name: self._tick(f"train {name}", name in _TICKED) for name in METRICS}
        self.validation_metrics = {name: self._tick(f"validation {name}", name in _TICKED) for name in METRICS}
        self.thesis = self._tick("thesis", False)
        self.models: dict[str, BooleanVar] = {}
        self.networks = tuple(preferences.networks)
        # The optimizer once was an entry for all networks, before each training setting had its own text.
        earlier = {"/optimizer": stored["optimizer"]} if "optimizer" in stored else {}
        self.settings = texts_by_network(earlier | preferences.settings)
        self._dataset = preferences.dataset
        self._of_others = texts_by_dataset(preferences.other_settings)

    def model(self, name: str) -> BooleanVar:
        """The tick of a model, at first set."""
        if name not in self.models:
            self.models[name] = BooleanVar(self._root, self._stored_tick(name))
        return self.models[name]

    def follow(self, experiment: Experiment) -> None:
        """Show settings and ticks as they were left on its dataset, and offer networks put together again."""
        self._keep_ticks()
        self._change_dataset(experiment.source.name)
        self._place, self._names = f"{experiment.source.name}/{experiment.quartet.name}/", tuple(experiment.competitors)
        for name in self._names:
            self.model(name).set(self._stored_tick(name))
        if experiment.quartet.name == CUSTOM:
            self.networks = experiment.quartet.names

    def ticked(self, names: Iterable[str]) -> tuple[str, ...]:
        """Those of ``names`` that are ticked, in that order."""
        return tuple(name for name in names if self.model(name).get())

    def request(self) -> TrainingRequest:
        """All entries, parsed; raises `UserError` for the first wrong one."""
        shared = parse_settings(self.settings_of(ALL))
        single = {name: parse_settings(texts) for name, texts in self.settings.items() if name != ALL}
        return replace(
            training_request(shared, single, self.thesis.get()),
            metrics=_names(self.train_metrics),
            validation_metrics=_names(self.validation_metrics),
        )

    def known_request(self) -> TrainingRequest:
        """What can be read of the entries, for hints; the metrics left out."""
        single = {name: parse_leniently(texts) for name, texts in self.settings.items() if name != ALL}
        return training_request(parse_leniently(self.settings_of(ALL)), single, self.thesis.get())

    def settings_of(self, network: str) -> dict[str, str]:
        """The texts for a network, or for `ALL`, with those of the toolbar."""
        texts = dict(self.settings.get(network, {}))
        if network == ALL:
            texts |= {group: self.entries[name].get() for group, name in TOOLBAR.items()}
        return texts

    def set_settings(self, network: str, texts: Mapping[str, str]) -> None:
        """Replace the texts for a network, or for `ALL`."""
        if network == ALL:
            for group, name in TOOLBAR.items():
                if self.entries[name].get().strip() != texts.get(group, "").strip():
                    self.entries[name].set(texts.get(group, ""))
        kept = {name: text for name, text in entered(texts).items() if network != ALL or name not in TOOLBAR}
        if kept:
            self.settings[network] = kept
        else:
            self.settings.pop(network, None)

    def seed(self) -> int:
        """The seed entered, or the default one; raises `UserError`."""
        seed = entries.parse_seed(self.entries["seed"].get())
        return entries.DEFAULT_SEED if seed is None else seed

    def validation(self) -> Validation:
        """Where validation data come from; raises `UserError`."""
        return entries.parse_validation(self.entries["validation"].get())

    def jobs(self) -> int | None:
        """Models side by side, None for automatic; raises `UserError`."""
        return entries.parse_jobs(self.entries["jobs"].get())

    def which(self) -> WhichWeights:
        """Weights that are tested and used for predictions."""
        return WhichWeights.BEST if self.entries["weights"].get() == WhichWeights.BEST else WhichWeights.LAST

    def shown_metrics(self) -> tuple[str, ...]:
        """Metrics ticked for training or validation, in the registry's order."""
        both = {*_names(self.train_metrics), *_names(self.validation_metrics)}
        return tuple(name for name in METRICS if name in both)

    def store(self, preferences: Preferences) -> None:
        """Write everything into ``preferences``."""
        preferences.settings = flat(self.settings)
        preferences.other_settings = {}
        for dataset, texts in self._of_others.items():
            preferences.other_settings |= flat(texts, dataset)
        preferences.networks = list(self.networks)
        preferences.entries = {name: variable.get() for name, variable in self.entries.items()}
        ticks = {f"train {name}": variable.get() for name, variable in self.train_metrics.items()}
        ticks |= {f"validation {name}": variable.get() for name, variable in self.validation_metrics.items()}
        self._keep_ticks()
        preferences.ticks = {**self._stored_ticks, **ticks, "thesis": self.thesis.get()}

    def _change_dataset(self, dataset: str) -> None:
        """Epochs that suit one dataset are hours on another: each has the settings that were entered for it."""
        if self._dataset and dataset != self._dataset:
            self._of_others[self._dataset] = {**self.settings, ALL: entered(self.settings_of(ALL))}
            texts: Texts = self._of_others.pop(dataset, {})
            for network in {ALL, *self.settings, *texts}:
                self.set_settings(network, texts.get(network, {}))
        self._dataset = dataset

    def _keep_ticks(self) -> None:
        self._stored_ticks |= {f"model {self._place}{name}": self.model(name).get() for name in self._names}

    def _stored_tick(self, name: str) -> bool:
        """Of the dataset in use; as earlier versions left it, for all datasets, where it was not ticked there yet."""
        return self._stored_ticks.get(f"model {self._place}{name}", self._stored_ticks.get(f"model {name}", True))

    def _tick(self, name: str, default: bool) -> BooleanVar:
        return BooleanVar(self._root, self._stored_ticks.get(name, default))


def shown_curves(selection: Selection, experiment: Experiment) -> tuple[str, ...]:
    """The ticked metrics, and the learning rate where a schedule changes it."""
    changes = any(LEARNING_RATE in competitor.history for competitor in experiment.competitors.values())
    return (*selection.shown_metrics(), *([LEARNING_RATE] if changes else []))


def training_request(
    shared: SettingsRequest, single: Mapping[str, SettingsRequest], thesis_settings: bool
) -> TrainingRequest:
    """The request that asks for ``shared`` settings, and for ``single`` ones by network."""
    return TrainingRequest(**vars(shared), by_competitor=single, thesis_settings=thesis_settings)


def _names(variables: Mapping[str, BooleanVar]) -> tuple[str, ...]:
    return tuple(name for name, variable in variables.items() if variable.get())
