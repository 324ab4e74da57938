"""What a run record says of how its numbers came about, enough to repeat it."""

import json
import platform
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from datetime import datetime
from importlib.metadata import version
from typing import Any

from workbench import __version__
from workbench.data.types import DatasetSpec
from workbench.errors import UserError
from workbench.runs.machine import usable_cores
from workbench.runs.trials import StoredModel
from workbench.settings.request import Execution, Validation
from workbench.settings.training import TrainingSettings

LIBRARIES = ("tensorflow", "keras", "numpy", "scikit-learn")


_LATER = ("classes", "recipe", "competitors")  # records of earlier versions lack them


def library_versions() -> dict[str, str]:
    """Of the workbench, Python, and the libraries that decide the numbers."""
    return {"workbench": __version__, "python": platform.python_version()} | {name: version(name) for name in LIBRARIES}


@dataclass(frozen=True)
class ModelTraining:
    """How one competitor was trained in one session of training; nothing left open.

    Attributes:
        target: epochs that it was to have afterwards; 0 in records of the first versions, which did not say so.
    """

    settings: TrainingSettings
    execution: Execution
    target: int = 0


@dataclass(frozen=True)
class Training:
    """One press of Train.

    Attributes:
        models: by name, in the order of the quartet.
    """

    started: str
    metrics: tuple[str, ...]
    validation_metrics: tuple[str, ...]
    models: dict[str, ModelTraining]


@dataclass
class RunSettings:
    """The content of ``run.json``.

    Attributes:
        started: local time, ISO 8601.
        data: fingerprint, rows and warnings of the prepared dataset; empty until it is prepared.
        trainings: every press of Train, in order.
        loaded: weights files by model.
        classes: the chosen ones where not all of the dataset's were used.
        competitors: in their order; empty in records of the first versions, which had those of the quartet.
        recipe: of the user's own data, else {}.
    """

    dataset: str
    quartet: str
    seed: int
    validation: Validation
    started: str = field(default_factory=lambda: datetime.now().isoformat(timespec="seconds"))
    versions: dict[str, str] = field(default_factory=library_versions)
    machine: dict[str, Any] = field(default_factory=lambda: {"system": platform.platform(), "cores": usable_cores()})
    data: dict[str, Any] = field(default_factory=dict)
    trainings: list[Training] = field(default_factory=list)
    loaded: dict[str, str] = field(default_factory=dict)
    classes: tuple[str, ...] = ()
    competitors: tuple[StoredModel, ...] = ()
    recipe: dict[str, Any] = field(default_factory=dict)

    @property
    def dataset_spec(self) -> DatasetSpec:
        """The dataset; imported data are read as they were then."""
        return DatasetSpec(self.dataset, self.classes, json.dumps(self.recipe) if self.recipe else "")

    def recorded_execution(self) -> dict[str, Execution]:
        """The execution settings of each model that was trained, for a repetition."""
        return {name: model.execution for training in self.trainings for name, model in training.models.items()}

    def to_json(self) -> dict[str, Any]:
        return asdict(self)

    @classmethod
    def from_json(cls, values: Mapping[str, Any]) -> "RunSettings":
        """The opposite of `to_json`; raises `UserError` where something is missing or of another type."""
        try:
            known = {name: values[name] for name in cls.__dataclass_fields__ if name not in _LATER}
            known["classes"] = tuple(values.get("classes", ()))
            known["competitors"] = tuple(StoredModel(**item) for item in values.get("competitors", ()))
            known["recipe"] = dict(values.get("recipe", {}))
            known["validation"] = Validation(**values["validation"])
            known["trainings"] = [_training(item) for item in values["trainings"]]
            return cls(**known)
        except (KeyError, TypeError, ValueError, AttributeError) as error:
            raise UserError(
                f"The settings of this run cannot be read: {type(error).__name__} {error}.",
                "The record was written by another version of the workbench, or is damaged.",
            ) from error


def _training(values: Mapping[str, Any]) -> Training:
    models = {
        name: ModelTraining(
            TrainingSettings.from_json(model["settings"]), Execution(**model["execution"]), model.get("target", 0)
        )
        for name, model in values["models"].items()
    }
    metrics, validation_metrics = tuple(values["metrics"]), tuple(values["validation_metrics"])
    return Training(values["started"], metrics, validation_metrics, models)
