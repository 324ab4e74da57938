"""What the user entered and ticked, apart from the widgets that show it."""

from collections.abc import Iterable, Mapping
from tkinter import BooleanVar, Misc, StringVar

from workbench import entries
from workbench.metrics import METRICS
from workbench.training.settings import TrainingRequest, Validation, WhichWeights
from workbench.view.preferences import Preferences

DEFAULT_OPTIMIZER = "default"
OPTIMIZERS = (DEFAULT_OPTIMIZER, "adam", "rmsprop", "sgd", "adamw", "nadam")

_ENTRIES = {
    "epochs": "",
    "batch size": "",
    "learning rate": "",
    "seed": "",
    "optimizer": DEFAULT_OPTIMIZER,
    "validation": "0.1",
    "jobs": "auto",
    "weights": str(WhichWeights.LAST),
}
_TICKED = ("accuracy",)


class Choices:
    """Variables shared by toolbar, panels and dialogs; they live as long as the root: a rebuilt window keeps them."""

    def __init__(self, root: Misc, preferences: Preferences) -> None:
        stored = preferences.entries
        self._root = root
        self._stored_ticks = preferences.ticks
        self.entries = {name: StringVar(root, stored.get(name, value)) for name, value in _ENTRIES.items()}
        self.train_metrics = {name: self._tick(f"train {name}", name in _TICKED) for name in METRICS}
        self.validation_metrics = {name: self._tick(f"validation {name}", name in _TICKED) for name in METRICS}
        self.thesis = self._tick("thesis", False)
        self.models: dict[str, BooleanVar] = {}
        if self.entries["optimizer"].get() not in OPTIMIZERS:
            self.entries["optimizer"].set(DEFAULT_OPTIMIZER)

    def model(self, name: str) -> BooleanVar:
        """The tick of a model, at first set."""
        if name not in self.models:
            self.models[name] = self._tick(f"model {name}", True)
        return self.models[name]

    def ticked(self, names: Iterable[str]) -> tuple[str, ...]:
        """Those of ``names`` that are ticked, in that order."""
        return tuple(name for name in names if self.model(name).get())

    def request(self, train_rows: int | None) -> TrainingRequest:
        """All entries, parsed; raises `UserError` for the first wrong one."""
        text = {name: variable.get() for name, variable in self.entries.items()}
        optimizer = text["optimizer"]
        return TrainingRequest(
            epochs=entries.parse_epochs(text["epochs"]),
            batch_size=entries.parse_batch_size(text["batch size"], train_rows),
            learning_rate=entries.parse_learning_rate(text["learning rate"]),
            optimizer=None if optimizer == DEFAULT_OPTIMIZER else optimizer,
            metrics=_names(self.train_metrics),
            validation_metrics=_names(self.validation_metrics),
            thesis_settings=self.thesis.get(),
        )

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
        preferences.entries = {name: variable.get() for name, variable in self.entries.items()}
        ticks = {f"train {name}": variable.get() for name, variable in self.train_metrics.items()}
        ticks |= {f"validation {name}": variable.get() for name, variable in self.validation_metrics.items()}
        ticks |= {f"model {name}": variable.get() for name, variable in self.models.items()}
        preferences.ticks = {**preferences.ticks, **ticks, "thesis": self.thesis.get()}

    def _tick(self, name: str, default: bool) -> BooleanVar:
        return BooleanVar(self._root, self._stored_ticks.get(name, default))


def _names(variables: Mapping[str, BooleanVar]) -> tuple[str, ...]:
    return tuple(name for name, variable in variables.items() if variable.get())
