"""What a run record says of how its numbers came about, enough to repeat it."""

import json
import platform
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, fields, replace
from datetime import datetime
from importlib.metadata import version
from typing import Any

from workbench import __version__
from workbench.data.types import DatasetSource, DatasetSpec
from workbench.errors import UserError
from workbench.networks.architecture import Architecture
from workbench.runs.machine import usable_cores
from workbench.runs.trials import StoredModel
from workbench.settings.request import Execution, SettingsRequest, TrainingRequest, Validation
from workbench.settings.training import Monitor, TrainingSettings

LIBRARIES = ("tensorflow", "keras", "numpy", "scikit-learn")


_LATER = ("classes", "recipe", "competitors")  # records of earlier versions lack them


def library_versions() -> dict[str, str]:
    """Of the workbench, Python, and the libraries that decide the numbers."""
    return {"workbench": __version__, "python": platform.python_version()} | {name: version(name) for name in LIBRARIES}


def settings_for(
    architecture: Architecture, source: DatasetSource, rows: int, request: TrainingRequest
) -> TrainingSettings:
    """What a network is trained with: the request, and the defaults of network and dataset where it leaves a gap.

    Args:
        rows: training rows; a default batch size is never larger.
    """
    chosen = architecture.thesis if request.thesis_settings else architecture.defaults
    chosen = replace(chosen, batch_size=min(chosen.batch_size, rows))
    if source.default_epochs and not request.thesis_settings:
        chosen = replace(chosen, epochs=source.default_epochs)
    usual = chosen.optimizer
    for asked in (request, request.own.get(architecture.name, SettingsRequest())):
        wanted = {field.name: getattr(asked, field.name) for field in fields(SettingsRequest)}
        chosen = replace(chosen, **{name: value for name, value in wanted.items() if value is not None})
    if chosen.optimizer != usual:
        chosen = replace(chosen, epsilon=None)  # it was found for the other one, and means another thing in each
    if chosen.optimizer not in architecture.optimizers:
        raise UserError(
            f"{architecture.name} cannot be trained with {chosen.optimizer}.",
            f"Choose {', '.join(architecture.optimizers)}, or untick the network.",
        )
    return chosen


def watched(settings: TrainingSettings, request: TrainingRequest) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Metrics of training and validation to compute: the ticked ones, and what early stopping watches."""
    stopping = settings.early_stopping

    def with_accuracy(metrics: tuple[str, ...], monitor: Monitor) -> tuple[str, ...]:
        needed = stopping.patience and stopping.monitor is monitor and "accuracy" not in metrics
        return ("accuracy", *metrics) if needed else metrics

    return (
        with_accuracy(request.metrics, Monitor.TRAINING_ERROR),
        with_accuracy(request.validation_metrics, Monitor.VALIDATION_ERROR),
    )


def check_batch_size(batch_size: int, rows: int) -> None:
    """Raise `UserError` for a batch that is larger than the training rows."""
    if batch_size > rows:
        raise UserError(
            f"The batch size {batch_size:,} is larger than the {rows:,} training rows.",
            f"Choose at most {rows:,}, or hold out a smaller share for validation.",
        )


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
